"""Every form in which the API says where a list goes on, and what else it says around the rows."""

from typing import Any

import httpx
import pytest

from orglint.collect.envelope import Envelope, read_answer, read_envelope
from orglint.collect.pagination import BrokenWalkError, Members
from orglint.tables import DECLARATIONS
from orglint.tables.endpoints import (
    COUNT_USERS,
    GET_ORGANIZATION,
    LIST_DIRECTORIES,
    LIST_DOMAINS,
    LIST_MANAGED_ACCOUNTS,
    LIST_POLICIES,
    SEARCH_GROUPS,
    SEARCH_USERS,
    Endpoint,
)

BASE = "https://api.example/admin"
OWN = f"{BASE}/v1/orgs/o/users"
OPERATIONS = sorted((one.endpoint for one in DECLARATIONS if one.pagination), key=str)
BARE = [LIST_DIRECTORIES, SEARCH_GROUPS, SEARCH_USERS]
URLS = [LIST_DOMAINS, LIST_POLICIES, LIST_MANAGED_ACCOUNTS]


def _read(endpoint: Endpoint, page: Members, asked: str | None = None, **headers: str) -> Envelope:
    sent = httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return read_envelope(endpoint, {"data": [], **page}, sent, own_url=OWN, asked=asked)


@pytest.mark.parametrize("endpoint", OPERATIONS)
@pytest.mark.parametrize(
    "page",
    [
        {},
        {"links": None},
        {"links": {}},
        {"links": {"next": None}},
        {"links": {"next": ""}},
        {"links": {"self": "x", "prev": "y"}},
    ],
)
def test_N_12_absent_null_and_empty_links_all_end_a_list(endpoint: Endpoint, page: Members) -> None:
    assert _read(endpoint, page) == Envelope()


def test_an_empty_text_in_one_place_leaves_the_other_to_decide() -> None:
    page = {"meta": {"next": ""}, "links": {"next": f"{OWN}?cursor=abc"}}
    assert _read(LIST_POLICIES, page) == Envelope("abc")
    assert _read(LIST_POLICIES, {"meta": {"next": "abc"}, "links": {"next": ""}}) == Envelope("abc")


@pytest.mark.parametrize("endpoint", BARE)
def test_N_12_the_second_version_gives_a_bare_cursor(endpoint: Endpoint) -> None:
    assert _read(endpoint, {"links": {"next": "a-b_c.d/e=="}}) == Envelope("a-b_c.d/e==")


@pytest.mark.parametrize("endpoint", URLS)
def test_N_12_the_first_version_gives_a_url_whose_cursor_is_taken(endpoint: Endpoint) -> None:
    assert _read(endpoint, {"links": {"next": f"{OWN}?cursor=a-b_c.d%2Fe%3D%3D&x=1"}}) == Envelope("a-b_c.d/e==")


def test_N_12_policies_also_give_a_bare_cursor() -> None:
    assert _read(LIST_POLICIES, {"links": None, "meta": {"next": "abc"}}) == Envelope("abc")
    page = {"links": {"next": f"{OWN}?cursor=abc"}, "meta": {"next": "abc", "page_size": 20}}
    assert _read(LIST_POLICIES, page) == Envelope("abc")


@pytest.mark.parametrize("value", [7, 0, True, False, [], {}, " ", "a b", "a\n", "\ud83d", "\u00e9", "a" * 10_000])
@pytest.mark.parametrize("endpoint", OPERATIONS)
def test_N_12_what_is_no_cursor_is_not_the_end_of_a_list(endpoint: Endpoint, value: Any) -> None:
    with pytest.raises(BrokenWalkError):
        _read(endpoint, {"links": {"next": value}})


@pytest.mark.parametrize("links", [[], "x", 7, False])
def test_N_12_links_of_another_shape_are_not_the_end_of_a_list(links: Any) -> None:
    with pytest.raises(BrokenWalkError):
        _read(SEARCH_USERS, {"links": links})


ELSEWHERE = [
    "https://evil.example/admin/v1/orgs/o/users?cursor=c",
    "http://api.example/admin/v1/orgs/o/users?cursor=c",
    "ftp://api.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example:444/admin/v1/orgs/o/users?cursor=c",
    "https://api.example:443/admin/v1/orgs/o/users?cursor=c",
    "https://api.example./admin/v1/orgs/o/users?cursor=c",
    "https://API.example/admin/v1/orgs/o/users?cursor=c",
    "https://api.example@evil.example/admin/v1/orgs/o/users?cursor=c",
    "https://me@api.example/admin/v1/orgs/o/users?cursor=c",
    "https://[::1]/admin/v1/orgs/o/users?cursor=c",
    "//evil.example/admin/v1/orgs/o/users?cursor=c",
    "/admin/v1/orgs/o/users?cursor=c",
    "/v1/orgs/o/users?limit=3&cursor=c",
    "users?cursor=c",
    "?cursor=c",
    "https://api.example/admin/v1/orgs/other/users?cursor=c",
    "https://api.example/admin/v1/orgs/o/users/../domains?cursor=c",
    "https://api.example/admin/v1/orgs/o/users/?cursor=c",
    "https://api.example/admin/v1/orgs/o/users?cursor=c#x",
    "https:///api.example/admin/v1/orgs/o/users?cursor=c",
    "file:///etc/passwd?cursor=c",
]


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("endpoint", [LIST_MANAGED_ACCOUNTS, LIST_POLICIES, SEARCH_USERS])
def test_TM_1_an_address_that_leads_elsewhere_gives_its_cursor_and_is_told(endpoint: Endpoint, address: str) -> None:
    assert _read(endpoint, {"links": {"next": address}}) == Envelope(
        "c", drift=("links.next is an address of another kind than specified",)
    )


def test_a_bare_cursor_in_the_place_of_an_address_is_followed_and_told() -> None:
    told = ("links.next is a bare cursor in the place of an address",)
    assert _read(LIST_MANAGED_ACCOUNTS, {"links": {"next": "a-b_c.d/e=="}}) == Envelope("a-b_c.d/e==", drift=told)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example/admin/v1/orgs/o/users",
        "https://api.example/admin/v1/orgs/o/users?cursor=",
        "https://api.example/admin/v1/orgs/o/users?cursor=a&cursor=b",
        "https://api.example/admin/v1/orgs/o/users?cursor=a b",
        "https://api.example/admin/v1/orgs/o/users?cursor=%0d%0aX:%20y",
        " https://api.example/admin/v1/orgs/o/users?cursor=c",
        "https://api.example/admin/v1/orgs/o/users?cursor=c\n",
        "https://api.example/admin/v1/orgs/o/users?cur\tsor=c",
        "https://[::1/admin/v1/orgs/o/users?cursor=c",
        "/admin/v1/orgs/o/users",
        "javascript:alert(1)",
    ],
)
def test_an_address_without_a_single_cursor_breaks_the_walk(address: str) -> None:
    with pytest.raises(BrokenWalkError):
        _read(LIST_MANAGED_ACCOUNTS, {"links": {"next": address}})


def test_two_places_with_different_cursors_are_a_doubt() -> None:
    found = _read(LIST_POLICIES, {"meta": {"next": "a"}, "links": {"next": f"{OWN}?cursor=b"}})
    assert found.doubts == ("meta.next and links.next name different cursors",)


CONTINUATIONS: list[Members] = [
    {"meta": {"next": "c"}},
    {"meta": {"nextCursor": "c"}},
    {"nextCursor": "c"},
    {"next_cursor": "c"},
    {"next": "c"},
    {"next": {"href": "https://api.example/x?cursor=c"}},
    {"nextPage": 2},
    {"nextPageToken": "c"},
    {"hasMore": True},
    {"has_more": "true"},
    {"meta": {"hasNextPage": True}},
    {"isLast": False},
    {"isLastPage": False},
    {"meta": {"last_page": False}},
    {"links": {"Next": "c"}},
    {"links": {"NEXT": "c"}},
    {"Links": {"next": "c"}},
    {"_links": {"next": {"href": "/x"}}},
    {"link": [{"rel": "self", "href": "/y"}, {"rel": "next", "href": "/x"}]},
    {"pagination": {"next": "c"}},
    {"pagination": {"cursors": {"after": "c"}}},
    {"page": {"next": 2}},
    {"cursor": "c"},
    {"endCursor": "c"},
    {"continuationToken": "c"},
    {"response_metadata": {"next_cursor": "c"}},
    {"@odata.nextLink": "https://api.example/x"},
]


@pytest.mark.parametrize("endpoint", [LIST_MANAGED_ACCOUNTS, LIST_DOMAINS, SEARCH_USERS, SEARCH_GROUPS])
@pytest.mark.parametrize("page", CONTINUATIONS, ids=str)
def test_a_continuation_in_any_other_place_is_a_doubt(endpoint: Endpoint, page: Members) -> None:
    found = _read(endpoint, page)
    assert found.cursor is None
    assert found.doubts


def test_a_name_that_is_spelt_like_a_place_is_another_place() -> None:
    assert _read(LIST_DOMAINS, {"links.next": "abc"}).doubts == ("links.next is another continuation",)
    drift = ("meta.total is not in the specification",)
    assert _read(LIST_DOMAINS, {"meta.total": 7}) == Envelope(claims={"meta.total": 7}, drift=drift)


@pytest.mark.parametrize("page", CONTINUATIONS, ids=str)
def test_a_continuation_that_says_there_is_none_is_no_doubt(page: Members) -> None:
    def ended(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: ended(inner) for name, inner in value.items() if name not in {"rel", "href"}}
        return not value if isinstance(value, bool) else {"true": "false"}.get(str(value))

    assert not _read(LIST_MANAGED_ACCOUNTS, ended(page)).doubts


def test_the_same_continuation_in_two_places_is_no_doubt() -> None:
    page = {"links": {"next": f"{OWN}?cursor=abc"}, "nextCursor": "abc", "hasMore": True, "isLast": False}
    found = _read(LIST_MANAGED_ACCOUNTS, page)
    assert (found.cursor, found.doubts) == ("abc", ())
    assert found.drift == tuple(f"{name} is not in the specification" for name in ("nextCursor", "hasMore", "isLast"))


def test_another_continuation_beside_the_declared_one_is_a_doubt() -> None:
    found = _read(LIST_MANAGED_ACCOUNTS, {"links": {"next": f"{OWN}?cursor=abc"}, "nextCursor": "xyz"})
    assert (found.cursor, found.doubts) == ("abc", ("nextCursor is another continuation",))


def test_the_cursor_that_a_page_was_asked_for_with_may_come_back() -> None:
    assert not _read(SEARCH_USERS, {"cursor": "abc"}, asked="abc").doubts
    assert _read(SEARCH_USERS, {"nextCursor": "abc"}, asked="abc").doubts


@pytest.mark.parametrize(
    "link",
    [
        '<https://api.example/x?cursor=c>; rel="next"',
        "<https://api.example/x>; rel=next",
        '</a>; rel="prev", </b>; rel="next"',
        '</b>; title="x"; REL="last next"',
    ],
)
def test_a_link_header_that_leads_on_is_a_doubt(link: str) -> None:
    assert _read(LIST_DOMAINS, {}, Link=link).doubts == ("the header Link is another continuation",)


@pytest.mark.parametrize("link", ['</a>; rel="prev"', '<https://x.example>; rel="preconnect"', "", "next"])
def test_a_link_header_that_leads_nowhere_is_none(link: str) -> None:
    assert not _read(LIST_DOMAINS, {}, Link=link).doubts


def test_a_link_header_to_where_the_page_leads_is_no_doubt() -> None:
    page = {"links": {"next": f"{OWN}?cursor=abc"}}
    assert not _read(LIST_MANAGED_ACCOUNTS, page, Link=f'<{OWN}?cursor=abc>; rel="next"').doubts


@pytest.mark.parametrize(
    "page",
    [
        {"errors": [{"code": "X"}]},
        {"errors": "directory 2 timed out"},
        {"error": {"message": "x"}},
        {"meta": {"errors": ["x"]}},
        {"partial": True},
        {"isPartial": "true"},
        {"incomplete": True},
        {"incomplete_results": True},
        {"meta": {"truncated": True}},
        {"truncated": 1},
        {"complete": False},
        {"meta": {"isComplete": "false"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("more", [True, False])
def test_what_says_that_rows_are_missing_is_a_doubt_on_every_page(page: Members, *, more: bool) -> None:
    links = {"links": {"next": f"{OWN}?cursor=abc"}} if more else {}
    assert len(_read(LIST_MANAGED_ACCOUNTS, {**page, **links}).doubts) == 1


@pytest.mark.parametrize(
    "page",
    [
        {"errors": []},
        {"errors": None},
        {"partial": False},
        {"incomplete": None},
        {"truncated": "false"},
        {"complete": True},
        {"warnings": ["old version"]},
        {"requestId": "x"},
        {"page": 1},
        {"size": 100},
    ],
    ids=str,
)
def test_everything_else_around_the_rows_is_told_and_decides_nothing(page: Members) -> None:
    (name,) = page
    assert _read(LIST_MANAGED_ACCOUNTS, page) == Envelope(drift=(f"{name} is not in the specification",))


@pytest.mark.parametrize("total", [-1, True, "7", 1.5, 10**30, float("inf"), [], {}])
def test_a_total_that_is_no_number_of_rows_is_a_doubt(total: Any) -> None:
    found = _read(LIST_MANAGED_ACCOUNTS, {"meta": {"total": total}})
    assert (found.total, found.doubts) == (None, ("meta.total is no number of rows",))


def test_a_total_is_read_where_it_is_declared() -> None:
    assert _read(LIST_MANAGED_ACCOUNTS, {"meta": {"total": 7}}) == Envelope(total=7)
    assert _read(LIST_MANAGED_ACCOUNTS, {"meta": {"total": None}}) == Envelope()


def test_what_is_nested_deep_or_comes_in_heaps_is_no_trouble() -> None:
    deep: Any = "x"
    for _ in range(700):
        deep = {"a": [deep]}
    assert _read(LIST_MANAGED_ACCOUNTS, {"odd": deep}) == Envelope(drift=("odd is not in the specification",))
    heaps = {"odd": [{"a": 1}] * 5000}
    assert _read(LIST_MANAGED_ACCOUNTS, heaps).doubts == ("there is more beside the rows than can be looked at",)


def test_the_name_of_a_foreign_member_is_shown_harmless() -> None:
    (told,) = _read(LIST_MANAGED_ACCOUNTS, {"\x1b[31m\u202e" + "x" * 200: 1}).drift
    assert told.isascii()
    assert told.isprintable()
    assert len(told) < 120


def test_an_answer_that_is_no_list_is_read_in_the_same_way() -> None:
    assert read_answer(COUNT_USERS, {"count": 12}) == Envelope()
    assert read_answer(COUNT_USERS, {"count": 12, "errors": ["x"]}).doubts
    assert read_answer(GET_ORGANIZATION, {"data": {"id": "o"}, "partial": True}).doubts
