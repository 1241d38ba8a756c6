"""`check --explain` as people run it: one rule, one row, on a snapshot of a local organization."""

import json
from pathlib import Path

import pytest

from cli.conftest import orglint

DORMANT = "accounts/dormant"


@pytest.fixture(scope="module")
def report(store: Path) -> dict[str, dict[str, object]]:
    ended = orglint("check", "--store", str(store), "--format", "json")
    return {rule["id"]: rule for rule in json.loads(ended.stdout)["rules"]}


def explained(store: Path, asked: str, *words: str) -> dict[str, object]:
    ended = orglint("check", "--store", str(store), "--explain", asked, "--format", "json", *words)
    assert ended.stderr == ""
    told: dict[str, object] = json.loads(ended.stdout)
    assert ended.returncode == told["exit_code"]
    return told


def test_each_finding_is_explained_as_it_was_found(store: Path, report: dict[str, dict[str, object]]) -> None:
    for identity, rule in report.items():
        assert isinstance(rule["findings"], list)
        for finding in rule["findings"][:2]:
            told = explained(store, f"{identity}:{finding['key']}")
            assert (told["rule"], told["key"]) == (identity, finding["key"])
            assert (told["outcome"], told["message"]) == (finding["outcome"], finding["message"])
            verdict = {name: rule[name] for name in ("outcome", "rows", "passed", "failed", "unknown")}
            assert isinstance(told["verdict"], dict)
            assert told["verdict"].items() >= verdict.items()


def test_without_a_key_it_is_the_first_finding(store: Path, report: dict[str, dict[str, object]]) -> None:
    findings = report[DORMANT]["findings"]
    assert isinstance(findings, list)
    told = explained(store, DORMANT)
    assert (told["key"], told["chosen"], told["outcome"]) == (findings[0]["key"], "the first finding", "fail")


def test_a_row_may_be_named_by_the_e_mail_address_that_no_other_has(store: Path) -> None:
    key = explained(store, DORMANT)["key"]
    listed = orglint("query", "users", f"user.accountId == '{key}' && has(user.email)", "--store", str(store))
    told = explained(store, f"{DORMANT}:{json.loads(listed.stdout)['email']}")
    assert (told["key"], told["chosen"]) == (key, "the only one of that name or e-mail address")


def test_people_read_each_part_with_its_value_and_where_it_was_read(store: Path) -> None:
    ended = orglint("check", "--store", str(store), "--explain", DORMANT, COLUMNS="80")
    assert ended.returncode == 1
    for told in (
        "WHERE · true",
        "│     user.status → 'active'",
        "REQUIRE · false",
        "days(params.grace_days) → 2592000s (30 days)",
        "params.max_days is 90",
        "users: POST /v2/orgs/{orgId}/directories/{directoryId}/users/search, read",
        "user.lastActive  derived: the latest productAccess[].lastActiveTimestamp",
        "OUTCOME · FAIL",
        "the rule over all of users: fail, ",
    ):
        assert told in ended.stdout


def test_an_explanation_can_go_into_a_file(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "why.json"
    ended = orglint("check", "--store", str(store), "--explain", DORMANT, "--format", f"json={file}")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert json.loads(file.read_text())["rule"] == DORMANT


def test_a_stale_snapshot_is_doubted_here_too(store: Path) -> None:
    ended = orglint("check", "--store", str(store), "--explain", DORMANT, "--max-age", "0m")
    assert ended.returncode == 3
    assert "in doubt: the snapshot is" in ended.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--explain", "accounts/dormnat"), "Did you mean accounts/dormant?"),
        (("--explain", "dormant"), "Did you mean accounts/dormant?"),
        (("--explain", f"{DORMANT}:nobody"), "there is no row of users whose accountId or email or name is nobody"),
        (("--explain", "admins/count:nobody"), "there is no row of organization whose id or name is nobody"),
        (("--explain", DORMANT, "--format", "html"), "an explanation cannot be rendered as html"),
    ],
)
def test_what_cannot_be_explained_is_a_mistake_of_the_question(store: Path, words: tuple[str, ...], told: str) -> None:
    ended = orglint("check", "--store", str(store), *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr
