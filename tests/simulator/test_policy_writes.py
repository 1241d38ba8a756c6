"""What writes to policies do: accepted at once, applied when their time has come."""

from typing import Any
from urllib.parse import quote

import pytest

from simulator.local import Local, Row, ids

POLICIES = "/v1/orgs/{o}/policies"


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def own(clock: Clock) -> Local:
    """An organization of this test alone, in which everything takes five seconds."""
    return Local(users=90, seed=5, clock=clock, policy_seconds=5)


def sent(local: Local, method: str, path: str, body: Row | None = None) -> Any:
    return local.ask(method, f"/admin{path}", json=body)


def allowlist(**more: Any) -> Row:
    return {
        "data": {"type": "policy", "attributes": {"type": "ip-allowlist", "rule": {"in": ["192.0.2.0/24"]}, **more}}
    }


def resource(local: Local, product: str) -> str:
    return next(row["id"] for row in local.state()["workspaces"] if row["attributes"]["typeKey"] == product)


def states(local: Local, policy: str) -> list[str]:
    resources = local.get(f"{POLICIES}/{policy}").json()["data"]["attributes"]["resources"]
    return [held["applicationStatus"] for held in resources]


def test_a_made_policy_is_applied_later_where_it_can_be(own: Local, clock: Clock) -> None:
    covered = [{"id": resource(own, product)} for product in ("jira-software", "trello")]
    later = {"id": resource(own, "confluence"), "meta": {"scheduledDate": "2026-12-01T00:00:00Z"}}
    answer = sent(own, "POST", POLICIES, allowlist(name="New", status="enabled", resources=[*covered, later]))
    assert answer.status_code == 202
    policy = answer.json()["data"]
    assert (policy["attributes"]["name"], policy["attributes"]["rule"]) == ("New", {"in": ["192.0.2.0/24"]})
    clock.seconds = 4.9
    assert states(own, policy["id"]) == ["applying"] * 3
    clock.seconds = 5.0
    assert states(own, policy["id"]) == ["applied", "failed", "scheduled"]
    assert policy["id"] in ids(own.v1(POLICIES), "id")


def test_a_changed_policy_keeps_what_was_not_given(own: Local, clock: Clock) -> None:
    policy = sent(own, "POST", POLICIES, allowlist(name="New", resources=[{"id": resource(own, "loom")}])).json()[
        "data"
    ]
    answer = sent(own, "PUT", f"{POLICIES}/{policy['id']}", allowlist(status="disabled"))
    assert answer.status_code == 202
    changed = answer.json()["data"]["attributes"]
    assert (changed["name"], changed["status"], len(changed["resources"])) == ("New", "disabled", 1)
    assert changed["updatedAt"] is not None
    answer = sent(own, "PUT", f"{POLICIES}/{policy['id']}", allowlist(resources=[]))
    assert [held["applicationStatus"] for held in answer.json()["data"]["attributes"]["resources"]] == ["removing"]
    clock.seconds = 5.0
    assert states(own, policy["id"]) == []


def test_a_deleted_policy_is_removed_first_and_gone_then(own: Local, clock: Clock) -> None:
    policy = next(row for row in own.state()["policies"] if row["attributes"]["resources"])
    answer = sent(own, "DELETE", f"{POLICIES}/{policy['id']}")
    assert (answer.status_code, answer.content) == (202, b"")
    assert set(states(own, policy["id"])) == {"removing"}
    clock.seconds = 5.0
    assert own.get(f"{POLICIES}/{policy['id']}").status_code == 404


def test_resources_come_change_and_go(own: Local, clock: Clock) -> None:
    policy = sent(own, "POST", POLICIES, allowlist()).json()["data"]["id"]
    jira = resource(own, "jira-software")
    one = f"{POLICIES}/{policy}/resources/{quote(jira, safe='')}"
    assert sent(own, "POST", f"{POLICIES}/{policy}/resources", {"id": jira}).status_code == 202
    assert states(own, policy) == ["applying"]
    clock.seconds = 5.0
    assert states(own, policy) == ["applied"]
    answer = sent(own, "PUT", one, {"meta": {"atlassianAccountId": "x"}})
    assert answer.status_code == 202
    assert answer.json()["data"]["attributes"]["resources"][0]["meta"] == {"atlassianAccountId": "x"}
    clock.seconds = 10.0
    assert states(own, policy) == ["applied"]
    answer = sent(own, "DELETE", one)
    assert (answer.status_code, answer.content) == (204, b"")
    assert states(own, policy) == ["removing"]
    clock.seconds = 15.0
    assert states(own, policy) == []
    assert sent(own, "DELETE", one).json()["errors"][0]["code"] == "ADMIN-404-6"


def test_validation_is_queued_and_logged(own: Local) -> None:
    policy = own.state()["policies"][0]["id"]
    answer = own.get(f"{POLICIES}/{policy}/validate")
    assert (answer.status_code, answer.content) == (202, b"")
    newest = own.get("/v1/orgs/{o}/events", limit=1).json()["data"][0]["attributes"]
    assert (newest["action"], newest["context"][0]["id"]) == ("placeholder_policy_validated", policy)
    assert own.get(f"{POLICIES}/none/validate").status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": {"type": "policy"}},
        {"data": {"type": "policy", "attributes": {"type": "hipaa"}}},
        {"data": {"type": "policy", "attributes": {"type": "ip-allowlist", "status": "on"}}},
        {"data": {"type": "policy", "attributes": {"type": "ip-allowlist", "rule": {"in": [3]}}}},
        {"data": {"type": "policy", "attributes": {"type": "ip-allowlist", "resources": [{"id": "elsewhere"}]}}},
        {"data": {"type": "policy", "attributes": {"type": "ip-allowlist", "colour": "red"}}},
    ],
)
def test_a_policy_that_cannot_be_is_refused_and_not_made(own: Local, body: Row) -> None:
    before = ids(own.state()["policies"], "id")
    assert sent(own, "POST", POLICIES, body).status_code == 400
    assert ids(own.state()["policies"], "id") == before


def test_what_is_not_there_is_not_found(own: Local) -> None:
    policy = own.state()["policies"][0]["id"]
    codes = [
        sent(own, "PUT", f"{POLICIES}/none", allowlist()).json()["errors"][0]["code"],
        sent(own, "DELETE", f"{POLICIES}/none").json()["errors"][0]["code"],
        sent(own, "POST", f"{POLICIES}/{policy}/resources", {"id": "elsewhere"}).json()["errors"][0]["code"],
        sent(own, "PUT", f"{POLICIES}/{policy}/resources/elsewhere", {}).json()["errors"][0]["code"],
    ]
    assert codes == ["ADMIN-404-5", "ADMIN-404-5", "ADMIN-404-1", "ADMIN-404-6"]


def test_writing_policies_has_a_scope_of_its_own() -> None:
    refused, allowed = (Local(users=9, scopes=frozenset({f"{verb}:policies:admin"})) for verb in ("read", "write"))
    assert sent(refused, "POST", POLICIES, allowlist()).status_code == 403
    assert sent(allowed, "POST", POLICIES, allowlist()).status_code == 202
