"""A client of a foreign document takes the place of ours, and the tool works with it: it collects and checks."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from spec.conftest import ROOT
from spec.disk import content
from spec.large import build as large
from support.bundled import find_founding_rules
from support.local import Local, local

ROLES = "user_roles.roleAssignments,user_roles.roles,group_roles.defaultRole,group_roles.roles"
LOST = {
    "june-2026": ("--without", "users,groups,user_roles.roleAssignments"),
    "july-2025": ("--without", f"users,groups,{ROLES},user_roles.directoryId"),
}
"""What has to be given up for a document that has neither users nor groups as they are asked for now."""
FOUNDING = ("--only-rules", str(find_founding_rules()))

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def organization(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    with local(tmp_path_factory.mktemp("place"), "--users", "120", "--seed", "5") as place:
        yield place


def run_with(client: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the tool in a process of its own, with the client of a folder in the place of ours."""
    paths = [client, ROOT / "generated", ROOT / "linter", ROOT / "simulator"]
    given = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "COLUMNS": "100", **variables}
    command = [sys.executable, "-m", "orglint", *words]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def judge_with(client: Path, organization: Local, store: Path) -> Mapping[str, Any]:
    """Collect and check with a client; the result as JSON."""
    where = ("--org", organization.org_id, "--base-url", organization.base_url, "--store", str(store), *FOUNDING)
    done = run_with(client, "snapshot", "--all", *where, ORGLINT_API_KEY=organization.api_key)
    assert done.returncode in {0, 3}, done.stderr
    done = run_with(client, "check", *FOUNDING, "--store", str(store), "--format", "json")
    assert done.returncode in {0, 1, 3}, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def outcomes(result: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    return {rule["id"]: (rule["outcome"], rule["failed"]) for rule in result["rules"]}


@pytest.fixture(scope="module")
def ours(organization: Local, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    return judge_with(ROOT / "generated", organization, tmp_path_factory.mktemp("ours"))


def test_the_same_is_found_with_a_client_of_an_official_document(
    swapped: Callable[..., Path], organization: Local, ours: Mapping[str, Any], tmp_path: Path
) -> None:
    found = judge_with(swapped("august-2026"), organization, tmp_path)
    assert outcomes(found) == outcomes(ours)
    for name, table in found["snapshot"]["tables"].items():
        before = ours["snapshot"]["tables"][name]
        assert (table["rows"], table["state"], table["invalid"]) == (before["rows"], before["state"], {}), name


@pytest.mark.parametrize("name", ["june-2026", "july-2025"])
def test_without_tables_that_a_document_does_not_have_their_rules_are_unknown_and_all_else_works(
    swapped: Callable[..., Path], organization: Local, ours: Mapping[str, Any], tmp_path: Path, name: str
) -> None:
    client = swapped(name, *LOST[name])
    found = judge_with(client, organization, tmp_path)
    lost = {rule["id"] for rule in found["rules"] if rule["outcome"] == "unknown"}
    assert lost == {"accounts/dormant", "accounts/stale-suspended", "admins/count", "admins/managed-accounts"}
    others = {rule: said for rule, said in outcomes(ours).items() if rule not in lost}
    assert {rule: said for rule, said in outcomes(found).items() if rule not in lost} == others
    reasons = {rule["reason"] for rule in found["rules"] if rule["id"] in lost}
    assert all("the specification does not have it" in reason for reason in reasons), reasons
    assert not {"users", "groups"} & set(found["snapshot"]["tables"])
    shown = run_with(client, "check", *FOUNDING, "--store", str(tmp_path)).stdout
    assert "users missing: rules read it, and the specification does not have it" in shown
    assert "Collect users" not in shown
    told = run_with(client, "tables", "users").stdout
    assert "not read: the specification does not have it any more" in told


def test_our_own_document_undoes_it(regen: Any, swapped: Callable[..., Path], tmp_path: Path) -> None:
    shutil.copytree(swapped("august-2026") / "atlassian_admin", tmp_path / "atlassian_admin")
    places = ("--out", tmp_path / "atlassian_admin", "--report", tmp_path / "report.md")
    done = regen("--api", "organizations", *places)
    assert (done.returncode, done.stderr) == (0, "")
    assert content(tmp_path / "atlassian_admin") == content(ROOT / "generated" / "atlassian_admin")


def test_tables_are_not_lost_without_a_word(regen: Any, tmp_path: Path) -> None:
    done = regen(
        large.write("june-2026", tmp_path), "--out", tmp_path / "atlassian_admin", "--report", tmp_path / "report.md"
    )
    assert done.returncode == 2
    assert "orglint would lose users, groups, user_roles.roleAssignments" in done.stderr
    assert "WITHOUT=users,groups,user_roles.roleAssignments" in done.stderr
    assert not (tmp_path / "atlassian_admin").exists()
    assert any(line.startswith("Rules that stop (") for line in done.stdout.splitlines())
