"""The newest kept result of each organization: how old it is, and whether anybody may rely on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from orglint.errors import ResultError
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.status import RunStatus
from orglint.model.wording import format_age, format_count, format_time
from orglint.results.counts import read_counts
from orglint.results.kept import KeptResult, list_kept
from orglint.snapshots import SnapshotSummary, list_snapshots

_AHEAD = timedelta(minutes=5)
"""How far clocks may differ."""


class _Read(NamedTuple):
    """The result that counts of an organization, and a newer one that leaves rules out, if there is any.

    Where every result leaves rules out, the newest of them has to count.
    """

    kept: KeptResult
    result: Result
    filtered: Result | None = None


class _Unread(NamedTuple):
    """A result that cannot be read: of which organization, if its snapshot is there to say, and why."""

    organization: str
    snapshot: str
    problem: str


def find_statuses(
    store: Path, wanted: Mapping[str, str] | None, *, now: datetime, max_age: timedelta
) -> tuple[RunStatus, ...]:
    """Return the status of the organizations whose ids are `wanted`, with their names, or of all that the store knows.

    A result that cannot be read is a problem of every organization that it may be of.
    """
    taken = [it for it in list_snapshots(store) if not it.problem]
    newest = {it.organization: it for it in taken}  # the last one of each counts, as they come in their order
    results, unread = _read_newest(store, {it.id: it.organization for it in taken}, wanted)
    names = {id_: it.organization_name for id_, it in newest.items()}
    names |= {id_: it.result.snapshot.organization_name for id_, it in results.items()}
    if wanted is None and unread and not names:
        wanted = {"": ""}  # whose they are, nobody can tell
    return tuple(
        _build_status(id_, name or names.get(id_, ""), results.get(id_), newest.get(id_), (unread, now, max_age))
        for id_, name in (dict.fromkeys(sorted(names), "") if wanted is None else wanted).items()
    )


def _read_newest(
    store: Path, whose: Mapping[str, str], wanted: Mapping[str, str] | None
) -> tuple[dict[str, _Read], list[_Unread]]:
    """Return the newest readable result of each organization, and the results that cannot be read.

    One that leaves rules out says nothing of them, so that an older one that leaves nothing out comes before it.
    Older ones of an organization that is found already are not even read, if their snapshots say whose they are.
    """
    found: dict[str, _Read] = {}
    filtered: dict[str, _Read] = {}
    unread: list[_Unread] = []
    for kept in reversed(list_kept(store)):
        owner = whose.get(kept.snapshot, "")
        if wanted is not None and found.keys() >= wanted.keys():
            break
        if owner in found or (wanted is not None and owner and owner not in wanted):
            continue
        try:
            result = read_counts(kept)
        except ResultError as error:
            unread.append(_Unread(owner, kept.snapshot, error.message))
            continue
        of = result.snapshot.organization
        if result.left_out:
            filtered.setdefault(of, _Read(kept, result))
        elif of not in found:
            found[of] = _Read(kept, result, filtered[of].result if of in filtered else None)
    return filtered | found, unread


_Measures = tuple[list[_Unread], datetime, timedelta]


def _build_status(
    organization: str,
    name: str,
    newest: _Read | None,
    taken: SnapshotSummary | None,
    measures: _Measures,
) -> RunStatus:
    unread, now, max_age = measures
    since = newest.kept.snapshot if newest else ""
    problems = [it.problem for it in unread if it.organization in {organization, ""} and it.snapshot >= since]
    notes = [*_find_unchecked(taken, newest)]
    if newest is None:
        problems.append("no result is kept: `orglint check --keep` keeps one, and `orglint run` always does")
        return RunStatus(organization, name, problems=tuple(problems), notes=tuple(notes))
    kept, result, _ = newest
    seen = result.snapshot
    failed = {severity: result.count_failed(severity) for severity in Severity}
    return RunStatus(
        organization,
        name,
        seen.id,
        seen.taken_at,
        kept.kept_at,
        now - seen.taken_at,
        result.outcome,
        result.exit_code,
        {severity: number for severity, number in failed.items() if number},
        result.unknown_rows,
        (*problems, *_find_problems(result, now - seen.taken_at, max_age)),
        tuple(notes),
    )


def _find_problems(result: Result, age: timedelta, max_age: timedelta) -> Iterator[str]:
    if age > max_age:
        yield f"its snapshot is {format_age(age)} old, older than the {format_age(max_age)} that --max-age allows"
    if age < -_AHEAD:
        yield f"its snapshot was taken {format_age(-age)} from now: a clock is wrong"
    yield from result.doubts
    if not result.decided:
        yield "not everything was decided"
    if result.left_out:
        yield f"{_describe_left_out(result)}: not a result of the whole organization"


def _describe_left_out(result: Result) -> str:
    return f"{format_count(result.left_out, 'rule')} {'was' if result.left_out == 1 else 'were'} left out"


def _find_unchecked(taken: SnapshotSummary | None, newest: _Read | None) -> Iterator[str]:
    """Yield that a newer result is none of the whole organization, and that a newer snapshot has no result."""
    last = None
    if newest:
        last = max(it.snapshot.taken_at for it in (newest.result, newest.filtered) if it)
        if newest.filtered:
            at = format_time(newest.filtered.as_of)
            yield f"a newer result, as of {at}, does not count: {_describe_left_out(newest.filtered)}"
    if taken and taken.taken_at and (last is None or taken.taken_at > last):
        whole = "" if taken.complete else ", which is not complete"
        yield f"the snapshot of {format_time(taken.taken_at)}{whole} has no kept result"
