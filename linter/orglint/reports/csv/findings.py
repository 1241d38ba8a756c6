"""Render a result as three tables: what was found, the rules, and the run."""

from collections.abc import Iterator, Sequence

from orglint.model.dated_findings import is_dated
from orglint.model.result import Outcome, Result
from orglint.reports.csv.cells import Cell, guard_text, guard_values, write_table
from orglint.reports.csv.dated import DATED, describe_since, fill_rows
from orglint.reports.csv.rules import describe_reason, describe_rule, write_rules
from orglint.reports.csv.run import write_run
from orglint.reports.walking import Walked, list_undecided, walk_findings

COLUMNS = (
    "about",
    "outcome",
    "severity",
    "rule",
    "title",
    "table",
    "key",
    "subject",
    "message",
    "reason_code",
    "reason",
    "waiver",
    "owner",
    "evidence",
    "fingerprint",
    "organization",
    "snapshot",
)


def render(result: Result) -> tuple[Iterator[str], Iterator[str], Iterator[str]]:
    """Return the findings, the worst first, with a row for whatever is undecided besides; the rules; the run."""
    if not any(is_dated(it.findings) for it in result.verdicts):
        return write_table(COLUMNS, _list_rows(result)), write_rules(result), write_run(result)
    rows = fill_rows(_list_rows(result), len(COLUMNS) + len(DATED))
    return write_table((*COLUMNS, *DATED), rows), write_rules(result), write_run(result)


def _list_rows(result: Result) -> Iterator[Sequence[Cell]]:
    yield from _list_findings(result, Outcome.FAIL)
    yield from _list_doubts(result)
    yield from _list_undecided_rules(result)
    yield from _list_findings(result, Outcome.UNKNOWN)
    yield from _list_findings(result, Outcome.WAIVED)


def _list_findings(result: Result, outcome: Outcome) -> Iterator[Sequence[Cell]]:
    seen, before, after, run = None, [""], "", _identify_run(result)
    for walked in walk_findings(result, [outcome]):
        if walked.verdict is not seen:
            seen, rule = walked.verdict, walked.verdict.rule
            before, after = describe_rule(rule), guard_text(rule.owner)
        dated = describe_since(walked.finding, result)
        yield ["row", outcome.value, *before, *_describe_finding(walked, after), *run, *dated]


def _describe_finding(walked: Walked, owner: str) -> Iterator[str]:
    finding = walked.finding
    yield guard_text(finding.table)
    yield guard_text(finding.key)
    yield guard_text(finding.subject)
    yield guard_text(finding.message)
    yield from describe_reason(finding.reason)
    yield guard_text(finding.waiver or "")
    yield owner
    yield guard_values(finding.evidence)
    yield finding.fingerprint


def _list_doubts(result: Result) -> Iterator[Sequence[Cell]]:
    """Yield a row for each doubt about the run: a table without it would look decided."""
    for doubt in result.doubts:
        row = ["run", Outcome.UNKNOWN.value, *[""] * 8, guard_text(doubt), *[""] * 4]
        yield [*row, *_identify_run(result)]


def _list_undecided_rules(result: Result) -> Iterator[Sequence[Cell]]:
    """Yield a row for each rule that is undecided for a reason that no row of its own has."""
    for verdict, rows, _ in list_undecided(result):
        if rows and (verdict.reason is None or verdict.reason in verdict.findings.reasons):
            continue
        rule = verdict.rule
        about = ["rule", Outcome.UNKNOWN.value, *describe_rule(verdict.rule), guard_text(rule.table), "", "", ""]
        yield [*about, *describe_reason(verdict.reason), "", guard_text(rule.owner), "", "", *_identify_run(result)]


def _identify_run(result: Result) -> list[str]:
    return [guard_text(result.snapshot.organization), guard_text(result.snapshot.id)]
