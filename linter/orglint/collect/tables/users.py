"""Everybody: the members of all directories, and the managed accounts outside of them.

The search lists members only, but the count also counts managed accounts that are in no directory. So there are two
walks, and a third, wider one should the two not add up to the count.
"""

from collections.abc import Callable, Mapping
from typing import Any

from atlassian_admin.api.users import get_directory_users_count, get_user_stats, search_directory_users
from atlassian_admin.models.claim_status import ClaimStatus
from atlassian_admin.models.membership_status import MembershipStatus
from atlassian_admin.models.multi_directory_user_expand import MultiDirectoryUserExpand
from atlassian_admin.models.multi_directory_user_search_request import MultiDirectoryUserSearchRequest
from atlassian_admin.types import UNSET
from orglint.collect.client import NotAPageError, built
from orglint.collect.end import Expected, ended, number, refused
from orglint.collect.tables.call import BY_PAGE, Call
from orglint.collect.walk import Reader, Walk, walk
from orglint.errors import CollectError
from orglint.snapshots.collecting import Tally, Walked

TABLE = "users"
SEARCH = "searchDirectoryUsers"
ALL = "-"
ROLES = "platformRoles"
CALLS = (
    Call(SEARCH, f"2 walks of {BY_PAGE}"),
    Call("getDirectoryUsersCount"),
    Call("getUserStats", needs=ROLES),
)
_OUTSIDE = {"claim_status": ClaimStatus.MANAGED, "membership_status": [MembershipStatus.NO_MEMBERSHIP]}
_MANAGED = {"claim_status": ClaimStatus.MANAGED}


def read(reader: Reader) -> Walked:
    """Read every user."""
    walks = [_walk(reader, 1, {}), _walk(reader, 2, _OUTSIDE)]
    expected = _expected(reader)
    if expected.rows is not None and expected.rows != sum(page.rows for kept in walks for page in kept.pages):
        walks.append(_walk(reader, 3, _MANAGED))
        expected = _expected(reader)
    before = reader.api.budget.requests
    tallies = (_roles(reader),) if ROLES in reader.asked else ()
    requests = reader.api.budget.requests - before
    return ended(reader, TABLE, walks, expected=expected, tallies=tallies, requests=requests)


def _walk(reader: Reader, place: int, filters: dict[str, Any]) -> Walk:
    expand = [MultiDirectoryUserExpand(value) for value in reader.asked]

    def request(cursor: str | None) -> Mapping[str, Any]:
        body = MultiDirectoryUserSearchRequest(limit=100, expand=expand or UNSET, cursor=cursor or UNSET, **filters)
        return built(search_directory_users, reader.organization, ALL, body=body)

    return walk(reader, TABLE, SEARCH, number=place, request=request)


def _expected(reader: Reader) -> Expected:
    before = reader.api.budget.requests
    try:
        rows = number(reader.ask("getDirectoryUsersCount", _asking(reader, get_directory_users_count.sync_detailed)))
    except (CollectError, NotAPageError) as problem:
        return Expected(problem=f"users/count could not be read: {refused(problem)}")
    return Expected(rows, "users/count", reader.api.budget.requests - before)


def _roles(reader: Reader) -> Tally:
    """Return how many users hold each role; the statistics speak of the same people as the count does."""
    try:
        members = reader.ask("getUserStats", _asking(reader, get_user_stats.sync_detailed))
        counts = {str(role["roleId"]): int(role["count"]) for role in members["roles"]}
    except (CollectError, NotAPageError) as problem:
        refused(problem)
        return Tally(ROLES, "users/stats", None)
    except (KeyError, TypeError, ValueError):
        return Tally(ROLES, "users/stats", None)
    return Tally(ROLES, "users/stats", counts)


def _asking(reader: Reader, call: Callable[..., Any]) -> Callable[[], Any]:
    return lambda: call(reader.organization, ALL, client=reader.api.client)
