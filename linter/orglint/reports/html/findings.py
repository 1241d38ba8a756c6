"""The rows of a rule that are not a pass, as lists of a bearable length."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orglint.model.result import Finding, Outcome, Verdict
from orglint.reports.attention import by_reason, of
from orglint.reports.wording import counted, moment


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one outcome, and for one reason if it is unknown; `left` is how many more there are."""

    outcome: Outcome
    title: str
    rows: tuple["Row", ...]
    left: str


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its evidence as text."""

    finding: Finding
    evidence: Mapping[str, str]


def listing(verdict: Verdict, most: int) -> Iterator[Listing]:
    """Return the failed rows, the unknown ones reason by reason, and the waived ones, at most so many of each."""
    yield from _listed(Outcome.FAIL, "Failed", of(verdict, Outcome.FAIL), verdict.failed, most=most)
    for reason, findings in by_reason(verdict):
        yield from _listed(Outcome.UNKNOWN, f"Unknown: {reason}", findings, len(findings), most=most)
        most = max(0, most - len(findings))
    yield from _listed(Outcome.WAIVED, "Waived", of(verdict, Outcome.WAIVED), verdict.waived, most=most)


def _listed(outcome: Outcome, title: str, findings: list[Finding], number: int, *, most: int) -> Iterator[Listing]:
    shown = findings[:most]
    left = f"{number - len(shown):,} more of {counted(number, 'row')}" if number > len(shown) else ""
    if number:
        yield Listing(outcome, title, tuple(Row(finding, _evidence(finding)) for finding in shown), left)


def _evidence(finding: Finding) -> Mapping[str, str]:
    return {name: _spoken(value) for name, value in finding.evidence.items()}


def _spoken(value: Any) -> str:
    """Return a value as people write it; what is not there is said in words."""
    if value is None:
        return "not there"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_spoken(item)}" for name, item in value.items()) or "empty"
    if isinstance(value, list | tuple):
        return ", ".join("unknown" if item is None else _spoken(item) for item in value) or "empty list"
    return str(value) if value != "" else "empty text"
