"""Every form in which the API says where a list goes on, and every form in which it must not be believed."""

from typing import Any

import pytest

from orglint.collect.pagination import PAGINATION, BrokenWalkError, Members

BASE = "https://api.example/admin"
OWN = f"{BASE}/v1/orgs/o/users"


def _follow(operation: str, page: Members) -> str | None:
    return PAGINATION[operation].follow(page, OWN)


@pytest.mark.parametrize("operation", sorted(PAGINATION))
@pytest.mark.parametrize(
    "page", [{}, {"links": None}, {"links": {}}, {"links": {"next": None}, "meta": {"next": None}}]
)
def test_N_12_absent_null_and_empty_links_all_end_a_list(operation: str, page: Members) -> None:
    assert _follow(operation, page) is None


@pytest.mark.parametrize("operation", ["searchDirectoryUsers", "searchDirectoryGroups", "getDirectoriesForOrg"])
def test_N_12_the_second_version_gives_a_bare_cursor(operation: str) -> None:
    assert _follow(operation, {"links": {"next": "a-b_c.d/e=="}}) == "a-b_c.d/e=="


@pytest.mark.parametrize("operation", ["getUsers", "getDomains", "getPolicies"])
def test_N_12_the_first_version_gives_a_url_whose_cursor_is_taken(operation: str) -> None:
    assert _follow(operation, {"links": {"next": f"{OWN}?cursor=a-b_c.d%2Fe%3D%3D&x=1"}}) == "a-b_c.d/e=="


def test_N_12_policies_also_give_a_bare_cursor() -> None:
    assert _follow("getPolicies", {"links": None, "meta": {"next": "abc"}}) == "abc"
    assert _follow("getPolicies", {"links": {"next": f"{OWN}?cursor=abc"}, "meta": {"next": "abc"}}) == "abc"


@pytest.mark.parametrize("value", ["", 7, True, [], {}])
@pytest.mark.parametrize("operation", sorted(PAGINATION))
def test_N_12_what_is_no_cursor_is_not_the_end_of_a_list(operation: str, value: Any) -> None:
    with pytest.raises(BrokenWalkError):
        _follow(operation, {"links": {"next": value}})


@pytest.mark.parametrize("links", [[], "x", 7])
def test_N_12_links_of_another_shape_are_not_the_end_of_a_list(links: Any) -> None:
    with pytest.raises(BrokenWalkError):
        _follow("searchDirectoryUsers", {"links": links})


HOSTILE = [
    "https://evil.example/admin/v1/orgs/o/users?cursor=c",
    "http://api.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example:444/admin/v1/orgs/o/users?cursor=c",
    "https://api.example:443/admin/v1/orgs/o/users?cursor=c",
    "https://api.example./admin/v1/orgs/o/users?cursor=c",
    "https://API.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example@evil.example/admin/v1/orgs/o/users?cursor=c",
    "https://me@api.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example\\@evil.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example%2eevil.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example%40evil.example/admin/v1/orgs/o/users?cursor=c",
    "https://\u0430pi.example/admin/v1/orgs/o/users?cursor=c",
    "https://xn--pi-6kc.example/admin/v1/orgs/o/users?cursor=c",
    "https://[::1]/admin/v1/orgs/o/users?cursor=c",
    "https://[::1/admin/v1/orgs/o/users?cursor=c",
    "https://127.0.0.1/admin/v1/orgs/o/users?cursor=c",
    "https://2130706433/admin/v1/orgs/o/users?cursor=c",
    "//evil.example/admin/v1/orgs/o/users?cursor=c",
    "//api.example/admin/v1/orgs/o/users?cursor=c",
    "/admin/v1/orgs/o/users?cursor=c",
    "?cursor=c",
    "c",
    "https://api.example/admin/v1/orgs/other/users?cursor=c",
    "https://api.example/admin/v1/orgs/o/domains?cursor=c",
    "https://api.example/admin/v1/orgs/o/users/../domains?cursor=c",
    "https://api.example/admin/v1/orgs/o%2Fusers?cursor=c",
    "https://api.example/admin/v1/orgs/o/users/?cursor=c",
    "https://api.example/admin/v1/orgs/o/users;x?cursor=c",
    "https://api.example/admin/v1/orgs/o/users",
    "https://api.example/admin/v1/orgs/o/users?cursor=",
    "https://api.example/admin/v1/orgs/o/users?cursor=a&cursor=b",
    "https://api.example/admin/v1/orgs/o/users?cursor=c#x",
    "https://api.example/admin/v1/orgs/o/users?cursor=a b",
    " https://api.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example/admin/v1/orgs/o/users?cursor=c\n",
    "https://api.example/admin/v1/orgs/o/users?cur\tsor=c",
    "https:api.example/admin/v1/orgs/o/users?cursor=c",
    "https:///api.example/admin/v1/orgs/o/users?cursor=c",
    "javascript:alert(1)",
    "file:///etc/passwd?cursor=c",
    "data:,cursor=c",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_TM_1_an_address_that_is_not_the_list_itself_breaks_the_walk(address: str) -> None:
    with pytest.raises(BrokenWalkError):
        _follow("getUsers", {"links": {"next": address}})


def test_TM_1_an_address_elsewhere_is_noticed_even_where_a_bare_cursor_would_do() -> None:
    with pytest.raises(BrokenWalkError):
        _follow("getPolicies", {"links": {"next": "https://evil.example/?cursor=c"}, "meta": {"next": "c"}})


@pytest.mark.parametrize("total", [None, -1, True, "7", 1.5])
def test_a_total_that_is_no_number_of_rows_is_none(total: Any) -> None:
    assert PAGINATION["getUsers"].rows({"meta": {"total": total}}) is None
