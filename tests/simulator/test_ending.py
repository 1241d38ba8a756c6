"""What ends and what has ended: the two GET lists of v2, and the routes of v1 that are gone."""

from collections.abc import Mapping

import pytest

from simulator.local import Local, Row, ids

USERS, GROUPS = "/v2/orgs/{o}/directories/-/users", "/v2/orgs/{o}/directories/-/groups"
GONE = [
    ("DELETE", "/v1/orgs/{o}/directory/users/{a}"),
    ("POST", "/v1/orgs/{o}/directory/users/{a}/restore-access"),
    ("POST", "/v1/orgs/{o}/directory/users/{a}/suspend-access"),
    ("POST", "/v1/orgs/{o}/users/invite"),
    ("POST", "/v1/orgs/{o}/users/search"),
    ("POST", "/v1/orgs/{o}/groups/search"),
    ("GET", "/v1/orgs/{o}/groups"),
]
FILTERS: list[Mapping[str, object]] = [
    {"claimStatus": "unmanaged"},
    {"status": ["suspended", "deactivated"]},
    {"emailDomains": ["freemail.example"]},
    {"sortBy": "-nick_name"},
]


def test_the_old_list_of_users_is_the_search_without_what_it_expands(local: Local) -> None:
    assert local.v2(USERS, limit=100) == local.search({"limit": 100})
    assert len(local.get(USERS).json()["data"]) == 20


@pytest.mark.parametrize("params", FILTERS)
def test_the_old_list_of_users_narrows_and_sorts_as_the_search_does(local: Local, params: Row) -> None:
    order = {"sortBy": [{"field": "nick_name", "direction": "desc"}]} if "sortBy" in params else params
    found = ids(local.v2(USERS, limit=100, **params))
    assert found
    assert found == ids(local.search({**order, "limit": 100}))


def test_the_old_list_of_groups_is_the_search(local: Local) -> None:
    assert local.v2(GROUPS) == local.search({}, kind="groups")
    assert local.v2(GROUPS, counts="users", sortBy="name") == local.search(
        {"expand": ["counts.users"], "sortBy": [{"field": "name"}]}, kind="groups"
    )


@pytest.mark.parametrize("params", [{"limit": 101}, {"sortBy": "age"}])
def test_the_old_lists_keep_bounds(local: Local, params: Row) -> None:
    assert [local.get(path, **params).status_code for path in (USERS, GROUPS)] == [400, 400]


@pytest.mark.parametrize(("method", "path"), GONE)
def test_a_route_that_has_ended_is_answered_in_plain_text(local: Local, method: str, path: str) -> None:
    answer = local.ask(method, f"/admin{path.replace('{a}', 'x')}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
