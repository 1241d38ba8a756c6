"""Deciding alone: the outcome of every row by what the compiler made, counted, with no look at any finding."""

from collections.abc import Sequence
from itertools import groupby

from orglint.evaluate import outcomes
from orglint.evaluate.bench import over_snapshot
from orglint.evaluate.engine import identifier
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.tables import known


def decide(rules: Sequence[Rule], snapshot: Snapshot) -> dict[str, int]:
    """Return how many rows fail each rule: one scan a table."""
    failed: dict[str, int] = {}
    with over_snapshot(snapshot, known(), now=snapshot.taken_at) as bench:
        for name, group in groupby(sorted(rules, key=lambda rule: rule.table), key=lambda rule: rule.table):
            some = list(group)
            counts = ", ".join(f"count_if({outcomes.code(rule)} = {outcomes.FAIL})" for rule in some)
            source = f"{identifier(name)} AS {identifier(known()[name].variable)}"
            (row,) = bench.engine.rows(f"SELECT {counts} FROM {source}", bench.values)
            failed |= {rule.id: number for rule, number in zip(some, row, strict=True)}
    return failed
