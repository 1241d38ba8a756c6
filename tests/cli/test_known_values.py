"""Values that nobody listed: told by every command and report, and known once the user says so."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import orglint
from orglint import results
from support.sealing import policy, sealed, user

RULE = """\
title: A promise
severity: high
table: {table}
require: "{require}"
message: broken
why: A test.
fix: None.
examples:
  pass: [{{{good}}}]
  fail: [{{{bad}}}]
"""
RULES = {
    "applied": {
        "table": "policies",
        "require": "policy.resources.all(r, r.applicationStatus != 'failed')",
        "good": "resources: []",
        "bad": "resources: [{applicationStatus: failed}]",
    },
    "active": {
        "table": "users",
        "require": "user.status == 'active'",
        "good": "status: active",
        "bad": "status: suspended",
    },
}
PLACE = "policies.resources[].applicationStatus"
SCHEMA = Draft202012Validator(json.loads((Path(results.__file__).parent / "result.schema.json").read_text()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two rules and a store whose policies hold a value that nobody listed."""
    (tmp_path / "rules" / "known").mkdir(parents=True)
    for name, parts in RULES.items():
        (tmp_path / "rules" / "known" / f"{name}.yaml").write_text(RULE.format(**parts))
    resources = [{"id": "a", "applicationStatus": "applied"}, {"id": "b", "applicationStatus": "paused"}]
    policies = [policy(1, resources=resources, type="a-new-type"), policy(2, resources=resources[:1])]
    sealed(tmp_path / "store", users=[user(1)], policies=policies)
    return tmp_path


def check(folder: Path, *words: str) -> tuple[int, Any, str]:
    """Return the exit code, the JSON report and the terminal's of a check by the two rules."""
    asked = ("--store", str(folder / "store"), "--as-of", "2026-11-01T12:00:00Z", "--rules", str(folder / "rules"))
    files = ("--format", "terminal", "--format", f"json={folder / 'report.json'}")
    ended = orglint("check", *asked, "--only", "known/*", *files, *words)
    document = json.loads((folder / "report.json").read_text())
    SCHEMA.validate(document)
    return ended.returncode, document, " ".join(ended.stdout.replace("│", " ").split())


def test_a_new_value_of_a_closed_enumeration_is_undecided_and_told(folder: Path) -> None:
    code, document, page = check(folder)
    assert code == 3
    assert {rule["id"]: rule["outcome"] for rule in document["rules"]} == {
        "known/active": "pass",
        "known/applied": "unknown",
    }
    assert {"place": PLACE, "closed": True, "rows": {"paused": 1}} in document["unlisted"]
    assert f"{PLACE} unlisted: 'paused' in 1 row is no value that the specification lists" in page
    assert f"check with --known-value {PLACE}=paused" in page


def test_a_new_value_of_an_open_enumeration_is_told_and_decides_nothing(folder: Path) -> None:
    _, document, page = check(folder)
    assert {"place": "policies.type", "closed": False, "rows": {"a-new-type": 1}} in document["unlisted"]
    assert "policies.type: new value 'a-new-type' in 1 row; it counts as it is" in page


def test_a_value_that_is_declared_is_decided_and_named_in_every_report(folder: Path) -> None:
    code, document, page = check(folder, "--known-value", f"{PLACE}=paused", "--format", f"html={folder / 'r.html'}")
    assert code == 0
    assert document["known_values"] == {PLACE: ["paused"]}
    assert [new["place"] for new in document["unlisted"]] == ["policies.type"]
    told = f"counts as listed by --known-value: {PLACE} = 'paused'"
    assert told in page
    assert told.replace("'", "&#39;") in (folder / "r.html").read_text()


@pytest.mark.parametrize("path", ["users.platformRoles", "users.platformRoles[]"])
def test_elements_may_be_named_with_and_without_their_mark(folder: Path, path: str) -> None:
    _, document, _ = check(folder, "--known-value", f"{path}=a=b", "--known-value", f"{path}=c")
    assert document["known_values"] == {"users.platformRoles[]": ["a=b", "c"]}


def test_one_row_is_explained_with_what_is_declared(folder: Path) -> None:
    asked = (
        "check",
        "--store",
        str(folder / "store"),
        "--rules",
        str(folder / "rules"),
        "--explain",
        "known/applied:p1",
    )
    known = ("--known-value", f"{PLACE}=paused", "--as-of", "2026-11-01T12:00:00Z")
    assert "OUTCOME · UNKNOWN" in orglint(*asked, "--as-of", "2026-11-01T12:00:00Z").stdout
    ended = orglint(*asked, *known)
    assert "OUTCOME · PASS" in ended.stdout
    assert "counts as listed by --known-value" in ended.stdout
    assert json.loads(orglint(*asked, *known, "--format", "json").stdout)["known_values"] == {PLACE: ["paused"]}


def test_an_element_that_nobody_knows_is_called_unknown(tmp_path: Path) -> None:
    roles = ["atlassian/org-admin", "atlassian/\x1b[2J"]
    sealed(tmp_path / "store", users=[user(1, platformRoles=roles, claimStatus="unmanaged")])
    asked = ("check", "--store", str(tmp_path / "store"), "--as-of", "2026-11-01T12:00:00Z")
    ended = orglint(*asked, "--explain", "admins/managed-accounts")
    assert "user.platformRoles → ['atlassian/org-admin', unknown]" in ended.stdout
    ended = orglint(*asked, "--only", "admins/managed-accounts", "--format", f"html={tmp_path / 'r.html'}")
    assert "atlassian/org-admin, unknown" in (tmp_path / "r.html").read_text()
    ended = orglint(*asked, "--only", "admins/managed-accounts")
    assert "--known-value users.platformRoles[]=VALUE" in " ".join(ended.stdout.replace("│", " ").split())


def test_many_snapshots_are_judged_with_what_is_declared(folder: Path) -> None:
    asked = ("--rules", str(folder / "rules"), "--only", "known/*", "--as-of", "2026-11-01T12:00:00Z")
    across = ("check", str(folder / "store"), "--across", "organizations", *asked)
    ended = orglint(*across)
    assert (ended.returncode, f"{PLACE} unlisted: 'paused' in 1 row" in ended.stdout) == (3, True)
    ended = orglint(*across, "--known-value", f"{PLACE}=paused")
    assert (ended.returncode, "counts as listed by --known-value" in ended.stdout) == (0, True)


def test_a_query_tells_new_values_of_what_it_reads(folder: Path) -> None:
    asked = ("query", "policies", "policy.resources.all(r, r.applicationStatus == 'applied')")
    ended = orglint(*asked, "--store", str(folder / "store"))
    assert ended.returncode == 3
    assert "1 true, 0 false, 1 unknown" in ended.stderr
    assert f"{PLACE}: 'paused' in 1 row is no value that the specification lists" in ended.stderr
    ended = orglint(*asked, "--store", str(folder / "store"), "--known-value", f"{PLACE}=paused")
    assert (ended.returncode, "1 true, 1 false, 0 unknown" in ended.stderr) == (0, True)
    assert "counts as listed by --known-value" in ended.stderr
    ended = orglint("query", "policies", "policy.name != ''", "--store", str(folder / "store"))
    assert (ended.returncode, "paused" in ended.stderr) == (0, False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("users.status", "does not name a value"),
        ("users.status=", "does not name a value"),
        ("users.status=active", "'active' is a value that the specification lists for users.status"),
        ("policies.status=draft", "'draft' is a value that the specification lists for policies.status"),
        ("policies.type=new", "takes any value as it is"),
        ("policies.resources.applicationStatus=x", f"Did you mean {PLACE}?"),
        ("user.platformRoles=x", "Did you mean users.platformRoles[]"),
        ("platformRoles=x", "Did you mean users.platformRoles[]"),
        ("users.sattus=x", "Did you mean users.status"),
        ("\x1b[2J=x", r"\x1b[2J is not a place of a closed enumeration"),
    ],
)
def test_what_cannot_be_declared_is_a_mistake_with_the_nearest_place(folder: Path, given: str, said: str) -> None:
    for command in (("check",), ("query", "users", "true")):
        ended = orglint(*command, "--store", str(folder / "store"), "--known-value", given)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert said in ended.stderr


def test_five_values_are_named_cut_and_inert(tmp_path: Path) -> None:
    values = [f"\x1b[2J{number}{'x' * 200}" for number in range(9)]
    sealed(tmp_path / "store", users=[user(number, status=value) for number, value in enumerate(values)])
    ended = orglint("check", "--store", str(tmp_path / "store"), "--as-of", "2026-11-01T12:00:00Z")
    told = ended.stdout.partition("users.status unlisted")[2].partition("users")[0]
    assert told.count("x1b[2J") == 5
    assert "\x1b[2J" not in ended.stdout
    assert "and 4 more" in " ".join(told.replace("│", " ").split())
    assert "x" * 101 not in told.replace("│", "").replace("\n", "").replace(" ", "")
