"""Where the API key comes from: an option, the environment, or what `orglint.yaml` names."""

import os
import sys
from getpass import getpass
from pathlib import Path

from orglint import collect
from orglint.cli.secret_file import read_secret_file
from orglint.errors import UsageError
from orglint.settings.key_command import run_key_command
from orglint.settings.key_source import VARIABLE, KeyPlace, KeySource, parse_key_source
from orglint.settings.keyring_key import read_from_keyring

_USUAL = KeySource(KeyPlace.VARIABLE, VARIABLE)
_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
_NOTHING = "nothing was collected"
_MOST = 1 << 16
"""Characters of standard input that are read: a key is shorter."""
_CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd puts the credentials of a service."""


def read_api_key(file: Path | None, given: str | None, written: str = "", *, own: bool = False) -> collect.Secret:
    """Return the key, and take it out of the environment that child processes would inherit.

    `file` and `given` are what options name, `written` is what `orglint.yaml` says, where the environment has no key; a
    key that is an organization's `own` beats the one of the environment, which is for no one in particular.
    """
    usual = os.environ.pop(VARIABLE, None)
    source = KeySource(KeyPlace.FILE, str(file)) if file else parse_given_source(given)
    if source is None and written and (own or usual is None):
        source = parse_key_source(written)
    source = source or _USUAL
    text = usual if source == _USUAL else _read_source(source)
    if text is None:
        raise UsageError(
            f"{_NOTHING}: there is no API key",
            f"Put it in the environment variable {source.rest}, or in a file that --api-key-file names.",
        )
    return collect.Secret(text, source.words)


def parse_given_source(given: str | None) -> KeySource | None:
    """Return the place that an option names; `UsageError`, which repeats nothing of it, if it names none."""
    source = parse_key_source(given) if given else None
    if given and source is None:
        hint = "Name one of env:NAME, file:PATH, file:-, credential:NAME, keyring:SERVICE/NAME, cmd:COMMAND; no key."
        raise UsageError(f"{_NOTHING}: --api-key-from names no place of an API key", hint)
    return source


def ignored_proxy() -> str:
    """Return the variable of the environment that names a proxy for other tools; here only --proxy does."""
    return next((name for name in _PROXIES if os.environ.get(name)), "")


def _read_source(source: KeySource) -> str | None:
    match source.place:
        case KeyPlace.VARIABLE:
            return os.environ.pop(source.rest, None)
        case KeyPlace.FILE:
            return _read_input() if source.rest == "-" else _read_file(Path(source.rest))
        case KeyPlace.CREDENTIAL:
            return _read_credential(source.rest)
        case KeyPlace.KEYRING:
            return read_from_keyring(source.rest, _NOTHING)
        case KeyPlace.COMMAND:
            return run_key_command(source.rest, os.environ, _NOTHING)


def _read_input() -> str:
    """Return what standard input holds; somebody at a terminal is asked, and sees nothing of what is typed."""
    return (getpass("API key: ") if sys.stdin.isatty() else sys.stdin.read(_MOST)).strip()


def _read_file(file: Path) -> str:
    return read_secret_file(file, "API key", _NOTHING)


def _read_credential(name: str) -> str:
    folder = os.environ.get(_CREDENTIALS)
    if not folder:
        hint = f"systemd sets {_CREDENTIALS} for a service with LoadCredential= or LoadCredentialEncrypted=."
        raise UsageError(f"{_NOTHING}: there are no credentials, which should hold {name}", hint)
    return _read_file(Path(folder, name))
