from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Result
from orglint.reports import FORMATS
from orglint.reports.facts import list_facts
from reports.hostile import HOSTILE, infested
from reports.ocsf_reader import SCHEMA, read_events
from support import results
from support.golden_files import Golden

RUNS = {"mixed": results.mixed(), "clean": results.clean(), "failing": results.failing(), "empty": results.result()}


def of_kind(result: Result, kind: str) -> list[dict[str, Any]]:
    return [it for it in read_events(result) if it["unmapped"]["kind"] == kind]


def statuses(events: list[dict[str, Any]], outcome: str) -> set[tuple[int, int]]:
    return {
        (it["compliance"]["status_id"], it["status_id"]) for it in events if it["unmapped"].get("outcome") == outcome
    }


def test_events_read_like_this(golden: Golden) -> None:
    golden("result.ocsf.jsonl", FORMATS["ocsf"].render(results.mixed(["plain"])))


@pytest.mark.parametrize("run", RUNS)
def test_events_are_read(run: str) -> None:
    assert read_events(RUNS[run])


def test_the_schema_notices_a_lost_member() -> None:
    event = read_events(results.failing())[1]
    del event["finding_info"]["uid"]
    assert not jsonschema_rs.is_valid(SCHEMA, event)


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000])
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    plain, hostile = read_events(results.mixed()), read_events(infested(results.mixed(), text))
    assert [it["compliance"]["status_id"] for it in hostile] == [it["compliance"]["status_id"] for it in plain]
    assert max(len(it["message"]) for it in hostile) <= 1_000


def test_each_outcome_has_its_status() -> None:
    findings, rules = of_kind(results.mixed(), "finding"), of_kind(results.mixed(), "rule")
    assert statuses(findings, "fail") == {(3, 1)}
    assert statuses(findings, "unknown") == statuses(rules, "unknown") == {(2, 1)}
    assert statuses(findings, "waived") == {(3, 3)}
    assert statuses(rules, "pass") == {(1, 4)}
    assert statuses(rules, "not-applicable") == {(99, 99)}


def test_there_is_an_event_for_each_finding_and_for_each_rule_without_one() -> None:
    mixed = results.mixed()
    assert len(of_kind(mixed, "finding")) == sum(it.failed + it.unknown + it.waived for it in mixed.verdicts)
    without = {it.rule.id for it in mixed.verdicts if not len(it.findings)}
    assert {it["compliance"]["control"] for it in of_kind(mixed, "rule")} == without


def test_a_rule_of_which_more_may_fail_is_a_warning_beside_its_findings() -> None:
    partly = replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users", said="page 3 answered 503"))
    (rule,) = of_kind(results.result(partly), "rule")
    assert rule["compliance"]["status_id"] == 2
    assert rule["compliance"]["status_details"][0] == "users: partial, page 3 answered 503"


def test_what_did_not_run_has_a_status_of_its_own() -> None:
    off = (OffRule("workspaces/one", Reason(ReasonCode.OFF, said="one site, decided in SEC-12")),)
    waiting = replace(results.not_applicable(), reason=Reason(ReasonCode.NOT_SET_UP, values=("settings.domains",)))
    told = replace(results.result(waiting, *results.passed()), off=off)
    assert of_kind(told, "off")[0]["compliance"]["status"] == "Off"
    assert [it["status"] for it in of_kind(told, "rule")] == ["Not Set Up", "Resolved", "Resolved"]


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (results.clean(), 1),
        (results.failing(), 3),
        (results.mixed(), 3),
        (results.result(), 2),
        (replace(results.clean(), doubts=("the snapshot is 3 days old",)), 2),
    ],
    ids=["clean", "failing", "mixed", "nothing", "stale"],
)
def test_the_first_event_is_about_the_run(run: Result, status: int) -> None:
    first = read_events(run)[0]
    assert first["compliance"]["control"] == "orglint/run"
    assert first["compliance"]["status_id"] == status
    assert first["unmapped"]["facts"] == list_facts(run)


def test_an_event_is_known_by_the_same_name_in_every_run() -> None:
    later = replace(results.mixed(), snapshot=replace(results.mixed().snapshot, id="later"))
    names = [[it["finding_info"]["uid"] for it in read_events(one)] for one in (results.mixed(), later)]
    assert names[0] == names[1]


def test_only_what_is_open_is_as_severe_as_its_rule() -> None:
    severe = {(it["status"], it["severity"]) for it in of_kind(results.mixed(), "rule")}
    assert severe == {("New", "High"), ("Not Applicable", "Informational"), ("Resolved", "Informational")}
