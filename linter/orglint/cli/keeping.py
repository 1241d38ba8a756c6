"""Results that a store keeps, for commands that keep one more or compare with them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

import click

from orglint.errors import ResultError, UsageError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.history.counting import counts_anyway, select_counting
from orglint.history.past import sort_key
from orglint.history.since import date_by_parts
from orglint.history.subjects import list_subjects
from orglint.history.tracing import Trace
from orglint.model.neutralize import neutralize
from orglint.model.result import Result
from orglint.results.counts import read_counts
from orglint.results.glance import KeptSummary, list_kept_summaries
from orglint.results.kept import KeptResult, keep_result, list_kept
from orglint.snapshots import map_organizations
from orglint.snapshots.manifest import parse_manifest


class Judged(NamedTuple):
    """A result, and where it is kept."""

    result: Result
    kept: KeptResult


def read_kept(store: Path, organization: str | None) -> Iterator[Result]:
    """Yield the results of an organization that a store keeps; what cannot be read is told.

    The newest come first.
    """
    for kept in reversed(list_kept(store)):
        result = _read_or_tell(kept.read)
        if result and organization in (None, result.snapshot.organization):
            yield result


def _read_or_tell(read: Callable[[], Result]) -> Result | None:
    """Return a kept result; None if it cannot be read, which is told."""
    try:
        return read()
    except ResultError as error:
        click.echo(f"orglint: a kept result was left out: {neutralize(error.message)}", err=True)
        return None


def read_newest_kept(
    store: Path,
    organization: str | None,
    nothing: str,
    *,
    is_meant: Callable[[str], bool] = bool,
    trials: Container[KeptResult] = (),
) -> Iterator[Result]:
    """Yield kept results as `read_kept` does, for who takes the first one for the newest.

    They are about snapshots whose ids are meant, and no `trials`; others are not read: there may be many, and each may
    be large. Raises `ResultError` where one cannot be read that may be of the organization: what it says nobody knows.
    `nothing` begins that.
    """
    whose = map_organizations(store)
    for kept in reversed(list_kept(store)):
        owner = whose.get(kept.snapshot, "")
        if kept in trials or not is_meant(kept.snapshot) or (owner and organization not in (None, owner)):
            continue
        try:
            result = kept.read()
        except ResultError as error:
            message = f"{nothing}: nobody knows what the newest result says: {error.message}"
            raise ResultError(message, error.hint) from None
        if organization in (None, result.snapshot.organization):
            yield result


def find_trials(store: Path) -> frozenset[KeptResult]:
    """Return the kept results that are known not to count for their organization."""
    read: dict[str, list[KeptSummary]] = defaultdict(list)
    for one in list_kept_summaries(store):
        read[one.organization].extend([] if one.problem else [one])
    counting = {it.kept for some in read.values() for it in select_counting(some)}
    return frozenset(it.kept for some in read.values() for it in some if it.kept not in counting)


def require_one_organization(store: Path, nothing: str) -> None:
    """Raise `UsageError` if a store keeps results of several organizations; `nothing` begins it.

    Whose results they are is read in the snapshots beside them: results may be large.
    """
    whose = map_organizations(store)
    found = {whose.get(it.snapshot) or _read_organization(it) for it in list_kept(store)} - {""}
    refuse_several(found, nothing)


def refuse_several(organizations: Collection[str], nothing: str) -> None:
    """Raise `UsageError` if results are of several organizations, and none of them is named; `nothing` begins it."""
    if len(organizations) > 1:
        message = f"{nothing}: the store keeps results of {len(organizations)} organizations"
        raise UsageError(message, f"Name one with --org: {', '.join(sorted(organizations))}.")


def _read_organization(kept: KeptResult) -> str:
    try:
        return read_counts(kept).snapshot.organization
    except ResultError:
        return ""  # it is told where it is left out


class Recent(NamedTuple):
    """A kept result, and the result without its findings."""

    kept: KeptResult
    counts: Result


def make_reader_of_older(store: Path, result: Result) -> Callable[[], Iterator[Result]]:
    """Return what yields the results that a store keeps of an organization from before another one, the oldest first.

    One is in memory at a time. What cannot be read is told once, though all may be asked for again.
    """

    @cache
    def list_older() -> Sequence[Recent]:
        counted = _list_counts(store, result.snapshot.organization)
        return [it for it in counted if sort_key(it.counts) < sort_key(result)]

    return lambda: _read_oldest_first(list_older(), lambda it: _read_or_tell(it.kept.read))


def _list_counts(store: Path, organization: str | None) -> Iterator[Recent]:
    """Yield the kept results of an organization, the newest first; what cannot be read is told."""
    for kept in reversed(list_kept(store)):
        counts = _read_or_tell(partial(read_counts, kept))
        if counts and organization in (None, counts.snapshot.organization):
            yield Recent(kept, counts)


def _read_oldest_first(recent: Sequence[Recent], read: Callable[[Recent], Result | None]) -> Iterator[Result]:
    for it in sorted(recent, key=lambda it: sort_key(it.counts)):
        if result := read(it):
            yield result


_ReadRules: TypeAlias = Callable[[KeptResult, Container[str]], Result | None]
"""Reads a kept result with the findings of some rules at least; None if it cannot be read, which is told."""


def judge_and_keep(store: Path, folder: Path, judging: Judging) -> Judged:
    """Judge the snapshot in a folder, which is also asked what became of whom earlier results found, and keep it."""
    newest = _find_newest(store, parse_manifest(folder).organization)
    result = judge_snapshot(folder, replace(judging, follow=list_subjects([newest.result] if newest else [])))

    def read(kept: KeptResult, rules: Container[str]) -> Result | None:
        return newest.result if newest and kept == newest.kept else _read_or_tell(partial(kept.read_rules, rules))

    result = date_by_parts(result, _read_past(store, result, read))
    return Judged(result, keep_result(store, result, datetime.now(UTC)))


def _find_newest(store: Path, organization: str) -> Judged | None:
    """Return the newest kept result of an organization; who looks at all of them tells of those that cannot be read."""
    for kept in reversed(list_kept(store)):
        with suppress(ResultError):
            result = kept.read()
            if result.snapshot.organization == organization:
                return Judged(result, kept)
    return None


def _read_past(store: Path, result: Result, read: _ReadRules) -> Iterator[tuple[Result, frozenset[str]]]:
    """Yield what earlier results know of the findings of a result, the oldest first, each with the rules that do."""
    for recent, rules in sorted(_trace_back(store, result, read), key=lambda it: sort_key(it[0].counts)):
        if earlier := read(recent.kept, rules):
            yield earlier, rules


def _trace_back(store: Path, result: Result, read: _ReadRules) -> Iterator[tuple[Recent, frozenset[str]]]:
    """Yield the kept results that know something of the findings of a result, and by which rules, the newest first.

    They are read up to those that know all that those before them did. A trial does not: what it did not look for was
    found before. One that was judged alike is none.
    """
    trace = Trace(result)
    older = (it for it in _list_counts(store, result.snapshot.organization) if sort_key(it.counts) < sort_key(result))
    for _, recent in groupby(older, key=lambda it: it.counts.snapshot.id):
        for it in sorted(recent, key=lambda it: sort_key(it.counts), reverse=True):
            rules = trace.list_rules(it.counts)
            if rules and (earlier := read(it.kept, rules)):
                yield it, rules
                trace.look_at(earlier)
            counts = it.counts
            alike = result.judged_by is not None and counts.judged_by == result.judged_by
            if not trace.open or (counts.decided and not counts.left_out and (alike or counts_anyway(counts))):
                return
