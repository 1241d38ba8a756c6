"""Results that a store keeps, for commands that keep one more or compare with them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from orglint.errors import ResultError, UsageError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.history.counting import counts_anyway
from orglint.history.past import sort_key
from orglint.history.since import date_in_order
from orglint.history.subjects import list_subjects
from orglint.model.judged_by import JudgedBy
from orglint.model.neutralize import neutralize
from orglint.model.result import Result
from orglint.results.counts import read_counts
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
    store: Path, organization: str | None, nothing: str, *, is_meant: Callable[[str], bool] = bool
) -> Iterator[Result]:
    """Yield kept results as `read_kept` does, for who takes the first one for the newest.

    They are about snapshots whose ids are meant; others are not read: there may be many, and each may be large. Raises
    `ResultError` where one cannot be read that may be of the organization: what it says nobody knows. `nothing` begins
    that.
    """
    whose = map_organizations(store)
    for kept in reversed(list_kept(store)):
        owner = whose.get(kept.snapshot, "")
        if not is_meant(kept.snapshot) or (owner and organization not in (None, owner)):
            continue
        try:
            result = kept.read()
        except ResultError as error:
            message = f"{nothing}: nobody knows what the newest result says: {error.message}"
            raise ResultError(message, error.hint) from None
        if organization in (None, result.snapshot.organization):
            yield result


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


def find_recent(store: Path, organization: str | None, judged_by: JudgedBy | None = None) -> Iterator[Recent]:
    """Yield the newest kept results, the newest first, up to one that knows all that those before it did.

    A trial does not: what it did not look for was found before. One that was judged alike is none.
    """
    for kept in reversed(list_kept(store)):
        counts = _read_or_tell(partial(read_counts, kept))
        if counts and organization in (None, counts.snapshot.organization):
            yield Recent(kept, counts)
            alike = judged_by is not None and counts.judged_by == judged_by
            if counts.decided and not counts.left_out and (alike or counts_anyway(counts)):
                return


def _read_oldest_first(recent: Sequence[Recent], newest: Result | None) -> Iterator[Result]:
    """Yield what was found by results of which the first, the `newest`, is read already; one is needed at a time."""
    for it in sorted(recent, key=lambda it: sort_key(it.counts)):
        result = newest if it is recent[0] else _read_or_tell(it.kept.read)
        if result:
            yield result


def judge_and_keep(store: Path, folder: Path, judging: Judging) -> Judged:
    """Judge the snapshot in a folder, which is also asked what became of whom earlier results found, and keep it."""
    recent = list(find_recent(store, parse_manifest(folder).organization, judging.judged_by))
    newest = _read_or_tell(recent[0].kept.read) if recent else None
    result = judge_snapshot(folder, replace(judging, follow=list_subjects([newest] if newest else [])))
    result = date_in_order(result, _read_oldest_first(recent, newest))
    return Judged(result, keep_result(store, result, datetime.now(UTC)))
