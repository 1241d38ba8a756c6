"""`orglint forecast`: what will fail if nothing happens, and on which day, held against plain arithmetic."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import orglint
from orglint.reports.forecast.json import load_forecast_schema
from rulebook.test_attested import RULE
from support.bundled import find_founding_rules
from support.sealing import sealed, user

MAX_DAYS = 90
DAY = timedelta(days=1)
IDLE = {1: 10, 2: 85.5, 3: 88.5, 4: 89.5, 5: 120, 6: 60.5}
"""By number of the user, how many days ago each was active last: some cross the line soon, one has."""


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def seal(folder: Path, idle: Mapping[int, float], **cells: Any) -> datetime:
    """Seal users who were active so many days ago; return the present."""
    now = datetime.now(UTC)
    rows = [
        user(
            number, productAccess=[{"id": "a", "key": "jira", "lastActiveTimestamp": stamp(now - days * DAY)}], **cells
        )
        for number, days in idle.items()
    ]
    sealed(folder / "orglint-store", at=now - timedelta(hours=1), users=rows)
    return now


def forecast(folder: Path, *words: str, code: int = 0, only: str = "accounts/dormant") -> dict[str, Any]:
    rules = ("--only-rules", str(find_founding_rules()), "--only", only)
    ended = orglint("forecast", *rules, *words, "--format", "json", cwd=folder)
    assert ended.returncode == code, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    Draft202012Validator(load_forecast_schema()).validate(told)
    return told


def test_users_who_become_dormant_are_told_with_the_day(tmp_path: Path) -> None:
    now = seal(tmp_path, IDLE)
    told = forecast(tmp_path, "--days", "5", "--exit-code", code=1)
    expected = {
        f"712020:{number:04}": (now + ahead * DAY).date().isoformat()
        for number, days in IDLE.items()
        if 0 < (ahead := -int(-(MAX_DAYS - days) // 1)) <= 5
    }
    assert set(expected) == {"712020:0002", "712020:0003", "712020:0004"}
    assert {it["key"]: it["on"] for it in told["coming"]} == expected
    assert {it["change"] for it in told["coming"]} == {"fails"}
    assert told["will_fail"] == 3


def test_those_who_cross_the_line_are_told_among_very_many_who_have(tmp_path: Path) -> None:
    seal(tmp_path, {2: 88.5, 4: 89.5, **dict.fromkeys(range(5, 2_205), 120)})
    told = forecast(tmp_path, "--days", "3")
    assert [it["key"] for it in told["coming"]] == ["712020:0004", "712020:0002"]
    assert told["will_fail"] == 2


def test_what_fails_already_is_not_to_come_and_nothing_is_where_nothing_will(tmp_path: Path) -> None:
    seal(tmp_path, {5: 120, 6: 60})
    told = forecast(tmp_path, "--days", "2", "--exit-code")
    assert (told["coming"], told["can_tell"], told["outcome"]) == ([], True, "fail")


def test_a_waiver_that_ends_is_told_and_its_finding_fails_on_the_day_after(tmp_path: Path) -> None:
    now = seal(tmp_path, {5: 120})
    last = (now + 3 * DAY).date()
    facts = {"rule": "accounts/dormant", "subject": "712020:0005", "reason": "A leave", "owner": "it-ops"}
    entry = json.dumps({**facts, "until": last.isoformat()})
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {entry}\n")
    told = forecast(tmp_path, "--days", "5", "--waivers", "waivers.yaml", "--exit-code", code=1)
    assert [(it["change"], it["key"], it["on"]) for it in told["coming"]] == [
        ("waiver-ends", "712020:0005", (last + DAY).isoformat())
    ]
    assert [(it["kind"], it["until"], it["findings"]) for it in told["ending"]] == [("waiver", last.isoformat(), 1)]
    assert forecast(tmp_path, "--days", "3", "--waivers", "waivers.yaml", "--exit-code")["coming"] == []


def test_what_is_not_known_now_is_never_forecast_to_be_fine(tmp_path: Path) -> None:
    seal(tmp_path, {5: 120}, addedToOrg=None, _bad=["addedToOrg"])
    told = forecast(tmp_path, "--days", "2", "--exit-code", code=3)
    assert (told["coming"], told["can_tell"]) == ([], False)
    assert [it["rule"] for it in told["undecided"]] == ["accounts/dormant"]


def test_an_old_snapshot_is_told_and_those_who_crossed_the_line_since_are_told_of_today(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    used = [{"id": "a", "key": "jira", "lastActiveTimestamp": stamp(now - 91 * DAY)}]
    sealed(tmp_path / "orglint-store", at=now - 5 * DAY, users=[user(1, productAccess=used)])
    told = forecast(tmp_path, "--days", "2", "--exit-code", code=3)
    assert [(it["key"], it["on"]) for it in told["coming"]] == [("712020:0001", now.date().isoformat())]
    assert "older than" in told["doubts"][0]


@pytest.mark.parametrize("privacy", ["names", "ids"])
def test_people_are_told_rule_by_rule_and_named_only_if_they_may_be(privacy: str, tmp_path: Path) -> None:
    seal(tmp_path, {2: 88.5, 3: 88.6, 4: 88.7})
    rules = ("--only-rules", str(find_founding_rules()), "--only", "accounts/dormant")
    told = orglint("forecast", *rules, "--days", "4", "--limit", "2", "--privacy", privacy, cwd=tmp_path).stdout
    assert "3 rows will fail, if it stays as it was at" in told
    assert "medium accounts/dormant · 3 rows on " in told
    assert "(in 2 days)" in told
    assert told.count("✗ ") == 2
    assert "  and 1 more, the last on " in told
    assert ("u2@a.example" in told) is (privacy == "names")


def test_an_attestation_that_ends_leaves_its_rule_undecided_on_the_day_after(tmp_path: Path) -> None:
    now = seal(tmp_path, {6: 60})
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "tried.yaml").write_text(RULE)
    last = (now + DAY).date()
    facts = {"holds": True, "statement": "Restored", "owner": "it-ops", "on": (now - 30 * DAY).date().isoformat()}
    entry = json.dumps({**facts, "until": last.isoformat()})
    (tmp_path / "waivers.yaml").write_text(f"attestations:\n  tried: {entry}\n")
    words = ("--only-rules", "rules", "--waivers", "waivers.yaml", "--days", "3", "--format", "json", "--exit-code")
    ended = orglint("forecast", *words, cwd=tmp_path)
    assert ended.returncode == 3, ended.stderr
    told = json.loads(ended.stdout)
    assert [(it["change"], it["rule"], it["on"]) for it in told["coming"]] == [
        ("undecided", "tried", (last + DAY).isoformat())
    ]
    assert [(it["kind"], it["rule"], it["days_left"]) for it in told["ending"]] == [("attestation", "tried", 1)]
