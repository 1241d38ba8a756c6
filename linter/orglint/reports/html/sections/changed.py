"""What changed since an earlier result: the rules first, then the findings, and a sum that a reader can check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from orglint.model.changes import Change, ChangedFinding, ChangedRule, ResultChanges, RuleEvent
from orglint.model.result import Outcome
from orglint.reports.html.sections.found import name_subject
from orglint.reports.html.sections.rules import RuleEntry

_EXAMPLES = 3
"""Findings of each kind that are named."""
_RULES = 8
"""Changes of rules that are named."""

CHANGES: Mapping[Change, tuple[Outcome, str]] = {
    Change.NEW: (Outcome.FAIL, "new"),
    Change.REOPENED: (Outcome.FAIL, "reopened"),
    Change.WAIVER_ENDED: (Outcome.FAIL, "waiver ended"),
    Change.DECIDED_AGAIN: (Outcome.NOT_APPLICABLE, "decided again"),
    Change.FIXED: (Outcome.PASS, "fixed"),
    Change.GONE: (Outcome.NOT_APPLICABLE, "subject gone"),
    Change.NO_LONGER_FOUND: (Outcome.NOT_APPLICABLE, "fixed or gone"),
    Change.OTHER_RULE: (Outcome.UNKNOWN, "not found by the changed rule"),
    Change.NEWLY_WAIVED: (Outcome.WAIVED, "newly waived"),
    Change.NO_LONGER_DECIDED: (Outcome.UNKNOWN, "no longer decided"),
    Change.NOT_LOOKED_FOR: (Outcome.UNKNOWN, "not looked for"),
    Change.UNDECIDED: (Outcome.UNKNOWN, "undecided"),
}
"""The sign and the words of each kind of change, in the order of the page."""
_ALWAYS = (Change.NEW, Change.REOPENED, Change.FIXED)
"""Kinds that are told also where there is none."""

_EVENTS: Mapping[RuleEvent, str] = {
    RuleEvent.ADDED: "added",
    RuleEvent.REMOVED: "does not run any more",
    RuleEvent.RENAMED: "renamed",
    RuleEvent.CHANGED: "changed",
    RuleEvent.SET_UP: "set up now",
    RuleEvent.NOT_SET_UP: "not set up any more",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A finding that changed, and the card of its rule, if that ran."""

    subject: str
    rule: str
    entry: RuleEntry | None


@dataclass(frozen=True, slots=True)
class KindLine:
    """The findings that changed in one way; those that are there now can be listed."""

    kind: Change
    sign: Outcome
    words: str
    number: int
    there: bool
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The section: since when, what differs in the rules, a line a kind, kinds without any, and the sum."""

    since: datetime
    rules: tuple[tuple[ChangedRule, str], ...]
    more_rules: int
    by_rule: int
    kinds: tuple[KindLine, ...]
    quiet: str
    terms: tuple[str, ...]
    total: str

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What findings that are there now can be filtered by, in words."""
        return (("still", "still there"), *((it.kind, it.words) for it in self.kinds if it.there))


def build_changed(changes: ResultChanges, rules: tuple[RuleEntry, ...]) -> Changed:
    """Return what changed."""
    entries = {it.rule.id: it for it in rules}
    told = [(it, describe_event(it)) for it in changes.rules]
    counts = changes.counts
    quiet = [CHANGES[kind][1] for kind in _ALWAYS if not counts.get(kind)]
    *terms, total = _list_terms(changes)
    return Changed(
        changes.before.as_of,
        tuple(told[:_RULES]),
        max(len(told) - _RULES, 0),
        sum(it.by_rule for it in changes.findings),
        tuple(_build_line(kind, changes, entries) for kind in CHANGES if counts.get(kind)),
        f"None {', none '.join(quiet)}." if quiet else "",
        tuple(terms),
        total,
    )


def describe_event(changed: ChangedRule) -> str:
    """Return what happened to a rule."""
    words = _EVENTS[changed.event]
    if changed.event is RuleEvent.RENAMED:
        return f"{words}, it was {changed.before}"
    members = "; ".join(f"{it.name} {it.before or 'none'} → {it.after or 'none'}" for it in changed.members)
    cause = members or changed.cause
    return f"{words}: {cause}" if cause else words


def _build_line(kind: Change, changes: ResultChanges, entries: Mapping[str, RuleEntry]) -> KindLine:
    found = list(changes.select_kind(kind))
    sign, words = CHANGES[kind]
    found.sort(key=lambda it: entries[it.finding.rule].number if it.finding.rule in entries else len(entries))
    first = tuple(_build_example(it, entries) for it in found[:_EXAMPLES])
    return KindLine(kind, sign, words, len(found), all(it.after for it in found), first)


def _build_example(changed: ChangedFinding, entries: Mapping[str, RuleEntry]) -> Example:
    rule = changed.finding.rule
    return Example(name_subject(changed.finding), rule, entries.get(rule))


def _list_terms(changes: ResultChanges) -> Iterator[str]:
    """Yield how the findings before became those now, each number with what it counts; last what they come to."""
    balance = changes.build_balance(Outcome.FAIL)
    yield f"{balance.before:,} before"
    yield from (f"− {number:,} {CHANGES[kind][1]}" for kind, number in balance.left.items())  # noqa: RUF001 - a minus
    yield from (f"+ {number:,} {CHANGES[kind][1]}" for kind, number in balance.arrived.items())
    yield f"= {balance.after:,} that fail now"
