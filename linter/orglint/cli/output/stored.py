"""Read the file of a stored result, or standard input."""

import sys
from pathlib import Path

from orglint.errors import ResultError, UsageError
from orglint.model.result import Result
from orglint.results.stored import LARGEST, StoredOverview, read_stored

_STDIN = "-"


def read_stored_file(file: Path, nothing: str = "nothing was rendered") -> Result | StoredOverview:
    """Return what a file holds, `-` for standard input; raises `ResultError` if that is not a result.

    `nothing` says what was not done if no file is named.
    """
    if str(file) == _STDIN:
        return read_stored(_read_stdin(nothing), "standard input")
    if file.is_dir():
        hint = "orglint check judges a snapshot; a result is a file that --format json=FILE wrote."
        raise UsageError(f"{nothing}: {file} is a folder", hint)
    try:
        with file.open("rb") as stream:
            return read_stored(stream.read(LARGEST + 1), str(file))
    except OSError as error:
        hint = "Name a file that `orglint check --format json=FILE` wrote, or - for standard input."
        raise ResultError(f"{file} cannot be read: {error.strerror}", hint) from None


def read_result_file(file: Path, nothing: str) -> Result:
    """Return the result that a file holds; raises `UsageError` if it holds those of many snapshots.

    `nothing` says what was not done then.
    """
    stored = read_stored_file(file, nothing)
    if not isinstance(stored, Result):
        raise UsageError(f"{nothing}: {file} holds the results of many snapshots", "Name a file that holds one.")
    return stored


def refuse_other_organization(result: Result, organization: str | None, nothing: str) -> None:
    """Raise `UsageError` if an organization is named and the result is about another one."""
    theirs = result.snapshot.organization
    if organization not in (None, theirs):
        raise UsageError(
            f"{nothing}: the result is about {theirs}, and --org names {organization}",
            "Leave one of them out; --org may also come from ORGLINT_ORG or orglint.yaml.",
        )


def _read_stdin(nothing: str) -> bytes:
    if sys.stdin is None:
        raise UsageError(f"{nothing}: standard input is closed", "Name a file.")
    return sys.stdin.buffer.read(LARGEST + 1)
