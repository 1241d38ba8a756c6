"""Count the rows of a table by outcome, in one scan for many rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from orglint.engine.queries import EvaluationError, QueryTimeoutError
from orglint.evaluate.judge.conditions import Conditions
from orglint.evaluate.session import Session
from orglint.model.reasons import Reason, ReasonCode
from orglint.rulebook.rule import CompiledRule

T = TypeVar("T")

SCANNED = 100
"""Rules that one scan counts for."""


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """How many rows of a table have which outcome under one rule."""

    rows: int
    passed: int
    failed: int
    unknown: int


def count_outcomes(
    session: Session, conditions: Conditions, rules: Sequence[CompiledRule]
) -> dict[str, OutcomeCounts | Reason]:
    """Return by rule id the counts of each rule about a table, or why there are none."""
    return ask_in_batches(rules, 1 if conditions.late else SCANNED, partial(_count_in_one_scan, session, conditions))


def ask_in_batches(
    rules: Sequence[CompiledRule], most: int, answer: Callable[[Sequence[CompiledRule]], Sequence[T]]
) -> dict[str, T | Reason]:
    """Return the answer for each rule, asked in batches; a reason for a rule that is too much by itself.

    Where several are too much they are asked again: each alone if they were late, so that a rule may use up its time
    twice and no more, else in halves.
    """
    answers: dict[str, T | Reason] = {}
    waiting = split_rules(rules, most)
    while waiting:
        some = waiting.pop()
        try:
            answers |= {rule.id: one for rule, one in zip(some, answer(some), strict=True)}
        except EvaluationError as error:
            if len(some) == 1:
                answers[some[0].id] = Reason(ReasonCode.NOT_EVALUATED, said=str(error))
            else:
                waiting += split_rules(some, 1 if isinstance(error, QueryTimeoutError) else -(-len(some) // 2))
    return answers


def split_rules(rules: Sequence[CompiledRule], size: int) -> list[Sequence[CompiledRule]]:
    """Return the rules in groups of a size, the last of which may be smaller."""
    return [rules[start : start + size] for start in range(0, len(rules), size)]


def _count_in_one_scan(session: Session, conditions: Conditions, rules: Sequence[CompiledRule]) -> list[OutcomeCounts]:
    """Return the counts of each rule, from one scan."""
    query = conditions.build_query(rules)
    rows, *counts = session.engine.fetch(f"SELECT count(*), {query.counts()} FROM {query.source}", session.values)[0]
    counts = [number or 0 for number in counts]
    threes = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    return [OutcomeCounts(rows, passed, failed, scope - passed - failed) for scope, passed, failed in threes]
