"""What one odd value of the API does to the bundled rules: never a pass where nobody knows what it means."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orglint import evaluate, tables
from orglint.model.result import Outcome
from support.bundled import load_founding_rules
from support.sealing import NOON, policy, sealed, user

KNOWN = tables.known_tables()
RULES = load_founding_rules()
ADMIN = ["atlassian/org-admin"]
USED = [{"id": "a", "key": "jira-software", "lastActiveTimestamp": "2026-10-25T00:00:00Z"}]
APPLIED = {"id": "r1", "applicationStatus": "applied"}
APPLICATION = "resources[].applicationStatus"
Rows = dict[str, list[dict[str, Any]]]


def honest() -> Rows:
    """Return the rows of an organization in which every rule decides: 12 users, three of them admins."""
    users = [user(n, platformRoles=ADMIN if n < 3 else [], productAccess=USED) for n in range(12)]
    types = ("ip-allowlist", "data-residency", "data-security")
    return {
        "organization": [{"id": "org-1", "name": "O"}],
        "users": [*users[:11], {**users[11], "status": "suspended", "membershipStatus": "suspended"}],
        "domains": [{"id": "d1", "name": "a.example", "claim": {"type": "dns", "status": "verified"}}],
        "policies": [policy(n, type=type_, resources=[APPLIED]) for n, type_ in enumerate(types)],
    }


def outcomes(rows: Rows, folder: Path, known: Mapping[tuple[str, str], tuple[str, ...]] = {}) -> dict[str, Outcome]:
    verdicts = evaluate.judge_rules(RULES, sealed(folder, **rows), KNOWN, now=NOON, known=known)
    return {verdict.rule.id: verdict.outcome for verdict in verdicts}


def changed(table: str, number: int, **cells: Any) -> Rows:
    rows = honest()
    rows[table][number] |= cells
    return rows


def resources(*statuses: str) -> dict[str, Any]:
    return {"resources": [{"id": str(n), "applicationStatus": status} for n, status in enumerate(statuses)]}


MANAGED = {"admins/managed-accounts"}
ROLES = (
    "atlassian/organization-admin",
    "atlassian/Org-Admin",
    "atlassian/org-admin ",
    "ari:cloud:platform::role/org-admin",
)
UNKNOWN = [
    *((changed("users", 5, platformRoles=[role], claimStatus="unmanaged"), MANAGED) for role in ROLES),
    *((changed("users", 1, accountStatus=it, claimStatus="unmanaged"), MANAGED) for it in ("Active", "")),
    (changed("users", 1, claimStatus="Managed"), MANAGED),
    (changed("users", 11, status="Suspended"), {"accounts/stale-suspended"}),
    (changed("users", 11, status="on leave"), {"accounts/stale-suspended"}),
    (changed("domains", 0, claim={"type": "dns", "status": "VERIFIED"}), {"domains/verified"}),
    (changed("policies", 0, status="Enabled"), {"policies/required"}),
    (changed("policies", 0, status="paused"), {"policies/required"}),
    (changed("policies", 0, **resources("applied", "FAILED")), {"policies/required"}),
    (changed("policies", 0, **resources("applied", "partially_failed")), {"policies/required"}),
    (changed("policies", 0, **resources("applied ")), {"policies/required"}),
]


def test_in_an_honest_organization_every_rule_passes(tmp_path: Path) -> None:
    assert set(outcomes(honest(), tmp_path).values()) == {Outcome.PASS}


@pytest.mark.parametrize(("rows", "rules"), UNKNOWN, ids=range(len(UNKNOWN)))
def test_one_value_that_nobody_listed_is_no_pass(rows: Rows, rules: set[str], tmp_path: Path) -> None:
    found = outcomes(rows, tmp_path)
    assert {rule: found[rule] for rule in rules} == dict.fromkeys(rules, Outcome.UNKNOWN)


def test_two_admins_and_one_who_may_be_are_enough_but_nobody_knows_of_too_many(tmp_path: Path) -> None:
    rows = changed("users", 2, platformRoles=["atlassian/organization-admin"])
    assert outcomes(rows, tmp_path)["admins/count"] in {Outcome.PASS, Outcome.UNKNOWN}


def test_a_role_beside_one_that_nobody_listed_is_held_for_certain(tmp_path: Path) -> None:
    rows = changed("users", 5, platformRoles=[*ADMIN, "atlassian/new"], claimStatus="unmanaged")
    assert outcomes(rows, tmp_path)["admins/managed-accounts"] is Outcome.FAIL


def test_a_new_type_of_policy_is_none_of_those_that_are_looked_for(tmp_path: Path) -> None:
    rows = changed("policies", 0, type="ip-blocklist")
    assert outcomes(rows, tmp_path)["policies/required"] is Outcome.FAIL


def test_a_new_type_beside_those_that_are_looked_for_decides_nothing(tmp_path: Path) -> None:
    rows = honest()
    rows["policies"].append(policy(9, type="a-new-type", resources=[APPLIED]))
    assert outcomes(rows, tmp_path)["policies/required"] is Outcome.PASS


@pytest.mark.parametrize(
    ("rows", "known", "rule", "outcome"),
    [
        (changed("policies", 0, **resources("applied", "paused")), APPLICATION, "policies/required", "pass"),
        (changed("policies", 0, status="paused"), "status", "policies/required", "fail"),
        (changed("users", 5, platformRoles=["paused"]), "platformRoles[]", "admins/managed-accounts", "pass"),
        (changed("users", 11, status="paused"), "status", "accounts/stale-suspended", "not-applicable"),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_is_declared_decides(rows: Rows, known: str, rule: str, outcome: str, tmp_path: Path) -> None:
    table = "policies" if rule.startswith("policies") else "users"
    assert outcomes(rows, tmp_path, {(table, known): ("paused",)})[rule] == outcome


def test_a_use_in_a_hundred_years_keeps_nobody_alive(tmp_path: Path) -> None:
    future = [{"id": "a", "key": "jira-software", "lastActiveTimestamp": "2126-05-01T00:00:00Z"}]
    found = outcomes(changed("users", 5, productAccess=future), tmp_path / "one")
    assert found["accounts/dormant"] is Outcome.UNKNOWN
    found = outcomes(changed("users", 5, productAccess=[*future, *USED]), tmp_path / "two")
    assert found["accounts/dormant"] is Outcome.PASS
    found = outcomes(changed("users", 5, productAccess=[], addedToOrg="2126-05-01T00:00:00Z"), tmp_path / "three")
    assert found["accounts/dormant"] is Outcome.UNKNOWN


@pytest.mark.parametrize("sentinel", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_time_that_means_never_decides(sentinel: str, tmp_path: Path) -> None:
    never = [{"id": "a", "key": "jira-software", "lastActiveTimestamp": sentinel}]
    assert outcomes(changed("users", 5, productAccess=never), tmp_path / "one")["accounts/dormant"] is Outcome.FAIL
    rows = changed("users", 5, productAccess=USED, addedToOrg=sentinel)
    assert outcomes(rows, tmp_path / "two")["accounts/dormant"] is Outcome.PASS
