"""The lists of the API Access API, against naive filters over the whole truth."""

from collections.abc import Callable
from datetime import datetime

import pytest

from simulator.local import Local, Row, ids

BASE = "/api-access/v1/orgs/{o}"
LISTS = {"api-tokens": "api_tokens", "api-keys": "api_keys", "oauth-clients": "oauth_clients"}
Wanted = Callable[[Row], bool]


@pytest.mark.parametrize(("path", "name"), LISTS.items())
def test_a_walk_gives_everything_once_whatever_the_page_size(local: Local, truth: Row, path: str, name: str) -> None:
    assert truth[name]
    assert local.v2(f"{BASE}/{path}") == truth[name]
    assert local.v2(f"{BASE}/{path}", pageSize=2) == truth[name]


def test_the_counts_are_bare_numbers(local: Local, truth: Row) -> None:
    assert local.get(f"{BASE}/api-tokens/count").json() == len(truth["api_tokens"])
    assert local.get(f"{BASE}/api-keys/count").json() == len(truth["api_keys"])
    assert local.post(f"{BASE}/oauth-clients/count").json() == len(truth["oauth_clients"])


def test_service_accounts_come_all_at_once(local: Local, truth: Row) -> None:
    answer = local.get(f"{BASE}/service-accounts").json()
    assert answer["items"] == truth["service_accounts"]
    assert answer["total"] == len(answer["items"]) > 0


def test_one_client_is_that_of_the_list(local: Local, truth: Row) -> None:
    for client in truth["oauth_clients"]:
        assert local.get(f"{BASE}/oauth-clients/{client['clientId']}").json() == client


@pytest.mark.parametrize("kind", ["api-tokens", "oauth-clients"])
def test_what_service_accounts_hold_is_shared_out_among_them(local: Local, truth: Row, kind: str) -> None:
    all_of_them = local.get(f"{BASE}/service-accounts/{kind}").json()["data"]
    own = [
        local.get(f"{BASE}/service-accounts/{account['id']}/{kind}").json()["data"]
        for account in truth["service_accounts"]
    ]
    assert all(own)
    key = "id" if kind == "api-tokens" else "clientId"
    assert sorted(ids([row for rows in own for row in rows], key)) == sorted(ids(all_of_them, key))
    assert len(set(ids(all_of_them, key))) == len(all_of_them)


def test_tokens_and_clients_of_service_accounts_are_found_by_a_part_of_their_name(local: Local, truth: Row) -> None:
    tokens = local.get(f"{BASE}/service-accounts/api-tokens", tokenLabel="IMPORT").json()["data"]
    assert tokens == [row for row in truth["service_account_tokens"] if "import" in row["label"]]
    clients = local.get(f"{BASE}/service-accounts/oauth-clients", clientName="chat").json()["data"]
    assert clients == [row for row in truth["oauth_clients"] if "Chat" in row["name"]]
    assert tokens
    assert clients


def test_the_count_of_service_accounts_is_that_of_their_tokens(local: Local, truth: Row) -> None:
    accounts = ids(truth["service_accounts"], "id")
    counts = [local.post(f"{BASE}/service-accounts/count", {"accounts": [each]}).json() for each in accounts]
    assert counts == [
        sum(row["serviceAccountId"] == each for row in truth["service_account_tokens"]) for each in accounts
    ]
    assert local.post(f"{BASE}/service-accounts/count", {"accounts": [*accounts, "nobody"]}).json() == sum(counts) > 0
    assert local.post(f"{BASE}/service-accounts/count", {}).json() == 0


@pytest.mark.parametrize(
    "path", ["oauth-clients", "service-accounts/{}/api-tokens", "service-accounts/{}/oauth-clients"]
)
def test_what_is_not_there_is_said_in_the_gateways_shape(local: Local, path: str) -> None:
    whole = path.replace("{}", "nothing") if "{}" in path else f"{path}/nothing"
    answer = local.get(f"{BASE}/{whole}")
    assert (answer.status_code, answer.json().keys()) == (404, {"code", "message"})


TOKENS: list[tuple[Row, Wanted]] = [
    ({"status": "BLOCKED"}, lambda row: row["status"] == "BLOCKED"),
    ({"q": "SCRIPT"}, lambda row: "script" in row["label"]),
    ({"createdAtFrom": "2026-01-01T00:00:00Z"}, lambda row: row["createdAt"] >= "2026"),
    ({"lastActiveAtTo": "2026-01-01"}, lambda row: row["lastActiveAt"] is not None and row["lastActiveAt"] < "2026"),
]


@pytest.mark.parametrize(("params", "wanted"), TOKENS)
def test_filters_of_tokens_do_what_a_naive_filter_does(local: Local, truth: Row, params: Row, wanted: Wanted) -> None:
    expected = [row for row in truth["api_tokens"] if wanted(row)]
    assert 0 < len(expected) < len(truth["api_tokens"])
    assert local.v2(f"{BASE}/api-tokens", pageSize=7, **params) == expected
    assert local.get(f"{BASE}/api-tokens/count", **params).json() == len(expected)


def test_lists_are_sorted_by_the_property_named(local: Local, truth: Row) -> None:
    for path, name in (("api-tokens", "api_tokens"), ("api-keys", "api_keys")):
        expected = sorted(row["createdAt"] for row in truth[name])
        assert [row["createdAt"] for row in local.v2(f"{BASE}/{path}", sort="createdAt")] == expected
        assert [row["createdAt"] for row in local.v2(f"{BASE}/{path}", sort="-createdAt")] == expected[::-1]


def test_keys_are_narrowed_by_their_end(local: Local, truth: Row) -> None:
    ended = [row["id"] for row in truth["api_keys"] if row["expiresAt"] < "2026-11-01"]
    assert 0 < len(ended) < len(truth["api_keys"])
    assert ids(local.v2(f"{BASE}/api-keys", expiresAtTo="2026-11-01T00:00:00+00:00"), "id") == ended


def test_tokens_belong_to_managed_accounts_and_are_never_used_out_of_their_time(truth: Row) -> None:
    managed = {row["accountId"]: row for row in truth["users"] if row["claimStatus"] == "managed"}
    for token in truth["api_tokens"]:
        assert token["user"]["email"] == managed[token["user"]["id"]]["email"]
        times = [token[name] for name in ("createdAt", "lastActiveAt", "expiresAt") if token[name]]
        assert times == sorted(times)
        assert token["createdAt"] < "2026-11-01"
    assert {bool(token["expiresAt"]) for token in truth["api_tokens"]} == {True, False}


def test_some_key_has_every_power_and_was_made_by_somebody_known(truth: Row) -> None:
    accounts = {row["accountId"] for row in truth["users"]}
    assert any(key["scopes"] == [] for key in truth["api_keys"])
    assert all(key["createdBy"]["id"] in accounts for key in truth["api_keys"])


@pytest.mark.parametrize(
    "params",
    [{"pageSize": 0}, {"createdAtFrom": "soon"}, {"sort": "colour"}, {"createdAtUom": "DAYS"}, {"cursor": "x.y"}],
)
def test_what_nobody_knows_how_to_read_is_refused_in_the_gateways_shape(local: Local, params: Row) -> None:
    answer = local.get(f"{BASE}/api-tokens", **params)
    assert (answer.status_code, answer.json().keys()) == (400, {"code", "message"})


SCOPES = {
    "api-tokens": "read:tokens:admin",
    "api-keys/count": "read:keys:admin",
    "oauth-clients": "read:service-accounts-tokens:admin",
    "service-accounts": "read:service-accounts:admin",
}


@pytest.mark.parametrize(("path", "scope"), SCOPES.items())
def test_each_list_needs_its_own_scope(path: str, scope: str) -> None:
    refused = Local(users=1, scopes=frozenset({"read:orgs:admin"})).get(f"{BASE}/{path}")
    assert (refused.status_code, refused.json().keys()) == (403, {"code", "message"})
    assert Local(users=1, scopes=frozenset({scope})).get(f"{BASE}/{path}").status_code == 200


def test_last_active_dates_are_those_of_the_search_cut_to_the_second(local: Local, truth: Row) -> None:
    for user in truth["users"][::41]:
        page = local.get(f"/v1/orgs/{{o}}/directory/users/{user['accountId']}/last-active-dates").json()
        assert [
            (row["key"], row["last_active"], row["last_active_timestamp"]) for row in page["data"]["product_access"]
        ] == [
            (row["key"], row["lastActiveTimestamp"][:10], row["lastActiveTimestamp"][:19] + "Z")
            for row in user["productAccess"]
        ]
        added = datetime.fromisoformat(user["addedToOrg"])
        assert datetime.fromisoformat(page["data"]["added_to_org_timestamp"]) == added
    assert local.get("/v1/orgs/{o}/directory/users/nobody/last-active-dates").status_code == 404


def test_last_active_dates_are_for_keys_without_scopes() -> None:
    local = Local(scopes=frozenset({"read:directories:admin"}))
    account = local.state()["users"][0]["accountId"]
    answer = local.get(f"/v1/orgs/{{o}}/directory/users/{account}/last-active-dates")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "ADMIN-403-3")
