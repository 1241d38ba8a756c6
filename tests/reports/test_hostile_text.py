"""Hostile text through every field and every format: it stays text, reports can be read, and totals are right."""

import json
from dataclasses import replace
from typing import Any

import pytest

from orglint.model.findings import ListedFindings
from orglint.model.result import Result
from orglint.reports import FORMATS
from reports.corpus import CORPUS, sow_from
from reports.readers import READERS, Told, flatten, read_report
from reports.test_every_format import REQUIRED, everything, is_same
from support import results
from support.outputs import join_text

STARTS = range(0, len(CORPUS), len(CORPUS) // 5)
EVERYTHING = everything()
TEN_MEGABYTES = 10_000_000


def numbers(result: Result) -> dict[str, Any]:
    document = dict(flatten(json.loads(FORMATS["json"].render(result))))
    return {
        name: document[name] for name in REQUIRED if not isinstance(document[name], str) or name.endswith("_sha256")
    }


def check_totals(told: Told, result: Result) -> None:
    wanted = numbers(result)
    wrong = {name: (told.facts[name], fact) for name, fact in wanted.items() if not is_same(told.facts[name], fact)}
    assert wrong == {}
    assert told.facts["outcome"] == "fail"


def without_settings(result: Result) -> Result:
    """Return a result with a digest of the settings that is one: no text from elsewhere comes there."""
    return replace(result, settings_sha256="5e" * 32)


def test_the_corpus_is_as_large_as_it_was_meant_to_be() -> None:
    assert len(CORPUS) >= 250
    assert len(set(CORPUS)) == len(CORPUS)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("name", FORMATS)
def test_text_in_any_field_stays_text(name: str, start: int) -> None:
    bad = without_settings(sow_from(EVERYTHING, start))
    check_totals(read_report(name, bad), bad)


@pytest.mark.parametrize("name", FORMATS)
def test_every_text_may_be_a_name_a_message_and_a_value(name: str) -> None:
    bad = replace(results.clean(), verdicts=(*results.clean().verdicts, results.hostile(CORPUS)))
    check_totals(read_report(name, bad), bad)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows_are_told_whatever_they_are_called(name: str) -> None:
    plain, bad = (results.result(results.hostile(texts)) for texts in ([f"n{n}" for n in range(len(CORPUS))], CORPUS))
    lines = [
        {output.name: join_text(output).count("\n") for output in FORMATS[name].render_outputs(one)}
        for one in (plain, bad)
    ]
    if name != "terminal":  # which wraps lines that are long
        assert lines[0] == lines[1]


@pytest.mark.parametrize("name", sorted(set(READERS) - {"json"}))
def test_ten_megabytes_are_cut_in_every_field(name: str) -> None:
    long = "x" * TEN_MEGABYTES
    verdict = results.dormant()
    found = [
        it._replace(message=long, key=f"{it.key}{long}", evidence={"a": long}, subject=long, waiver=it.waiver and long)
        for it in list(verdict.findings)[:3]
    ]
    rule = replace(
        verdict.rule, title=long, fix=long, why=long, owner=long, references=(long,), controls={"a": (long,)}
    )
    bad = replace(
        results.result(replace(verdict, rule=rule, findings=ListedFindings(found)), doubts=(long,)),
        snapshot=replace(results.snapshot(), organization_name=long),
    )
    told = read_report(name, bad)
    assert len(told.text) < 300_000
    assert str(told.facts["exit_code"]) == "3"
