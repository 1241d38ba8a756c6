import json
from dataclasses import replace
from typing import Any

import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result
from orglint.reports import FORMATS
from reports.hostile import HOSTILE, infested
from reports.sarif_rules import list_refusals, oasis
from support import results
from support.golden_files import Golden

BOTH = ("sarif", "sarif-github")
RUNS = {"mixed": results.mixed(), "clean": results.clean(), "failing": results.failing(), "empty": results.result()}


def rendered(result: Result, name: str = "sarif") -> dict[str, Any]:
    run: dict[str, Any] = json.loads(FORMATS[name].render(result))["runs"][0]
    return run


def notes(result: Result, level: str, name: str = "sarif") -> list[str]:
    (invocation,) = rendered(result, name)["invocations"]
    return [it["message"]["text"] for it in invocation["toolExecutionNotifications"] if it["level"] == level]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("run", RUNS)
def test_a_log_fits_the_schema_of_oasis_and_what_github_asks(name: str, run: str) -> None:
    text = FORMATS[name].render(RUNS[run])
    assert [error.message for error in oasis().iter_errors(json.loads(text))] == []
    assert list_refusals(text) == []


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 2_000, "{" * 2_000, "\x00" * 2_000])
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    plain, hostile = rendered(results.mixed()), infested(results.mixed(), text)
    log = FORMATS["sarif"].render(hostile)
    assert oasis().is_valid(json.loads(log))
    assert list_refusals(log) == []
    assert [it["level"] for it in json.loads(log)["runs"][0]["results"]] == [it["level"] for it in plain["results"]]


def test_the_schema_notices_a_member_that_is_of_another_type() -> None:
    log = json.loads(FORMATS["sarif"].render(results.failing()))
    log["runs"][0]["results"][0]["partialFingerprints"]["orglint/v1"] = 7
    assert not oasis().is_valid(log)


def test_a_log_reads_like_this(golden: Golden) -> None:
    golden("result.sarif", FORMATS["sarif"].render(results.mixed()))


def test_a_log_for_github_reads_like_this(golden: Golden) -> None:
    golden("result.github.sarif", FORMATS["sarif-github"].render(results.mixed(["plain"])))


@pytest.mark.parametrize("name", BOTH)
def test_the_worst_come_first(name: str) -> None:
    found = [it for it in rendered(results.mixed(), name)["results"] if it["properties"]["outcome"] == "fail"]
    levels = [it["level"] for it in found]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert len(found) == sum(it.failed for it in results.mixed().verdicts)


def test_a_waived_finding_is_suppressed_with_its_excuse() -> None:
    waived = [it for it in rendered(results.mixed())["results"] if "suppressions" in it]
    assert [it["suppressions"][0]["justification"] for it in waived] == [
        "break-glass account, sealed; security team, until 2026-06-30",
        "migration of the directory; platform team, until 2026-04-01",
    ]


def test_github_gets_no_waived_finding_and_is_told_how_many_there_are() -> None:
    run = rendered(results.mixed(), "sarif-github")
    assert "suppressions" not in json.dumps(run)
    assert "waived" not in {it["properties"]["outcome"] for it in run["results"]}
    assert notes(results.mixed(), "note", "sarif-github") == ["2 waived findings left out."]
    assert run["properties"]["orglint"]["totals.waived"] == 2


def test_a_row_of_unknown_outcome_is_open_and_no_pass() -> None:
    unknown = [it for it in rendered(results.mixed())["results"] if it["properties"]["outcome"] == "unknown"]
    assert {(it["kind"], it["level"]) for it in unknown} == {("open", "none")}
    assert len(unknown) == results.mixed().unknown_rows


def test_github_keeps_the_alert_of_a_row_that_is_not_known_any_more() -> None:
    unknown = results.suspended()
    failed = [it._replace(outcome=Outcome.FAIL, reason=None) for it in unknown.findings]
    before = results.result(results.verdict(unknown.rule, Outcome.FAIL, (214, 8, 13, 0, 0), *failed))
    names = [
        {(it["ruleId"], it["partialFingerprints"]["primaryLocationLineHash"]) for it in run["results"]}
        for run in (rendered(before, "sarif-github"), rendered(results.result(unknown), "sarif-github"))
    ]
    assert names[0] <= names[1]


@pytest.mark.parametrize("name", BOTH)
def test_undecided_is_told_rule_by_rule_and_is_no_success(name: str) -> None:
    (invocation,) = rendered(results.mixed(), name)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [it for it in invocation["toolExecutionNotifications"] if it["level"] == "error"]
    about = [it["associatedRule"]["id"] for it in told if "associatedRule" in it]
    assert about == ["accounts/stale-suspended", "policies/required", "accounts/dormant"]
    assert told[0]["message"]["text"].startswith("the run is in doubt: the snapshot is 2 hours 30 minutes old")


@pytest.mark.parametrize(
    "undecided",
    [
        results.result(),
        results.result(results.policies()),
        replace(results.clean(), doubts=("the snapshot is 3 days old, more than --max-age 36h",)),
        results.result(*results.passed(), replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users"))),
    ],
    ids=["nothing", "no row", "stale", "more may fail"],
)
def test_github_never_sees_an_undecided_run_without_an_alert(undecided: Result) -> None:
    run = rendered(undecided, "sarif-github")
    assert not undecided.decided
    assert [it["ruleId"] for it in run["results"]].count("orglint/undecided") == 1
    assert run["results"][0]["level"] == "error"
    assert len(notes(undecided, "error")) == 1


@pytest.mark.parametrize("name", BOTH)
def test_a_decided_run_says_so(name: str) -> None:
    (invocation,) = rendered(results.clean(), name)["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"] == []
    assert rendered(results.clean(), name)["results"] == []


def test_a_fingerprint_is_the_same_in_every_run_and_another_in_every_organization() -> None:
    def prints(result: Result) -> list[str]:
        return [it["partialFingerprints"]["primaryLocationLineHash"] for it in rendered(result)["results"]]

    here = results.failing()
    elsewhere = replace(here, snapshot=replace(here.snapshot, organization="another"))
    assert prints(here) == prints(replace(here, orglint="9.9.9"))
    assert not {*prints(here)} & {*prints(elsewhere)}
    assert rendered(here)["automationDetails"] != rendered(elsewhere)["automationDetails"]


def test_the_severity_of_a_rule_is_a_number_that_github_puts_into_its_own_words() -> None:
    rules = {it["id"]: it for it in rendered(results.mixed())["tool"]["driver"]["rules"]}
    scores = {name: rules[name]["properties"]["security-severity"] for name in rules}
    assert scores["admins/managed-accounts"] == "9.5"
    assert [scores["policies/required"], scores["accounts/dormant"], scores["accounts/names"]] == ["8.0", "5.5", "2.0"]
    assert scores["groups/owners"] == "0.0"


def test_a_message_holds_no_link_and_no_placeholder() -> None:
    names = ["[here](https://evil.example)", "{0} {1}"]
    told = [it["message"]["text"] for it in rendered(results.result(results.hostile(names)))["results"]]
    assert told == ["[here] (https://evil.example) is a strange name.", "{{0}} {{1}} is a strange name."]


def test_what_did_not_run_is_told() -> None:
    off = (OffRule("workspaces/one", Reason(ReasonCode.OFF, said="one site, decided in SEC-12")),)
    waiting = replace(results.not_applicable(), reason=Reason(ReasonCode.NOT_SET_UP, values=("settings.domains",)))
    run = rendered(replace(results.result(waiting, *results.passed()), off=off, left_out=3))
    told = [it["message"]["text"] for it in run["invocations"][0]["toolConfigurationNotifications"]]
    assert told == [
        "3 rules left out by --only or --skip.",
        "workspaces/one is off: one site, decided in SEC-12.",
        "accounts/bots is not set up: settings.domains is not set.",
    ]


@pytest.mark.parametrize(("version", "semantic"), [("0.1.0", "0.1.0"), ("", None), ("0.1.dev3", None)])
def test_a_version_is_semantic_only_if_it_is(version: str, semantic: str | None) -> None:
    driver = rendered(replace(results.clean(), orglint=version))["tool"]["driver"]
    assert (driver["version"], driver.get("semanticVersion")) == (version or "unknown", semantic)
