"""The whole tool against a naive judge that reads the same organization by itself."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path

import pytest

from end_to_end import oracle
from end_to_end.oracle import Judged, Seen
from support.command import Ended
from support.local import Local, Row, check, local, orglint, outcomes

SEEDS, USERS = (1, 2, 3), (1, 99, 100, 101)
CASES = [*((seed, users) for seed in SEEDS for users in USERS), (1, 5000)]
PRESENT = "2026-11-01T00:00:00Z"
SLACK = 2
ROLES = 4
"""Those whose holders are asked for by themselves, a page each."""


@dataclass(frozen=True, slots=True)
class Case:
    """One organization, collected and checked, and what the oracle saw of it."""

    state: Row
    requests: list[Row]
    seen: Seen
    collected: Ended
    code: int
    report: Row
    present: Row

    def judged(self, report: Row) -> dict[str, Judged]:
        """Return what the oracle says at the moment of a report."""
        return oracle.judge(self.seen, datetime.fromisoformat(report["as_of"]))


@pytest.fixture(scope="module", params=CASES, ids=str)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    seed, users = request.param
    with local(tmp_path_factory.mktemp("local"), "--users", str(users), "--seed", str(seed)) as organization:
        collected = organization.snapshot()
        requests = organization.requests()
        seen = oracle.see(organization.base_url, organization.org_id, organization.api_key)
        code, report = check(organization.folder)
        _, present = check(organization.folder, "--as-of", PRESENT, "--max-age", "10000d")
        yield Case(organization.state(), requests, seen, collected, code, report, present)


def found(report: Row) -> dict[str, set[str]]:
    return {rule["id"]: {finding["key"] for finding in rule["findings"]} for rule in report["rules"]}


def counts(report: Row) -> dict[str, dict[str, int]]:
    names = ("rows", "in_scope", "passed", "failed", "unknown")
    return {rule["id"]: {name: rule[name] for name in names} for rule in report["rules"]}


def test_a_snapshot_of_a_healthy_organization_is_whole(case: Case) -> None:
    assert case.collected.code == 0, case.collected
    assert {table["state"] for table in case.report["snapshot"]["tables"].values()} == {"complete"}


def test_findings_are_those_of_the_oracle(case: Case) -> None:
    for report in (case.report, case.present):
        assert found(report) == {rule: set(judged.failed) for rule, judged in case.judged(report).items()}


def test_no_finding_is_told_twice_and_all_are_fails(case: Case) -> None:
    findings = [(rule["id"], one["key"], one["outcome"]) for rule in case.report["rules"] for one in rule["findings"]]
    assert len(findings) == len(set(findings))
    assert {outcome for _, _, outcome in findings} == {"fail"}


def test_counts_are_those_of_the_oracle(case: Case) -> None:
    for report in (case.report, case.present):
        assert counts(report) == {rule: judged.counts for rule, judged in case.judged(report).items()}


def test_outcomes_are_those_of_the_oracle(case: Case) -> None:
    for report in (case.report, case.present):
        assert outcomes(report) == {rule: judged.outcome for rule, judged in case.judged(report).items()}


def test_the_exit_code_is_1_when_a_rule_fails_and_0_when_none_does(case: Case) -> None:
    fails = any(judged.failed for judged in case.judged(case.report).values())
    assert case.code == case.report["exit_code"] == int(fails)


def test_tables_have_as_many_rows_as_the_organization(case: Case) -> None:
    tables = {name: table["rows"] for name, table in case.report["snapshot"]["tables"].items()}
    held = {name: len(case.state[name]) for name in ("users", "domains", "policies")}
    assert tables == {**held, "organization": 1}


def test_no_more_is_asked_than_pages_and_a_few_calls(case: Case) -> None:
    pages = ceil(len(case.state["users"]) / 100)
    searches = [one for one in case.requests if one["path"].endswith("/users/search")]
    assert len(searches) <= pages + SLACK + ROLES
    assert len(case.requests) - len(searches) <= sum(ceil(len(case.state[kind]) / 20) for kind in LISTS) + 3 * SLACK


LISTS = ("domains", "policies")


def test_the_tool_asks_with_its_key_and_only_reads(case: Case) -> None:
    assert all(one["authorised"] and one["status"] == 200 for one in case.requests)
    assert {one["path"].rpartition("/")[2] for one in case.requests if one["method"] != "GET"} <= {"search"}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Local, list[Row]]]:
    """An organization collected twice."""
    folder = tmp_path_factory.mktemp("twice")
    with local(folder, "--users", "350", "--seed", "1") as organization:
        reports = []
        for _ in range(2):
            assert organization.snapshot().code == 0
            reports.append(check(folder)[1])
        yield organization, reports


def since(folder: Path, snapshot: str) -> dict[str, str]:
    """Return since when each suspended user is, as `orglint query` shows it."""
    where = next(folder.glob(f"orglint-store/**/{snapshot}"))
    expression = "user.status == 'suspended' && has(user.statusSince)"
    ended = orglint("query", "users", expression, where, "--limit", "1000", at=folder)
    rows = [json.loads(line) for line in ended.out.splitlines()]
    return {row["accountId"]: row["statusSince"] for row in rows}


def test_a_status_that_stays_is_known_since_the_first_snapshot(twice: tuple[Local, list[Row]]) -> None:
    organization, reports = twice
    first, second = (since(organization.folder, report["snapshot"]["id"]) for report in reports)
    assert reports[0]["as_of"] < reports[1]["as_of"]
    assert len(first) > 1
    assert second == first
    assert {datetime.fromisoformat(moment) for moment in first.values()} == {
        datetime.fromisoformat(reports[0]["snapshot"]["taken_at"])
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_every_table_has_all_its_rows_when_all_are_asked_for(seed: int, tmp_path: Path) -> None:
    with local(tmp_path, "--users", "101", "--seed", str(seed)) as organization:
        assert organization.snapshot("--all").code == 0
        state = organization.state()
    _, report = check(tmp_path)
    kinds = ("users", "domains", "policies", "groups", "directories", "managed_accounts")
    tables = {name: table["rows"] for name, table in report["snapshot"]["tables"].items()}
    assert {kind: tables[kind] for kind in kinds} == {kind: len(state[kind]) for kind in kinds}
