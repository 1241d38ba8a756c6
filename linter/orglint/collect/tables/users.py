"""Read users: the members of all directories, and the managed accounts outside of them.

There are two walks, and a third, wider one should the two not add up to the count. The holders of platform roles are
asked for by role as well, and if the organization moved meanwhile the ids are walked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orglint.collect.again import ask_again
from orglint.collect.confirm import Confirmed, walk_ids_again
from orglint.collect.end import Expected, conclude_table
from orglint.collect.holders import Holders, ask_for_holders
from orglint.collect.numbers import (
    ApiCounts,
    CountsByValue,
    ask_for_count,
    ask_once,
    digest_walks,
    find_counts,
    read_value_counts,
    take_lower_counts,
)
from orglint.collect.requests import build_request
from orglint.collect.search import ALL, build_search, locate_walk_keys
from orglint.collect.tables.call import BY_PAGE, TWICE, OperationCalls
from orglint.collect.walk import TableReader, Walk, folder_of
from orglint.model.snapshot import Doubt, DoubtKind
from orglint.snapshots import pages
from orglint.snapshots.collecting import TableWalk, ValueCounts
from orglint.snapshots.keys import count_keys, only_in
from orglint.tables import find_declaration, known_tables
from orglint.tables.search import Filters
from orglint.tables.values import column_schema

TABLE = "users"
ROLES, STATES = "platformRoles", "accountStatus"
SEARCH = build_search(find_declaration(TABLE))
COUNTED = find_counts(find_declaration(TABLE))
BY = COUNTED.statistics.short_name
CALLS = (
    OperationCalls(SEARCH.endpoint, f"2 walks of {BY_PAGE}", confirmed=True),
    OperationCalls(SEARCH.endpoint, "1 to 10 for each platform role", needs=ROLES),
    OperationCalls(COUNTED.count, TWICE),
    OperationCalls(COUNTED.statistics, TWICE),
)
_WIDER = len(SEARCH.walks) + 1
_WALKS: Mapping[int, Filters] = {**SEARCH.walks, _WIDER: SEARCH.filters.wider}


@dataclass(frozen=True, slots=True)
class _PeopleCounts:
    """What the API counts of people at one time."""

    count: ApiCounts
    statistics: ApiCounts

    @property
    def requests(self) -> int:
        """How many requests both numbers took."""
        return self.count.requests + self.statistics.requests

    @property
    def rows(self) -> int | None:
        """How many there are: by the count, and should that not be readable, by the statistics."""
        return self.count.counts if self.count.counts is not None else self.count_by_value(STATES).rows

    def count_by_value(self, title: str) -> CountsByValue:
        """Return how often each value of a list of the statistics occurs."""
        return CountsByValue(**self.statistics.counts[title]) if self.statistics.counts else CountsByValue()


def read(reader: TableReader) -> TableWalk:
    """Read every user."""
    before = _ask_counts(reader, "before")
    walks = [SEARCH.walk(reader, number, _WALKS[number]) for number in SEARCH.walks]
    after = _ask_counts(reader, "after", walks)
    spent = before.requests + after.requests
    if after.rows is not None and after.rows > count_keys(
        locate_walk_keys(reader, TABLE, walks), known_tables()[TABLE], reader.spill
    ):
        walks.append(SEARCH.walk(reader, _WIDER, _WALKS[_WIDER]))
        after = _ask_counts(reader, "at-last", walks)
        spent += after.requests
    else:  # a run that was stopped may have begun it
        pages.remove_walk(folder_of(reader, TABLE), _WIDER)
    roles = take_lower_counts(before.count_by_value(ROLES), after.count_by_value(ROLES))
    holders = _ask_role_holders(reader, roles)
    confirmed = _confirm_walks(reader, walks, holders, moved=before.rows != after.rows)
    every = [*walks, *holders.walks, *confirmed.rows]
    again, notes = ask_again(reader, TABLE, every, by=SEARCH)
    more = tuple(_compare_holder_counts(holders, roles))
    return conclude_table(
        reader,
        TABLE,
        [*every, *again],
        expected=_find_expected_rows(reader, before, after, roles, holders, requests=spent + holders.requests),
        doubts=(*confirmed.doubts, *_find_contradictions(after)),
        notes=(*holders.notes, *more, *confirmed.notes, *notes),
        ids=confirmed.ids,
    )


def _ask_counts(reader: TableReader, when: str, walks: Sequence[Walk] = ()) -> _PeopleCounts:
    request, stamp = build_request(COUNTED.statistics, reader.organization, ALL), digest_walks(walks)
    count = ask_for_count(reader, TABLE, COUNTED, when, walks)
    found = ask_once(reader, TABLE, f"stats-{when}", COUNTED.statistics, request, parse=_parse_statistics, stamp=stamp)
    return _PeopleCounts(count, found)


def _parse_statistics(members: dict[str, Any]) -> dict[str, Any]:
    return {column: read_value_counts(members, it.title, it.value) for column, it in COUNTED.values.items()}


def _ask_role_holders(reader: TableReader, counted: CountsByValue) -> Holders:
    if ROLES not in reader.asked:
        return Holders()
    return ask_for_holders(reader, SEARCH, _list_role_filters(), column=ROLES, counts=counted.counts or {})


def list_filters() -> tuple[Filters, ...]:
    """Return every set of filters that people are searched with."""
    return (*_WALKS.values(), *_list_role_filters().values())


def _list_role_filters() -> dict[str, Filters]:
    return build_role_filters(column_schema(TABLE, ROLES))


def build_role_filters(roles: Mapping[str, Any]) -> dict[str, Filters]:
    """Return the filters that leave the holders of a role, for each role that the schema of the column lists."""
    return {role: {SEARCH.filters.values[ROLES]: [role]} for role in roles["items"].get("x-known-values", ())}


def _confirm_walks(reader: TableReader, walks: Sequence[Walk], holders: Holders, *, moved: bool) -> Confirmed:
    """Walk the ids again if that is wanted, the counts changed, or a holder of a role was not among the rows."""
    table, listed = known_tables()[TABLE], locate_walk_keys(reader, TABLE, holders.walks)
    missing = only_in(listed, locate_walk_keys(reader, TABLE, walks), table, reader.spill, most=reader.limits.keys)
    if not (missing or moved or reader.confirm):
        return Confirmed()
    filters = {kept.pages[0].walk: _WALKS[kept.pages[0].walk] for kept in walks}
    confirmed = walk_ids_again(reader, SEARCH, filters, walks)
    seen = locate_walk_keys(reader, TABLE, confirmed.ids, ids=True)
    lost = set(missing) & set(only_in(listed, seen, table, reader.spill, most=reader.limits.keys))
    if not lost:
        return confirmed
    who = "1 holder of a platform role is" if len(lost) == 1 else f"{len(lost)} holders of platform roles are"
    text = f"{who} in no list of everybody"
    return replace(confirmed, doubts=(*confirmed.doubts, Doubt(DoubtKind.STATISTICS, text)))


def _find_expected_rows(
    reader: TableReader,
    before: _PeopleCounts,
    after: _PeopleCounts,
    roles: CountsByValue,
    holders: Holders,
    *,
    requests: int,
) -> Expected:
    """Return what the API says of everybody together; `roles` are the lower counts of both times."""
    states = take_lower_counts(before.count_by_value(STATES), after.count_by_value(STATES))
    of_all, problem = COUNTED.values[STATES].of_all, _format_contradiction(states)
    tallies = [ValueCounts(STATES, BY, states.counts, of_all=of_all, problem=problem)]
    if ROLES in reader.asked:
        tallies.append(
            ValueCounts(ROLES, BY, roles.counts, problem=_format_contradiction(roles), holders=dict(holders.keys))
        )
    if after.count.counts is not None:
        others = {BY: states.rows} if states.rows is not None else {}
        return Expected(after.count.counts, COUNTED.count.short_name, requests, tallies=tuple(tallies), others=others)
    unread = f"{COUNTED.count.short_name} could not be read: {after.count.problem}"
    by = BY if states.rows is not None else ""
    return Expected(states.rows, by, requests, problem=unread, tallies=tuple(tallies))


def _find_contradictions(after: _PeopleCounts) -> Iterator[Doubt]:
    """Yield why what is counted of everybody cannot be, be it by the count or by the statistics."""
    yield from after.count.doubts(COUNTED.count.short_name)
    yield from after.statistics.doubts(BY)
    if notes := _format_contradiction(after.count_by_value(STATES)):
        yield Doubt(DoubtKind.STATISTICS, notes)


def _format_contradiction(found: CountsByValue) -> str:
    return f"{BY} contradicts itself: {found.problem}" if found.problem else ""


def _compare_holder_counts(holders: Holders, roles: CountsByValue) -> Iterator[str]:
    """Yield where the statistics count more holders of a role than the search lists."""
    for role, keys in holders.keys.items():
        number = (roles.counts or {}).get(role, 0)
        if number > len(keys):
            yield f"{BY} counts {number} {role}, the search lists {len(keys)}"
