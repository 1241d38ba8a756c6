"""A key that may not read everything: what it may not read is denied, and the rest is decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint import collect
from orglint.model.snapshot import TableState
from support.bundled import find_founding_rules
from support.collect.honest import Honest, serving
from support.collect.world import KEY, organization

REFUSED = (403, {"code": 403, "message": "the key does not have the scope read:orgs:admin"})

FOUNDING = ("--only-rules", str(find_founding_rules()))


def _checked(tmp_path: Path, honest: Honest) -> tuple[str, int, dict[str, Any]]:
    """Collect and check with the command line; return what the first said, and how the second ended."""
    with serving(honest) as place:
        where = ("--org", place.org_id, "--base-url", place.base_url, *FOUNDING)
        took = orglint("snapshot", *where, cwd=tmp_path, ORGLINT_API_KEY=KEY)
    ended = orglint("check", *FOUNDING, "--format", "json=r.json", cwd=tmp_path)
    assert took.returncode in {0, 3}, took.stderr
    return took.stderr, ended.returncode, json.loads((tmp_path / "r.json").read_text())


def test_an_organization_that_may_not_be_read_concerns_only_rules_that_read_its_columns(tmp_path: Path) -> None:
    whole = Honest()
    denied = Honest(change=lambda asked, it: REFUSED if asked.what == "organization" else it)
    reports = []
    for name, honest in (("whole", whole), ("denied", denied)):
        folder = tmp_path / name
        folder.mkdir()
        reports.append(_checked(folder, honest))
    outcomes = [{rule["id"]: rule["outcome"] for rule in report["rules"]} for _, _, report in reports]
    assert outcomes[0] == outcomes[1]
    assert outcomes[1]["policies/required"] == "pass"
    assert outcomes[1]["admins/count"] != "unknown"
    assert "only its id is known" in reports[1][0]


@pytest.mark.parametrize("status", [401, 404])
def test_a_key_that_is_wrong_or_of_another_organization_ends_the_run(tmp_path: Path, status: int) -> None:
    refused = (status, {"code": status, "message": "no"})
    with serving(Honest(change=lambda asked, it: refused if asked.what == "organization" else it)) as place:
        where = ("--org", place.org_id, "--base-url", place.base_url)
        assert orglint("snapshot", *where, cwd=tmp_path, ORGLINT_API_KEY=KEY).returncode == 4


def test_what_is_known_of_an_organization_that_may_not_be_read_is_its_id(tmp_path: Path) -> None:
    with serving(Honest(change=lambda asked, it: REFUSED if asked.what == "organization" else it)) as place:
        snapshot = place.collect(tmp_path, collect.plan_collection([("organization", "name")]))
    ledger = snapshot.tables["organization"]
    assert (ledger.state, ledger.rows, ledger.columns["id"].unknown) == (TableState.COMPLETE, 1, "")
    assert ledger.columns["name"].unknown.startswith("denied: GET /v1/orgs/{orgId} answered 403")


PLANS = {
    "all": collect.plan_everything(),
    **{name: collect.plan_collection([], [name]) for name in collect.plan_everything().tables},
}


@pytest.mark.parametrize("name", ["all", "groups", "policies", "users"])
def test_a_key_with_exactly_the_planned_scopes_is_denied_nothing(tmp_path: Path, name: str) -> None:
    plan = PLANS[name]
    assert all(scope.startswith("read:") for scope in plan.scopes)
    with organization(tmp_path, 12, scopes=frozenset(plan.scopes)) as place:
        snapshot = place.collect(tmp_path / "store", plan)
    assert {ledger.state for ledger in snapshot.tables.values()} == {TableState.COMPLETE}
    assert not any("403" in f"{ledger.reason}{ledger.notes}" for ledger in snapshot.tables.values())


@pytest.mark.parametrize("missing", collect.plan_everything().scopes)
def test_without_one_planned_scope_exactly_its_tables_are_denied(tmp_path: Path, missing: str) -> None:
    plan = collect.plan_everything()
    needs = {call.table for call in plan.calls if call.scope == missing}
    with organization(tmp_path, 12, scopes=frozenset(plan.scopes) - {missing}) as place:
        snapshot = place.collect(tmp_path / "store", plan)
    denied = {name for name, ledger in snapshot.tables.items() if ledger.state is TableState.DENIED}
    told = {name for name, ledger in snapshot.tables.items() if "only its id is known" in str(ledger.notes)}
    assert denied | told == needs
    assert all(ledger.complete for name, ledger in snapshot.tables.items() if name not in denied)


def test_a_plan_tells_what_walking_twice_costs() -> None:
    plain, twice = (orglint("snapshot", "--all", "--plan", *more).stdout for more in ((), ("--confirm",)))
    assert "twice" not in plain
    assert twice.count("twice") == 6
    assert "read:policies:admin" in plain
    assert "names no scope" not in plain
