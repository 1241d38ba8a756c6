"""Walk the ids a second time, to find who came or went meanwhile and to prove that nobody was overlooked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orglint.collect.progress import Progress
from orglint.collect.search import FAILURES, Search, describe_failure, found_keys, locate_walk_keys
from orglint.collect.walk import TableReader, Walk, folder_of
from orglint.model.snapshot import Doubt, DoubtKind
from orglint.model.wording import format_count, format_time_span
from orglint.snapshots import pages
from orglint.snapshots.keys import only_in
from orglint.tables import known_tables
from orglint.tables.search import Filters

BY_KEY = 8
"""The walk whose rows were in one of two walks only, and were asked for by their key."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What walking the ids again brought: walks of ids, rows asked for by key, and what both say of the table."""

    ids: tuple[Walk, ...] = ()
    rows: tuple[Walk, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


def walk_ids_again(
    reader: TableReader, search: Search, walks: Mapping[int, Filters], before: Sequence[Walk]
) -> Confirmed:
    """Walk the ids again, with the filters of the walks `before`, and ask by key for rows that only one of them has."""
    reader.report(Progress(search.table, 0, 0, f"the ids of {search.table} are walked again"))
    try:
        again = [search.walk(reader, number, filters, ids=True) for number, filters in walks.items()]
        first, second = (
            locate_walk_keys(reader, search.table, before),
            locate_walk_keys(reader, search.table, again, ids=True),
        )
        table, most = known_tables()[search.table], reader.limits.keys + 1
        left = only_in(first, second, table, reader.spill, most=most)
        joined = only_in(second, first, table, reader.spill, most=most)
        if len(left) + len(joined) > reader.limits.keys:
            return _confirm_with_doubt(
                again, f"two walks of {search.table} differ in more than {reader.limits.keys} rows"
            )
        fetched = search.fetch_rows(reader, BY_KEY, sorted({*left, *joined}))
    except FAILURES as problem:
        remark = f"the ids of {search.table} could not be walked again: {describe_failure(problem)}"
        pages.remove_walk(folder_of(reader, search.table), BY_KEY)
        return _confirm_with_doubt([], remark)
    return _compare_id_walks(reader, search.table, again, fetched, left=left, joined=joined)


def _compare_id_walks(
    reader: TableReader, table: str, again: Sequence[Walk], fetched: Walk, *, left: Sequence[str], joined: Sequence[str]
) -> Confirmed:
    found = found_keys(reader, table, BY_KEY, most=len(fetched.pages))
    lost = [key for key in joined if key not in found]
    gone = sum(key not in found for key in left)
    when = format_time_span(reader.collecting.taken_at, reader.clock())
    remark = (
        f"{table} holds everybody seen between {when}: {_count_listed_rows(joined)} only in the second of two walks, "
        f"{len(left)} only in the first, {gone} of them are gone"
    )
    notes = (remark,) if left or joined else (f"two walks of {table} brought the same rows",)
    text = f"{_count_listed_rows(lost)} listed when the ids of {table} were walked again, and could not be read"
    doubts = (Doubt(DoubtKind.STATISTICS, text),) if lost else ()
    return Confirmed(tuple(again), (fetched,) if fetched.pages else (), doubts, notes)


def _count_listed_rows(keys: Sequence[str]) -> str:
    return f"{format_count(len(keys), 'row')} {'was' if len(keys) == 1 else 'were'}"


def _confirm_with_doubt(again: Sequence[Walk], text: str) -> Confirmed:
    return Confirmed(tuple(again), doubts=(Doubt(DoubtKind.STATISTICS, text),))
