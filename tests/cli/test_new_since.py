"""`orglint check --new-since`: what was there before lets a build pass; where nobody knows, it does not."""

import re
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from orglint.evaluate.distribute.digests import digest_deciding
from orglint.model.rule import Rule, Severity
from orglint.model.snapshot import TableState
from support import stores
from support.weeks import FIRST, add_day, check, keep_days


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


def test_the_newest_complete_kept_result_of_an_earlier_snapshot_is_the_latest(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB", "aBc")
    check(tmp_path, add_day(tmp_path, 2, "a", state=TableState.PARTIAL), "--keep")
    ended = check(tmp_path, add_day(tmp_path, 3, "aBC"), "--new-since", "latest")
    assert (ended.returncode, "1 finding new since" in ended.stderr) == (1, True)


def test_trying_again_does_not_turn_a_red_build_green(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB")
    last = add_day(tmp_path, 1, "aBC")
    assert [check(tmp_path, last, "--new-since", "latest", "--keep").returncode for _ in range(3)] == [1, 1, 1]


def test_the_oldest_result_about_the_same_snapshot_is_the_latest_where_no_other_is(tmp_path: Path) -> None:
    only = add_day(tmp_path, 0, "aB")
    check(tmp_path, only, "--keep")
    rule = tmp_path / "rules" / "users" / "second.yaml"
    rule.write_text((rule.parent / "active.yaml").read_text("utf-8"))
    assert [check(tmp_path, only, "--new-since", "latest", "--keep").returncode for _ in range(2)] == [3, 3]


def test_results_about_later_snapshots_are_no_baseline(tmp_path: Path) -> None:
    early = add_day(tmp_path, 0, "aB")
    check(tmp_path, add_day(tmp_path, 1, "aB"), "--keep")
    ended = check(tmp_path, early, "--new-since", "latest")
    assert ended.returncode == 3
    assert f"keeps no complete result of acme about {early} or an earlier snapshot" in ended.stderr


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
    assert "users/active: it is another one now (require); 1 finding" in ended.stderr


def edit(folder: Path, before: str, after: str) -> None:
    rule = folder / "rules" / "users" / "active.yaml"
    text = rule.read_text("utf-8")
    assert before in text
    rule.write_text(text.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        ("user.status == 'active'", "user.accountId != 'a-b'", 3, "users/active: it is another one now (require)"),
        ("user.status == 'active'", "user.accountId != 'a-c'", 0, "0 there before"),
        ("title: Users are active", "title: All are active", 0, "1 there before"),
        ("severity: high", "severity: critical", 0, "1 there before"),
    ],
    ids=["other question", "finds nothing", "title", "severity that counted before"],
)
def test_the_same_finding_of_another_rule_is_not_there_before(
    tmp_path: Path, before: str, after: str, code: int, said: str
) -> None:
    baseline(tmp_path, "aB")
    edit(tmp_path, before, after)
    ended = gate(tmp_path, "aB")
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr
    assert ("nobody knows" in ended.stderr) is (code == 3)


def test_findings_of_a_rule_whose_severity_counts_only_now_are_not_there_before(tmp_path: Path) -> None:
    baseline(tmp_path, "aB")
    edit(tmp_path, "severity: high", "severity: critical")
    ended = gate(tmp_path, "aB", "--fail-on", "critical")
    assert ended.returncode == 3
    assert "users/active: its severity was high, and is critical; 1 finding" in ended.stderr


def test_a_baseline_in_which_a_severity_did_not_count_tells_nothing_of_its_findings(tmp_path: Path) -> None:
    baseline(tmp_path, "aB", "--fail-on", "critical")
    ended = gate(tmp_path, "aB")
    assert ended.returncode == 3
    assert "users/active: its severity, high, was below --fail-on, which was critical; 1 finding" in ended.stderr
    assert gate(tmp_path, "aB", "--fail-on", "critical", at=2).returncode == 0
    assert gate(tmp_path, "ab", at=3).returncode == 0


@pytest.mark.parametrize(
    ("digest", "why", "code"),
    [("null", "A test.", 0), ("null", "Another test.", 3), (r"\g<0>", "Another test.", 0)],
    ids=["same file", "another file", "signed"],
)
def test_the_file_tells_where_an_older_orglint_did_not_sign_what_decides(
    tmp_path: Path, digest: str, why: str, code: int
) -> None:
    baseline(tmp_path, "aB")
    file = tmp_path / "base.json"
    signed = re.compile(r'(?<="deciding_sha256": )"[0-9a-f]{64}"')
    text, number = signed.subn(digest, file.read_text("utf-8"))
    assert number == 1
    file.write_text(text)
    edit(tmp_path, "A test.", why)
    ended = gate(tmp_path, "aB")
    assert ended.returncode == code, ended.stderr
    assert ("it is another one now (file)" in ended.stderr) is (code == 3)


PARAMETER = "params:\n  worst: {type: string, default: suspended, meaning: The worst status.}\n"


def test_a_parameter_makes_another_rule(tmp_path: Path) -> None:
    stores.rules(tmp_path, active="high")
    edit(tmp_path, "table: users\n", f"table: users\n{PARAMETER}")
    edit(tmp_path, "user.status == 'active'", "user.status == 'active' || user.status == params.worst + 'x'")
    baseline(tmp_path, "aB")
    assert gate(tmp_path, "aB").returncode == 0
    ended = gate(tmp_path, "aB", "--set", "users/active.worst=closed", at=2)
    assert ended.returncode == 3, ended.stderr
    assert "users/active: it is another one now (params.worst); 1 finding" in ended.stderr


def test_a_known_value_of_a_table_that_it_reads_makes_another_rule(tmp_path: Path) -> None:
    baseline(tmp_path, "aB")
    ended = gate(tmp_path, "aB", "--known-value", "users.status=resting")
    assert ended.returncode == 3, ended.stderr
    assert "users/active: it is another one now (settings); 1 finding" in ended.stderr


@pytest.mark.parametrize("named", ["settings.x", "settings .x", "settings.\n  x"], ids=["plain", "space", "line"])
def test_a_setting_is_part_of_what_decides_however_it_is_written(named: str) -> None:
    rule = Rule("a/b", "", Severity.LOW, "users", "true", f"user.status == {named}", "", "")
    assert digest_deciding(rule, {"x": 1}, {}) != digest_deciding(rule, {"x": 2}, {})
    assert digest_deciding(rule, {"x": 1, "y": 1}, {}) == digest_deciding(rule, {"x": 1, "y": 2}, {})


def test_findings_below_the_severity_that_counts_let_it_pass_and_are_told(tmp_path: Path) -> None:
    baseline(tmp_path, "abC")
    ended = gate(tmp_path, "aBC", "--fail-on", "critical")
    assert ended.returncode == 0
    assert "0 findings new at or above critical since" in ended.stderr
    assert ", 1 below, 1 there before" in ended.stderr


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


def test_a_result_that_cannot_be_read_may_be_the_latest(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB", "ab")
    last = add_day(tmp_path, 2, "aB")
    older, newer = sorted((tmp_path / "store" / "results").iterdir())
    file = next(newer.iterdir())
    file.write_text("damaged", "utf-8")
    ended = check(tmp_path, last, "--new-since", "latest", "--keep")
    assert ended.returncode == 3
    assert "nothing was judged: nobody knows what the newest result says" in ended.stderr
    file.rename(tmp_path / file.name)
    newer.rmdir()
    assert check(tmp_path, last, "--new-since", "latest", "--keep").returncode == 0
    next((tmp_path / "store" / "results" / last).iterdir()).write_text("damaged", "utf-8")
    assert check(tmp_path, last, "--new-since", "latest").returncode == 0  # that one is none to compare with
    assert older.exists()


def test_what_was_to_come_was_not_there_before(tmp_path: Path) -> None:
    baseline(tmp_path, "aB", "--as-of", f"{FIRST + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}")
    ended = gate(tmp_path, "aB")
    assert ended.returncode == 3
    assert "base.json cannot tell what is new: it was judged as of" in ended.stderr
    assert gate(tmp_path, "aB", at=2).returncode == 0


def test_a_result_as_of_another_time_is_not_kept(tmp_path: Path) -> None:
    day = add_day(tmp_path, 0, "aB")
    ended = check(tmp_path, day, "--keep", "--as-of", f"{FIRST:%Y-%m-%dT%H:%M:%SZ}")
    assert ended.returncode == 2
    assert "--keep is about how the organization stood when it was seen" in ended.stderr
    assert not (tmp_path / "store" / "results").exists()
