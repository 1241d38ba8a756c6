import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from orglint.model.result import Outcome, Result
from orglint.reports import FORMATS
from reports.hostile import HOSTILE
from support import results
from support.golden_files import Golden

SCHEMA: dict[str, Any] = json.loads(files("orglint.results").joinpath("result.schema.json").read_text())
RESULTS = {"mixed": results.mixed(), "clean": results.clean(), "failing": results.failing(), "empty": results.result()}


def rendered(result: Result) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    return json.loads(FORMATS["json"].render(result), parse_constant=refuse)


def undeclared(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    for name, item in value.items() if isinstance(value, dict) else ():
        inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
        if inner is None:
            yield f"{path}/{name}"
        elif inner is not True:
            yield from undeclared(item, inner, f"{path}/{name}")
    for item in value if isinstance(value, list) else ():
        yield from undeclared(item, schema.get("items", {}), f"{path}[]")


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_fits_the_published_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    mistakes = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(rendered(RESULTS[name]))]
    assert mistakes == []


@pytest.mark.parametrize("name", RESULTS)
def test_every_key_is_declared_in_the_published_schema(name: str) -> None:
    assert list(undeclared(rendered(RESULTS[name]), SCHEMA)) == []


def test_the_schema_notices_a_lost_key() -> None:
    document = rendered(RESULTS["mixed"])
    del document["rules"][0]["findings"]
    assert not Draft202012Validator(SCHEMA).is_valid(document)


def test_a_result_reads_like_this(golden: Golden) -> None:
    golden("result.json", FORMATS["json"].render(results.mixed()))


def test_the_shape_is_that_of_the_design() -> None:
    design = {
        "": "format orglint organization as_of outcome exit_code snapshot rules",
        "rule": "id title severity outcome reason rows in_scope passed failed unknown waived findings",
        "finding": "table key outcome fingerprint message evidence waiver",
        "table": "state rows expected pages requests",
    }
    document = rendered(results.failing())
    rule = next(rule for rule in document["rules"] if rule["findings"])
    places = {
        "": document,
        "rule": rule,
        "finding": rule["findings"][0],
        "table": document["snapshot"]["tables"]["users"],
    }
    missing = [(place, name) for place in places for name in design[place].split() if name not in places[place]]
    assert missing == []


def test_the_bytes_are_ascii() -> None:
    assert FORMATS["json"].render(results.mixed()).isascii()


def test_a_number_that_json_cannot_hold_is_a_string() -> None:
    rule = next(rule for rule in rendered(results.mixed())["rules"] if rule["id"] == "accounts/names")
    assert rule["findings"][0]["evidence"]["user.score"] == "nan"


def test_hostile_names_come_back_as_they_were() -> None:
    names = [name for name in HOSTILE if "\ud800" not in name]
    rule = next(rule for rule in rendered(results.mixed(names))["rules"] if rule["id"] == "accounts/names")
    assert [finding["evidence"]["user.name"] for finding in rule["findings"]] == names


def test_a_lone_surrogate_is_spelled_out() -> None:
    rule = next(rule for rule in rendered(results.mixed(["\ud800x"]))["rules"] if rule["id"] == "accounts/names")
    assert rule["findings"][0]["evidence"]["user.name"] == "\\ud800x"


def test_totals_are_the_sums_of_what_is_listed() -> None:
    document = rendered(results.mixed())
    outcomes = [finding["outcome"] for rule in document["rules"] for finding in rule["findings"]]
    named = [outcomes.count("fail"), outcomes.count("unknown"), outcomes.count("waived")]
    totals = document["totals"]
    assert [totals["failed"], totals["unknown"], totals["waived"]] == named
    assert sum(totals["rules"].values()) == len(document["rules"])
    assert sum(totals["failed_by_severity"].values()) == totals["failed"]


def test_the_order_of_findings_does_not_depend_on_the_engine() -> None:
    verdict = results.dormant()
    backwards = results.verdict(verdict.rule, Outcome.FAIL, (214, 180, 14, 3, 1), *reversed([*verdict.findings]))
    assert rendered(results.result(backwards)) == rendered(results.result(verdict))


def test_named_parts_of_a_rule_are_listed() -> None:
    rule = next(rule for rule in rendered(results.mixed())["rules"] if rule["id"] == "accounts/dormant")
    assert rule["let"] == {"limit": "now - days(params.max_days)"}


def test_moments_end_in_z() -> None:
    document = rendered(results.mixed())
    assert (document["as_of"], document["snapshot"]["taken_at"]) == ("2026-03-02T08:30:00Z", "2026-03-02T06:00:00Z")


@pytest.mark.parametrize(("name", "code"), [("clean", 0), ("failing", 1), ("mixed", 3), ("empty", 3)])
def test_the_exit_code_stands_in_the_document(name: str, code: int) -> None:
    assert rendered(RESULTS[name])["exit_code"] == code


def test_the_schema_is_ascii_and_ends_with_a_line_feed() -> None:
    text = Path(str(files("orglint.results").joinpath("result.schema.json"))).read_text()
    assert text.isascii()
    assert text.endswith("}\n")
