"""The newest kept result of each organization: how old it is, and whether anybody may rely on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from orglint.errors import ResultError
from orglint.history.counting import counts_anyway, describe_why_not, does_count
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.status import RunStatus
from orglint.model.wording import format_age, format_time
from orglint.results.counts import read_counts
from orglint.results.kept import KeptResult, list_kept
from orglint.snapshots import SnapshotSummary, list_snapshots

_AHEAD = timedelta(minutes=5)
"""How far clocks may differ."""


class _Read(NamedTuple):
    """The result that counts of an organization, and the newest one if that does not (`trial`).

    Where no result counts, the newest of them has to.
    """

    kept: KeptResult
    result: Result
    trial: Result | None = None


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
    """Return the newest result of each organization that counts, and the results that cannot be read.

    Older ones than what is known to count are not even read, if their snapshots say whose they are.
    """
    read: dict[str, list[_Read]] = {}
    sure: set[str] = set()
    unread: list[_Unread] = []
    for kept in reversed(list_kept(store)):
        owner = whose.get(kept.snapshot, "")
        if wanted is not None and sure >= wanted.keys():
            break
        if owner in sure or (wanted is not None and owner and owner not in wanted):
            continue
        try:
            result = read_counts(kept)
        except ResultError as error:
            unread.append(_Unread(owner, kept.snapshot, error.message))
            continue
        of = result.snapshot.organization
        if of not in sure:
            read.setdefault(of, []).append(_Read(kept, result))
            sure |= {of} if counts_anyway(result) else set()
    return {it: _choose_counting(some) for it, some in read.items()}, unread


def _choose_counting(newest_first: list[_Read]) -> _Read:
    counting: _Read | None = None
    for it in reversed(newest_first):
        counting = it if does_count(it.result, counting and counting.result) else counting
    newest = newest_first[0]
    if counting is None or counting is newest:
        return newest
    return counting._replace(trial=newest.result)


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
        yield f"{describe_why_not(result)}: not a result of the whole organization"


def _find_unchecked(taken: SnapshotSummary | None, newest: _Read | None) -> Iterator[str]:
    """Yield that a newer result does not count, and that a newer snapshot has no result."""
    last = None
    if newest:
        last = max(it.snapshot.taken_at for it in (newest.result, newest.trial) if it)
        if newest.trial:
            at = format_time(newest.trial.as_of)
            yield f"a newer result, as of {at}, does not count: {describe_why_not(newest.trial)}"
    if taken and taken.taken_at and (last is None or taken.taken_at > last):
        whole = "" if taken.complete else ", which is not complete"
        yield f"the snapshot of {format_time(taken.taken_at)}{whole} has no kept result"
