"""Read an API key from the keyring of the machine: the one module that imports keyring."""

from orglint.errors import UsageError

_INSTALL = "Install orglint[keyring], or name another place of the key with --api-key-from."


def read_from_keyring(entry: str, nothing: str) -> str:
    """Return the password of an entry SERVICE/NAME; `nothing` says what is not done if there is none."""
    try:
        # an extra, and only who keeps keys there needs it
        import keyring  # noqa: PLC0415 - see above
        from keyring.errors import KeyringError  # noqa: PLC0415 - see above
    except ImportError:
        raise UsageError(f"{nothing}: the keyring cannot be read without the library keyring", _INSTALL) from None
    service, _, name = entry.partition("/")
    try:
        found = keyring.get_password(service, name)
    except KeyringError as error:
        # its words are of another program, and might hold what it read
        what = f"{nothing}: the keyring could not be read ({type(error).__name__})"
        raise UsageError(what, "Is there one, and is it unlocked?") from None
    if found is None:
        hint = f"Put it there: keyring set {service} {name}"
        raise UsageError(f"{nothing}: the keyring has no entry {entry}", hint)
    return str(found).strip()
