"""The order in which reports list verdicts and findings: the most urgent first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from orglint.model.findings import Findings, Order
from orglint.model.result import Finding, Outcome, Result, Verdict
from orglint.model.rule import Rule

ORDER = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.NOT_APPLICABLE, Outcome.PASS)


def sort_by_severity(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts of critical rules first, in the order of their ids."""
    return sorted(verdicts, key=lambda verdict: (-verdict.rule.severity.rank, verdict.rule.id))


def by_outcome(result: Result) -> Mapping[Outcome, tuple[Verdict, ...]]:
    """Return the verdicts of each outcome, critical rules first, in the order of their ids."""
    verdicts = sort_by_severity(result.verdicts)
    return {outcome: tuple(v for v in verdicts if v.outcome is outcome) for outcome in ORDER}


def in_order(findings: Findings) -> Iterator[Finding]:
    """Yield the findings by outcome, then by key."""
    there = {outcome for outcome, _ in findings.counts}
    return chain.from_iterable(findings.select_outcome(outcome) for outcome in ORDER if outcome in there)


def choose_order(rule: Rule) -> Order | None:
    """Return the order that shows the worst findings of a rule first; None if that of their keys is as good.

    What its findings show first of all that can be older or larger decides.
    """
    ranked = [it for it in rule.columns if it.kind == "time"] or [
        it for it in rule.columns if it.kind in {"number", "duration"}
    ]
    return Order(ranked[0].name, ranked[0].kind != "time") if ranked else None


def select_worst(verdict: Verdict, outcome: Outcome, most: int) -> Iterator[Finding]:
    """Yield the worst findings of an outcome, at most so many."""
    order = choose_order(verdict.rule)
    if order is None:
        return verdict.findings.select_outcome(outcome, most)
    return verdict.findings.select_worst(outcome, order, most)


class UnknownRows(NamedTuple):
    """The rows that are unknown for one reason: why, how many there are, and those of them that are shown."""

    words: str
    number: int
    shown: Sequence[Finding]


def group_unknown(findings: Findings, most: int) -> list[UnknownRows]:
    """Return the rows of unknown outcome under the reason why, the most frequent reason first; `most` are shown."""
    counted = [(reason, number) for (outcome, reason), number in findings.counts.items() if outcome is Outcome.UNKNOWN]
    told = [(str(reason or "no reason was recorded"), reason, number) for reason, number in counted]
    told.sort(key=lambda it: (-it[2], it[0]))
    before = accumulate((number for _, _, number in told), initial=0)
    numbers = {it[1]: min(it[2], most - sum_) for it, sum_ in zip(told, before, strict=False) if sum_ < most}
    first = findings.read_unknown(numbers) if numbers else {}
    return [UnknownRows(words, number, first.get(reason, ())) for words, reason, number in told]
