"""Policies as the Control API shows them, and who is under which authentication policy, against the other APIs."""

from typing import Any

import pytest

from simulator.local import Local, Row, ids

BASE = "/control/v2/orgs/{o}/policies"
MEMBERS = "/control/v1/orgs/{o}/users/auth-policies/bulk-fetch"
TYPES = ("ip-allowlist", "data-residency", "data-security")


def known(truth: Row) -> list[Row]:
    return [row for row in truth["policies"] if row["attributes"]["type"] in TYPES]


def test_it_shows_the_policies_of_the_types_that_it_knows(local: Local, truth: Row) -> None:
    rows = local.v1(BASE)
    assert ids(rows, "id") == ids(known(truth), "id")
    assert rows == truth["control_policies"]
    assert {row["attributes"]["type"] for row in rows} == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_policies_are_narrowed_by_their_type(local: Local, truth: Row, name: str) -> None:
    wanted = [row["id"] for row in known(truth) if row["attributes"]["type"] == name]
    assert wanted
    assert ids(local.get(BASE, type=name).json()["data"], "id") == wanted


def test_another_type_is_refused_as_bad(local: Local) -> None:
    answer = local.get(BASE, type="generative-ai")
    assert (answer.status_code, answer.json().keys()) == (400, {"errors"})


def test_pages_are_linked_by_whole_urls_and_counted_as_text() -> None:
    own = Local(page_size=2)
    pages = list(own.v1_pages(BASE))
    assert [row for page in pages for row in page["data"]] == own.state()["control_policies"]
    assert [page["links"]["page_size"] for page in pages] == [str(len(page["data"])) for page in pages]
    assert (pages[-1]["links"]["next"], pages[-1]["meta"]["next"]) == (None, None)


def test_a_rule_says_what_the_other_api_says_and_more(local: Local, truth: Row) -> None:
    shown = {row["id"]: row["attributes"] for row in local.v1(BASE)}
    for row in known(truth):
        here, there = shown[row["id"]], row["attributes"]
        if there["type"] == "data-security":
            assert here["rule"]["export"]["effect"] in {"block", "allow"}
            assert here["metadata"]["hasHadCoverage"] == bool(there["resources"])
            assert (here["status"] == "active") == (there["status"] == "enabled")
        else:
            assert (here["rule"]["in"], here["status"]) == (there["rule"]["in"], there["status"])
            assert ("allowMobileBypass" in here["rule"]) == (there["type"] == "ip-allowlist")


def test_some_allowlist_lets_mobile_apps_pass_and_some_does_not() -> None:
    rows = [row["attributes"]["rule"] for seed in range(8) for row in Local(seed=seed).state()["control_policies"]]
    assert {rule["allowMobileBypass"] for rule in rows if "allowMobileBypass" in rule} == {True, False}


def test_one_policy_and_what_it_covers(local: Local, truth: Row) -> None:
    row = next(row for row in known(truth) if row["attributes"]["resources"])
    shown = next(each for each in truth["control_policies"] if each["id"] == row["id"])
    assert local.get(f"{BASE}/{row['id']}").json() == {"data": shown}
    assert local.get(f"{BASE}/{row['id']}/resources").json() == {"data": row["attributes"]["resources"]}


@pytest.mark.parametrize("end", ["", "/resources"])
def test_a_policy_that_it_does_not_know_is_not_there(local: Local, truth: Row, end: str) -> None:
    other = next(row for row in truth["policies"] if row["attributes"]["type"] not in TYPES)
    for policy in (other["id"], "nothing"):
        answer = local.get(f"{BASE}/{policy}{end}")
        assert (answer.status_code, answer.json().keys()) == (404, {"code", "message"})


def asked(local: Local, *accounts: Any) -> list[Row]:
    return local.post(MEMBERS, {"accountIds": list(accounts)}).json()


def test_managed_accounts_are_each_under_one_of_few_policies(local: Local, truth: Row) -> None:
    managed = [row for row in truth["users"] if row["claimStatus"] == "managed"]
    rows = asked(local, *(row["accountId"] for row in managed))
    assert [row["email"] for row in rows] == [row["email"] for row in managed]
    assert 1 < len({row["policyId"] for row in rows}) <= 3
    assert rows == truth["authentication_policies"]


def test_others_are_left_out(local: Local, truth: Row) -> None:
    unmanaged = next(row for row in truth["users"] if row["claimStatus"] == "unmanaged")
    assert asked(local, "nobody", unmanaged["accountId"]) == []


@pytest.mark.parametrize("body", [{}, {"accountIds": "a"}, {"accountIds": [1]}, {"accountIds": [], "more": 1}])
def test_a_body_that_is_wrong_is_refused_as_bad(local: Local, body: Row) -> None:
    answer = local.post(MEMBERS, body)
    assert (answer.status_code, answer.json().keys()) == (400, {"errors"})


def test_policies_need_their_scope() -> None:
    refused = Local(users=1, scopes=frozenset({"read:orgs:admin"})).get(BASE)
    assert (refused.status_code, refused.json().keys()) == (403, {"code", "message"})
    assert Local(users=1, scopes=frozenset({"read:policies:admin"})).get(BASE).status_code == 200
