"""`orglint diff`: what changed from one result to the next, in every format, and what is never told as fixed."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import orglint
from orglint.model.snapshot import TableState
from support import stores
from support.weeks import FIRST, add_day, check, keep_days

KEY = "0123456789abcdef0123456789abcdef"


def diff(folder: Path, *words: str, code: int = 0, **variables: str) -> CompletedProcess[str]:
    ended = orglint("diff", *words, "--store", "store", cwd=folder, **variables)
    assert ended.returncode == code, ended.stderr
    return ended


def read(folder: Path, *words: str, code: int = 0, **variables: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(diff(folder, *words, "--format", "json", code=code, **variables).stdout)
    return told


def kinds(told: dict[str, Any]) -> dict[str, str]:
    return {it["key"]: it["change"] for it in told["findings"]["changes"]}


def test_the_two_newest_kept_results_are_compared(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBCD", "abCDe", "aBc")
    told = read(tmp_path)
    assert kinds(told) == {"a-b": "reopened", "a-c": "fixed", "a-d": "gone"}
    assert told["findings"]["sums"]["fail"] == {
        "before": 2,
        "left": {"fixed": 1, "gone": 1},
        "still": 0,
        "arrived": {"reopened": 1},
        "after": 1,
    }
    assert {(it["change"], it["key"]) for table in told["organization"]["tables"] for it in table["changes"]} >= {
        ("removed", "a-d"),
        ("removed", "a-e"),
    }
    assert kinds(read(tmp_path, next(iter(sorted((tmp_path / "store/snapshots").iterdir()))).name)) == {
        "a-c": "fixed",
        "a-d": "gone",
    }


def test_json_is_as_its_schema_says(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBCD", "abCe")
    schema = json.loads(orglint("schema", "changes", cwd=tmp_path).stdout)
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(read(tmp_path)))


def test_what_a_partial_snapshot_does_not_show_is_not_fixed(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBC")
    assert check(tmp_path, add_day(tmp_path, 1, "ab", state=TableState.PARTIAL), "--keep").returncode == 3
    told = read(tmp_path, "--exit-code", code=3)
    assert kinds(told) == {"a-b": "no-longer-decided", "a-c": "no-longer-decided"}
    said = diff(tmp_path).stdout
    assert "the later result is not complete: 1 rule undecided" in said
    assert "fixed" not in said
    told_lines = [line.strip() for line in said.splitlines() if "? users/active: " in line]
    why = "(users: partial, page 2 answered 503)"  # and not what rows that fail are told to be
    assert told_lines == [f"? users/active: {it}@a.example {why}" for it in ("a-b", "a-c")]


def test_files_that_were_not_kept_do_not_tell_fixed_from_gone(tmp_path: Path) -> None:
    for number, users in enumerate(("aBC", "ab")):
        check(tmp_path, add_day(tmp_path, number, users), "--format", f"json={number}.json")
    assert kinds(read(tmp_path, "0.json", "1.json")) == {"a-b": "no-longer-found", "a-c": "no-longer-found"}


def test_a_changed_rule_is_told_before_any_finding(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBC")
    rule = tmp_path / "rules" / "users" / "active.yaml"
    rule.write_text(rule.read_text("utf-8").replace("user.status == 'active'", "user.accountId != 'a-a'"))
    check(tmp_path, add_day(tmp_path, 1, "abc"), "--keep")
    lines = diff(tmp_path).stdout.splitlines()
    rules = next(number for number, line in enumerate(lines) if "it may find something else than before" in line)
    found = next(number for number, line in enumerate(lines) if line.startswith("  + "))
    assert rules < found
    assert "the rule changed too" in lines[found]


@pytest.mark.parametrize(("users", "code"), [("aB", 0), ("ab", 0), ("AB", 1)], ids=["same", "fixed", "new"])
def test_exit_codes(tmp_path: Path, users: str, code: int) -> None:
    keep_days(tmp_path, "aB", users)
    diff(tmp_path, code=0)
    diff(tmp_path, "--exit-code", code=code)


def test_a_rule_that_is_no_longer_decided_is_not_fine_although_it_found_nothing(tmp_path: Path) -> None:
    keep_days(tmp_path, "ab")
    assert check(tmp_path, add_day(tmp_path, 1, "ab", state=TableState.PARTIAL), "--keep").returncode == 3
    told = read(tmp_path, "--exit-code", code=3)
    assert told["findings"]["changes"] == []


def test_a_result_compared_with_itself_differs_in_nothing(tmp_path: Path) -> None:
    check(tmp_path, add_day(tmp_path, 0, "aB"), "--format", "json=one.json")
    told = read(tmp_path, "one.json", "one.json", "--exit-code")
    assert (told["findings"]["changes"], told["findings"]["rules"], told["organization"]) == ([], [], None)
    assert "no finding changed" in diff(tmp_path, "one.json", "one.json").stdout


@pytest.mark.parametrize("format_", ["terminal", "markdown", "json", "html"])
def test_nobody_is_named_where_people_appear_by_ids_or_pseudonyms(tmp_path: Path, format_: str) -> None:
    keep_days(tmp_path, "aBCD", "abCe")
    assert "a-d" in diff(tmp_path, "--format", format_).stdout
    ids = diff(tmp_path, "--format", format_, "--privacy", "ids").stdout
    assert "@a.example" not in ids
    told = diff(tmp_path, "--format", format_, "--privacy", "pseudonyms", ORGLINT_PSEUDONYM_KEY=KEY).stdout
    assert "@a.example" not in told
    assert not any(f"a-{letter}" in told.replace("snapshot-", "") for letter in "bcd") or format_ == "html"


def test_pseudonyms_are_compared_as_names_are(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBCD", "abCDe", "aBc")
    told = read(tmp_path, "--privacy", "pseudonyms", ORGLINT_PSEUDONYM_KEY=KEY)
    named = read(tmp_path)
    assert sorted(kinds(told).values()) == sorted(kinds(named).values())
    assert all(key.startswith("p-") for key in kinds(told))


def test_the_page_of_the_later_result_says_what_changed(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBCD", "abCe")
    page = diff(tmp_path, "--format", "html").stdout
    assert "What changed" in page
    assert "subject gone" in page


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 3, "nothing was compared: store keeps one result, and two make a difference"),
        (("--org", "else"), 3, "nothing was compared: store for else keeps no result"),
        (("absent.json", "latest"), 3, "absent.json cannot be read"),
        (("absent", "latest"), 3, "there is no snapshot absent"),
    ],
    ids=["one", "another organization", "no file", "no snapshot"],
)
def test_what_cannot_be_compared(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    keep_days(tmp_path, "aB")
    assert said in diff(tmp_path, *words, code=code).stderr


def test_one_organization_of_several_is_named(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB", "aBC")
    other = stores.sealed(tmp_path / "store", "beta", [stores.user("b-a")], at=FIRST)
    check(tmp_path, other.id, "--keep")
    for words in ((), (other.id,)):
        ended = diff(tmp_path, *words, code=2)
        assert not ended.stdout
        assert "nothing was compared: the store keeps results of 2 organizations" in ended.stderr
        assert "Name one with --org: acme, beta." in ended.stderr
    assert kinds(read(tmp_path, "--org", "acme")) == {"a-c": "new"}
    assert "store for beta keeps one result" in diff(tmp_path, "--org", "beta", code=3).stderr
    (tmp_path / "orglint.yaml").write_text("organizations: {one: {id: acme}, two: {id: beta}}\n")
    assert "orglint.yaml speaks of several organizations" in diff(tmp_path, code=2).stderr
    assert kinds(read(tmp_path, "--org", "one")) == {"a-c": "new"}


def test_results_of_other_snapshots_are_not_read(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBC", "aBc", "abc")
    one, other, last = (it.name for it in sorted((tmp_path / "store/snapshots").iterdir()))
    next((tmp_path / "store/results" / last).iterdir()).write_text("damaged", "utf-8")
    assert kinds(read(tmp_path, one, other)) == {"a-c": "fixed"}
    assert not diff(tmp_path, one, other, "--format", "html").stderr


def test_snapshots_without_results_are_compared_as_far_as_they_go(tmp_path: Path) -> None:
    names = [add_day(tmp_path, number, users) for number, users in enumerate(("aB", "a"))]
    told = read(tmp_path, *names)
    assert told["findings"] is None
    assert told["organization"]["changes"] == 1
    assert "no result is kept of" in told["notes"][0]
    assert diff(tmp_path, *names, "--format", "html", code=2).stderr.startswith("orglint: nothing was rendered")


def test_a_newest_result_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    keep_days(tmp_path, "ab", "ab", "aB")
    last = max((tmp_path / "store/results").iterdir())
    next(last.iterdir()).write_text("damaged", "utf-8")
    for words in ((), (min((tmp_path / "store/snapshots").iterdir()).name, last.name)):
        ended = diff(tmp_path, "--exit-code", *words, code=3)
        assert not ended.stdout
        assert "nothing was compared: nobody knows what the newest result says" in ended.stderr


def test_a_result_that_leaves_rules_out_does_not_say_that_nothing_is_new(tmp_path: Path) -> None:
    stores.rules(tmp_path, active="high", other="low")
    keep_days(tmp_path, "ab")
    check(tmp_path, add_day(tmp_path, 1, "ab"), "--keep", "--only", "users/active")
    diff(tmp_path, "--exit-code", code=3)
    check(tmp_path, add_day(tmp_path, 2, "ab"), "--keep", "--only", "users/active")
    diff(tmp_path, "--exit-code", code=0)


@pytest.mark.parametrize("users", ["ab", "aB"], ids=["found nothing", "found something"])
@pytest.mark.parametrize("how", ["off", "deleted"])
def test_what_is_no_longer_looked_for_is_not_fine(tmp_path: Path, users: str, how: str) -> None:
    stores.rules(tmp_path, active="high", other="low")
    add_day(tmp_path, 0, users)
    assert check(tmp_path, "--format", "json=before.json").returncode in {0, 1}
    if how == "off":
        (tmp_path / "orglint.yaml").write_text("rules: [./rules]\noverrides: {users/active: {off: a test}}\n")
    else:
        (tmp_path / "rules" / "users" / "active.yaml").unlink()
    for file in ("after.json", "last.json"):
        assert check(tmp_path, "--format", f"json={file}").returncode in {0, 1}
    diff(tmp_path, "before.json", "after.json", "--exit-code", code=3)
    diff(tmp_path, "before.json", "after.json", code=0)
    diff(tmp_path, "after.json", "last.json", "--exit-code", code=0)


def test_what_a_looser_rule_does_not_find_is_not_fixed(tmp_path: Path) -> None:
    stores.rules(tmp_path, active="high")
    add_day(tmp_path, 0, "aBC")
    assert check(tmp_path, "--format", "json=before.json").returncode == 1
    rule = tmp_path / "rules" / "users" / "active.yaml"
    looser = rule.read_text().replace("user.status == 'active'", "user.status != 'deactivated'")
    rule.write_text(looser.replace("fail: [{status: suspended}]", "fail: [{status: deactivated}]"))
    assert check(tmp_path, "--format", "json=after.json").returncode == 0
    names = ("before.json", "after.json")
    told = read(tmp_path, *names, "--exit-code", code=3)
    assert {kind: it for kind, it in told["findings"]["counts"].items() if it} == {"not-found-by-changed-rule": 2}
    for format_ in ("terminal", "markdown", "html"):
        said = diff(tmp_path, *names, "--format", format_).stdout
        assert "not found by the changed rule" in said
        assert "2 fixed" not in said
    assert "2 failed - 2 not found by the changed rule = 0 still" in diff(tmp_path, *names).stdout
