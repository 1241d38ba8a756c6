"""Go through a result, the worst first: its rules, its findings, and what is undecided."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orglint.model.ordering import ORDER, by_outcome, group_unknown, sort_by_severity
from orglint.model.result import Finding, Outcome, Result, Verdict
from orglint.model.wording import format_count

FOUND = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED)
"""The outcomes that findings have, the worst first."""
_REASONS = 3
"""Reasons that a sentence about an undecided rule names."""


class Walked(NamedTuple):
    """A finding, and the verdict that it is a part of."""

    verdict: Verdict
    finding: Finding


class Undecided(NamedTuple):
    """A rule of which something is not known: `rows` are unknown, 0 if only other rows may be missing, and why."""

    verdict: Verdict
    rows: int
    why: str


def list_verdicts(result: Result) -> list[Verdict]:
    """Return the verdicts: those that fail, then the unknown ones, and so on; critical rules first in each."""
    return [verdict for verdicts in by_outcome(result).values() for verdict in verdicts]


def walk_findings(result: Result, outcomes: Sequence[Outcome] = FOUND) -> Iterator[Walked]:
    """Yield every finding of these outcomes: failed ones before unknown ones, those of critical rules first.

    They are read some at a time; `itertools.islice` takes the worst, and `count_findings` says how many there are.
    """
    verdicts = sort_by_severity(result.verdicts)
    for outcome in sorted(outcomes, key=ORDER.index):
        for verdict in verdicts:
            yield from (Walked(verdict, it) for it in verdict.findings.select_outcome(outcome))


def count_findings(result: Result, outcomes: Sequence[Outcome] = FOUND) -> int:
    """Return how many findings of these outcomes there are, whatever a report has room for."""
    return sum(verdict.findings.count_outcome(it) for verdict in result.verdicts for it in outcomes)


def list_undecided(result: Result) -> list[Undecided]:
    """Return the rules of which something is not known, critical ones first: no report may take them for a pass."""
    verdicts = (it for it in sort_by_severity(result.verdicts) if it.undecided)
    return [Undecided(it, it.unknown, explain_undecided(it)) for it in verdicts]


def explain_undecided(verdict: Verdict) -> str:
    """Return why a rule is undecided, the most frequent reasons of its rows with their numbers."""
    rows = group_unknown(verdict.findings, 0)
    told = [f"{it.words} ({format_count(it.number, 'row')})" for it in rows[:_REASONS]]
    more = [f"{format_count(len(rows) - _REASONS, 'more reason')}"] if len(rows) > _REASONS else []
    own = [str(verdict.reason)] if verdict.reason and verdict.reason not in verdict.findings.reasons else []
    return "; ".join([*own, *told, *more]) or "no reason was recorded"
