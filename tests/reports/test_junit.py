"""JUnit XML, read back by a strict parser, by junitparser, and by what readers of it require."""

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from reports.hostile import HOSTILE, infested
from support import results
from support.golden_files import Golden

MIXED = results.mixed()
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"failure", "error", "skipped"},
}
"""What the schemas of Jenkins and of Ant allow inside of each element, in this order, as far as it is used."""


def text(result: Result) -> str:
    return FORMATS["junit"].render(result)


def waiting() -> Result:
    rule = results.rule("own/partners", Severity.HIGH, "Guests come from partners")
    reason = Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))
    off = OffRule("own/other", Reason(ReasonCode.OFF, said="decided in SEC-12"))
    one = results.verdict(rule, Outcome.NOT_APPLICABLE, (0, 0, 0, 0, 0), reason=reason)
    return replace(results.clean(), verdicts=(*results.clean().verdicts, one), off=(off,))


def cases(result: Result) -> dict[str, TestCase]:
    found: dict[str, TestCase] = {}
    for suite in JUnitXml.fromstring(text(result).encode()):
        assert isinstance(suite, TestSuite)
        found |= {case.name: case for case in suite}
    return found


def kinds(result: Result) -> dict[str, type]:
    return {name: type(case.result[0]) if case.result else TestCase for name, case in cases(result).items()}


@pytest.mark.parametrize("result", [MIXED, results.clean(), results.result(), waiting()])
def test_the_document_has_the_shape_that_every_reader_takes(result: Result) -> None:
    root = ET.fromstring(text(result))
    for element in root.iter():
        allowed = list(CHILDREN.get(element.tag, ()))
        assert {child.tag for child in element} <= set(allowed)
        if element.tag in {"testsuites", "testsuite"}:
            held = Counter(child.tag for child in element.iter() if child is not element)
            counted = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
            assert {name: int(element.attrib[name]) for name in counted} == {
                it: held[tag] for it, tag in counted.items()
            }
        if element.tag == "testsuite" and (tags := [child.tag for child in element]):
            assert tags == sorted(tags, key=["properties", "testcase"].index)
        assert element.tag != "testcase" or len(element) <= 1
    names = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert len(set(names)) == len(names) == len(result.verdicts) + len(result.off) + 1


def test_a_result_reads_like_this(golden: Golden) -> None:
    golden("junit.xml", text(MIXED))


def test_what_fails_is_a_failure_and_what_is_unknown_an_error() -> None:
    assert kinds(MIXED) == {
        "everything is decided": Error,
        "admins/managed-accounts": Failure,
        "accounts/dormant": Failure,
        "accounts/names": Failure,
        "accounts/stale-suspended": Error,
        "policies/required": Error,
        "admins/count": Skipped,
        "accounts/bots": Skipped,
        "domains/verified": TestCase,
        "groups/owners": TestCase,
    }


def test_what_is_not_set_up_or_off_is_skipped_and_says_so() -> None:
    said = {name: case.result[0].message for name, case in cases(waiting()).items() if case.result}
    assert said["own/partners"] == "not set up: settings.partners is not set"
    assert said["own/other"] == "off: decided in SEC-12"
    assert kinds(waiting())["everything is decided"] is TestCase


def test_a_run_in_doubt_is_an_error_though_every_rule_passes() -> None:
    old = replace(results.clean(), doubts=("the snapshot is 3 days old",))
    assert [name for name, kind in kinds(old).items() if kind is Error] == ["everything is decided"]
    assert "3 days old" in cases(old)["everything is decided"].result[0].text


def test_a_run_without_rules_is_an_error() -> None:
    assert kinds(results.result()) == {"everything is decided": Error}


def test_a_rule_that_fails_names_what_is_undecided_too() -> None:
    failure = cases(MIXED)["accounts/dormant"].result[0]
    assert failure.type == "medium"
    assert failure.message == "14 failed, 3 unknown, 1 waived, 180 passed of 198 in scope"
    assert "undecided too: user.lastActive is absent (3 rows)" in failure.text


def test_many_findings_are_cut_with_their_number() -> None:
    failure = cases(results.large(5_000))["accounts/dormant"].result[0]
    assert failure.text.count("\n- ") == 20
    assert "and 4,980 more rows" in failure.text
    assert failure.message.startswith("5,000 failed")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_anywhere_leaves_the_document_as_it_is(hostile: str) -> None:
    bad, plain = (
        [(it.tag, sorted(it.attrib)) for it in ET.fromstring(text(result)).iter() if it.tag != "testsuite"]
        for result in (infested(MIXED, hostile), MIXED)
    )
    assert Counter(map(str, bad)) == Counter(map(str, plain))  # a slash in an id makes a suite of its own
