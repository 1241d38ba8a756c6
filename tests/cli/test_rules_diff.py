"""`orglint rules diff`: which rules differ, in what, and which findings that adds and takes away."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from support.stores import sealed, user

RULE = """\
title: Users are active
severity: low
table: users
require: REQUIRE
params: {words: {type: list(string), default: [active], meaning: What a user may be}}
message: "{user.accountId} is {user.status}"
why: A test.
fix: None.
examples:
  pass: [{status: active, accountStatus: active}]
  fail: [{status: suspended, accountStatus: active}]
"""
USERS = [
    user("ann"),
    user("bob", status="suspended"),
    user("cid", status="deactivated"),
    {"accountId": "dan", "status": "suspended", "email": None, "_left": ("mfaEnabled",)},
]


def written(folder: Path, **rules: str) -> Path:
    """Write rules with these conditions, a file a name."""
    folder.mkdir(exist_ok=True)
    for name, text in rules.items():
        (folder / f"{name}.yaml").write_text(text if "\n" in text else RULE.replace("REQUIRE", text))
    return folder


def compared(tmp_path: Path, before: Mapping[str, str], after: Mapping[str, str], *words: str) -> dict[str, Any]:
    written(tmp_path / "one", **before)
    written(tmp_path / "two", **after)
    ended = orglint("rules", "diff", "one", "two", *words, "--format", "json", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def changed(found: dict[str, Any], rule: str) -> set[tuple[str, str]]:
    (outcomes,) = [it for it in found["snapshots"][0]["rules"] if it["id"] == rule]
    return {(it["change"], it["key"]) for it in outcomes["findings"]}


ACTIVE = "user.status in params.words"


def test_rules_that_are_added_removed_renamed_and_changed_are_told_with_their_members(tmp_path: Path) -> None:
    other = RULE.replace("REQUIRE", "user.status != ''").replace("severity: low", "severity: high  # why not")
    before = {"same": ACTIVE, "gone": "user.email != ''", "old": "user.name != ''", "one": ACTIVE, "layout": ACTIVE}
    after = {
        "same": ACTIVE,
        "new": "user.name != ''",
        "more": "user.mfaEnabled",
        "one": other,
        "layout": f">-\n  {ACTIVE}",
    }
    found = compared(tmp_path, before, after | {"layout": RULE.replace("REQUIRE", after["layout"])})
    assert [(it["change"], it["id"], it["before"]) for it in found["rules"]] == [
        ("removed", "gone", "gone"),
        ("added", "more", None),
        ("renamed", "new", "old"),
        ("changed", "one", "one"),
    ]
    assert {it["name"]: (it["before"], it["after"]) for it in found["rules"][3]["members"]} == {
        "severity": ("low", "high"),
        "require": (ACTIVE, "user.status != ''"),
    }
    assert found["unchanged"] == 2


def test_findings_that_a_change_adds_and_takes_away_are_those_of_two_checks(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "abc123", USERS)
    loose = RULE.replace("REQUIRE", ACTIVE).replace("[active]", "[active, suspended]")
    strict = RULE.replace("REQUIRE", "user.status == 'suspended'")
    found = compared(tmp_path, {"a": ACTIVE, "b": ACTIVE}, {"a": loose, "b": strict}, "latest")
    assert changed(found, "a") == {("taken-away", "bob"), ("taken-away", "dan")}
    assert changed(found, "b") == {("added", "ann"), ("taken-away", "bob"), ("taken-away", "dan")}
    failed = {}
    for name in ("one", "two"):
        words = ("--only-rules", name, "--format", "json", "--max-age", "9999d")
        verdicts = json.loads(orglint("check", *words, cwd=tmp_path).stdout)["rules"]
        failed[name] = {it["id"]: {f["key"] for f in it["findings"] if f["outcome"] == "fail"} for it in verdicts}
    for rule in ("a", "b"):
        added, gone = failed["two"][rule] - failed["one"][rule], failed["one"][rule] - failed["two"][rule]
        assert changed(found, rule) == {("added", key) for key in added} | {("taken-away", key) for key in gone}


def test_what_is_not_decided_any_more_is_never_taken_away(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "abc123", USERS)
    waiting = "user.emailDomain in settings.domains"
    after = {"a": "user.mfaEnabled", "b": waiting, "d": ACTIVE.replace("status", "accountStatus")}
    found = compared(tmp_path, {"a": ACTIVE, "b": ACTIVE, "c": ACTIVE, "d": ACTIVE}, after, "latest")
    for rule in ("a", "b", "d"):
        assert {kind for kind, _ in changed(found, rule)} == {"undecided"}
    assert changed(found, "c") == {("not-looked-for", key) for key in ("bob", "cid", "dan")}
    assert found["snapshots"][0]["counts"] == {"added": 0, "taken-away": 0, "undecided": 9, "not-looked-for": 3}


def test_a_rule_that_the_plan_does_not_allow_any_more_takes_no_finding_away(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "org", USERS)
    (tmp_path / "orglint.yaml").write_text("settings: {plan: []}\n")
    guarded = RULE.replace("REQUIRE", ACTIVE).replace("severity: low", "severity: low\nrequires: guard")
    found = compared(tmp_path, {"a": ACTIVE}, {"a": guarded}, "latest")
    assert {change for change, _ in changed(found, "a")} == {"undecided"}


def test_a_rule_about_other_rows_does_not_take_findings_away(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "abc123", USERS)
    other = RULE.replace("REQUIRE", "group.name != ''").replace("users", "groups").replace("user.status", "group.name")
    other = other.replace("user.accountId", "group.id")
    other = other[: other.index("examples")] + "examples: {pass: [{name: a}], fail: [{name: ''}]}\n"
    found = compared(tmp_path, {"a": ACTIVE}, {"a": other}, "latest")
    assert changed(found, "a") == {("not-looked-for", key) for key in ("bob", "cid", "dan")}


@pytest.mark.parametrize(
    ("after", "code"),
    [(ACTIVE, 0), ("user.status == 'suspended'", 1), ("user.mfaEnabled", 3), ("user.status != ''", 0)],
)
def test_the_exit_code_says_on_request_what_happens(tmp_path: Path, after: str, code: int) -> None:
    sealed(tmp_path / "orglint-store", "abc123", USERS)
    written(tmp_path / "one", a=ACTIVE)
    written(tmp_path / "two", a=after)
    assert orglint("rules", "diff", "one", "two", "latest", "--exit-code", cwd=tmp_path).returncode == code
    assert orglint("rules", "diff", "one", "two", "latest", cwd=tmp_path).returncode == 0


def test_the_parameters_and_settings_of_the_organization_count(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "abc123", USERS)
    config = "overrides: {a: {params: {words: [suspended, deactivated]}}}\nsettings: {domains: [x.example]}\n"
    (tmp_path / "orglint.yaml").write_text(config)
    plain = RULE.replace("REQUIRE", "user.emailDomain in settings.domains").replace(
        "params: {words:", "params: {wards:"
    )
    found = compared(tmp_path, {"a": ACTIVE}, {"a": plain}, "latest")
    assert ("added", "ann") not in changed(found, "a")
    assert ("added", "bob") in changed(found, "a")


def test_people_read_it_at_a_terminal_and_beside_a_pull_request(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "abc123", [*USERS, user("@all", status="suspended")])
    written(tmp_path / "one", a=ACTIVE)
    written(tmp_path / "two", a=RULE.replace("REQUIRE", "user.status == 'suspended'"))
    told = orglint("rules", "diff", "one", "two", "latest", cwd=tmp_path).stdout
    assert told.startswith("one -> two: 1 rule of 1 differ: 1 changed\n\nchanged a, low: Users are active\n  require\n")
    assert "    - user.status in params.words\n    + user.status == 'suspended'\n" in told
    assert "    + ann is active\n" in told
    assert "    - bob is suspended\n" in told
    told = orglint("rules", "diff", "one", "two", "latest", "--format", "markdown", "--limit", "1", cwd=tmp_path).stdout
    assert told.startswith("### Rules: 1 rule of 1 differ: 1 changed\n")
    assert "  - `require`: `user.status in params.words` → `user.status == 'suspended'`\n" in told
    assert "  - **taken away**: `user @all: status suspended`\n  - **taken away**: 2 more\n" in told
    named = ("--format", "markdown", "--limit", "1", "--privacy", "names")
    told = orglint("rules", "diff", "one", "two", "latest", *named, cwd=tmp_path).stdout
    assert "  - **taken away**: `@all is suspended`\n  - **taken away**: 2 more\n" in told


def test_mistakes_and_folders_that_are_not_there_end_with_two(tmp_path: Path) -> None:
    written(tmp_path / "one", a=ACTIVE)
    written(tmp_path / "two", a=RULE.replace("severity: low", "severity: mild"))
    ended = orglint("rules", "diff", "one", "two", cwd=tmp_path)
    assert (ended.returncode, ended.stdout, "two/a.yaml:2:11" in ended.stderr) == (2, "", True)
    ended = orglint("rules", "diff", "one", "three", cwd=tmp_path)
    assert (ended.returncode, "there is no rules folder three" in ended.stderr) == (2, True)
    assert orglint("rules", "diff", "bundled", "bundled", cwd=tmp_path).stdout.startswith(
        "bundled -> bundled: 0 rules of "
    )
