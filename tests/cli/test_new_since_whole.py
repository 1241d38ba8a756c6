"""`orglint check --new-since` and findings about the whole: with other evidence they were not there before."""

from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from support import stores
from support.weeks import FIRST, check, list_users


def write_baseline(folder: Path, users: str, *words: str) -> None:
    check(folder, add_day(folder, 0, users), *words, "--format", "json=base.json")


def gate(folder: Path, users: str, *words: str, at: int = 1) -> CompletedProcess[str]:
    return check(folder, add_day(folder, at, users), "--new-since", "base.json", *words)


def add_day(folder: Path, number: int, users: str) -> str:
    at = FIRST + timedelta(hours=number)
    whole = {"organization": [{"id": "acme", "name": "Acme"}]}
    return stores.sealed(folder / "store", "acme", list_users(users), at=at, beside=whole).id


WHOLE = """\
title: Few are suspended
severity: high
table: organization
{let}require: users.filter(u, u.status != 'active').size() < 1
message: "{message}"
why: A test.
fix: None.
examples:
  pass: [{{tables: {{users: []}}}}]
  fail: [{{tables: {{users: [{{status: suspended}}]}}}}]
"""
LET = "let:\n  who: users.filter(u, u.status != 'active').map(u, u.accountId)\n  {more}\n"


def write_whole(folder: Path, *, let: str = LET.format(more=""), message: str = "{who.size()} suspended") -> None:
    stores.rules(folder, active="info")
    (folder / "rules" / "users" / "active.yaml").unlink()
    (folder / "rules" / "users" / "whole.yaml").write_text(WHOLE.format(let=let, message=message))


@pytest.mark.parametrize(
    ("after", "code", "said"),
    [
        ("aBCd", 0, "0 findings new since"),
        ("aBCD", 1, "users/whole: 3 suspended (before: who a-b, a-c)"),
        ("ABcd", 1, "users/whole: 2 suspended (before: who a-b, a-c)"),
        ("abcd", 0, "0 findings new since"),
    ],
    ids=["the same", "one more", "others", "fixed"],
)
def test_a_finding_about_the_whole_with_other_evidence_is_new(tmp_path: Path, after: str, code: int, said: str) -> None:
    write_whole(tmp_path)
    write_baseline(tmp_path, "aBCd")
    ended = gate(tmp_path, after)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr


@pytest.mark.parametrize(("after", "code"), [("aB", 0), ("AB", 1)])
def test_without_evidence_the_message_of_a_finding_about_the_whole_tells(tmp_path: Path, after: str, code: int) -> None:
    write_whole(tmp_path, let="", message="{users.filter(u, u.status != 'active').size()} suspended")
    write_baseline(tmp_path, "aB")
    assert gate(tmp_path, after).returncode == code
    write_whole(tmp_path, let="", message="in other words")
    assert gate(tmp_path, "aB", at=2).returncode == 0


def test_evidence_that_the_baseline_does_not_show_tells_nothing(tmp_path: Path) -> None:
    write_whole(tmp_path)
    write_baseline(tmp_path, "aB", "--privacy", "ids")
    ended = gate(tmp_path, "aB")
    assert ended.returncode == 3
    assert "of 1 finding nobody knows whether they are new" in ended.stderr
    assert "the baseline does not show who" in ended.stderr


def test_other_evidence_of_a_finding_that_is_not_severe_enough_is_counted_below(tmp_path: Path) -> None:
    write_whole(tmp_path)
    write_baseline(tmp_path, "aB")
    ended = gate(tmp_path, "AB", "--fail-on", "critical")
    assert (ended.returncode, ", 1 below, 0 there before" in ended.stderr) == (0, True)
