"""The controls of frameworks, each with how the rules that speak for it came out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orglint.model.frameworks import name_framework, rank_control
from orglint.model.result import Outcome
from orglint.reports.html.sections.rules import RuleEntry
from orglint.reports.html.words import OUTCOMES

_WORDS: Mapping[Outcome, str] = {
    Outcome.FAIL: "not met",
    Outcome.UNKNOWN: "undecided",
    Outcome.WAIVED: "met but for waivers",
    Outcome.PASS: "met",
    Outcome.NOT_APPLICABLE: "nothing judged",
}


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A control: how it stands, how many of its rules have each outcome, and those that are not kept."""

    id: str
    outcome: Outcome
    words: str
    counts: tuple[int, ...]
    troubled: tuple[RuleEntry, ...]


@dataclass(frozen=True, slots=True)
class FrameworkTable:
    """A framework with its controls, of which `met` are met."""

    id: str
    name: str
    met: int
    controls: tuple[ControlLine, ...]


def build_frameworks(rules: Sequence[RuleEntry]) -> tuple[FrameworkTable, ...]:
    """Return every framework that a rule names, by its id."""
    found: dict[str, dict[str, list[RuleEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in rules:
        for framework, controls in entry.rule.controls.items():
            for control in controls:
                found[framework][control].append(entry)
    return tuple(_build_framework(name, found[name]) for name in sorted(found))


def _build_framework(framework: str, controls: Mapping[str, Sequence[RuleEntry]]) -> FrameworkTable:
    lines = tuple(_build_line(control, controls[control]) for control in sorted(controls, key=rank_control))
    met = sum(line.outcome is Outcome.PASS for line in lines)
    return FrameworkTable(framework, name_framework(framework), met, lines)


def _build_line(control: str, entries: Sequence[RuleEntry]) -> ControlLine:
    """Return a control: it is met only if a rule passed, and every other passed or judges nothing."""
    there = [it.verdict.outcome for it in entries]
    outcome = next(it for it in OUTCOMES if it in there)
    counts = tuple(there.count(it) for it in OUTCOMES)
    troubled = tuple(it for it in entries if it.verdict.outcome in {Outcome.FAIL, Outcome.UNKNOWN})
    waiting = sum(it.verdict.not_set_up for it in entries)
    if outcome is Outcome.PASS and waiting:
        return ControlLine(control, Outcome.NOT_APPLICABLE, f"{waiting:,} not set up", counts, troubled)
    return ControlLine(control, outcome, _WORDS[outcome], counts, troubled)
