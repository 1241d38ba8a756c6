"""Metrics, read back by the parser of prometheus_client."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from orglint.cli.output.outputs import write_reports
from orglint.cli.output.targets import Target
from orglint.cli.output.terminal import Look
from orglint.model.result import Result
from orglint.reports import FORMATS
from orglint.reports.prometheus import render
from orglint.reports.run_metrics import mark_run
from reports.hostile import HOSTILE, infested
from support import results
from support.golden_files import Golden

MIXED = results.mixed()
LAST = "orglint_last_decided_timestamp_seconds"


def samples(text: str) -> Iterator[tuple[str, dict[str, str], float]]:
    for family in text_string_to_metric_families(text):
        assert (family.type, bool(family.documentation)) == ("gauge", True)
        for sample in family.samples:
            yield sample.name, sample.labels, sample.value


def read(text: str, name: str, **labels: str) -> list[float]:
    return [value for its, said, value in samples(text) if its == name and labels.items() <= said.items()]


def test_the_metrics_read_like_this(golden: Golden) -> None:
    golden("metrics.prom", FORMATS["prometheus"].render(MIXED))


def test_every_rule_has_its_numbers() -> None:
    text = render(MIXED, "")
    for verdict in MIXED.verdicts:
        rule = {"rule": verdict.rule.id, "severity": verdict.rule.severity.value}
        assert read(text, "orglint_rule_findings", **rule) == [verdict.failed]
        assert read(text, "orglint_rule_unknown", **rule) == [verdict.unknown]
        assert read(text, "orglint_rule_waived", **rule) == [verdict.waived]
        assert read(text, "orglint_rule_rows", **rule) == [verdict.in_scope]
    assert read(text, "orglint_rule_undecided", rule="policies/required") == [1]
    assert read(text, "orglint_rule_undecided", rule="accounts/dormant") == [1]
    assert read(text, "orglint_rule_undecided", rule="groups/owners") == [0]
    assert read(text, "orglint_decided") == [0]


def test_no_series_is_about_a_row() -> None:
    few, many = (list(samples(render(results.large(rows), ""))) for rows in (2, 2_000))
    assert [(name, labels) for name, labels, _ in few] == [(name, labels) for name, labels, _ in many]
    assert len(few) < 40


def test_a_series_stands_once() -> None:
    named = [(name, tuple(sorted(labels.items()))) for name, labels, _ in samples(render(MIXED, ""))]
    assert len(set(named)) == len(named)


def test_a_decided_run_says_when_it_was() -> None:
    assert read(render(results.failing(), ""), LAST) == [results.AS_OF.timestamp()]


def test_an_undecided_run_keeps_the_time_of_the_last_decided_one() -> None:
    decided = replace(results.clean(), as_of=results.AS_OF - timedelta(days=3, microseconds=1))
    before = render(decided, "")
    assert read(render(MIXED, before), LAST) == [decided.as_of.timestamp()]
    assert read(render(MIXED, render(MIXED, before)), LAST) == [decided.as_of.timestamp()]
    assert read(render(MIXED, ""), LAST) == []


def test_the_time_of_another_organization_does_not_count() -> None:
    snapshot = replace(results.whole(), organization='other"\\x')
    other = render(replace(results.clean(), snapshot=snapshot), "")
    assert read(render(MIXED, other), LAST) == []
    assert read(render(replace(MIXED, snapshot=snapshot), other), LAST) == [results.AS_OF.timestamp()]


@pytest.mark.parametrize("earlier", ["", "\x00", f"{LAST} 1", f'{LAST}{{organization="x"}} nan', "# HELP"])
def test_an_earlier_file_that_says_nothing_changes_nothing(earlier: str) -> None:
    assert render(MIXED, earlier) == render(MIXED, "")


def test_the_file_that_is_replaced_is_read(tmp_path: Path) -> None:
    target = Target(FORMATS["prometheus"], tmp_path / "orglint.prom")

    def write(result: Result) -> str:
        write_reports([target], lambda: result, look=Look())
        return (tmp_path / "orglint.prom").read_text("utf-8")

    assert read(write(results.clean()), LAST) == [results.AS_OF.timestamp()]
    assert read(write(MIXED), LAST) == [results.AS_OF.timestamp()]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_anywhere_stays_in_its_label(hostile: str) -> None:
    plain, bad = (list(samples(render(result, ""))) for result in (MIXED, infested(MIXED, hostile)))
    assert [(name, sorted(labels), value) for name, labels, value in bad] == [
        (name, sorted(labels), value) for name, labels, value in plain
    ]


GOOD, ENDED, CODE = (f"orglint_run_last_{it}" for it in ("good_timestamp_seconds", "timestamp_seconds", "exit_code"))


def test_the_time_of_the_last_good_run_survives_bad_ones_and_new_results() -> None:
    organization = MIXED.snapshot.organization
    good = mark_run(render(MIXED, ""), organization, 1_000, 1)
    assert [read(good, name) for name in (GOOD, ENDED, CODE)] == [[1_000], [1_000], [1]]
    bad = mark_run(good, organization, 2_000, 4)
    assert [read(bad, name) for name in (GOOD, ENDED, CODE)] == [[1_000], [2_000], [4]]
    assert read(bad, "orglint_decided") == read(good, "orglint_decided")
    again = mark_run(render(MIXED, bad), organization, 3_000, 3)
    assert [read(again, name) for name in (GOOD, ENDED, CODE)] == [[1_000], [3_000], [3]]
    assert read(mark_run(again, organization, 4_000, 0), GOOD) == [4_000]


def test_a_run_without_a_result_has_metrics_too() -> None:
    name = 'a"b\\c\n'
    text = mark_run("", name, 1_000, 4)
    assert [(name, value) for name, _, value in samples(text)] == [(ENDED, 1_000), (CODE, 4)]
    assert read(mark_run(text, name, 2_000, 0), ENDED) == [2_000]
    assert read(mark_run(text, "another", 2_000, 0), GOOD, organization="another") == [2_000]
