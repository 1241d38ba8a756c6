"""Single places in a column, found and taken out: whatever a specification makes of the column."""

from typing import Any

import duckdb
import pytest

from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct
from orglint.sql.leaves import Leaves
from orglint.sql.types import sql_type

TEXT = Scalar.STRING
PAIR = Struct((Field("a", TEXT), Field("b c", TEXT)))
DEEP = ListOf(Struct((Field("inner", ListOf(PAIR)), Field("x", TEXT))))


def found(kind: ColumnType, paths: list[str], *values: Any) -> list[tuple[Any, ...]]:
    """Return of each value whether it has a bad leaf, where, which, and what is left of it."""
    leaves = Leaves("v", kind, dict.fromkeys(paths, lambda leaf: f"{leaf} = 'bad'"))
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE cells (n INTEGER, v {sql_type(kind)})")
        for number, value in enumerate(values):
            engine.execute("INSERT INTO cells VALUES (?, ?)", [number, value])
        asked = f"{leaves.test_existence()}, {leaves.paths()}, {leaves.texts()}, {leaves.null_leaves()}"
        return engine.execute(f"SELECT {asked} FROM cells ORDER BY n").fetchall()


def test_a_text() -> None:
    assert found(TEXT, ["v"], "bad", "good", None) == [
        (True, ["v"], ["bad"], None),
        (False, [], [], "good"),
        (False, [], [], None),
    ]


def test_elements() -> None:
    assert found(ListOf(TEXT), ["v[]"], ["good", "bad", None, "bad"], [], None) == [
        (True, ["v[1]", "v[3]"], ["bad", "bad"], ["good", None, None, None]),
        (False, [], [], []),
        (False, [], [], None),
    ]


def test_members_stay_what_they_were_beside_one_that_is_taken_out() -> None:
    assert found(PAIR, ["v.b c"], {"a": "bad", "b c": "bad"}, {"a": None, "b c": None}, None) == [
        (True, ["v.b c"], ["bad"], {"a": "bad", "b c": None}),
        (False, [], [], {"a": None, "b c": None}),
        (False, [], [], None),
    ]


def test_members_of_elements_of_members_of_elements() -> None:
    value = [
        {"inner": [{"a": "good", "b c": "1"}, {"a": "bad", "b c": "2"}], "x": "bad"},
        None,
        {"inner": None, "x": "good"},
    ]
    assert found(DEEP, ["v[].inner[].a", "v[].x"], value) == [
        (
            True,
            ["v[0].inner[1].a", "v[0].x"],
            ["bad", "bad"],
            [
                {"inner": [{"a": "good", "b c": "1"}, {"a": None, "b c": "2"}], "x": None},
                None,
                {"inner": None, "x": "good"},
            ],
        )
    ]


@pytest.mark.parametrize("path", ["v.gone", "v[].gone", "v[].inner.gone", "w"])
def test_a_place_that_the_specification_has_no_more_is_nowhere(path: str) -> None:
    value = [{"inner": [{"a": "bad", "b c": "1"}], "x": "bad"}]
    assert found(DEEP, [path], value) == [(False, [], [], value)]
