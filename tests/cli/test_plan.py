"""What a rule requires of the plan: only what the organization says counts, and nothing else is ever a pass."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import orglint
from orglint import rulebook
from orglint.rulebook.plan import FEATURES, has_feature
from support import stores
from support.stores import sealed, user


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a snapshot of one active user, and a rule that requires guard and would pass."""
    sealed(tmp_path / "orglint-store", "org", [user("u1")])
    rule = stores.rules(tmp_path, active="high") / "users/active.yaml"
    rule.write_text(f"requires: guard\n{rule.read_text()}")
    return tmp_path


def judge(home: Path, plan: list[str] | None, *words: str) -> dict[str, Any]:
    said = {"settings": {} if plan is None else {"plan": plan}, "rules": ["./rules"]}
    (home / "orglint.yaml").write_text(yaml.safe_dump(said))
    files = ("--format", "json=r.json", "--format", "html=r.html", "--format", "terminal")
    ended = orglint("check", "--max-age", "9999d", *files, *words, cwd=home, COLUMNS="200")
    (home / "r.txt").write_text(ended.stdout)
    assert ended.returncode in {0, 3}, ended.stderr
    found: dict[str, Any] = json.loads((home / "r.json").read_text())
    return found


@pytest.mark.parametrize(
    ("plan", "outcome", "code", "exit_code"),
    [
        (["guard"], "pass", None, 0),
        (["guard-premium"], "pass", None, 0),
        ([], "not-applicable", "not-in-plan", 3),
        (None, "not-applicable", "not-set-up", 3),
    ],
)
def test_only_what_the_organization_says_of_its_plan_counts(
    home: Path, plan: list[str] | None, outcome: str, code: str | None, exit_code: int
) -> None:
    found = judge(home, plan)
    rule = found["rules"][0]
    assert (rule["outcome"], rule["reason_code"], rule["requires"]) == (outcome, code, "guard")
    assert found["exit_code"] == exit_code
    totals = {"not-set-up": found["totals"]["not_set_up"], "not-in-plan": found["totals"]["not_in_plan"]}
    assert totals == {it: int(it == code) for it in totals}
    page = " ".join((home / "r.html").read_text().split())
    assert ("settings.plan" in page) == (code is not None)
    assert code is None or rule["reason"] in page
    shown = (home / "r.txt").read_text()
    heads = {"not-set-up": "NOT SET UP  1 rule: settings.plan", "not-in-plan": "NOT IN THE PLAN  1 rule"}
    assert {head for head in heads.values() if head in shown} == ({heads[code]} if code else set())


def test_a_plan_that_nobody_names_is_not_green_where_that_is_asked_for(home: Path) -> None:
    judge(home, None, "--require-set-up")
    assert "1 rule not set up, which --require-set-up forbids: settings.plan not set" in (home / "r.txt").read_text()
    judge(home, [], "--require-set-up")
    assert "--require-set-up" not in (home / "r.txt").read_text()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[gard]", "settings.plan[0] cannot be gard; did you mean guard?"),
        ("guard", "settings.plan must be a list"),
        ("[guard, null]", "null"),
        ("[true]", "settings.plan[0] must be text"),
    ],
)
def test_a_plan_that_there_is_not_is_a_mistake_at_its_place(home: Path, written: str, said: str) -> None:
    (home / "orglint.yaml").write_text(f"settings: {{plan: {written}}}\n")
    ended = orglint("check", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "orglint.yaml:1:" in ended.stderr
    assert said in ended.stderr


def test_what_waits_for_the_plan_and_what_it_lacks_is_shown(home: Path) -> None:
    (home / "orglint.yaml").write_text("rules: [./rules]\n")
    lines = [line.split() for line in orglint("config", cwd=home).stdout.splitlines()]
    assert ["users/active", "settings.plan"] in lines
    (home / "orglint.yaml").write_text("rules: [./rules]\nsettings: {plan: []}\n")
    lines = [line.split() for line in orglint("config", cwd=home).stdout.splitlines()]
    assert ["users/active", "guard"] in lines
    assert "requires guard (settings.plan)" in orglint("rules", "show", "users/active", cwd=home).stdout


def test_examples_have_the_plan_that_the_rule_requires_unless_they_say_otherwise(home: Path) -> None:
    rule = home / "rules/users/active.yaml"
    rule.write_text(rule.read_text() + "  not-applicable: [{status: suspended, settings: {plan: []}}]\n")
    ended = orglint("rules", "test", "--only-rules", "rules", cwd=home)
    assert (ended.returncode, ended.stderr, ended.stdout[:6]) == (0, "", "4 of 4")


def test_a_rule_requires_what_a_plan_may_have_and_nothing_else() -> None:
    rule = rulebook.load_rule_schema()["properties"]["requires"]["enum"]
    pack = yaml.safe_load((rulebook.find_bundled_rules() / "pack.yaml").read_text())
    assert tuple(rule) == FEATURES == tuple(pack["settings"]["plan"]["values"])
    assert [has_feature(["guard"], it) for it in FEATURES] == [True, False]
    assert [has_feature(["guard-premium"], it) for it in FEATURES] == [True, True]
