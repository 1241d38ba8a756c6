"""Tables that are asked row by row, as a user has them: the fewest calls, rows as they are, stopped at any moment."""

import signal
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import pytest

from orglint import snapshots
from support.command import running
from support.faults import fault
from support.local import Local, check, local

ROLES = "GET /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/role-assignments"
ADMIN = "atlassian/org-admin"
RULE = """
title: A rule of a test
severity: high
table: {table}
where: "{where}"
require: "{require}"
message: It does not hold.
why: It is a test.
fix: Look at the test.
examples: {{pass: [{{}}], fail: [{{}}]}}
"""
DIRECT = (
    "user_roles.exists(r, r.accountId == user.accountId && r.roleAssignments.exists(a, "
    f"a.role == '{ADMIN}' && 'direct' in a.roleAssignmentMethods))"
)
ADMINS = {"table": "users", "where": f"'{ADMIN}' in user.platformRoles", "require": DIRECT}
NONE = "!user_roles.exists(r, r.accountId == user.accountId && r.resourceOwner == 'x')"
EVERYBODY = {"table": "users", "where": "true", "require": NONE}
GIVES = "!group_roles.exists(r, r.groupId == group.id && 'atlassian/org-admin' in r.roles)"
GRANTING = {"table": "groups", "where": "group.managedBy == 'admins'", "require": GIVES}
FEW = "user_roles.filter(r, r.resourceOwner == 'platform').size() < 1000"
WHOLE = {"table": "organization", "where": "true", "require": FEW}


def write_rules(folder: Path, **rules: Mapping[str, str]) -> Path:
    for name, rule in rules.items():
        file = folder / "rules" / "a" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RULE.format(**rule))
    return folder / "rules"


def list_asked(organization: Local) -> list[str]:
    return [unquote(one["path"].split("/")[-2]) for one in organization.asked("/role-assignments")]


def read_rows(folder: Path, table: str = "user_roles") -> list[dict[str, Any]]:
    snapshot = snapshots.read_newest_snapshot(folder / "orglint-store")
    found = duckdb.sql(f"FROM '{snapshot.folder / snapshot.files[table].name}' ORDER BY ALL")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def to_truth(organization: Local, keys: set[str]) -> list[dict[str, Any]]:
    """Return the assignments of some users as the organization itself knows them."""
    return [
        {"accountId": user["accountId"], **assigned}
        for user in organization.state()["users"]
        if user["accountId"] in keys
        for assigned in user["_assignments"]
    ]


def as_comparable(rows: list[dict[str, Any]]) -> Counter[str]:
    names = ("accountId", "resourceId", "directoryId", "resourceOwner", "userDirectoryStatus", "roleAssignments")
    return Counter(repr([row.get(name) for name in names]) for row in rows)


def test_only_whom_a_rule_reaches_is_asked_and_the_rows_are_the_truth(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, admins=ADMINS)
    with local(tmp_path, "--users", "200") as organization:
        plan = organization.snapshot("--only-rules", rules, "--plan")
        assert "one call or more for each of the users that these rules reach: a/admins" in plan.out
        taken = organization.snapshot("--only-rules", rules)
        people = organization.state()["users"]
        admins = {user["accountId"] for user in people if ADMIN in user["_roles"]}
        assert 0 < len(admins) < len(people) / 4
        assert sorted(list_asked(organization)) == sorted(admins)
        assert as_comparable(read_rows(tmp_path)) == as_comparable(to_truth(organization, admins))
    assert taken.code == 0, taken.err
    code, report = check(tmp_path, "--only-rules", rules)
    table = report["snapshot"]["tables"]["user_roles"]
    assert (table["state"], table["requests"]) == ("by-key", len(admins))
    (rule,) = report["rules"]
    assert (code, rule["outcome"], rule["in_scope"], rule["passed"]) == (0, "pass", len(admins), len(admins))
    others = write_rules(tmp_path / "others", everybody=EVERYBODY)
    code, report = check(tmp_path, "--only-rules", others)
    (rule,) = report["rules"]
    rest = len(people) - len(admins)
    assert (code, rule["outcome"], rule["passed"], rule["unknown"]) == (3, "unknown", len(admins), rest)


def test_a_rule_that_needs_every_key_is_named_and_decided(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, whole=WHOLE)
    with local(tmp_path, "--users", "60") as organization:
        plan = organization.snapshot("--only-rules", rules, "--plan")
        assert "one call or more for EVERY row of users, because of a/whole" in plan.out
        assert organization.snapshot("--only-rules", rules).code == 0
        everybody = {user["accountId"] for user in organization.state()["users"]}
        assert sorted(list_asked(organization)) == sorted(everybody)
        assert as_comparable(read_rows(tmp_path)) == as_comparable(to_truth(organization, everybody))
    code, report = check(tmp_path, "--only-rules", rules)
    assert (code, report["rules"][0]["outcome"]) == (0, "pass")
    assert report["snapshot"]["tables"]["user_roles"]["state"] == "complete"


def test_what_groups_give_is_asked_group_by_group_and_is_the_truth(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, granting=GRANTING)
    with local(tmp_path, "--users", "60") as organization:
        assert organization.snapshot("--only-rules", rules).code == 0
        groups = [group for group in organization.state()["groups"] if group["managedBy"] == "admins"]
        granted = [{"groupId": group["id"], **grant} for group in groups for grant in group["_grants"]]
        assert sorted(list_asked(organization)) == sorted(group["id"] for group in groups)
    names = ("groupId", "resourceId", "resourceOwner", "roles")
    rows = Counter(repr([row[name] for name in names]) for row in read_rows(tmp_path, "group_roles"))
    assert rows == Counter(repr([row[name] for name in names]) for row in granted)
    assert granted


def test_somebody_who_cannot_be_read_is_unknown_and_the_others_are_decided(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, admins=ADMINS)
    broken = fault(ROLES, "missing-data", [1])
    with local(tmp_path, "--users", "200", faults=[broken]) as organization:
        assert organization.snapshot("--only-rules", rules).code == 3
    code, report = check(tmp_path, "--only-rules", rules)
    (rule,) = report["rules"]
    assert (code, rule["outcome"], rule["unknown"]) == (3, "unknown", 1)
    assert rule["passed"] == rule["in_scope"] - 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_ends_at_once_though_answers_hang(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    rules = write_rules(tmp_path, everybody=EVERYBODY)
    hanging = fault(ROLES, "delay", {"from": 6}, seconds=20)
    with local(tmp_path, "--users", "40", faults=[hanging]) as organization:
        words = ("snapshot", "--org", organization.org_id, "--base-url", organization.base_url, "--only-rules", rules)
        with running(*words, at=tmp_path, ORGLINT_API_KEY=organization.api_key) as process:
            until = time.monotonic() + 60
            while len(list_asked(organization)) < 9:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)
            began = time.monotonic()
            process.send_signal(number)
            _, err = process.communicate(timeout=15)
        assert time.monotonic() - began < 10
        assert process.returncode in {code, -number}, err
        assert "kept" in err
        assert "Traceback" not in err
        kept = list((tmp_path / "orglint-store" / "collecting").glob("*/user_roles/1-*.jsonl"))
    assert len(kept) == 5
