"""What is said of cells, elements and rows that nobody has seen is true, whatever they hold."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orglint.engine.duckdb import open_engine
from orglint.evaluate.session import Session, over_rows
from orglint.model.unknown import Unknown
from support.expressions import agreement, small, typed_expressions
from support.expressions.agreement import ALL_NAMES, TABLES, World
from support.expressions.grammar import Part
from support.searching import at_full

Rows = list[dict[str, Any]]
COMPLETIONS = 4
Hole = tuple[int | str, ...]
"""Where something is unknown below a cell: an element by its place, a member by its name; nothing for all of it."""
Holes = dict[str, list[Hole]]


@dataclass(frozen=True, slots=True, repr=False)
class Doubt:
    """Rows of which much is unknown, and some of the worlds that they may be seen of."""

    seen: Session
    world: World
    worlds: list[World]

    def lies(self, source: Part) -> list[str]:
        """Return the rows for which a value is given that one of the worlds refutes."""
        sql = self.world.compiled(str(source))
        if sql is None:
            return []
        query = f'SELECT {sql} FROM things AS "thing" ORDER BY CAST(substr("thing"."key", 2) AS INT)'
        said = [row[0] for row in self.seen.engine.fetch(query, self.seen.values)]
        truths = [world.theirs(source) for world in self.worlds]
        return [
            f"{source} is said to be {ours!r}, and is {truth[place]!r} in CEL on {world.rows[place]}"
            for place, ours in enumerate(said)
            if ours is not None
            for world, truth in zip(self.worlds, truths, strict=True)
            if not _may_be(ours, truth[place])
        ]


def _may_be(said: Any, truth: Any) -> bool:
    """Return whether what is said leaves room for the truth: an element that is said to be unknown may be any."""
    if isinstance(said, list) and isinstance(truth, list):
        return len(said) == len(truth) and all(map(_may_be, said, truth))
    return said is None or agreement.same(said, truth)


@pytest.fixture(scope="module", params=["rows are missing", "all rows are there"])
def doubt(request: pytest.FixtureRequest) -> Iterator[Doubt]:
    dice = random.Random(request.param)
    things, others = small.random_rows(seed=5, count=30), small.random_rows(seed=6, count=3)
    with open_engine() as engine, open_engine() as unused:
        holes, other_holes = ([_holes(dice, row) for row in rows] for rows in (things, others))
        shown = {"things": _shown(things, holes), "others": _shown(others, other_holes)}
        bench = over_rows(engine, shown, TABLES, now=small.NOW)
        worlds = []
        for _ in range(COMPLETIONS):
            lost = small.random_rows(dice.randrange(10**6), 2) if request.param == "rows are missing" else []
            filled = [*_filled(others, other_holes, dice), *lost]
            worlds.append(agreement.world_of(unused, _filled(things, holes, dice), filled))
        bench.values["complete_others"] = request.param != "rows are missing"
        yield Doubt(bench, worlds[0], worlds)


def _holes(dice: random.Random, row: dict[str, Any]) -> Holes:
    names = dice.sample(sorted(set(small.COLUMNS) - {"key"}), dice.randint(1, 8))
    return {name: _below(dice, row[name]) for name in names}


def _below(dice: random.Random, value: Any) -> list[Hole]:
    """Return the places below a value that are holes: the whole one where there are none."""
    if not isinstance(value, list | dict) or not value or dice.random() < 1 / 3:
        return [()]
    inner = value if isinstance(value, dict) else range(len(value))
    chosen = dice.sample(sorted(inner), dice.randint(1, len(value)))
    return [(place, *rest) for place in chosen for rest in _below(dice, value[place])]


def _shown(rows: Rows, holes: list[Holes]) -> Rows:
    return [_put(row, hidden, lambda *_: Unknown.UNKNOWN) for row, hidden in zip(rows, holes, strict=True)]


def _filled(rows: Rows, holes: list[Holes], dice: random.Random) -> Rows:
    """Return rows that differ in the holes alone."""
    filler = partial(small.random_part, dice)
    return [_put(row, hidden, filler) for row, hidden in zip(rows, holes, strict=True)]


def _put(row: dict[str, Any], holes: Holes, fill: Callable[[str, Hole], Any]) -> dict[str, Any]:
    changed = dict(row)
    for name, hole in ((name, hole) for name, found in holes.items() for hole in found):
        changed[name] = _replaced(changed[name], hole, fill(name, hole))
    return changed


def _replaced(value: Any, hole: Hole, put: Any) -> Any:
    if not hole:
        return put
    place, *rest = hole
    inner = _replaced(value[place], tuple(rest), put)
    if isinstance(value, dict):
        return {**value, place: inner}
    return [inner if at == place else it for at, it in enumerate(value)]


@settings(max_examples=at_full(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.expressions("bool", 4, ALL_NAMES))
def test_what_is_said_of_the_unseen_is_true(doubt: Doubt, source: Part) -> None:
    assert doubt.lies(source) == []


@settings(max_examples=at_full(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.values(4, ALL_NAMES))
def test_a_value_that_is_said_is_that_of_every_completion(doubt: Doubt, source: Part) -> None:
    assert doubt.lies(source) == []
