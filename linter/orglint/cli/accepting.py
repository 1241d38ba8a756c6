"""Waivers for the findings of a snapshot, and how they get into a file."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from orglint import evaluate, expressions, tables
from orglint.cli.output.appearing import open_atomically
from orglint.cli.output.modeline import build_modeline
from orglint.documents.edited_yaml import append_entries, put_entry
from orglint.errors import OutputError, RuleError, UsageError
from orglint.model.findings import Finding, Outcome
from orglint.model.result import Result
from orglint.model.snapshot import Snapshot
from orglint.model.statement import HORIZON, to_day
from orglint.model.waiver_entry import build_entry

_TOGETHER = 200
"""Keys that one query looks for."""

USUAL = timedelta(days=30)
_HEAD = "# Written exceptions, each with an owner and an end; `orglint waivers check FILE` finds mistakes.\n"


@dataclass(frozen=True, slots=True)
class Excuse:
    """Who answers for new waivers, why, and until when.

    `organization` is the only one that they are for, where a file has several: a person has one key in all of them.
    """

    reason: str
    owner: str
    until: date
    ticket: str = ""
    organization: str = ""


def check_words(**said: str) -> None:
    """Raise `UsageError` if an option that has to say something does not."""
    for name, words in said.items():
        if not words.strip():
            raise UsageError(
                f"nothing was written: --{name} says nothing", "Every exception says why, and who answers for it."
            )


def to_last_day(given: datetime | None, now: datetime, usual: timedelta = USUAL) -> date:
    """Return the last day of a new exception: the one that is given, or the one in the usual time."""
    today = to_day(now)
    until = given.date() if given else today + usual
    if not today <= until <= today + HORIZON:
        raise UsageError(
            f"nothing was written: --until {until} is not within the year that begins today",
            f"Name a day from {today} to {today + HORIZON}.",
        )
    return until


def build_entries(result: Result, chosen: Sequence[str], excuse: Excuse) -> list[dict[str, Any]]:
    """Return an entry for each row that fails under the rules that are chosen, as a waiver file has it."""
    verdicts = [verdict for verdict in result.verdicts if verdict.rule.id in chosen and verdict.failed]
    said = {"reason": excuse.reason, "owner": excuse.owner, "until": excuse.until}
    said |= {"ticket": excuse.ticket} if excuse.ticket else {}
    said |= {"organization": excuse.organization} if excuse.organization else {}
    entries = []
    for verdict in verdicts:
        failed = [it for it in verdict.findings.select_outcome(Outcome.FAIL) if it.key]
        emails = _find_emails(result.snapshot, verdict.rule.table, failed)
        for finding in failed:
            remark = {"email": emails[finding.key]} if finding.key in emails else {}
            entries.append({**build_entry(verdict.rule, finding), **remark, **said})
    return entries


def _find_emails(snapshot: Snapshot, name: str, found: Sequence[Finding]) -> Mapping[str, str]:
    """Return the e-mail addresses of rows by key, where the table has them."""
    every = tables.known_tables()
    table = every[name]
    if "email" not in table.columns:
        return {}
    scope = expressions.organization_scope(every).with_row(table)
    emails: dict[str, str] = {}
    for start in range(0, len(found), _TOGETHER):
        keys = json.dumps([it.key for it in found[start : start + _TOGETHER]], ensure_ascii=True)
        asked = f"{table.variable}.{table.key} in {keys} && {table.variable}.email != ''"
        condition = expressions.compile_condition(asked, scope)
        rows = evaluate.query_rows(table, condition, snapshot, every, now=snapshot.taken_at, limit=_TOGETHER).rows
        emails |= {row[table.key]: row["email"] for row in rows}
    return emails


def write_entries(file: Path, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add waivers to a file, which is made if it is not there; it is changed whole, or not at all."""
    edit_file(file, lambda text: append_entries(text, "waivers", entries))


def write_attestation(file: Path, rule: str, stated: Mapping[str, Any]) -> None:
    """Put an attestation into a file, which is made if it is not there; one of the same rule is replaced."""
    edit_file(file, lambda text: put_entry(text, "attestations", rule, stated))


def edit_file(file: Path, edit: Callable[[str], str]) -> None:
    """Change a file by its text, empty if it is not there: whole, or not at all, and one writer after the other."""
    try:
        with _wait_for_folder(file.parent):
            there = file.exists()
            text = _edit_text(file, edit, file.read_text("utf-8") if there else "")
            mode = file.stat().st_mode if there else None
            with open_atomically(file) as stream:
                stream.write((text if there else f"{build_modeline(file, 'waivers')}{_HEAD}{text}").encode())
            with suppress(OSError):  # on some file systems nobody can set it
                file.chmod(mode or 0o644)
    except OSError as error:
        raise OutputError(f"nothing was written: {file} cannot be written: {error.strerror}") from None


@contextmanager
def _wait_for_folder(folder: Path) -> Iterator[None]:
    """Wait until nobody else edits a file in a folder; the file itself is replaced, so nobody could wait for that."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some file systems know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _edit_text(file: Path, edit: Callable[[str], str], text: str) -> str:
    try:
        return edit(text)
    except RuleError as error:
        raise RuleError(tuple(replace(mistake, file=str(file)) for mistake in error.mistakes)) from None


def list_unknown_rules(result: Result, chosen: Sequence[str]) -> Iterator[str]:
    """Yield the rules that are chosen and could not be decided: what is unknown cannot be excused."""
    for verdict in result.verdicts:
        if verdict.rule.id in chosen and (verdict.unknown or verdict.outcome is Outcome.UNKNOWN):
            yield verdict.rule.id
