"""The rows of a rule that do not pass, as lists of limited length."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orglint.model.ordering import by_reason, select_findings
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
    yield from _list_outcome(Outcome.FAIL, "Failed", select_findings(verdict, Outcome.FAIL), verdict.failed, most=most)
    for reason, findings in by_reason(verdict):
        yield from _list_outcome(Outcome.UNKNOWN, f"Unknown: {reason}", findings, len(findings), most=most)
        most = max(0, most - len(findings))
    yield from _list_outcome(
        Outcome.WAIVED, "Waived", select_findings(verdict, Outcome.WAIVED), verdict.waived, most=most
    )


def _list_outcome(
    outcome: Outcome, title: str, findings: list[Finding], number: int, *, most: int
) -> Iterator[Listing]:
    shown = findings[:most]
    left = f"{number - len(shown):,} more of {format_count(number, 'row')}" if number > len(shown) else ""
    if number:
        yield Listing(outcome, title, tuple(FindingRow(finding, _evidence_to_text(finding)) for finding in shown), left)


def _evidence_to_text(finding: Finding) -> Mapping[str, str]:
    return {name: describe_value(value) for name, value in finding.evidence.items()}
