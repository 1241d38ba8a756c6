"""A result that is read back is the result that was written, and every report of it has the same bytes."""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from orglint.errors import ResultError
from orglint.model.findings import ListedFindings
from orglint.model.ordering import in_order
from orglint.model.result import Outcome, Result
from orglint.model.rule import Parameter
from orglint.reports import FORMATS, Layout
from orglint.results import read_result, write_result
from reports.hostile import HOSTILE, infested
from support import random_results, results
from support.outputs import join_text
from support.searching import at_full

RESULTS = {
    "mixed": results.mixed(),
    "clean": results.clean(),
    "failing": results.failing(),
    "empty": results.result(),
    "large": results.large(3_000),
}


SEARCH = settings(
    deadline=None,
    max_examples=at_full(120),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a result is large, and shrinking one takes minutes
)


def again(result: Result) -> Result:
    return read_result(write_result(result).encode("ascii"), "result.json")


def reports(result: Result) -> dict[str, str]:
    plain = {
        f"{name} {output.name}": join_text(output)
        for name, it in FORMATS.items()
        for output in it.render_outputs(result, Layout(80, limit=2))
    }
    return plain | {"color": FORMATS["terminal"].render(result, Layout(120, color=True))}


def has_only_json(value: Any) -> bool:
    """Return whether JSON holds a value as it is: no number is infinite or none."""
    if isinstance(value, Mapping):
        return all(map(has_only_json, value.values()))
    if isinstance(value, list):
        return all(map(has_only_json, value))
    return not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize("name", RESULTS)
def test_reports_of_a_result_that_was_read_back_have_the_same_bytes(name: str) -> None:
    assert reports(again(RESULTS[name])) == reports(RESULTS[name])


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text and "." not in text])
def test_hostile_text_everywhere_comes_back(text: str) -> None:
    result = infested(results.mixed(), text)
    assert reports(again(result)) == reports(result)


@pytest.mark.parametrize("number", [math.inf, -math.inf, 1.5])
def test_a_number_is_a_number_again(number: float) -> None:
    verdict = results.admins()
    parameters = {
        "max": Parameter("max", "double", number, "", number),
        "all": Parameter("all", "list(double)", [number], "", []),
    }
    result = results.result(replace(verdict, rule=replace(verdict.rule, parameters=parameters)))
    assert again(result).verdicts[0].rule.parameters == parameters
    assert reports(again(result)) == reports(result)


@SEARCH
@given(random_results.results())
def test_reports_of_any_result_that_was_read_back_have_the_same_bytes(result: Result) -> None:
    assert reports(again(result)) == reports(result)


@SEARCH
@given(random_results.results())
def test_a_result_that_was_read_back_is_equal(result: Result) -> None:
    shown = [finding.evidence for verdict in result.verdicts for finding in verdict.findings]
    params = [it for verdict in result.verdicts for it in verdict.rule.parameters.values()]
    held = has_only_json([*shown, *(value for it in params for value in (it.value, it.default))])
    ordered = tuple(replace(it, findings=ListedFindings(in_order(it.findings))) for it in result.verdicts)
    found = again(result)
    if held:
        assert found == random_results.without_files(replace(result, verdicts=ordered))
    assert (found.exit_code, found.outcome) == (result.exit_code, result.outcome)


def changed(*path: Any, value: Any) -> bytes:
    document = json.loads(write_result(results.mixed()))
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return json.dumps(document).encode()


DEEP = b'{"format": 1, "rules": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "r.json is not a result: it is not JSON"),
        (b"\x00\xff", "r.json is not a result: it is not JSON"),
        (b"%PDF-1.7", "r.json is not a result: it is not JSON"),
        (write_result(results.mixed()).encode()[:-3], "r.json is not a result: it is not JSON"),
        (DEEP, "r.json is not a result: it is not JSON"),
        (b"[]", "r.json is not a result: it is other JSON"),
        (b"17", "r.json is not a result: it is other JSON"),
        (b"{}", "r.json is not a result: it is other JSON"),
        (b'{"format": "x"}', "r.json is not a result: it is other JSON"),
        (b'{"format": 1}', "at its top it"),
        (changed("format", value=2), "r.json has format 2; this orglint reads up to format 1"),
        (changed("rules", 0, "failed", value=-1), "at rules/0/failed it"),
        (changed("rules", 1, "findings", 0, "outcome", value="pass"), "at rules/1/findings/0/outcome it"),
        (changed("snapshot", "tables", "users", "rows", value="many"), "at snapshot/tables/users/rows it"),
        (changed("snapshot", "taken_at", value="2026-13-45T00:00:00Z"), "at its top it holds a value"),
        (changed("rules", 0, "outcome", value="pass"), "at totals it contradicts its rules"),
        (changed("outcome", value="pass"), "at outcome it contradicts its rules"),
        (changed("exit_code", value=0), "at exit_code it contradicts its rules"),
        (changed("decided", value=True), "at decided it contradicts its rules"),
    ],
)
def test_what_is_not_a_result_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(ResultError) as refused:
        read_result(content, "r.json")
    assert said in str(refused.value)
    assert len(str(refused.value).splitlines()) == 2
    assert refused.value.exit_code == 3


def test_a_member_that_a_newer_orglint_adds_is_passed_over() -> None:
    document = json.loads(write_result(results.mixed()))
    document |= {"attested": {"x": 1}}
    for part in (document["rules"][0], document["snapshot"], document["packs"], document["acceptances"][0]):
        part["newer"] = [1, 2]
    found = read_result(json.dumps(document).encode(), "r.json")
    assert reports(found) == reports(results.mixed())


def test_rules_have_no_sql_and_all_that_reports_need() -> None:
    verdict = next(it for it in again(results.mixed()).verdicts if it.rule.id == "accounts/dormant")
    original = results.dormant().rule
    assert verdict.rule == original
    assert verdict.outcome is Outcome.FAIL
