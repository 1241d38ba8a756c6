"""The rows of a rule that do not pass, as lists of limited length."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from orglint.model.ordering import group_unknown
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.value_words import describe_value
from orglint.model.wording import format_count


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one outcome, and for one reason if it is unknown; `left` is how many more there are."""

    outcome: Outcome
    title: str
    rows: tuple["FindingRow", ...]
    left: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its evidence as text."""

    finding: Finding
    evidence: Mapping[str, str]


def list_findings(verdict: Verdict, most: int) -> Iterator[Listing]:
    """Return the failed rows, the unknown ones reason by reason, and the waived ones, at most so many of each."""
    found = verdict.findings
    yield from _list_rows(Outcome.FAIL, "Failed", found.select_outcome(Outcome.FAIL, most), verdict.failed)
    for rows in group_unknown(found, most):
        yield from _list_rows(Outcome.UNKNOWN, f"Unknown: {rows.words}", rows.shown, rows.number)
    most = max(0, most - found.count_outcome(Outcome.UNKNOWN))
    yield from _list_rows(Outcome.WAIVED, "Waived", found.select_outcome(Outcome.WAIVED, most), verdict.waived)


def _list_rows(outcome: Outcome, title: str, findings: Iterable[Finding], number: int) -> Iterator[Listing]:
    rows = tuple(FindingRow(finding, _evidence_to_text(finding)) for finding in findings)
    left = f"{number - len(rows):,} more of {format_count(number, 'row')}" if number > len(rows) else ""
    if number:
        yield Listing(outcome, title, rows, left)


def _evidence_to_text(finding: Finding) -> Mapping[str, str]:
    return {name: describe_value(value) for name, value in finding.evidence.items()}
