"""Where the key of archives comes from: the environment, or a file that only its owner can read."""

import os
from pathlib import Path

from orglint.cli.secret_file import read_secret_file
from orglint.errors import UsageError
from orglint.snapshots.archives import ArchiveKey

VARIABLE = "ORGLINT_ARCHIVE_KEY"


def read_archive_key(file: Path | None, nothing: str) -> ArchiveKey:
    """Return the key, and take it out of the environment; `nothing` says what is not done without it."""
    from_environment = os.environ.pop(VARIABLE, "").strip()
    if file is not None:
        return ArchiveKey(read_secret_file(file, "key of archives", nothing))
    if not from_environment:
        raise UsageError(
            f"{nothing}: there is no key of archives, and a snapshot is personal data, which travels encrypted only",
            f"Put it in {VARIABLE}, or in a file that --archive-key-file names. "
            "`orglint store key` makes one; both sides need the same.",
        )
    return ArchiveKey(from_environment)
