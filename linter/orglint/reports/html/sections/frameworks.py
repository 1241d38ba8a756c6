"""The controls of frameworks, each with what the rules that name it say together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orglint.model.controls import Control, ControlOutcome, assess_controls, list_frameworks
from orglint.model.result import OffRule, Outcome, Result
from orglint.reports.html.sections.rules import RuleEntry
from orglint.reports.html.words import OUTCOMES

_SIGNS: Mapping[ControlOutcome, Outcome] = {
    ControlOutcome.FAIL: Outcome.FAIL,
    ControlOutcome.UNKNOWN: Outcome.UNKNOWN,
    ControlOutcome.WAIVED: Outcome.WAIVED,
    ControlOutcome.SUPPORTED: Outcome.PASS,
}
_TROUBLED = frozenset({Outcome.FAIL, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A control: how it stands, how many of its rules have each outcome, those that are not kept, and those off."""

    id: str
    sign: Outcome
    words: str
    counts: tuple[int, ...]
    troubled: tuple[RuleEntry, ...]
    off: tuple[OffRule, ...]


@dataclass(frozen=True, slots=True)
class FrameworkTable:
    """A framework with its controls, of which so many are supported."""

    id: str
    name: str
    supported: int
    controls: tuple[ControlLine, ...]


def build_frameworks(result: Result, rules: Sequence[RuleEntry]) -> tuple[FrameworkTable, ...]:
    """Return every framework that a rule names, by its id."""
    entries = {entry.rule.id: entry for entry in rules}
    reports = (assess_controls(result, framework) for framework in list_frameworks(result))
    return tuple(
        FrameworkTable(
            it.framework,
            it.name,
            it.count(ControlOutcome.SUPPORTED),
            tuple(_build_line(control, entries) for control in it.controls),
        )
        for it in reports
    )


def _build_line(control: Control, entries: Mapping[str, RuleEntry]) -> ControlLine:
    there = [it.outcome for it in control.verdicts]
    return ControlLine(
        control.id,
        _SIGNS.get(control.outcome, Outcome.NOT_APPLICABLE),
        control.outcome.words,
        tuple(there.count(it) for it in OUTCOMES),
        tuple(entries[it.rule.id] for it in control.verdicts if it.outcome in _TROUBLED),
        control.off,
    )
