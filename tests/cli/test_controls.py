"""`orglint controls`: of a stored result, and of the newest snapshot."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.model.snapshot import TableState
from support import stores
from support.stores import sealed, user

CONTROLS = 'controls: {soc2: ["CC6.1"], own: ["X-1"]}\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store, and a rule that fails for one user, with controls."""
    rule = stores.rules(tmp_path, active="high") / "users" / "active.yaml"
    rule.write_text(rule.read_text() + CONTROLS)
    sealed(tmp_path / "store", "org", [user("u1"), user("u2", status="suspended")])
    return tmp_path


WHERE = ("--store", "store", "--only-rules", "rules", "--max-age", "99999d")


def told(home: Path, *words: str) -> tuple[int, dict[str, Any]]:
    ended = orglint("controls", "soc2", *words, "--format", "json", cwd=home)
    assert ended.stderr == ""
    return ended.returncode, json.loads(ended.stdout)


def test_a_stored_result_and_the_newest_snapshot_say_the_same(home: Path) -> None:
    orglint("check", *WHERE, "--format", "json=r.json", cwd=home)
    code, stored = told(home, "r.json")
    again, judged = told(home, *WHERE)
    assert (code, again) == (0, 0)
    assert stored == judged
    assert [(it["id"], it["outcome"]) for it in stored["controls"]] == [("CC6.1", "fail")]
    assert told(home, "r.json", "--exit-code")[0] == 1


def test_a_waived_finding_and_a_rule_that_is_off_are_told(home: Path) -> None:
    orglint("waivers", "accept", "--reason", "A move", "--owner", "it-ops", *WHERE[:4], cwd=home)
    assert told(home, *WHERE, "--waivers", "waivers.yaml")[1]["controls"][0]["outcome"] == "waived"
    stores.rules(home, other="high")
    (home / "orglint.yaml").write_text('rules: [./rules]\noverrides: {users/active: {off: "decided in SEC-12"}}\n')
    _, found = told(home, "--store", "store", "--max-age", "99999d", "--no-bundled", "--rules", "rules")
    (control,) = found["controls"]
    assert (control["outcome"], control["rules"]) == ("not-set-up", [])
    assert "SEC-12" in control["off"][0]["reason"]


def test_leaving_out_the_rule_that_fails_supports_no_control(home: Path) -> None:
    rule = stores.rules(home, fine="high") / "users" / "fine.yaml"
    rule.write_text(rule.read_text().replace('where: "true"', "where: user.status == 'active'") + CONTROLS)
    code, found = told(home, *WHERE, "--only", "users/fine")
    (control,) = found["controls"]
    assert (code, control["outcome"], found["left_out"]) == (0, "partly", 1)
    assert [(it["id"], it["outcome"]) for it in control["rules"]] == [("users/fine", "pass")]
    assert "1 rule left out" in orglint("controls", "soc2", *WHERE, "--only", "users/fine", cwd=home).stdout


def test_a_table_that_is_cut_short_supports_nothing(home: Path) -> None:
    sealed(home / "cut", "org", [user("u1")], state=TableState.PARTIAL)
    _, found = told(home, "--store", "cut", *WHERE[2:])
    assert [it["outcome"] for it in found["controls"]] == ["unknown"]


def test_a_framework_that_no_rule_names_is_refused_with_the_nearest(home: Path) -> None:
    for name, near in (("soc3", "soc2"), ("iso", "iso-27001"), ("nist", "nist-800-53 or nist-csf"), ("ownn", "own")):
        ended = orglint("controls", name, *WHERE, cwd=home)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert f"did you mean {near}?" in ended.stderr
    ended = orglint("controls", "cis", *WHERE, cwd=home)
    assert ended.returncode == 0
    assert "no rule of this result names a control of CIS Controls v8.1" in ended.stdout


def test_with_ids_nobody_is_named_and_more_than_was_stored_is_refused(home: Path) -> None:
    orglint("check", *WHERE, "--privacy", "ids", "--format", "json=r.json", cwd=home)
    ended = orglint("controls", "soc2", "r.json", "--privacy", "names", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "@a.example" not in orglint("controls", "soc2", "r.json", cwd=home).stdout


def test_what_is_not_one_result_is_refused(home: Path) -> None:
    (home / "no.json").write_text("{}")
    assert orglint("controls", "soc2", "no.json", cwd=home).returncode == 3
    orglint("check", "store", "--across", "organizations", *WHERE[2:], "--format", "json=all.json", cwd=home)
    ended = orglint("controls", "soc2", "all.json", cwd=home)
    assert ended.returncode == 2
    assert "many snapshots" in ended.stderr
