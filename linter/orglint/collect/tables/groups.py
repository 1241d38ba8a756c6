"""The groups of all directories, ended with their count."""

from atlassian_admin.api.groups import get_groups_count, search_directory_groups
from atlassian_admin.models.multi_directory_group_expand import MultiDirectoryGroupExpand
from atlassian_admin.models.multi_directory_group_search_request import MultiDirectoryGroupSearchRequest
from atlassian_admin.types import UNSET
from orglint.collect.client import NotAPageError, built
from orglint.collect.end import Expected, ended, number, refused
from orglint.collect.tables.call import BY_PAGE, Call
from orglint.collect.walk import Reader, walk
from orglint.errors import CollectError
from orglint.snapshots.collecting import Walked

TABLE = "groups"
BY = "groups/count"
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
    before = reader.api.budget.requests
    try:
        ask = get_groups_count.sync_detailed
        rows = number(reader.ask("getGroupsCount", lambda: ask(reader.organization, ALL, client=reader.api.client)))
    except (CollectError, NotAPageError) as problem:
        return Expected(problem=f"{BY} could not be read: {refused(problem)}")
    return Expected(rows, BY, reader.api.budget.requests - before)
