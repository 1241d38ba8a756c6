"""What a result says about controls: never more than its rules concluded, in every format."""

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from orglint.model.controls import ControlOutcome, assess_controls, list_frameworks
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.reports.controls import CONTROL_FORMATS
from orglint.reports.controls.json import load_controls_schema
from reports.hostile import HOSTILE
from support import random_results, results
from support.searching import at_full

SEARCHING = settings(max_examples=at_full(16), deadline=None, suppress_health_check=list(HealthCheck))
NOT_SET_UP = Reason(ReasonCode.NOT_SET_UP, said="settings.domains")
OFF = OffRule("own/off", Reason(ReasonCode.OFF, said="SEC-12"), {"soc2": ("CC6.1",)})


def judged(*outcomes: Outcome | Reason, off: tuple[OffRule, ...] = (), doubts: tuple[str, ...] = ()) -> Result:
    """Make a result of rules that all name CC6.1; a reason stands for a rule that was not judged because of it."""
    some = results.result(*(_verdict(number, it) for number, it in enumerate(outcomes)))
    return replace(some, off=off, doubts=doubts)


def _verdict(number: int, outcome: Outcome | Reason) -> Verdict:
    rule = replace(results.admins().rule, id=f"own/rule{number}", controls={"soc2": ("CC6.1",), "cis": ()})
    idle = isinstance(outcome, Reason)
    return Verdict(
        rule,
        Outcome.NOT_APPLICABLE if isinstance(outcome, Reason) else outcome,
        3,
        *(0 if idle else int(outcome is it) for it in (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED)),
        reason=outcome if isinstance(outcome, Reason) else None,
    )


PASS, FAIL, UNKNOWN, WAIVED = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED
NOTHING = Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (judged(PASS, PASS), "supported"),
        (judged(PASS, FAIL, UNKNOWN, WAIVED), "fail"),
        (judged(PASS, UNKNOWN, WAIVED), "unknown"),
        (judged(PASS, WAIVED, NOTHING), "waived"),
        (judged(PASS, NOTHING), "partly"),
        (judged(PASS, NOT_SET_UP), "partly"),
        (judged(PASS, off=(OFF,)), "partly"),
        (replace(judged(PASS), left_out=1), "partly"),
        (replace(judged(PASS, FAIL), left_out=1), "fail"),
        (judged(NOTHING, NOTHING), "not-applicable"),
        (judged(NOTHING, NOT_SET_UP), "not-set-up"),
        (judged(off=(OFF,)), "not-set-up"),
        (judged(PASS, doubts=("the snapshot is old",)), "unknown"),
        (judged(WAIVED, doubts=("the snapshot is old",)), "unknown"),
        (judged(FAIL, doubts=("the snapshot is old",)), "fail"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_a_control_is_supported_only_if_every_rule_of_it_passed(result: Result, outcome: str) -> None:
    (control,) = assess_controls(result, "soc2").controls
    assert (control.id, control.outcome) == ("CC6.1", outcome)


def test_controls_that_no_rule_names_are_not_there() -> None:
    assert assess_controls(judged(PASS), "cis").controls == ()
    assert list_frameworks(judged(PASS)) == ["soc2"]
    for render in CONTROL_FORMATS.values():
        assert "supported</td>" not in render(assess_controls(judged(PASS), "cis"))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (NOT_SET_UP, "not set up: settings.domains"),
        (
            Reason(ReasonCode.NOT_IN_PLAN, values=("guard",)),
            "not in the plan: needs guard, which settings.plan does not have",
        ),
    ],
)
def test_why_a_rule_was_not_judged_is_told_once(reason: Reason, told: str) -> None:
    report = assess_controls(judged(reason), "soc2")
    lines = CONTROL_FORMATS["terminal"](report).splitlines()
    assert lines[5:7] == [f"    own/rule0  {told}", ""]
    assert CONTROL_FORMATS["html"](report).count(told) == 1


def test_ids_are_in_the_order_of_their_numbers() -> None:
    rule = replace(results.admins().rule, controls={"nist": ("AC-10", "AC-2(12)", "AC-2", "AC-2(3)", "AU-1")})
    result = results.result(replace(results.admins(), rule=rule))
    ids = [it.id for it in assess_controls(result, "nist").controls]
    assert ids == ["AC-2", "AC-2(3)", "AC-2(12)", "AC-10", "AU-1"]


@given(random_results.results())
@SEARCHING
def test_whatever_a_result_holds_nothing_is_supported_without_a_pass_of_every_rule(result: Result) -> None:
    for framework in list_frameworks(result):
        document = json.loads(CONTROL_FORMATS["json"](assess_controls(result, framework)))
        Draft202012Validator(load_controls_schema()).validate(document)
        named = {it for rule in result.verdicts for it in rule.rule.controls.get(framework, ())}
        for control in document["controls"]:
            told = _name_outcomes(result, framework, control["id"])
            assert (control["outcome"] == "supported") == (
                set(told) == {"pass"} and not result.doubts and not result.left_out
            )
            assert (control["outcome"] == "fail") == ("fail" in told)
            assert not ("unknown" in told and control["outcome"] not in {"fail", "unknown"})
        assert named <= {it["id"] for it in document["controls"]}
        assert sum(document["totals"].values()) == len(document["controls"])


def _name_outcomes(result: Result, framework: str, control: str) -> list[str]:
    ran = [str(it.outcome) for it in result.verdicts if control in it.rule.controls.get(framework, ())]
    return ran + ["off" for it in result.off if control in it.controls.get(framework, ())]


@given(random_results.results())
@SEARCHING
def test_the_table_says_the_same_as_the_json(result: Result) -> None:
    for framework in list_frameworks(result):
        report = assess_controls(result, framework)
        rows = list(csv.DictReader(StringIO(CONTROL_FORMATS["csv"](report).removeprefix("\ufeff"))))
        document = json.loads(CONTROL_FORMATS["json"](report))
        assert [(row["control_outcome"], row["bucket"] == "off") for row in rows] == _list_pairs(document)


def _list_pairs(document: dict[str, Any]) -> list[tuple[str, bool]]:
    """Return the outcome of each control once for each rule, those that are off last."""
    return [
        (it["outcome"], off)
        for it in document["controls"]
        for off in [False] * len(it["rules"]) + [True] * len(it["off"])
    ]


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_titles_add_nothing_to_the_page_and_no_line_to_the_text() -> None:
    plain, hostile = judged(FAIL), judged(FAIL)
    verdict = hostile.verdicts[0]
    for text in HOSTILE:
        rule = replace(verdict.rule, title=text, id=text)
        infested = assess_controls(replace(hostile, verdicts=(replace(verdict, rule=rule),)), "soc2")
        one, other = (Page(CONTROL_FORMATS["html"](it)).elements for it in (assess_controls(plain, "soc2"), infested))
        assert one == other
        lines = [CONTROL_FORMATS["terminal"](it).count("\n") for it in (assess_controls(plain, "soc2"), infested)]
        assert lines[0] == lines[1]


def test_every_format_tells_doubts_exceptions_and_what_did_not_run() -> None:
    result = replace(judged(FAIL, WAIVED, off=(OFF,), doubts=("the snapshot is old",)), left_out=3)
    report = assess_controls(result, "soc2")
    for name in ("terminal", "html"):
        text = CONTROL_FORMATS[name](report)
        for told in (
            "the snapshot is old",
            "3 more left out",
            "so that nothing is supported: they",
            "waived",
            "own/off",
            "SEC-12",
            "SOC 2",
        ):
            assert told in text, (name, told)
        assert "complies" in text
    assert '"waived"' in CONTROL_FORMATS["csv"](report)
    assert report.count(ControlOutcome.FAIL) == 1
