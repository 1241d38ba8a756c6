from dataclasses import replace

import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from orglint.reports.facts import list_facts
from reports.bitbucket_reader import ANNOTATIONS, read_report
from reports.hostile import HOSTILE, infested
from support import results
from support.golden_files import Golden


def test_a_report_reads_like_this(golden: Golden) -> None:
    golden("result.bitbucket.json", FORMATS["bitbucket"].render(results.mixed(["plain"])))


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000])
def test_hostile_text_in_every_field_stays_within_the_limits(text: str) -> None:
    plain, hostile = read_report(results.mixed()), read_report(infested(results.mixed(), text))
    for member in ("result", "severity"):
        assert [it[member] for it in hostile["annotations"]] == [it[member] for it in plain["annotations"]]


@pytest.mark.parametrize(
    ("run", "result"),
    [
        (results.clean(), "PASSED"),
        (results.failing(), "FAILED"),
        (replace(results.result(*results.passed(), results.dormant(), snapshot=results.whole())), "FAILED"),
        (results.result(), "FAILED"),
        (replace(results.clean(), doubts=("the snapshot is 3 days old",)), "FAILED"),
        (replace(results.result(*results.passed(), results.hostile(["a"])), fail_on=Severity.HIGH), "PASSED"),
    ],
    ids=["clean", "failing", "unknown rows", "nothing", "stale", "below"],
)
def test_only_a_run_that_ends_with_0_has_passed(run: Result, result: str) -> None:
    assert read_report(run)["report"]["result"] == result
    assert (run.exit_code == 0) == (result == "PASSED")


def test_the_fields_have_the_totals() -> None:
    fields = {it["title"]: it["value"] for it in read_report(results.mixed())["report"]["data"]}
    assert fields == {
        "Findings": 34,
        "Critical and high": 2,
        "Rows of unknown outcome": 16,
        "Waived findings": 2,
        "Rules that fail": 3,
        "Rules not decided": 2,
        "Rules not set up": 0,
        "Rules off or left out": 0,
        "Snapshot": "2026-03-02T06-00-00Z-5f3a, NOT complete",
        "Snapshot taken": 1772431200000,
    }


def test_every_fact_of_the_run_is_in_the_document() -> None:
    assert read_report(results.mixed())["orglint"] == list_facts(results.mixed())


def test_what_is_undecided_comes_first_then_the_worst() -> None:
    found = read_report(results.mixed())["annotations"]
    assert found[0]["summary"].startswith("the run is in doubt: the snapshot is 2 hours 30 minutes old")
    assert [it["severity"] for it in found[1:6]] == ["HIGH", "HIGH", "MEDIUM", "CRITICAL", "CRITICAL"]


def test_a_waived_finding_is_ignored_and_says_why() -> None:
    waived = [it for it in read_report(results.mixed())["annotations"] if it["result"] == "IGNORED"]
    assert len(waived) == 2
    assert "Waived: migration of the directory; platform team, until 2026-04-01." in waived[1]["details"]


@pytest.mark.parametrize(
    "undecided",
    [
        results.result(results.policies()),
        results.result(*results.passed(), replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users"))),
    ],
    ids=["no row", "more may fail"],
)
def test_a_rule_that_could_not_be_decided_is_an_annotation(undecided: Result) -> None:
    assert "could not be decided" in read_report(undecided)["annotations"][0]["summary"]


def test_what_is_too_much_is_cut_and_the_true_total_told() -> None:
    document = read_report(results.large(ANNOTATIONS + 1))
    assert len(document["annotations"]) == ANNOTATIONS
    assert "the worst 1,000 of 1,001 annotations are listed." in document["report"]["details"]
    assert document["report"]["data"][0]["value"] == ANNOTATIONS + 1


def test_two_organizations_have_two_reports() -> None:
    here = results.clean()
    elsewhere = replace(here, snapshot=replace(here.snapshot, organization="another"))
    assert read_report(here)["report_id"] != read_report(elsewhere)["report_id"]
