"""What is said of cells, elements and rows that nobody has seen is true, whatever they hold."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from expressions import agreement, grammar, reach, small, typed_expressions
from expressions.agreement import ALL_NAMES, TABLES, World
from expressions.grammar import Part
from orglint.evaluate.bench import Bench, over_rows
from orglint.evaluate.engine import Engine
from orglint.evaluate.engines.duckdb import opened

SCOPE = agreement.scope()
Rows = list[dict[str, Any]]
COMPLETIONS = 4
Holes = dict[str, tuple[int, ...]]
"""What is unknown of a row, by column: elements of a list by their places, or (none named) the whole cell."""
ANY = (0,)


@dataclass(frozen=True, slots=True, repr=False)
class Doubt:
    """Rows of which much is unknown, and some of the worlds that they may be seen of.

    Of the rows at the places in `patchy` an element of a list is unknown: it is null, which `in` and `==` take for what
    is known to be no value. No snapshot holds such a list.
    """

    seen: Bench
    patchy: frozenset[int]
    world: World
    worlds: list[World]

    def lies(self, source: Part) -> list[str]:
        """Return the rows for which a value is given that one of the worlds refutes."""
        sql = self.world.compiled(str(source))
        if sql is None:
            return []
        query = f'SELECT {sql} FROM things AS "thing" ORDER BY CAST(substr("thing"."key", 2) AS INT)'
        said = [row[0] for row in self.seen.engine.rows(query, self.seen.values)]
        skipped = self.patchy if _compares_elements(source) else ()
        truths = [world.theirs(source) for world in self.worlds]
        return [
            f"{source} is said to be {ours!r}, and is {truth[place]!r} in CEL on {world.rows[place]}"
            for place, ours in enumerate(said)
            if ours is not None and place not in skipped
            for world, truth in zip(self.worlds, truths, strict=True)
            if not agreement.same(ours, truth[place])
        ]


@pytest.fixture(scope="module", params=["rows are missing", "all rows are there"])
def doubt(request: pytest.FixtureRequest) -> Iterator[Doubt]:
    dice = random.Random(request.param)
    things, others = small.random_rows(seed=5, count=30), small.random_rows(seed=6, count=3)
    with opened() as engine, opened() as unused:
        bench, holes = _seen(engine, dice, things, others)
        worlds = []
        for _ in range(COMPLETIONS):
            lost = small.random_rows(dice.randrange(10**6), 2) if request.param == "rows are missing" else []
            worlds.append(agreement.world_of(unused, _filled(things, holes, dice), [*others, *lost]))
        bench.values["complete_others"] = request.param != "rows are missing"
        patchy = frozenset(place for place, hidden in enumerate(holes) if any(hidden.values()))
        yield Doubt(bench, patchy, worlds[0], worlds)


def _compares_elements(source: Part) -> bool:
    """Return whether an expression asks whether a list has an element, or is equal to another one."""
    forms = reach.reached(str(source), SCOPE) - {f"equality of {kind}" for kind in grammar.SCALARS}
    return any(form.startswith(("in_list", "equality of ")) for form in forms)


def _seen(engine: Engine, dice: random.Random, things: Rows, others: Rows) -> tuple[Bench, list[Holes]]:
    """Return the rows with holes, and where they are."""
    holes = [_holes(dice, row) for row in things]
    shown = [_shown(row, hidden) for row, hidden in zip(things, holes, strict=True)]
    return over_rows(engine, {"things": shown, "others": others}, TABLES, now=small.NOW), holes


def _holes(dice: random.Random, row: dict[str, Any]) -> Holes:
    names = dice.sample(sorted(set(small.COLUMNS) - {"key"}), dice.randint(1, 8))
    return {name: _elements(dice, row[name]) for name in names}


def _elements(dice: random.Random, cell: Any) -> tuple[int, ...]:
    """Return the places of a list that are holes; none where the whole cell is one."""
    if not isinstance(cell, list) or not cell or dice.random() < 1 / 3:
        return ()
    return tuple(dice.sample(range(len(cell)), dice.randint(1, len(cell))))


def _shown(row: dict[str, Any], holes: Holes) -> dict[str, Any]:
    seen = {name: value for name, value in row.items() if holes.get(name, ANY)}
    return {name: _replaced(value, dict.fromkeys(holes.get(name, ()))) for name, value in seen.items()}


def _filled(things: Rows, holes: list[Holes], dice: random.Random) -> Rows:
    """Return rows that differ in the holes alone."""
    return [
        {
            name: small.random_cell(dice, name)
            if not hidden.get(name, ANY)
            else _replaced(value, {place: small.random_element(dice, name) for place in hidden.get(name, ())})
            for name, value in row.items()
        }
        for row, hidden in zip(things, holes, strict=True)
    ]


def _replaced(value: Any, elements: dict[int, Any]) -> Any:
    return [elements.get(place, it) for place, it in enumerate(value)] if elements else value


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.expressions("bool", 4, ALL_NAMES))
def test_what_is_said_of_the_unseen_is_true(doubt: Doubt, source: Part) -> None:
    assert doubt.lies(source) == []
