"""Count the rows of a table by outcome, in one scan for many rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from orglint.engine.queries import EvaluationError, QueryTimeoutError
from orglint.evaluate.judge.conditions_query import build_conditions_query
from orglint.evaluate.session import Session
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.table import Table
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


def count_outcomes(session: Session, table: Table, rules: Sequence[CompiledRule]) -> dict[str, OutcomeCounts | Reason]:
    """Return by rule id the counts of each rule about a table, or why there are none."""
    return ask_in_batches(rules, SCANNED, partial(_count_in_one_scan, session, table))


def ask_in_batches(
    rules: Sequence[CompiledRule], most: int, answer: Callable[[Sequence[CompiledRule]], Sequence[T]]
) -> dict[str, T | Reason]:
    """Return the answer for each rule, asked in batches; a reason for a rule that is too much by itself.

    Where several are too much they are asked again: each alone if they were late, so that a rule may use up its time
    twice and no more, else in halves.
    """
    answers: dict[str, T | Reason] = {}
    waiting = _split_rules(rules, most)
    while waiting:
        some = waiting.pop()
        try:
            answers |= {rule.id: one for rule, one in zip(some, answer(some), strict=True)}
        except EvaluationError as error:
            if len(some) == 1:
                answers[some[0].id] = Reason(ReasonCode.NOT_EVALUATED, said=str(error))
            else:
                waiting += _split_rules(some, 1 if isinstance(error, QueryTimeoutError) else -(-len(some) // 2))
    return answers


def _split_rules(rules: Sequence[CompiledRule], size: int) -> list[Sequence[CompiledRule]]:
    return [rules[start : start + size] for start in range(0, len(rules), size)]


def _count_in_one_scan(session: Session, table: Table, rules: Sequence[CompiledRule]) -> list[OutcomeCounts]:
    """Return the counts of each rule, from one scan."""
    conditions = build_conditions_query(table, rules, only_subject=session.only_subject)
    rows, *counts = session.engine.fetch(
        f"SELECT count(*), {conditions.counts()} FROM {conditions.source}", session.values
    )[0]
    threes = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    return [OutcomeCounts(rows, passed, failed, scope - passed - failed) for scope, passed, failed in threes]
