"""Checking against hand-written SQL and against the official evaluator, over the same sealed files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from benchmarks import agree, by_hand, official
from benchmarks.decide import decide
from benchmarks.figure import TIMES, Figure, Goal, duration
from benchmarks.rounds import Took, ratio, take_turns, timed
from orglint import evaluate, tables
from orglint.model.result import Verdict
from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule

BY_HAND = Goal(1.2, TIMES)
OFFICIAL = Goal(50, TIMES, at_most=False)
LINEAR = Goal(1.1, TIMES)
MILLION = 1_000_000
"""The size that the goals are set for; below it what starting an engine costs stands in front."""
SAMPLE = 2_000
FEW, MANY = 3, 7
SMALL = 100_000


@dataclass(frozen=True, slots=True)
class Checked:
    """One size: the seconds of each round for each way, and what the official evaluator needs for a row."""

    rows: int
    findings: int
    ours: Sequence[float]
    by_hand: Sequence[float]
    kept_by_hand: Sequence[float]
    read: Sequence[float]
    decided: Sequence[float]
    decided_by_hand: Sequence[float]
    official: Sequence[float]
    sample: int
    cpu: float

    @property
    def a_row(self) -> float:
        """The processor's seconds that we need for a row: sizes do not take turns, so the clock would not be fair."""
        return self.cpu / self.rows


def measured(rules: Sequence[CompiledRule], snapshot: Snapshot) -> Checked:
    """Judge one snapshot all three ways, by turns, after all three have come to the same verdicts."""
    rows = snapshot.tables["users"].rows
    verdicts = _ours(rules, snapshot)()
    ready = official.programs(rules, snapshot, snapshot.taken_at, rows=SAMPLE)
    agree.verdicts(verdicts, by_hand.judge(snapshot, snapshot.taken_at))
    agree.decisions(decide(rules, snapshot), by_hand.decide(snapshot, snapshot.taken_at))
    agree.rows(ready, snapshot)
    turns = take_turns(
        MANY if rows <= SMALL else FEW,
        {
            "ours": timed(_ours(rules, snapshot)),
            "by hand": timed(lambda: by_hand.judge(snapshot, snapshot.taken_at)),
            "kept by hand": timed(lambda: by_hand.keep(snapshot, snapshot.taken_at)),
            "read": timed(lambda: [list(verdict.findings) for verdict in _ours(rules, snapshot)()]),
            "decided": timed(lambda: decide(rules, snapshot)),
            "decided by hand": timed(lambda: by_hand.decide(snapshot, snapshot.taken_at)),
            "official": lambda: _extrapolated(ready, rules, snapshot),
        },
    )
    walls = {name: [took.wall for took in turn] for name, turn in turns.items()}
    return Checked(
        rows=rows,
        findings=sum(len(verdict.findings) for verdict in verdicts),
        ours=walls["ours"],
        by_hand=walls["by hand"],
        kept_by_hand=walls["kept by hand"],
        read=walls["read"],
        decided=walls["decided"],
        decided_by_hand=walls["decided by hand"],
        official=walls["official"],
        sample=min(SAMPLE, rows),
        cpu=median(took.cpu for took in turns["ours"]),
    )


def figures(sizes: Sequence[Checked]) -> Iterator[Figure]:
    """Yield what checking costs, and how that grows."""
    for one in sizes:
        yield _against_hand(one, BY_HAND if one.rows >= MILLION else None)
        yield from _like_with_like(one)
    for one in sizes:
        yield _against_official(one, OFFICIAL if one.rows >= MILLION else None)
        yield _deciding(one)
    for few, many in pairwise(sizes):
        told = f"{duration(few.a_row * MILLION)} and {duration(many.a_row * MILLION)} of the processor a million rows"
        what = f"time a row, {many.rows:,} against {few.rows:,} users"
        yield Figure("growth", what, many.a_row / few.a_row, TIMES, LINEAR, told)


def _ours(rules: Sequence[CompiledRule], snapshot: Snapshot) -> Callable[[], tuple[Verdict, ...]]:
    return lambda: evaluate.judge_rules(rules, snapshot, tables.known_tables(), now=snapshot.taken_at)


def _against_hand(one: Checked, goal: Goal | None) -> Figure:
    told = f"{duration(median(one.ours))} against {duration(median(one.by_hand))}, {one.findings:,} findings"
    raw = {"ours": list(one.ours), "by_hand": list(one.by_hand)}
    return Figure(
        "check", f"{one.rows:,} users, against SQL by hand", ratio(one.ours, one.by_hand), TIMES, goal, told, raw
    )


def _like_with_like(one: Checked) -> Iterator[Figure]:
    """Compare findings in columns with findings in columns, and objects with tuples: the SQL by hand makes tuples."""
    ways = {
        "findings in columns on both sides": (one.ours, one.kept_by_hand),
        "every finding read, as an object": (one.read, one.by_hand),
    }
    for what, (ours, hand) in ways.items():
        told = f"{duration(median(ours))} against {duration(median(hand))}"
        raw = {"ours": list(ours), "by_hand": list(hand)}
        yield Figure("check", f"{one.rows:,} users, {what}", ratio(ours, hand), TIMES, None, told, raw)


def _against_official(one: Checked, goal: Goal | None) -> Figure:
    times, ours = ratio(one.official, one.ours), median(one.ours)
    how = f"from {one.sample:,} rows" if one.sample < one.rows else "all rows"
    told = f"{duration(ours)} against {duration(median(one.official))} ({how})"
    raw = {"ours": ours, "official": list(one.official), "sample": one.sample}
    return Figure("check", f"{one.rows:,} users, faster than official CEL", times, TIMES, goal, told, raw)


def _deciding(one: Checked) -> Figure:
    """Compare like with like: the official evaluator only decides, and builds no finding."""
    ours, hand = median(one.decided), median(one.decided_by_hand)
    times = ratio(one.decided, one.decided_by_hand)
    told = f"{duration(ours)}, no findings built; {times:.1f} {TIMES} SQL by hand for the same ({duration(hand)})"
    raw = {"ours": list(one.decided), "by_hand": list(one.decided_by_hand)}
    return Figure(
        "check",
        f"{one.rows:,} users, the same, deciding alone",
        ratio(one.official, one.decided),
        TIMES,
        None,
        told,
        raw,
    )


def _extrapolated(ready: Sequence[official.Program], rules: Sequence[CompiledRule], snapshot: Snapshot) -> Took:
    """Return the time that the official evaluator needs for all rows: those for its sample, times the rest.

    A rule about an organization is judged once over a list, which is cut to the sample too: it grows with the users
    if it reads them.
    """
    took = official.times(ready)
    wall = sum(took[rule.id] * _times(rule, snapshot) for rule in rules)
    return Took(wall, wall)


def _times(rule: CompiledRule, snapshot: Snapshot) -> float:
    read = {name for name, _ in rule.reads} | {rule.table, *rule.counts}
    return max(1.0, max(snapshot.tables[name].rows for name in read) / SAMPLE)
