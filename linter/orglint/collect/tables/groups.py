"""The groups of all directories, ended with their count."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from orglint.collect.again import ask_again
from orglint.collect.confirm import Confirmed, walk_ids_again
from orglint.collect.end import Expected, conclude_table
from orglint.collect.numbers import ApiCounts, ask_once, read_count
from orglint.collect.requests import build_request
from orglint.collect.search import ALL, Search
from orglint.collect.tables.call import BY_PAGE, TWICE, OperationCalls
from orglint.collect.walk import TableReader, Walk
from orglint.snapshots import pages
from orglint.snapshots.collecting import TableWalk
from orglint.tables.endpoints import COUNT_GROUPS, GET_GROUP_STATISTICS, SEARCH_GROUPS

TABLE = "groups"
CALLS = (
    OperationCalls(SEARCH_GROUPS, BY_PAGE, confirmed=True),
    OperationCalls(COUNT_GROUPS, TWICE),
    OperationCalls(GET_GROUP_STATISTICS, "1 without a count"),
)


def read(reader: TableReader) -> TableWalk:
    """Read every group."""
    before = _ask_count(reader, "before")
    walks = [SEARCH.walk(reader, 1, {})]
    after = _ask_count(reader, "after", walks)
    moved = reader.confirm or before.counts != after.counts
    confirmed = walk_ids_again(reader, SEARCH, {1: {}}, walks) if moved else Confirmed()
    walks += confirmed.rows
    again, notes = ask_again(reader, TABLE, walks, by=SEARCH)
    expected = _find_expected_rows(reader, after)
    return conclude_table(
        reader,
        TABLE,
        [*walks, *again],
        expected=replace(expected, requests=expected.requests + before.requests + after.requests),
        doubts=(*confirmed.doubts, *after.doubts("groups/count")),
        notes=(*confirmed.notes, *notes),
        ids=confirmed.ids,
    )


SEARCH = Search(
    TABLE,
    SEARCH_GROUPS,
    keys="groupIds",
    everywhere=({},),
)


def _ask_count(reader: TableReader, when: str, walks: Sequence[Walk] = ()) -> ApiCounts:
    stamp = pages.digest_pages(page for kept in walks for page in kept.pages)
    request = build_request(COUNT_GROUPS, reader.organization, ALL)
    return ask_once(reader, TABLE, f"count-{when}", COUNT_GROUPS, request, parse=read_count, stamp=stamp)


def _find_expected_rows(reader: TableReader, after: ApiCounts) -> Expected:
    """Return how many groups there are: by the count, and should that not be readable, by the statistics."""
    if after.counts is not None:
        return Expected(after.counts, "groups/count")
    request = build_request(GET_GROUP_STATISTICS, reader.organization, ALL)
    found = ask_once(reader, TABLE, "stats", GET_GROUP_STATISTICS, request, parse=_read_total_count)
    problems = [f"groups/count could not be read: {after.problem}"]
    if found.counts is None:
        problems.append(f"groups/stats could not be read: {found.problem}")
    return Expected(
        found.counts, "groups/stats" if found.counts is not None else "", found.requests, "; ".join(problems)
    )


def _read_total_count(members: dict[str, Any]) -> int:
    totals = members.get("totals")
    return read_count({"count": totals.get("all") if isinstance(totals, dict) else None})
