"""Deciding alone: the outcome of every row, counted as judging does it, with no look at any finding."""

from collections.abc import Sequence
from itertools import groupby

from orglint.evaluate.bench import over_snapshot
from orglint.evaluate.decided import narrowed
from orglint.evaluate.tally import Tally, tallied
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.tables import known


def tallies(rules: Sequence[Rule], snapshot: Snapshot) -> dict[str, Tally]:
    """Return how many rows have which outcome under each rule."""
    found: dict[str, Tally] = {}
    with over_snapshot(snapshot, narrowed(rules, known()), now=snapshot.taken_at) as bench:
        for name, group in groupby(sorted(rules, key=lambda rule: rule.table), key=lambda rule: rule.table):
            for rule, tally in tallied(bench, bench.tables[name], list(group)).items():
                assert isinstance(tally, Tally), f"{rule} could not be decided: {tally}"
                found[rule] = tally
    return found


def decide(rules: Sequence[Rule], snapshot: Snapshot) -> dict[str, int]:
    """Return how many rows fail each rule."""
    return {rule: tally.failed for rule, tally in tallies(rules, snapshot).items()}
