"""Who holds a platform role, asked role by role, so that admins do not depend on one long walk.

Counts may agree although somebody was overlooked, when somebody else came or went at the same time. Holders of roles
are few, so they are asked for by themselves, and must be among the rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from orglint.collect.search import FAILURES, PAGE, Search, describe_failure, found_keys
from orglint.collect.walk import TableReader, Walk, folder_of
from orglint.snapshots import pages
from orglint.tables.search import Filters

FIRST = 4
"""The number of the first walk for a role; there are four, and the numbers around them stand for other walks."""


@dataclass(frozen=True, slots=True)
class Holders:
    """The walks that found the holders of roles, and for each role that was walked to its end their keys."""

    walks: tuple[Walk, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    requests: int = 0


def ask_for_holders(
    reader: TableReader, search: Search, roles: Mapping[str, Filters], *, column: str, counts: Mapping[str, int]
) -> Holders:
    """Ask for the holders of each role, but not of one that very many hold, by the counts or by what comes.

    Of more roles than there are walks only the first are asked for; the counts stay to prove the others.
    """
    walks: dict[str, Walk] = {}
    notes: list[str] = []
    before = reader.api.budget.requests
    for number, (role, filters) in enumerate(roles.items(), start=FIRST):
        if number >= FIRST + reader.limits.roles:
            notes.append(f"who holds {role} is not asked for: there are more roles than that is done for")
            continue
        if counts.get(role, 0) > reader.limits.role_pages * PAGE:
            notes.append(f"more hold {role} than are asked for")
            continue
        try:
            walks[role] = search.walk(reader, number, filters, most=reader.limits.role_pages)
        except FAILURES as problem:
            notes.append(f"who holds {role} could not be asked for: {describe_failure(problem)}")
            pages.remove_walk(folder_of(reader, search.table), number)
    spent = reader.api.budget.requests - before - sum(walk.requests for walk in walks.values())
    if _is_filter_ignored(reader, search.table, walks, column):
        for walk in walks.values():
            pages.remove_walk(folder_of(reader, search.table), walk.pages[0].walk)
        failure = "the search does not tell the holders of one role from everybody else"
        return Holders(notes=(*notes, failure), requests=reader.api.budget.requests - before)
    keys = {
        role: tuple(sorted(_read_holder_keys(reader, search.table, walk))) for role, walk in walks.items() if walk.whole
    }
    notes += [f"more hold {role} than are asked for" for role in walks.keys() - keys.keys()]
    return Holders(tuple(walks.values()), keys, tuple(notes), max(0, spent))


def _read_holder_keys(reader: TableReader, table: str, walk: Walk) -> frozenset[str]:
    return found_keys(reader, table, walk.pages[0].walk, most=len(walk.pages))


def _is_filter_ignored(reader: TableReader, table: str, walks: Mapping[str, Walk], column: str) -> bool:
    """Tell whether the filter does nothing: every role has the same holders, and rows say that they are none."""
    lists = {_read_holder_keys(reader, table, walk) for walk in walks.values()}
    if len(walks) < 2 or len(lists) != 1 or not all(lists):  # noqa: PLR2004 - one list differs from no other
        return False
    return any(not row.get(column) for walk in walks.values() for row in _read_rows(reader, table, walk))


def _read_rows(reader: TableReader, table: str, walk: Walk) -> Iterator[Mapping[str, object]]:
    for _, body in pages.read_page_bodies(folder_of(reader, table), walk.pages[0].walk):
        yield from map(orjson.loads, body.splitlines())
