"""Count the rows of a table by outcome, in one scan for many rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from orglint.evaluate.judge.batches import SCANNED, ask_in_batches, split_rules
from orglint.evaluate.judge.conditions import Conditions
from orglint.evaluate.session import Session
from orglint.model.reasons import Reason
from orglint.rulebook.rule import CompiledRule


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """How many rows of a table have which outcome under one rule."""

    rows: int
    passed: int
    failed: int
    unknown: int

    @property
    def found(self) -> int:
        """How many rows do not pass."""
        return self.failed + self.unknown


def count_outcomes(
    session: Session, conditions: Conditions, rules: Sequence[CompiledRule]
) -> dict[str, OutcomeCounts | Reason]:
    """Return by rule id the counts of each rule about a table, or why there are none."""
    batches = split_rules(rules, 1 if conditions.late else SCANNED)
    return ask_in_batches(batches, partial(_count_in_one_scan, session, conditions))


def _count_in_one_scan(session: Session, conditions: Conditions, rules: Sequence[CompiledRule]) -> list[OutcomeCounts]:
    """Return the counts of each rule, from one scan."""
    query = conditions.build_query(rules)
    rows, *counts = session.engine.fetch(f"SELECT count(*), {query.counts()} FROM {query.source}", session.values)[0]
    counts = [number or 0 for number in counts]
    threes = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    return [OutcomeCounts(rows, passed, failed, scope - passed - failed) for scope, passed, failed in threes]
