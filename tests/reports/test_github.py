from dataclasses import replace

import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from orglint.reports.facts import fact_to_text, list_facts
from reports.hostile import HOSTILE, infested
from reports.runner import SHOWN, Command, read_log
from support import results
from support.golden_files import Golden


def commands(result: Result) -> list[Command]:
    return read_log(FORMATS["github"].render(result))


def of_kind(result: Result, kind: str) -> list[Command]:
    return [it for it in commands(result) if it.name == kind]


def many_rules(number: int, severity: Severity = Severity.HIGH) -> Result:
    rules = [results.rule(f"family/rule-{n:03}", severity, f"Promise {n}") for n in range(number)]
    found = [results.finding(it.id, results.key(1), "one row", {}) for it in rules]
    judged = [results.verdict(it, Outcome.FAIL, (9, 8, 1, 0, 0), one) for it, one in zip(rules, found, strict=True)]
    return results.result(*judged, snapshot=results.whole())


def test_annotations_read_like_this(golden: Golden) -> None:
    golden("result.github.txt", FORMATS["github"].render(results.mixed()))


@pytest.mark.parametrize("text", [*HOSTILE, "\n::add-mask::x", "\n##[error]y", "%0A::error::z", "x" * 100_000])
def test_hostile_text_in_every_field_adds_no_command(text: str) -> None:
    plain, hostile = commands(results.mixed()), commands(infested(results.mixed(), text))
    assert [it.name for it in hostile] == [it.name for it in plain]
    assert [it.properties.keys() for it in hostile] == [it.properties.keys() for it in plain]


def test_what_is_escaped_comes_back() -> None:
    shown = [it.data for it in of_kind(results.result(results.hostile(["a: b, 100% %0A"])), "error")]
    assert "- a: b, 100% %0A is a strange name" in shown[0].splitlines()


def test_there_is_one_annotation_for_each_rule_that_fails_the_worst_first() -> None:
    titles = [it.properties["title"] for it in of_kind(results.mixed(), "error")]
    assert titles[1:] == [
        "orglint: admins/managed-accounts (critical)",
        "orglint: accounts/dormant (medium)",
        "orglint: accounts/names (low)",
    ]


def test_what_is_below_the_severity_that_fails_the_run_is_a_warning() -> None:
    below = replace(results.mixed(), fail_on=Severity.HIGH)
    assert [it.properties["title"] for it in of_kind(below, "error")][1:] == [
        "orglint: admins/managed-accounts (critical)"
    ]
    assert len(of_kind(below, "warning")) == 2


@pytest.mark.parametrize(("number", "named"), [(10, 10), (11, 9), (60, 9)])
def test_the_tenth_says_how_many_more_there_are(number: int, named: int) -> None:
    errors = of_kind(many_rules(number), "error")
    assert len(errors) == SHOWN
    rest = number - named
    assert sum("(high)" in it.properties["title"] for it in errors) == named
    more = [it for it in errors if "more" in it.properties["title"]]
    assert [it.properties["title"] for it in more] == [f"orglint: {rest} more rules with {rest} findings"] * bool(rest)


def test_an_undecided_run_has_an_error_first_and_still_ten_at_most() -> None:
    stale = replace(many_rules(60), doubts=("the snapshot is 3 days old",))
    first, *others = of_kind(stale, "error")
    assert first.properties["title"] == "orglint: 1 reason why this is not decided"
    assert "the snapshot is 3 days old" in first.data
    assert len(others) == SHOWN - 1
    assert others[-1].properties["title"] == "orglint: 52 more rules with 52 findings"


@pytest.mark.parametrize("undecided", [results.result(), results.result(results.policies())], ids=["nothing", "no row"])
def test_an_undecided_run_is_never_without_an_error(undecided: Result) -> None:
    assert len(of_kind(undecided, "error")) == 1


def test_a_clean_run_says_that_it_passed_and_has_no_error() -> None:
    assert {it.name for it in commands(results.clean())} == {"notice"}
    assert commands(results.clean())[0].properties["title"] == "orglint: PASS - Fjord & Partners"


def test_every_finding_of_a_rule_is_counted_though_few_are_shown() -> None:
    (error,) = of_kind(results.large(100_000), "error")
    assert "100,000 failed of 100,000 in scope" in error.data
    assert "- and 99,995 more" in error.data.splitlines()


def test_every_fact_of_the_run_is_told() -> None:
    lines = of_kind(results.mixed(), "notice")[-1].data.splitlines()
    for name, fact in list_facts(results.mixed()).items():
        assert f"{name}: {fact_to_text(fact)}".strip() in [line.strip() for line in lines]


def test_waived_and_off_and_not_set_up_are_told() -> None:
    off = (OffRule("workspaces/one", Reason(ReasonCode.OFF, said="one site, decided in SEC-12")),)
    waiting = replace(results.not_applicable(), reason=Reason(ReasonCode.NOT_SET_UP, values=("settings.domains",)))
    told = of_kind(replace(results.result(waiting, results.waived(), *results.passed()), off=off), "notice")
    assert told[1].properties["title"] == "orglint: 1 waived finding"
    assert told[2].data.splitlines() == [
        "- workspaces/one is off: one site, decided in SEC-12",
        "- accounts/bots is not set up: settings.domains is not set",
    ]
