"""`orglint check --new-since`: what was there before lets a build pass; where nobody knows, it does not."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from orglint.model.snapshot import TableState
from support.weeks import add_day, check, keep_days


def baseline(folder: Path, users: str, *words: str) -> None:
    variables = {"ORGLINT_PSEUDONYM_KEY": "0123456789abcdef0123456789abcdef"}
    check(folder, add_day(folder, 0, users), *words, "--format", "json=base.json", **variables)


def gate(folder: Path, users: str, *words: str, since: str = "base.json", at: int = 1) -> CompletedProcess[str]:
    return check(folder, add_day(folder, at, users), "--new-since", since, *words)


@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        ("aB", "aB", 0, "0 findings new since"),
        ("aBC", "aBc", 0, "0 findings new since"),
        ("aB", "AB", 1, "1 finding new since"),
        ("ab", "AB", 1, "2 findings new since"),
        ("ab", "ab", 0, "0 findings new since"),
    ],
    ids=["the same", "fixed", "one more", "two", "none"],
)
def test_only_what_is_new_makes_it_fail(tmp_path: Path, before: str, after: str, code: int, said: str) -> None:
    baseline(tmp_path, before)
    ended = gate(tmp_path, after)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr


def test_what_is_new_is_named_and_reports_tell_all(tmp_path: Path) -> None:
    baseline(tmp_path, "aB")
    ended = gate(tmp_path, "AB")
    assert "users/active: a-a is suspended" in ended.stderr
    assert "a-b is suspended" not in ended.stderr
    assert "a-b is suspended" in ended.stdout
    passed = gate(tmp_path, "aB", at=2)
    assert "exit code 0 instead of 1 (--new-since)" in passed.stderr


def test_the_newest_complete_kept_result_is_the_latest(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB")
    check(tmp_path, add_day(tmp_path, 1, "a", state=TableState.PARTIAL), "--keep")
    last = add_day(tmp_path, 2, "aBC")
    assert check(tmp_path, last, "--new-since", "latest", "--keep").returncode == 1
    assert check(tmp_path, last, "--new-since", "latest").returncode == 0


def test_an_undecided_result_is_undecided(tmp_path: Path) -> None:
    baseline(tmp_path, "aB")
    ended = check(tmp_path, add_day(tmp_path, 1, "aB", state=TableState.PARTIAL), "--new-since", "base.json")
    assert ended.returncode == 3


def test_findings_of_a_rule_that_decides_otherwise_are_neither_old_nor_new(tmp_path: Path) -> None:
    baseline(tmp_path, "aB")
    rule = tmp_path / "rules" / "users" / "active.yaml"
    rule.write_text(rule.read_text("utf-8").replace("user.status == 'active'", "user.accountId != 'a-a'"))
    ended = gate(tmp_path, "aB")
    assert ended.returncode == 3
    assert "of 1 finding nobody knows whether they are new" in ended.stderr
    rule.write_text(rule.read_text("utf-8").replace("user.accountId != 'a-a'", "user.accountId != 'a-b'"))
    assert gate(tmp_path, "aB", at=2).returncode == 0, "the same finding by another expression was there before"


def test_findings_below_the_severity_that_counts_let_it_pass(tmp_path: Path) -> None:
    baseline(tmp_path, "ab")
    assert gate(tmp_path, "aB", "--fail-on", "critical").returncode == 0


@pytest.mark.parametrize(
    ("words", "change", "said"),
    [
        (("--privacy", "pseudonyms"), ("", ""), "has pseudonyms"),
        (
            (),
            ('"organization": "acme"', '"organization": "else"'),
            "it is of organization else, and the snapshot of acme",
        ),
        ((), ('"left_out": 0', '"left_out": 2'), "2 rules left out of it by options"),
        ((), ('"format": 1', '"format": 9'), "base.json has format 9"),
    ],
    ids=["pseudonyms", "organization", "filtered", "newer"],
)
def test_baselines_that_cannot_tell(tmp_path: Path, words: tuple[str, ...], change: tuple[str, str], said: str) -> None:
    baseline(tmp_path, "aB", *words)
    file = tmp_path / "base.json"
    file.write_text(file.read_text("utf-8").replace(*change, 1))
    ended = gate(tmp_path, "aB")
    assert ended.returncode == 3
    assert said in ended.stderr
    assert not ended.stdout


def test_an_incomplete_baseline_is_refused(tmp_path: Path) -> None:
    check(tmp_path, add_day(tmp_path, 0, "aB", state=TableState.PARTIAL), "--format", "json=base.json")
    ended = gate(tmp_path, "aB")
    assert ended.returncode == 3
    assert "base.json cannot tell what is new: it is not complete: 1 rule undecided" in ended.stderr


def test_without_a_kept_result_there_is_no_latest(tmp_path: Path) -> None:
    ended = gate(tmp_path, "aB", since="latest")
    assert ended.returncode == 3
    assert "store keeps no complete result of acme" in ended.stderr


def test_it_is_about_one_result(tmp_path: Path) -> None:
    baseline(tmp_path, "aB")
    ended = gate(tmp_path, "aB", "--explain", "users/active")
    assert ended.returncode == 2
    assert "--new-since is about one result" in ended.stderr
