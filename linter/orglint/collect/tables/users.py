"""Everybody: the members of all directories, and the managed accounts outside of them.

The search lists members only, but the count also counts managed accounts that are in no directory. So there are two
walks, and a third, wider one should the two not add up to the count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from atlassian_admin.api.users import get_directory_users_count, get_user_stats, search_directory_users
from atlassian_admin.models.claim_status import ClaimStatus
from atlassian_admin.models.membership_status import MembershipStatus
from atlassian_admin.models.multi_directory_user_expand import MultiDirectoryUserExpand
from atlassian_admin.models.multi_directory_user_search_request import MultiDirectoryUserSearchRequest
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.decode import NotAPageError
from orglint.collect.end import Expected, ended, number, refused
from orglint.collect.tables.call import BY_PAGE, Call
from orglint.collect.walk import Reader, Walk, walk
from orglint.errors import CollectError
from orglint.snapshots import pages
from orglint.snapshots.collecting import Tally, Walked

TABLE = "users"
SEARCH = "searchDirectoryUsers"
ALL = "-"
ROLES = "platformRoles"
BY = "users/stats"
CALLS = (
    Call(SEARCH, f"2 walks of {BY_PAGE}"),
    Call("getDirectoryUsersCount"),
    Call("getUserStats"),
)
_OUTSIDE = {"claim_status": ClaimStatus.MANAGED, "membership_status": [MembershipStatus.NO_MEMBERSHIP]}
_MANAGED = {"claim_status": ClaimStatus.MANAGED}


def read(reader: Reader) -> Walked:
    """Read every user."""
    walks = [_walk(reader, 1, {}), _walk(reader, 2, _OUTSIDE)]
    before = reader.api.budget.requests
    statistics = _statistics(reader)
    expected = _expected(reader, statistics)
    if expected.rows is not None and expected.rows != sum(page.rows for kept in walks for page in kept.pages):
        walks.append(_walk(reader, 3, _MANAGED))
        before += walks[-1].requests
        statistics = _statistics(reader)
        expected = _expected(reader, statistics)
    else:  # a run that was stopped may have begun it
        pages.forget(reader.collecting.pages(TABLE), 3)
    requests = reader.api.budget.requests - before
    tallies = tuple(_tallies(reader, statistics))
    return ended(reader, TABLE, walks, expected=replace(expected, requests=requests, tallies=tallies))


def _walk(reader: Reader, place: int, filters: dict[str, Any]) -> Walk:
    expand = [MultiDirectoryUserExpand(value) for value in reader.asked]

    def request(cursor: str | None) -> Mapping[str, Any]:
        body = MultiDirectoryUserSearchRequest(limit=100, expand=expand or UNSET, cursor=cursor or UNSET, **filters)
        return built(search_directory_users, reader.organization, ALL, body=body)

    return walk(reader, TABLE, SEARCH, number=place, request=request)


def _expected(reader: Reader, statistics: Mapping[str, Any] | None) -> Expected:
    """Return how many users there are: by the count, and should that not be readable, by the statistics."""
    try:
        rows = number(reader.ask("getDirectoryUsersCount", built(get_directory_users_count, reader.organization, ALL)))
    except (CollectError, NotAPageError) as problem:
        unread = f"users/count could not be read: {refused(problem)}"
        states = _counts(statistics, "accountStatus", "status")
        return Expected(sum(states.values()), BY, problem=unread) if states else Expected(problem=unread)
    return Expected(rows, "users/count")


def _statistics(reader: Reader) -> Mapping[str, Any] | None:
    try:
        return reader.ask("getUserStats", built(get_user_stats, reader.organization, ALL))
    except (CollectError, NotAPageError) as problem:
        refused(problem)
        return None


def _tallies(reader: Reader, statistics: Mapping[str, Any] | None) -> Iterator[Tally]:
    """Yield what the statistics say of columns; they speak of the same people as the count does."""
    yield Tally("accountStatus", BY, _counts(statistics, "accountStatus", "status"), of_all=True)
    if ROLES in reader.asked:
        yield Tally(ROLES, BY, _counts(statistics, "roles", "roleId"))


def _counts(statistics: Mapping[str, Any] | None, list_: str, key: str) -> dict[str, int] | None:
    if statistics is None:
        return None
    try:
        return {str(entry[key]): int(entry["count"]) for entry in statistics[list_]}
    except (KeyError, TypeError, ValueError):
        return None
