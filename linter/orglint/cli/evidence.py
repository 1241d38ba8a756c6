"""Verify an archive of evidence, and tell what is wrong with it."""

from hashlib import sha256
from pathlib import Path

import click

from orglint.errors import ResultError
from orglint.history.evidence import find_problems, unpack_members
from orglint.history.evidence.archive import LARGEST
from orglint.model.neutralize import neutralize
from orglint.model.summaries import outcome_to_words
from orglint.model.wording import format_count, format_time

_MOST = 20


def verify_archive(file: Path) -> None:
    """Verify an archive and say what it holds; raises `ResultError` with everything that is wrong with it."""
    content = _read_archive(file)
    members = unpack_members(content, str(file))
    result, problems = find_problems(members)
    if problems or result is None:
        more = f"\n  and {len(problems) - _MOST} more" if len(problems) > _MOST else ""
        raise ResultError(f"{file} is no evidence:\n  " + "\n  ".join(problems[:_MOST]) + more)
    seen = result.snapshot
    told = f"{outcome_to_words(result.outcome)} (exit code {result.exit_code})"
    click.echo(
        neutralize(
            f"{file}: {told} of {seen.organization}, judged as of {format_time(result.as_of)} by snapshot {seen.id}"
        )
    )
    rules = format_count(len(result.verdicts), "rule")
    click.echo(f"every file is unchanged, and the result agrees with its snapshot and with {rules} beside it")
    click.echo(f"sha256 {sha256(content).hexdigest()}")


def _read_archive(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as refusal:
        raise ResultError(f"{file} cannot be read: {refusal.strerror}") from None
    if len(content) > LARGEST:
        raise ResultError(f"{file} has more than {LARGEST >> 20} MiB, and no evidence that is read has")
    return content
