"""Members that no record holds: the paths of them, wherever in a column they are, are SQL that the engine takes."""

from dataclasses import replace

import duckdb
import pytest

from orglint.model.table import Column, ColumnType, Field, ListOf, Scalar, Struct
from orglint.snapshots.load import Loaded
from orglint.snapshots.missing import lost_members
from orglint.sql.types import sql_type
from orglint.tables import known_tables

_INNER = ListOf(Struct((Field("m", Scalar.STRING, ""), Field("n", Scalar.STRING, ""))))
_RECORD = Struct((Field("a", Scalar.STRING, ""), Field("in", _INNER, "")))


@pytest.mark.parametrize(
    ("kind", "value", "path", "expected"),
    [
        (_RECORD, {"a": None, "in": []}, "groups.a", ["groups.a"]),
        (_RECORD, None, "groups.a", []),
        (_RECORD, {"a": "x", "in": [{"m": None, "n": "y"}]}, "groups.in[].m", ["groups.in[].m"]),
        (ListOf(_RECORD), [{"a": None, "in": []}, None], "groups[].a", ["groups[0].a"]),
        (ListOf(_RECORD), [None, {"a": "x", "in": [{"m": None, "n": "y"}]}], "groups[].in[].m", ["groups[1].in[].m"]),
        (ListOf(_RECORD), None, "groups[].in[].m", []),
    ],
)
def test_each_record_that_should_hold_a_member_lacks_it(
    kind: ColumnType, value: object, path: str, expected: list[str]
) -> None:
    table = replace(known_tables()["users"], columns={"groups": Column("groups", kind, "", "")})
    (sql,) = lost_members(table, Loaded(frozenset({path}), {}))["groups"]
    rows = f"SELECT CAST(? AS {sql_type(kind)}) AS groups"
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT {sql} FROM ({rows})", [value]).fetchone()
    assert found == (expected,)
