"""Findings that stay in the lines of their document are those that a reader of the whole document finds."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from orglint.errors import ResultError
from orglint.model.findings import Findings, Order, Outcome
from orglint.model.result import Result
from orglint.results import read_result, write_result
from orglint.results.lines import FindingLines
from reports.hostile import infested
from support import random_results, results
from support.searching import at_full

RESULTS = {
    "mixed": results.mixed(),
    "clean": results.clean(),
    "large": results.large(3_000),
    "hostile": infested(results.mixed(), '"findings": [\n  ]},\n'),
}
SEARCH = settings(
    deadline=None,
    max_examples=at_full(60),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def read_twice(result: Result) -> Iterator[tuple[Findings, Findings]]:
    """Yield the findings of each rule as lines, and as objects of a document in one line, which has none."""
    document = write_result(result)
    lines, objects = (read_result(it.encode("ascii"), "r") for it in (document, json.dumps(json.loads(document))))
    assert lines == objects
    yield from ((it.findings, its.findings) for it, its in zip(lines.verdicts, objects.verdicts, strict=True))


def compare(lines: Findings, objects: Findings) -> None:
    assert len(lines) == 0 or isinstance(lines, FindingLines)
    assert not isinstance(objects, FindingLines)
    assert list(lines) == list(objects)
    assert list(lines.counts.items()) == list(objects.counts.items())
    assert list(lines.list_rows()) == list(objects.list_rows())
    assert list(lines.list_keys("*a*")) == list(objects.list_keys("*a*"))
    keys = [it.key for it in objects][1::2]
    assert list(lines.select_keys(keys)) == list(objects.select_keys(keys))
    shown = [(name, isinstance(value, int)) for it in objects for name, value in it.evidence.items()]
    names = {name for name, _ in shown}
    numbered = names - {name for name, is_number in shown if not is_number}
    for outcome in Outcome:
        assert list(lines.select_outcome(outcome)) == list(objects.select_outcome(outcome))
        assert list(lines.select_outcome(outcome, 2)) == list(objects.select_outcome(outcome, 2))
        for order in (*(Order(it) for it in ("none", *names)), *(Order(it, largest_first=True) for it in numbered)):
            assert list(lines.select_worst(outcome, order, 3)) == list(objects.select_worst(outcome, order, 3))
    numbers = dict.fromkeys(objects.reasons, 2)
    assert lines.read_unknown(numbers) == objects.read_unknown(numbers)


@pytest.mark.parametrize("name", RESULTS)
def test_lines_are_the_findings(name: str) -> None:
    for lines, objects in read_twice(RESULTS[name]):
        compare(lines, objects)


@SEARCH
@given(random_results.results())
def test_lines_are_the_findings_of_any_result(result: Result) -> None:
    for lines, objects in read_twice(result):
        assert list(lines) == list(objects)
        assert list(lines.counts.items()) == list(objects.counts.items())
        assert list(lines.list_rows()) == list(objects.list_rows())


def test_findings_in_another_order_are_read_too() -> None:
    lines = write_result(results.large(20)).splitlines()
    places = [place for place, it in enumerate(lines) if '"fingerprint"' in it]
    first, last = places[0], places[1]
    lines[first], lines[last] = lines[last], lines[first]
    document = "\n".join(lines)
    read = [read_result(it.encode("ascii"), "r") for it in (document, json.dumps(json.loads(document)))]
    assert read[0] == read[1]
    for one, other in zip(*(it.verdicts for it in read), strict=True):
        for outcome in Outcome:
            assert list(one.findings.select_outcome(outcome)) == list(other.findings.select_outcome(outcome))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"outcome": "fail", "fingerprint"', '"outcome": "pass", "fingerprint"'),
        ('"outcome": "fail", "fingerprint"', '"outcome": "fail", "since": "2026-13-01T00:00:00Z", "fingerprint"'),
        ('"fingerprint": ', '"fingerprint": 1, "print": '),
        ('   {"table"', '   7, {"table"'),
        ('   {"table"', '   }{"table"'),
    ],
)
def test_what_is_wrong_in_a_line_is_told_as_if_the_whole_was_read(was: str, becomes: str) -> None:
    document = write_result(results.large(10)).replace(was, becomes, 1)
    with pytest.raises(ResultError) as told:
        read_result(document.encode("ascii"), "r.json")
    assert told.value.message.startswith(("r.json is damaged", "r.json is not a result: it is not JSON"))


def test_a_comma_after_the_last_line_is_no_json() -> None:
    document = write_result(results.large(10)).replace("}\n  ]}", "},\n\n  ]}", 1)
    with pytest.raises(ResultError, match="it is not JSON"):
        read_result(document.encode("ascii"), "r.json")


def test_two_rules_of_one_id_keep_their_own_findings() -> None:
    (five,), (three,) = (results.large(it).verdicts for it in (5, 3))
    result = replace(results.large(5), verdicts=(five, replace(five, findings=three.findings)))
    assert [len(it.findings) for it in read_result(write_result(result).encode("ascii"), "r").verdicts] == [5, 3]
