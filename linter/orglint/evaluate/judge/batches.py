"""Which rules are judged together: many where that saves work, few where memory would not be enough for more."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from orglint.engine.queries import EvaluationError, QueryTimeoutError
from orglint.evaluate.judge.conditions_query import counted_by
from orglint.model.reasons import Reason, ReasonCode
from orglint.rulebook.rule import CompiledRule

T = TypeVar("T")

SCANNED = 100
"""Rules that one scan counts for."""
SOUGHT = 12
"""Rules that one query finds rows for: each row holds what any of them needs."""
SOUGHT_ROWS = 150_000
"""Findings that one query finds for several rules at most: it sorts them in the engine's memory."""


def split_rules(rules: Sequence[CompiledRule], size: int) -> list[Sequence[CompiledRule]]:
    """Return the rules in groups of a size, the last of which may be smaller."""
    return [rules[start : start + size] for start in range(0, len(rules), size)]


def group_rules(rules: Sequence[CompiledRule], large: frozenset[str]) -> list[Sequence[CompiledRule]]:
    """Return rules in groups that are judged together; one that asks for the whole of a `large` table, by itself.

    What such a rule holds of the table takes much of the memory that there is: beside another, each would be tried in
    vain first.
    """
    alone = [rule for rule in rules if counted_by(rule) & large]
    together = [rule for rule in rules if not counted_by(rule) & large]
    return [*split_rules(alone, 1), *split_rules(together, SCANNED)]


def batch_by_findings(rules: Sequence[CompiledRule], found: Mapping[str, int]) -> list[Sequence[CompiledRule]]:
    """Return rules in batches that one query each finds rows for; `found` are the findings by rule id.

    A batch has few rules, and not too many findings unless they are of one rule.
    """
    batches: list[list[CompiledRule]] = []
    rows = 0
    for rule in rules:
        if not batches or len(batches[-1]) == SOUGHT or rows + found[rule.id] > SOUGHT_ROWS:
            batches.append([])
            rows = 0
        batches[-1].append(rule)
        rows += found[rule.id]
    return [*batches]


def ask_in_batches(
    batches: Sequence[Sequence[CompiledRule]], answer: Callable[[Sequence[CompiledRule]], Sequence[T]]
) -> dict[str, T | Reason]:
    """Return the answer for each rule of some batches; a reason for a rule that is too much by itself.

    Where several are too much they are asked again: each alone if they were late, so that a rule may use up its time
    twice and no more, else in halves.
    """
    answers: dict[str, T | Reason] = {}
    waiting = [*batches]
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
