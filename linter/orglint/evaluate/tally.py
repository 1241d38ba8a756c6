"""How many rows of a table have which outcome under each rule: one scan for many rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from orglint.evaluate.bench import Bench
from orglint.evaluate.decided import decided
from orglint.evaluate.engine import EvaluationError, LateError
from orglint.model.rule import Rule
from orglint.model.table import Table

T = TypeVar("T")

SCANNED = 100
"""Rules that one scan counts for."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table have which outcome under one rule."""

    rows: int
    passed: int
    failed: int
    unknown: int


def tallied(bench: Bench, table: Table, rules: Sequence[Rule]) -> dict[str, Tally | str]:
    """Return the tally of each rule about a table by the rule's id, or why there is none."""
    return each(rules, SCANNED, partial(_scan, bench, table))


def each(rules: Sequence[Rule], most: int, answer: Callable[[Sequence[Rule]], Sequence[T]]) -> dict[str, T | str]:
    """Return the answer for each rule, several asked at once; why there is none for one that is too much by itself.

    Where several are too much they are asked again: each alone if they were late, so that a rule may use up its time
    twice and no more, else in halves.
    """
    answers: dict[str, T | str] = {}
    waiting = _divided(rules, most)
    while waiting:
        some = waiting.pop()
        try:
            answers |= {rule.id: one for rule, one in zip(some, answer(some), strict=True)}
        except EvaluationError as error:
            if len(some) == 1:
                answers[some[0].id] = f"could not be evaluated: {error}"
            else:
                waiting += _divided(some, 1 if isinstance(error, LateError) else -(-len(some) // 2))
    return answers


def _divided(rules: Sequence[Rule], size: int) -> list[Sequence[Rule]]:
    return [rules[start : start + size] for start in range(0, len(rules), size)]


def _scan(bench: Bench, table: Table, rules: Sequence[Rule]) -> list[Tally]:
    """Return the tally of each rule: all in one scan."""
    seen = decided(table, rules, alone=bench.alone)
    rows, *counts = bench.engine.rows(f"SELECT count(*), {seen.counts()} FROM {seen.source}", bench.values)[0]
    threes = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    return [Tally(rows, passed, failed, scope - passed - failed) for scope, passed, failed in threes]
