"""What a result says about controls as a table: a row for each rule of each control."""

from collections.abc import Iterator, Sequence

from orglint.model.controls import Control, ControlsReport
from orglint.model.result import OffRule, Verdict
from orglint.reports.buckets import Bucket, find_bucket
from orglint.reports.csv.cells import Cell, guard_text, write_table
from orglint.reports.csv.rules import describe_reason, describe_rule

_COUNTS = ("in_scope", "passed", "failed", "unknown", "waived")
COLUMNS = (
    "framework",
    "control",
    "control_outcome",
    "bucket",
    "severity",
    "rule",
    "title",
    *_COUNTS,
    "attested",
    "reason_code",
    "reason",
    "run_outcome",
    "run_decided",
    "rules_not_run",
    "organization",
    "snapshot",
)


def render(report: ControlsReport) -> str:
    """Return the table; one without a control has its head alone."""
    return "".join(write_table(COLUMNS, _list_rows(report)))


def _list_rows(report: ControlsReport) -> Iterator[Sequence[Cell]]:
    result = report.result
    idle = result.left_out + len(result.choice.beyond) + len(result.off)
    run: list[Cell] = [result.outcome.value, _say(truth=result.decided), idle]
    run += [guard_text(result.snapshot.organization), guard_text(result.snapshot.id)]
    for control in report.controls:
        about = [guard_text(report.framework), guard_text(control.id), control.outcome.value]
        yield from ([*about, *row, *run] for row in _list_rules(control))


def _list_rules(control: Control) -> Iterator[Sequence[Cell]]:
    yield from map(_describe_verdict, control.verdicts)
    yield from map(_describe_off, control.off)


def _describe_verdict(verdict: Verdict) -> list[Cell]:
    counts = [getattr(verdict, name) for name in _COUNTS]
    reason = describe_reason(verdict.reason)
    return [
        find_bucket(verdict).value,
        *describe_rule(verdict.rule),
        *counts,
        _say(truth=verdict.attested),
        *reason,
    ]


def _describe_off(rule: OffRule) -> list[Cell]:
    return [Bucket.OFF.value, "", guard_text(rule.id), "", *[""] * (len(_COUNTS) + 1), *describe_reason(rule.reason)]


def _say(*, truth: bool) -> str:
    return "yes" if truth else "no"
