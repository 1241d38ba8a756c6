"""Rows made by hand are put column by column; row by row, a statement each, gave the very same tables."""

import math
import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb
import pytest

from orglint.engine import duckdb as ours
from orglint.engine.queries import EvaluationError
from orglint.evaluate import views
from orglint.model.table import Column, ColumnType, Field, ListOf, Scalar, Struct, Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.sql.quoting import quote_identifier
from orglint.sql.types import sql_type
from support.expressions import small

THINGS = small.table()
RECORD = Struct((Field("a", Scalar.STRING), Field("n", Scalar.INT), Field("tags", ListOf(Scalar.STRING))))
NOTHING = {"a": None, "n": None, "tags": None}
MOST, LEAST = 2**63 - 1, -(2**63)
FIRST, LAST = map(datetime.fromisoformat, ("0001-01-01", "9999-12-31T23:59:59.999999"))


def of(kind: ColumnType) -> Table:
    return replace(THINGS, columns={"c": Column("c", kind, "", "")})


def row_by_row(table: Table, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of a table after one INSERT for each."""
    columns = [f"{quote_identifier(name)} {sql_type(column.type)}" for name, column in table.columns.items()]
    with duckdb.connect() as free:
        free.execute(f"CREATE TABLE t ({', '.join(columns)}, {UNKNOWN_CELLS} VARCHAR[])")
        for row in rows:
            free.execute(f"INSERT INTO t VALUES ({', '.join('?' for _ in row)})", list(row))
        return free.execute("FROM t").fetchall()


def put(table: Table, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of a table after all of them were put at once."""
    with ours.open_engine() as engine:
        engine.register_rows(table, rows)
        return engine.fetch("FROM things", {})


def bits(value: Any) -> Any:
    """Return a value so that each double is compared by its bits."""
    if isinstance(value, float):
        return struct.pack(">d", value)
    if isinstance(value, dict):
        return [(name, bits(item)) for name, item in value.items()]
    return [bits(item) for item in value] if isinstance(value, list | tuple) else (type(value), value)


@pytest.mark.parametrize("seed", range(4))
def test_random_rows_are_those_that_a_statement_each_would_make(seed: int) -> None:
    rows = [
        [
            *(views.to_engine_value(row[name], it.type, name, []) for name, it in THINGS.columns.items()),
            [f"m{place}"] * (place % 3),
        ]
        for place, row in enumerate(small.random_rows(seed, 80))
    ]
    found = put(THINGS, rows)
    assert len(found) == len(rows)
    assert bits(found) == bits(row_by_row(THINGS, rows))


CELLS: list[tuple[ColumnType, list[Any]]] = [
    (Scalar.INT, []),
    *(
        (kind, [None, None])
        for kind in (*Scalar, ListOf(Scalar.STRING), RECORD, ListOf(RECORD), ListOf(ListOf(RECORD)))
    ),
    (Scalar.INT, [MOST, None, LEAST, 0]),
    (Scalar.DOUBLE, [-0.0, 0.0, math.nan, -math.inf, 5e-324, 1.7976931348623157e308, None]),
    (Scalar.BOOL, [True, None, False]),
    (Scalar.STRING, ["", None, "a\0b", "\0", "\U0001f937", "NULL", "[1]", "{'a': 1}"]),
    (Scalar.TIMESTAMP, [FIRST, None, LAST]),
    (ListOf(Scalar.STRING), [[], None, [None], ["a", None], [""]]),
    (ListOf(Scalar.STRING), [[], []]),
    (ListOf(Scalar.INT), [[1], [MOST, LEAST], []]),
    (ListOf(ListOf(Scalar.DOUBLE)), [[[1.0, -0.0]], [[], None], [], None, [[math.nan]]]),
    (RECORD, [None, NOTHING, {"a": "", "n": MOST, "tags": [None]}, {**NOTHING, "tags": []}]),
    (RECORD, [NOTHING, None]),
    (ListOf(RECORD), [[NOTHING], [None], [], None, [None, NOTHING, {**NOTHING, "a": "x"}]]),
    (Struct((Field("in", ListOf(RECORD)),)), [{"in": None}, {"in": [None, NOTHING]}, {"in": []}, None]),
]


@pytest.mark.parametrize(("kind", "cells"), CELLS)
def test_a_cell_is_what_a_statement_of_its_own_would_make_of_it(kind: ColumnType, cells: list[Any]) -> None:
    rows = [[cell, []] for cell in cells]
    assert bits(put(of(kind), rows)) == bits(row_by_row(of(kind), rows))
    assert [row[0] for row in put(of(Scalar.INT), [[1, []], [MOST, ["c"]]])] == [1, MOST]


def test_rows_beyond_one_batch_arrive_in_their_order() -> None:
    rows = [[number, [str(number)]] for number in range(25_001)]
    with ours.open_engine() as engine:
        engine.register_rows(of(Scalar.INT), iter(rows))
        assert [list(row) for row in engine.fetch("FROM things", {})] == rows


def test_a_whole_number_in_a_column_of_doubles_is_the_nearest_double_whatever_stands_beside_it() -> None:
    given: list[Any] = [2**127, 1, -1, 2**53 + 1, 10**400, -(10**400), 0.5, None]
    kind = of(Scalar.DOUBLE)
    with ours.open_engine() as engine:
        views.make_rows(engine, kind, [{"c": value} for value in given])
        found = [row[0] for row in engine.fetch("SELECT c FROM things", {})]
    assert found == [2.0**127, 1.0, -1.0, 2.0**53, math.inf, -math.inf, 0.5, None]
    assert all(isinstance(value, float) for value in found[:-1])


@pytest.mark.parametrize("cells", [["a", "\ud83e"], ["\ud83e"]])
def test_half_a_character_is_an_error_in_one_line(cells: list[str]) -> None:
    with ours.open_engine() as engine, pytest.raises(EvaluationError, match=r"^[^\n]*surrogate[^\n]*$"):
        engine.register_rows(of(Scalar.STRING), [[cell, []] for cell in cells])
