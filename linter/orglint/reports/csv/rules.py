"""The rules of a result as a table, those that did not run included."""

from collections.abc import Iterator, Sequence

from orglint.model.reasons import Reason
from orglint.model.result import OffRule, Result, Verdict
from orglint.model.rule import Rule
from orglint.model.wording import join_lines
from orglint.reports.buckets import Bucket, find_bucket
from orglint.reports.csv.cells import Cell, guard_text, write_table
from orglint.reports.walking import list_verdicts

_COUNTS = ("rows", "in_scope", "passed", "failed", "unknown", "waived")
COLUMNS = (
    "bucket",
    "outcome",
    "severity",
    "rule",
    "title",
    "table",
    *_COUNTS,
    "reason_code",
    "reason",
    "owner",
    "fix",
    "references",
    "controls",
    "sha256",
)


def write_rules(result: Result) -> Iterator[str]:
    """Yield the table in pieces."""
    return write_table(COLUMNS, _list_rows(result))


def _list_rows(result: Result) -> Iterator[Sequence[Cell]]:
    yield from (_describe_verdict(verdict) for verdict in list_verdicts(result))
    yield from (_describe_off(rule) for rule in result.off)


def describe_rule(rule: Rule) -> list[str]:
    """Return the cells that say which rule it is: severity, id and title."""
    return [rule.severity.value, guard_text(rule.id), guard_text(join_lines(rule.title))]


def _describe_verdict(verdict: Verdict) -> list[Cell]:
    rule = verdict.rule
    return [
        find_bucket(verdict).value,
        verdict.outcome.value,
        *describe_rule(rule),
        guard_text(rule.table),
        *(getattr(verdict, name) for name in _COUNTS),
        *describe_reason(verdict.reason),
        guard_text(rule.owner),
        guard_text(join_lines(rule.fix)),
        guard_text(" ".join(rule.references)),
        guard_text(list_controls(verdict)),
        guard_text(rule.sha256),
    ]


def _describe_off(rule: OffRule) -> list[Cell]:
    blank = [""] * (len(COLUMNS) - 6 - len(_COUNTS))
    about = [Bucket.OFF.value, "", "", guard_text(rule.id), "", ""]
    code, reason = describe_reason(rule.reason)
    return [*about, *[""] * len(_COUNTS), code, reason, *blank[2:]]


def describe_reason(reason: Reason | None) -> tuple[str, str]:
    """Return the code of a reason, and its words."""
    return (reason.code.value, guard_text(str(reason))) if reason else ("", "")


def list_controls(verdict: Verdict) -> str:
    """Return the controls of a rule in one line: `nist-800-53 AC-2 AC-6, soc2 CC6.1`."""
    return ", ".join(" ".join((name, *controls)) for name, controls in verdict.rule.controls.items())
