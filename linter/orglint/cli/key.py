"""Where the API key comes from: the environment, or a file that only its owner can read."""

import os
import stat
from pathlib import Path

from orglint import collect
from orglint.errors import UsageError

VARIABLE = "ORGLINT_API_KEY"
_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_api_key(file: Path | None, written: str = "") -> collect.Secret:
    """Return the key, and take it out of the environment that child processes would inherit.

    `written` is what `orglint.yaml` says: another variable to look into where the usual one is not set.
    """
    other = written.removeprefix("env:") if written.startswith("env:") else VARIABLE
    found = [os.environ.pop(name, None) for name in (VARIABLE, other)]
    from_environment = next((it for it in found if it is not None), None)
    if file is not None:
        return collect.Secret(_read_key_file(file))
    if from_environment is None:
        raise UsageError(
            "nothing was collected: there is no API key",
            f"Put it in the environment variable {other}, or in a file that --api-key-file names.",
        )
    return collect.Secret(from_environment)


def ignored_proxy() -> str:
    """Return the variable of the environment that names a proxy for other tools; here only --proxy does."""
    return next((name for name in _PROXIES if os.environ.get(name)), "")


def _read_key_file(file: Path) -> str:
    try:
        if stat.S_IMODE(file.stat().st_mode) & _OTHERS:
            hint = f"Run chmod 600 {file}; if others may have read it, make a new key."
            raise UsageError(f"nothing was collected: others can read the API key in {file}", hint)
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UsageError(f"nothing was collected: the API key file {file} cannot be read: {why}") from None
