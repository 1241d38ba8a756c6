"""Values at the edges: texts of a megabyte, lists of ten thousand, numbers that JSON has not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from orglint import tables
from orglint.engine.duckdb import open_engine
from orglint.evaluate import query_rows
from orglint.expressions import compile_condition, organization_scope
from support.expressions import agreement, small
from support.expressions.agreement import World
from support.making import NOON, Making

HUGE = ["ab," * 350_000, "é\U0001f937,e\u0301" * 200_000, "\0" * 1_000_000]
MANY: dict[str, list[Any]] = {
    "roles": [str(number % 7919) for number in range(10_000)],
    "marks": [float(number) for number in range(10_000)],
    "flags": [number != 4_999 for number in range(5_000)],
    "sizes": list(range(-1_000, 1_000)),
    "moments": [small.NOW - timedelta(hours=number) for number in range(2_000)],
    "access": [{"key": str(number), "seen": None, "count": number} for number in range(2_000)],
}
"""Some are shorter: the official evaluator ends an expression after 10,000 steps of its macros, where ours goes on."""


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    base = small.random_rows(seed=3, count=len(HUGE))
    rows = [{**row, **MANY, "text": text, "few": 3} for row, text in zip(base, HUGE, strict=True)]
    with open_engine() as engine:
        yield agreement.world_of(engine, rows, [])


@pytest.mark.parametrize(
    "source",
    [
        "thing.text.size()",
        "thing.text.indexOf('b', 1000)",
        "thing.text.lastIndexOf(',')",
        "thing.text.lastIndexOf('zz')",
        "thing.text.split(',').size()",
        "thing.text.split(',', 3)[2].size()",
        "thing.text.replace(',', '--').size()",
        "thing.text.replace('', '-').size()",
        "thing.text.replace(',', 'x', 5).size()",
        "thing.text.charAt(500000)",
        "thing.text.substring(999).size()",
        "thing.text.upperAscii().lowerAscii().trim().size()",
        "thing.text.matches('^(ab,)*$')",
        "thing.text == thing.text + 'a'",
        "thing.text < thing.text + 'a'",
        "int(thing.text) == 1 || double(thing.text) == 1.0 || timestamp(thing.text) == now",
        "isCidr(thing.text)",
        "thing.roles.join(',').size()",
        "thing.roles.exists(r, r == '7918')",
        "thing.sizes.all(s, s < 1000) && !thing.flags.all(f, f)",
        "thing.sizes.filter(s, s % 2 == 0).map(s, s * 2).size()",
        "thing.moments.exists_one(m, m == now)",
        "thing.marks[9999] + thing.marks[0]",
        "(thing.sizes + thing.sizes).size()",
        "thing.sizes == thing.sizes.filter(s, true)",
        "thing.access.map(a, a.count)[1999]",
        "thing.access.exists(a, a.key == '998' && a.count in thing.sizes)",
    ],
)
def test_what_is_huge_means_what_it_means_in_cel(world: World, source: str) -> None:
    assert [str(found)[:300] for found in world.differences([agreement.part(source)])] == []


def test_no_step_is_one_too_many(world: World) -> None:
    found = world.both(agreement.part("thing.roles.all(r, r != 'x') && thing.roles.all(r, r != 'y')"))
    assert [(ours, official) for _, ours, official in found] == [(True, None)] * len(HUGE)


@pytest.fixture(scope="module")
def zeros() -> Iterator[World]:
    """Rows that are equal but for the sign of a zero; half of them have one."""
    base = small.random_rows(seed=3, count=1)[0]
    rows = []
    for number, zero in enumerate([0.0, -0.0] * 4):
        held = [{"key": "a", "seen": None, "count": 1, "load": zero}]
        rows.append({**base, "key": f"k{number:03}", "score": zero, "marks": [zero, 1.0, -zero], "access": held})
    with open_engine() as engine:
        yield agreement.world_of(engine, rows, small.random_rows(seed=4, count=3))


@pytest.mark.parametrize(
    "source",
    [
        "others.map(o, string(thing.score))",
        "others.map(o, thing.score)",
        "others.exists(o, 1.0 / thing.score < 0.0)",
        "others.filter(o, string(thing.score) == '-0').size()",
        "others.all(o, string(thing.marks[2]) == '0')",
        "things.filter(t, t.key < thing.key && string(thing.score) == '-0').size()",
        "things.map(t, others.exists(o, string(t.score) == '-0'))",
        "thing.marks.map(m, others.exists(o, string(m) == '-0'))",
        "thing.marks.filter(m, others.exists(o, string(m) == '-0')).size()",
        "thing.access.map(a, others.map(o, string(a.load)))",
        "thing.access.exists(a, thing.marks.exists(m, others.exists(o, string(m) != string(a.load))))",
    ],
)
def test_a_zero_keeps_its_sign_in_what_is_asked_of_a_table(zeros: World, source: str) -> None:
    assert [str(found)[:300] for found in zeros.differences([agreement.part(source)])] == []


KNOWN = tables.known_tables()
SCOPE = organization_scope(KNOWN).with_row(KNOWN["users"])


@pytest.mark.parametrize("name", ["a\0b", "\0", "\U0010ffff", "\u202e", "e\u0301", "x" * 1_000_000, "\r\n\t"])
def test_a_text_comes_out_of_a_snapshot_as_it_went_in(name: str, tmp_path: Path) -> None:
    user = {"accountId": "1", "name": name, "_left": [], "_bad": []}
    snapshot = Making(tmp_path / "store").snapshot([user])
    size = compile_condition(f"user.name.size() == {len(name)}", SCOPE)
    answer = query_rows(KNOWN["users"], size, snapshot, KNOWN, now=NOON, limit=2)
    assert [row["name"] for row in answer.rows] == [name]
