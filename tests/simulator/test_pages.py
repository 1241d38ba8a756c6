import re

import pytest

from simulator.local import EVERYTHING, Local, Row, ids

SEARCH = "/v2/orgs/{o}/directories/-/users/search"


@pytest.mark.parametrize("users", [0, 1, 99, 100, 101, 250])
def test_a_search_walked_to_its_end_lists_every_member_once(users: int) -> None:
    local = Local(users=users)
    members = [row["accountId"] for row in local.state()["users"] if not row["_outside"]]
    assert len(members) == users
    assert ids(local.search({"limit": 100})) == members


@pytest.mark.parametrize(("users", "pages"), [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (200, 2)])
def test_a_full_last_page_is_followed_by_nothing(users: int, pages: int) -> None:
    assert len(list(Local(users=users).pages({"limit": 100}))) == pages


@pytest.mark.parametrize("size", [1, 7, 81, 100])
def test_v1_users_walked_by_urls_are_the_managed_accounts(size: int) -> None:
    local = Local(users=100, page_size=size)
    state = local.state()
    managed = [row["accountId"] for row in state["users"] if row["claimStatus"] == "managed"]
    walked = local.v1("/v1/orgs/{o}/users")
    assert ids(walked, "account_id") == managed
    assert walked == [{**row, "links": walked[at]["links"]} for at, row in enumerate(state["managed_accounts"])]


def test_v1_users_tell_their_total_on_every_page() -> None:
    local = Local(users=100, page_size=30)
    managed = sum(row["claimStatus"] == "managed" for row in local.state()["users"])
    assert {page["meta"]["total"] for page in local.v1_pages("/v1/orgs/{o}/users")} == {managed}


@pytest.mark.parametrize("path", ["domains", "policies"])
def test_other_v1_lists_have_no_total(local: Local, path: str) -> None:
    assert "total" not in local.get(f"/v1/orgs/{{o}}/{path}").json().get("meta", {})


@pytest.mark.parametrize("path", ["domains", "policies"])
def test_small_v1_lists_walk_to_what_there_is(path: str) -> None:
    local = Local(users=50, page_size=3)
    walked, state = local.v1(f"/v1/orgs/{{o}}/{path}"), local.state()[path]
    assert ids(walked, "id") == ids(state, "id")
    assert [row["attributes"] for row in walked] == [row["attributes"] for row in state]


def test_policies_repeat_their_cursor_in_meta() -> None:
    page = Local(page_size=3).get("/v1/orgs/{o}/policies").json()
    assert page["links"]["next"].endswith(f"cursor={page['meta']['next']}")
    assert page["meta"]["page_size"] == 3


def test_each_list_shows_its_end_in_its_own_way(local: Local) -> None:
    users = list(local.pages({"limit": 100}))[-1]
    groups = list(local.pages({"limit": 100}, kind="groups"))[-1]
    policies = list(local.v1_pages("/v1/orgs/{o}/policies"))[-1]
    assert "next" not in users["links"]
    assert groups["links"] == {}
    assert local.get("/v2/orgs/{o}/directories").json()["links"]["next"] is None
    assert "next" not in list(local.v1_pages("/v1/orgs/{o}/users"))[-1]["links"]
    assert list(local.v1_pages("/v1/orgs/{o}/domains"))[-1]["links"] == {}
    assert policies["links"] is None
    assert policies["meta"]["next"] is None
    assert local.get("/v1/orgs").json()["links"]["next"] is None


def test_directories_walk_by_bare_cursors(local: Local, truth: Row) -> None:
    assert local.v2("/v2/orgs/{o}/directories", limit=1) == truth["directories"]


def test_beside_a_cursor_a_v2_get_ignores_other_parameters(local: Local, truth: Row) -> None:
    first = local.get("/v2/orgs/{o}/directories", limit=1).json()
    second = local.get(
        "/v2/orgs/{o}/directories", cursor=first["links"]["next"], limit=100, searchTerm="nothing"
    ).json()
    assert first["data"] + second["data"] == truth["directories"]


def test_a_page_of_users_has_fifty_rows_unless_told(local: Local) -> None:
    assert len(local.post(SEARCH).json()["data"]) == 50
    assert len(local.post(SEARCH, {"limit": 3}).json()["data"]) == 3


def test_a_page_of_groups_has_twenty_rows_unless_told(local: Local) -> None:
    assert len(local.post("/v2/orgs/{o}/directories/-/groups/search").json()["data"]) == 20


@pytest.mark.parametrize("limit", [0, 101, -1, "20", 2.5, True])
def test_a_limit_out_of_bounds_is_refused(local: Local, limit: object) -> None:
    answer = local.post(SEARCH, {"limit": limit})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "ADMIN-400-24")


@pytest.mark.parametrize("cursor", ["x", "a.b", "%%%", "é", "AAAAAAAAAAAA.AAAA"])
@pytest.mark.parametrize("path", ["/v1/orgs", "/v1/orgs/{o}/users", "/v1/orgs/{o}/domains", "/v2/orgs/{o}/directories"])
def test_an_invalid_cursor_is_refused(local: Local, path: str, cursor: str) -> None:
    answer = local.get(path, cursor=cursor)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "ADMIN-400-1")


def test_an_altered_cursor_is_refused(local: Local) -> None:
    cursor = local.post(SEARCH).json()["links"]["next"]
    altered = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    assert local.post(SEARCH, {"cursor": altered}).status_code == 400


def test_a_cursor_continues_only_the_search_that_gave_it(local: Local) -> None:
    cursor = local.post(SEARCH, {"claimStatus": "managed"}).json()["links"]["next"]
    assert local.post(SEARCH, {"claimStatus": "managed", "cursor": cursor}).status_code == 200
    assert local.post(SEARCH, {"claimStatus": "unmanaged", "cursor": cursor}).status_code == 400


def test_a_cursor_of_another_endpoint_is_refused() -> None:
    local = Local(page_size=2)
    cursor = local.get("/v1/orgs/{o}/policies").json()["meta"]["next"]
    assert local.get("/v1/orgs/{o}/domains", cursor=cursor).status_code == 400


def test_cursors_are_opaque_and_use_the_letters_of_real_ones(local: Local) -> None:
    cursors = [page["links"]["self"] for page in local.pages({"limit": 10})]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", cursor) for cursor in cursors)
    assert all(any(letter in cursor for cursor in cursors) for letter in "_-.")
    assert len(set(cursors)) == len(cursors) == 70


def test_the_page_size_does_not_change_what_is_listed(local: Local) -> None:
    body = {"expand": EVERYTHING, "claimStatus": "managed"}
    assert local.search({**body, "limit": 100}) == local.search({**body, "limit": 77})
