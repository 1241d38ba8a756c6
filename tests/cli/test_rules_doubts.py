"""`orglint rules lint` warns of what is right and yet no good idea, and ends with 1."""

import json
from pathlib import Path

import pytest

from cli.conftest import orglint

RULE = """\
title: Nobody stays suspended
severity: low
table: users
where: "true"
let: {let}
require: >-
  {require}
message: "{{user.email}} {{now - user.addedToOrg > days(9)}}"
why: Because.
fix: Do it.
examples:
  pass: [{{status: suspended, mfaEnabled: true, claimStatus: managed}}]
  fail: [{{status: active}}]
  unknown: [{{}}]
"""
AGE = "warning: write t >= now - days(n): a difference of more than 292 years is unknown [medium, difference-with-now]"
ALONE = (
    "warning: this passes on statusSince alone, but the status may have lasted longer than statusSince says: "
    "pass on statusNotBefore, or on other facts [high, passes-on-status-since]"
)
ABOUT = ("difference-with-now]", "passes-on-status-since]")


def linted(folder: Path, require: str, where: str = "true", let: dict[str, str] | None = None) -> tuple[int, list[str]]:
    """Return how lint ends for a rule, and what it says of times, each with line and column."""
    text = RULE.format(require=require, let=json.dumps(let or {})).replace('"true"', json.dumps(where))
    (folder / "one.yaml").write_text(text)
    ended = orglint("rules", "lint", "--only-rules", str(folder), "--fail-on", "medium")
    assert ended.stdout.endswith(": 1 rule with 3 examples\n")
    lines = [it for it in ended.stderr.splitlines() if it.endswith(ABOUT)]
    assert all(line.startswith(f"{folder}/one.yaml:") for line in lines)
    return ended.returncode, [line.removeprefix(f"{folder}/one.yaml:") for line in lines]


@pytest.mark.parametrize(
    ("require", "place"),
    [
        ("now - user.lastActive <= days(90)", "7:7"),
        ("user.lastActive - now > days(-90)", "7:19"),
        ("days(90) >= now - user.lastActive", "7:19"),
        ("(now - user.lastActive).getHours() < 24", "7:8"),
        ("now - days(1) - user.lastActive == days(1)", "7:17"),
        ("user.productAccess.exists(p, now - p.lastActiveTimestamp < days(9))", "7:36"),
        ("users.exists(u, u.email == user.email && now - u.addedToOrg < days(9))", "7:48"),
        ("user.mfaEnabled ? now - user.lastActive < days(9) : false", "7:25"),
        ("[1, 2].exists(n, now - user.lastActive < days(n))", "7:24"),
    ],
)
def test_a_difference_with_now_is_warned_of_at_its_place(tmp_path: Path, require: str, place: str) -> None:
    assert linted(tmp_path, require) == (1, [f"{place}: {AGE}"])


def test_a_difference_with_now_is_warned_of_in_all_that_decides(tmp_path: Path) -> None:
    let = {"age": "now - user.lastActive", "today": "now"}
    code, said = linted(tmp_path, "age < days(9)", "today - user.addedToOrg > days(3)", let)
    assert code == 1
    assert said == [f"4:15: {AGE}", f"5:19: {AGE}"]


def test_a_name_that_is_made_of_another_for_now_is_now_too(tmp_path: Path) -> None:
    let = {"today": "now", "yesterday": "today - days(1)"}
    code, said = linted(tmp_path, "yesterday - user.lastActive < days(9)", let=let)
    assert code == 1
    assert said == [f"7:13: {AGE}"]


@pytest.mark.parametrize(
    "require",
    [
        "user.lastActive >= now - days(90)",
        "now - days(90) <= user.lastActive || now + days(-1) < user.addedToOrg",
        "user.lastActive - user.addedToOrg > days(1) && user.lastActive <= now",
        "user.counts.resources - 1 > 0 && user.lastActive < now",
        "days(3) - days(2) > days(0) || now == user.lastActive",
    ],
)
def test_times_that_are_compared_are_not_warned_of(tmp_path: Path, require: str) -> None:
    assert linted(tmp_path, require)[1] == []


@pytest.mark.parametrize(
    ("require", "where"),
    [
        ("user.statusSince >= now - days(90)", "true"),
        ("user.statusSince < timestamp('2010-01-01T00:00:00Z')", "true"),
        ("user.statusSince < now - days(30) && user.statusSince > now - days(60)", "true"),
        ("user.mfaEnabled || user.statusSince >= now - days(90)", "true"),
        ("user.statusSince >= now - days(90)", "user.status == 'suspended'"),
        ("user.mfaEnabled && user.statusSince >= now - days(90)", "user.mfaEnabled"),
        ("!has(user.lastActive) && user.statusSince >= now - days(90)", "true"),
        ("has(user.statusSince)", "true"),
    ],
)
def test_a_pass_on_status_since_alone_is_warned_of(tmp_path: Path, require: str, where: str) -> None:
    assert linted(tmp_path, require, where) == (1, [f"6:10: {ALONE}"])


@pytest.mark.parametrize(
    ("require", "where"),
    [
        ("!(user.statusSince < now - days(90)) && user.lastActive >= now - days(90)", "user.status == 'suspended'"),
        ("user.lastActive >= now - days(90)", "user.statusSince < now - days(90)"),
        ("user.mfaEnabled || user.statusSince > now", "user.mfaEnabled"),
        ("user.mfaEnabled || user.statusSince < now && user.claimStatus == 'managed'", "true"),
        ("user.mfaEnabled && user.lastActive > now - days(3)", "true"),
        ("user.statusSince >= now - days(10) && user.mfaEnabled", "user.statusSince < now - days(90)"),
        ("has(user.statusNotBefore) ? user.statusNotBefore > now - days(9) : user.statusSince > now - days(9)", "true"),
    ],
)
def test_a_pass_that_needs_other_facts_is_not_warned_of(tmp_path: Path, require: str, where: str) -> None:
    assert linted(tmp_path, require, where)[1] == []


def test_a_pass_on_status_since_in_a_question_to_all_users_is_warned_of(tmp_path: Path) -> None:
    rows = "{users: [{status: suspended, statusSince: '2020-01-01T00:00:00Z', lastActive: '2025-12-31T00:00:00Z'}]}"
    text = RULE.format(require="users.all(u, u.status != 'suspended' || ASKED)", let="{}").replace(
        "users\n", "organization\n"
    )
    text = text.replace("{user.email} {now - user.addedToOrg > days(9)}", "No")
    text = (
        text[: text.index("examples:")] + f"examples: {{pass: [{{tables: {rows}}}], fail: [{{}}], unknown: [{{}}]}}\n"
    )
    both = "u.statusSince >= now - days(9) && u.lastActive >= now - days(9)"
    for last, expected in (("u.statusSince >= now - days(9)", 1), ("u.lastActive >= now - days(9)", 0), (both, 0)):
        (tmp_path / "one.yaml").write_text(text.replace("ASKED", f"({last})"))
        ended = orglint("rules", "lint", "--only-rules", str(tmp_path), "--fail-on", "high")
        assert (ended.returncode, ALONE in ended.stderr) == (expected, bool(expected)), ended.stderr


@pytest.mark.parametrize(
    ("require", "expected"),
    [
        ("policy.statusSince >= now - days(9)", 1),
        ("policy.statusNotBefore >= now - days(9)", 0),
        ("policy.statusSince >= now - days(9) && policy.createdAt >= now - days(9)", 0),
    ],
)
def test_a_pass_of_a_policy_on_status_since_alone_is_warned_of(tmp_path: Path, require: str, expected: int) -> None:
    text = RULE.format(require=require, let="{}").replace("users\n", "policies\n")
    text = text.replace("{user.email} {now - user.addedToOrg > days(9)}", "{policy.name}")
    text = text[: text.index("examples:")] + "examples: {pass: [{}], fail: [{}], unknown: [{}]}\n"
    (tmp_path / "one.yaml").write_text(text)
    ended = orglint("rules", "lint", "--only-rules", str(tmp_path), "--fail-on", "high")
    assert (ended.returncode, ALONE in ended.stderr) == (expected, bool(expected)), ended.stderr


def test_warnings_are_counted_and_mistakes_still_end_with_two(tmp_path: Path) -> None:
    linted(tmp_path, "now - user.lastActive <= days(90) && user.lastActive - now < days(1)")
    ended = orglint("rules", "lint", "--only-rules", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (1, "no mistakes, 4 warnings, 1 note: 1 rule with 3 examples\n")
    (tmp_path / "two.yaml").write_text(RULE.format(require="now - user.lastActiv > days(1)", let="{}"))
    ended = orglint("rules", "lint", "--only-rules", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "warning:" not in ended.stderr


def test_the_bundled_rules_have_no_doubts() -> None:
    ended = orglint("rules", "lint")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1].startswith("no mistakes: ")
