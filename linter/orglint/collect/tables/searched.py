"""Read a table that can be searched and is counted: all its rows, ended with their count."""

from dataclasses import replace
from functools import partial
from typing import Any

from orglint.collect.again import ask_again
from orglint.collect.confirm import Confirmed, walk_ids_again
from orglint.collect.end import Expected, conclude_table
from orglint.collect.numbers import ApiCounts, ask_for_count, ask_once, find_counts, read_count
from orglint.collect.requests import build_request
from orglint.collect.search import ALL, build_search
from orglint.collect.tables.call import BY_PAGE, TWICE, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables import Declaration
from orglint.tables.search import CountOperations


def list_search_calls(declaration: Declaration) -> tuple[OperationCalls, ...]:
    """Return the calls that reading the table takes."""
    counted = find_counts(declaration)
    return (
        OperationCalls(declaration.endpoint, BY_PAGE, confirmed=True),
        OperationCalls(counted.count, TWICE),
        OperationCalls(counted.statistics, "1 without a count"),
    )


def read_searched(reader: TableReader, declaration: Declaration) -> TableWalk:
    """Read every row that the table's one walk reaches."""
    table, search, counted = declaration.name, build_search(declaration), find_counts(declaration)
    before = ask_for_count(reader, table, counted, "before")
    walks = [search.walk(reader, number, filters) for number, filters in search.walks.items()]
    after = ask_for_count(reader, table, counted, "after", walks)
    moved = reader.confirm or before.counts != after.counts
    confirmed = walk_ids_again(reader, search, search.walks, walks) if moved else Confirmed()
    walks += confirmed.rows
    again, notes = ask_again(reader, table, walks, by=search)
    expected = _find_expected_rows(reader, table, counted, after)
    return conclude_table(
        reader,
        table,
        [*walks, *again],
        expected=replace(expected, requests=expected.requests + before.requests + after.requests),
        doubts=(*confirmed.doubts, *after.doubts(counted.count.short_name)),
        notes=(*confirmed.notes, *notes),
        ids=confirmed.ids,
    )


def _find_expected_rows(reader: TableReader, table: str, counted: CountOperations, after: ApiCounts) -> Expected:
    """Return how many rows there are: by the count, and should that not be readable, by the statistics."""
    count, statistics = counted.count.short_name, counted.statistics.short_name
    if after.counts is not None:
        return Expected(after.counts, count)
    request = build_request(counted.statistics, reader.organization, ALL)
    parse = partial(_read_total_count, place=counted.total)
    found = ask_once(reader, table, "stats", counted.statistics, request, parse=parse)
    problems = [f"{count} could not be read: {after.problem}"]
    if found.counts is None:
        problems.append(f"{statistics} could not be read: {found.problem}")
    return Expected(found.counts, statistics if found.counts is not None else "", found.requests, "; ".join(problems))


def _read_total_count(members: dict[str, Any], place: str) -> int:
    outer, _, inner = place.partition(".")
    totals = members.get(outer)
    return read_count({"count": totals.get(inner) if isinstance(totals, dict) else None})
