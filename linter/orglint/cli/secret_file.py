"""Secrets in files: read only where nobody else can read them."""

import stat
from pathlib import Path

from orglint.errors import UsageError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_secret_file(file: Path, what: str, nothing: str) -> str:
    """Return the text of a file that only its owner can read; `nothing` says what is not done if it is not so."""
    try:
        if stat.S_IMODE(file.stat().st_mode) & _OTHERS:
            hint = f"Run chmod 600 {file}; if others may have read it, make a new key."
            raise UsageError(f"{nothing}: others can read the {what} in {file}", hint)
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UsageError(f"{nothing}: the file {file} of the {what} cannot be read: {why}") from None
