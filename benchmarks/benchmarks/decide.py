"""Deciding alone: the outcome of every row, counted as judging does it for many rows, with no look at any finding."""

from collections.abc import Sequence
from itertools import groupby

from orglint.evaluate.judge.conditions import Conditions
from orglint.evaluate.judge.conditions_query import narrow_tables
from orglint.evaluate.judge.outcome_counts import OutcomeCounts, count_outcomes
from orglint.evaluate.session import over_snapshot
from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule
from orglint.tables import known_tables


def tallies(rules: Sequence[CompiledRule], snapshot: Snapshot) -> dict[str, OutcomeCounts]:
    """Return how many rows have which outcome under each rule."""
    found: dict[str, OutcomeCounts] = {}
    with over_snapshot(snapshot, narrow_tables(rules, known_tables()), now=snapshot.taken_at) as bench:
        for name, group in groupby(sorted(rules, key=lambda rule: rule.table), key=lambda rule: rule.table):
            for rule, tally in count_outcomes(bench, Conditions(bench.tables[name]), list(group)).items():
                assert isinstance(tally, OutcomeCounts), f"{rule} could not be decided: {tally}"
                found[rule] = tally
    return found


def decide(rules: Sequence[CompiledRule], snapshot: Snapshot) -> dict[str, int]:
    """Return how many rows fail each rule."""
    return {rule: tally.failed for rule, tally in tallies(rules, snapshot).items()}
