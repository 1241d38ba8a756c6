"""The groups of all directories, ended with their count."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from atlassian_admin.api.groups import get_groups_count, get_groups_stats, search_directory_groups
from atlassian_admin.models.multi_directory_group_expand import MultiDirectoryGroupExpand
from atlassian_admin.models.multi_directory_group_search_request import MultiDirectoryGroupSearchRequest
from atlassian_admin.types import UNSET
from orglint.collect.again import ask_again
from orglint.collect.client import built
from orglint.collect.confirm import Confirmed, confirm
from orglint.collect.end import Expected, ended
from orglint.collect.numbers import Numbers, ask_once, count
from orglint.collect.search import Filters, Search
from orglint.collect.tables.call import BY_PAGE, TWICE, Call
from orglint.collect.walk import Reader, Walk
from orglint.snapshots import pages
from orglint.snapshots.collecting import Walked

TABLE = "groups"
ALL = "-"
CALLS = (Call("searchDirectoryGroups", BY_PAGE, confirmed=True), Call("getGroupsCount", TWICE))


def read(reader: Reader) -> Walked:
    """Read every group."""
    before = _count(reader, "before")
    walks = [SEARCH.walk(reader, 1, {})]
    after = _count(reader, "after", walks)
    moved = reader.confirm or before.counts != after.counts
    confirmed = confirm(reader, SEARCH, {1: {}}, walks) if moved else Confirmed()
    walks += confirmed.rows
    again, told = ask_again(reader, TABLE, walks, by=SEARCH)
    expected = _expected(reader, after)
    return ended(
        reader,
        TABLE,
        [*walks, *again],
        expected=replace(expected, requests=expected.requests + before.requests + after.requests),
        doubts=(*confirmed.doubts, *after.doubts("groups/count")),
        notes=(*confirmed.notes, *told),
        ids=confirmed.ids,
    )


def _request(reader: Reader, filters: Filters, cursor: str | None, *, expand: bool) -> Mapping[str, Any]:
    asked = [MultiDirectoryGroupExpand(value) for value in reader.asked] if expand else []
    body = MultiDirectoryGroupSearchRequest(limit=100, expand=asked or UNSET, cursor=cursor or UNSET, **filters)
    return built(search_directory_groups, reader.organization, ALL, body=body)


SEARCH = Search(TABLE, "searchDirectoryGroups", _request, "group_ids", ({},))


def _count(reader: Reader, when: str, walks: Sequence[Walk] = ()) -> Numbers:
    stamp = pages.digest(page for kept in walks for page in kept.pages)
    request = built(get_groups_count, reader.organization, ALL)
    return ask_once(reader, TABLE, f"count-{when}", "getGroupsCount", request, parse=count, stamp=stamp)


def _expected(reader: Reader, after: Numbers) -> Expected:
    """Return how many groups there are: by the count, and should that not be readable, by the statistics."""
    if after.counts is not None:
        return Expected(after.counts, "groups/count")
    request = built(get_groups_stats, reader.organization, ALL)
    found = ask_once(reader, TABLE, "stats", "getGroupsStats", request, parse=_all)
    problems = [f"groups/count could not be read: {after.problem}"]
    if found.counts is None:
        problems.append(f"groups/stats could not be read: {found.problem}")
    return Expected(
        found.counts, "groups/stats" if found.counts is not None else "", found.requests, "; ".join(problems)
    )


def _all(members: dict[str, Any]) -> int:
    totals = members.get("totals")
    return count({"count": totals.get("all") if isinstance(totals, dict) else None})
