"""The groups of all directories, ended with their count."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from atlassian_admin.api.groups import get_groups_count, get_groups_stats, search_directory_groups
from atlassian_admin.models.multi_directory_group_expand import MultiDirectoryGroupExpand
from atlassian_admin.models.multi_directory_group_search_request import MultiDirectoryGroupSearchRequest
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.decode import NotAPageError
from orglint.collect.end import Expected, ended, number, refused
from orglint.collect.tables.call import BY_PAGE, Call
from orglint.collect.walk import Reader, walk
from orglint.errors import CollectError
from orglint.snapshots.collecting import Walked

TABLE = "groups"
ALL = "-"
CALLS = (Call("searchDirectoryGroups", BY_PAGE), Call("getGroupsCount"))


def read(reader: Reader) -> Walked:
    """Read every group."""
    found = walk(
        reader,
        TABLE,
        "searchDirectoryGroups",
        number=1,
        request=lambda cursor: built(search_directory_groups, reader.organization, ALL, body=_body(reader, cursor)),
    )
    return ended(reader, TABLE, [found], expected=_expected(reader))


def _body(reader: Reader, cursor: str | None) -> MultiDirectoryGroupSearchRequest:
    expand = [MultiDirectoryGroupExpand(value) for value in reader.asked]
    return MultiDirectoryGroupSearchRequest(limit=100, expand=expand or UNSET, cursor=cursor or UNSET)


def _expected(reader: Reader) -> Expected:
    """Return how many groups there are: by the count, and should that not be readable, by the statistics."""
    before = reader.api.budget.requests
    problems = []
    for by, operation, call, read_ in _COUNTED:
        try:
            rows = read_(reader.ask(operation, built(call, reader.organization, ALL)))
        except (CollectError, NotAPageError) as problem:
            problems.append(f"{by} could not be read: {refused(problem)}")
        else:
            return Expected(rows, by, reader.api.budget.requests - before, "; ".join(problems))
    return Expected(requests=reader.api.budget.requests - before, problem="; ".join(problems))


def _all(members: dict[str, Any]) -> int:
    totals = members.get("totals")
    return number({"count": totals.get("all") if isinstance(totals, dict) else None})


_COUNTED: tuple[tuple[str, str, ModuleType, Callable[[dict[str, Any]], int]], ...] = (
    ("groups/count", "getGroupsCount", get_groups_count, number),
    ("groups/stats", "getGroupsStats", get_groups_stats, _all),
)
