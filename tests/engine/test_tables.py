"""What the engine does: tables from files and by hand, values, queries, and failures in one line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orglint.engine.duckdb import open_engine
from orglint.engine.queries import EvaluationError
from orglint.evaluate import views
from orglint.model.table import Column, ColumnType, Field, ListOf, Scalar, Struct, Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.sql.quoting import quote_identifier
from orglint.sql.types import sql_type
from support.expressions import small

THINGS = small.table()


def everything(kind: Table = THINGS) -> str:
    """Return the query for all there is of a table."""
    columns = ", ".join(quote_identifier(name) for name in (*kind.columns, UNKNOWN_CELLS))
    return f"SELECT {columns} FROM things ORDER BY key"


def table(**columns: ColumnType) -> Table:
    return replace(THINGS, columns={name: Column(name, kind, "", "") for name, kind in columns.items()})


def parquet(file: Path, select: str) -> Path:
    """Write a query's rows as a snapshot's file has them: Parquet, the hidden column last."""
    duckdb.connect().execute(f"COPY ({select}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    return file


def shown(kind: Table, file: Path, *, unknown: Sequence[str] = (), same: bool = False) -> list[tuple[Any, ...]]:
    with open_engine(file) as engine:
        engine.register_file(kind, file, unknown=unknown, same=same)
        return engine.fetch(everything(kind), {})


def asked(query: str, **values: Any) -> list[tuple[Any, ...]]:
    with open_engine() as engine:
        return engine.fetch(query, values)


def test_rows_made_by_hand_come_back_as_they_were_put() -> None:
    given = small.random_rows(5, 60)
    with open_engine() as engine:
        views.make_rows(engine, THINGS, given)
        found = engine.fetch(everything(), {})
    kinds = {name: column.type for name, column in THINGS.columns.items()}
    expected = [
        [views.to_engine_value(row[name], kind, name, []) for name, kind in kinds.items()] + [[]]
        for row in sorted(given, key=lambda row: row["key"])
    ]
    assert repr([list(row) for row in found]) == repr(expected)


@pytest.mark.parametrize("same", [True, False])
def test_a_file_is_the_table_with_the_same_values_in_the_same_order(tmp_path: Path, same: bool) -> None:  # noqa: FBT001
    with open_engine() as engine:
        views.make_rows(engine, THINGS, small.random_rows(6, 200))
        found = engine.fetch(everything(), {})
    file = tmp_path / "things [a-z]* %41 é.parquet"
    (tmp_path / "things a.parquet").write_bytes(b"a file that a pattern would find")
    with duckdb.connect() as free:
        kinds = ", ".join(f"{quote_identifier(name)} {sql_type(it.type)}" for name, it in THINGS.columns.items())
        free.execute(f'CREATE TABLE t ({kinds}, "_unknown" VARCHAR[])')
        free.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(found[0]))})", [list(row) for row in found])
        free.execute(f"COPY t TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    assert repr(shown(THINGS, file, same=same)) == repr(found)


@pytest.mark.parametrize("same", [True, False])
def test_a_column_of_which_nothing_is_known_has_no_value_and_every_row_says_so(tmp_path: Path, same: bool) -> None:  # noqa: FBT001
    access = ListOf(Struct((Field("a", Scalar.INT),)))
    kind = table(key=Scalar.STRING, n=Scalar.INT, tags=ListOf(Scalar.STRING), access=access)
    cells = "'k' AS key, 1::BIGINT AS n, ['x'] AS tags, [{'a': 1::BIGINT}] AS access, ['tags'] AS _unknown"
    file = parquet(tmp_path / "t.parquet", f"SELECT {cells}")
    found = shown(kind, file, unknown=["n", "access"], same=same)
    assert found == [("k", None, ["x"], None, ["tags", "n", "access"])]


OLD = Struct((Field("status", Scalar.STRING), Field("since", Scalar.TIMESTAMP), Field("level", Scalar.INT)))
LEAP = datetime(2024, 2, 29, 1, 2, 3, 4)  # noqa: DTZ001 - as the engine has times: in UTC, without a zone


@pytest.mark.parametrize(
    ("kind", "was", "now", "unknown"),
    [
        (
            OLD,
            "{'level': 3::BIGINT, 'status': 'a'}",
            {"status": "a", "since": None, "level": 3},
            ["c.since", "c~", "c~since"],
        ),
        (
            OLD,
            "{'gone': 1, 'status': 'a', 'since': TIMESTAMP '2024-02-29 01:02:03.000004', 'level': 1::BIGINT}",
            {"status": "a", "since": LEAP, "level": 1},
            [],
        ),
        (OLD, "CAST(NULL AS STRUCT(status VARCHAR))", None, []),
        (
            ListOf(OLD),
            "[{'status': 'a'}, NULL, {'status': NULL}]",
            [
                {"status": "a", "since": None, "level": None},
                None,
                {"status": None, "since": None, "level": None},
            ],
            ["c[0].level", "c[0].since", "c[2].level", "c[2].since", "c~", "c~level", "c~since"],
        ),
        (ListOf(OLD), "CAST([] AS STRUCT(status VARCHAR)[])", [], []),
        (
            Struct((Field("in", ListOf(OLD)),)),
            "{'in': [{'level': 9::BIGINT, 'x': 1}], 'y': 2}",
            {"in": [{"status": None, "since": None, "level": 9}]},
            ["c.in[0].since", "c.in[0].status", "c~", "c~since", "c~status"],
        ),
        (
            Struct((Field("y", Scalar.INT), Field("in", ListOf(OLD)))),
            "{'y': 2::BIGINT}",
            {"y": 2, "in": None},
            ["c.in", "c~", "c~in"],
        ),
        (Scalar.STRING, "9007199254740993::BIGINT", "9007199254740993", []),
        (Scalar.STRING, "true", "true", []),
        (Scalar.STRING, "TIMESTAMP '2024-02-29 01:02:03.5'", "2024-02-29 01:02:03.5", []),
        (Scalar.DOUBLE, "9007199254740993::BIGINT", 9007199254740992.0, []),
        (ListOf(Scalar.STRING), "[1::BIGINT, NULL]", ["1", None], []),
    ],
)
def test_a_column_sealed_under_another_specification_has_its_present_type(
    tmp_path: Path, kind: ColumnType, was: str, now: Any, unknown: list[str]
) -> None:
    file = parquet(tmp_path / "t.parquet", f"SELECT 'k' AS key, {was} AS c, CAST([] AS VARCHAR[]) AS _unknown")
    ((key, cell, cells),) = shown(table(key=Scalar.STRING, c=kind), file)
    assert (key, repr(cell), sorted(cells)) == ("k", repr(now), unknown)


def test_a_member_that_a_file_does_not_have_is_added_to_what_is_unknown_already(tmp_path: Path) -> None:
    kind = table(key=Scalar.STRING, c=ListOf(OLD), n=Scalar.INT)
    cells = "[{'status': 'a', 'level': 1::BIGINT}] AS c, 1::BIGINT AS n, ['n'] AS _unknown"
    file = parquet(tmp_path / "t.parquet", f"SELECT 'k' AS key, {cells}")
    found = [sorted(row[-1]) for row in shown(kind, file)]
    assert found == [["c[0].since", "c~", "c~since", "n"]]
    assert shown(kind, file, unknown=["c"])[0][-1] == ["n", "c"]


def test_values_are_given_by_name_and_never_become_text_of_the_query() -> None:
    nasty = ["", "'", "\\", "\\'; DROP VIEW things; --", "${x}", ":now", "$now", "{0}", "`", '"', "\n", "é\U0001f937"]
    for text in nasty:
        assert asked("SELECT $v", v=text, more=1) == [(text,)]


@pytest.mark.parametrize(
    "moment", ["0001-01-01 00:00:00", "1969-12-31 23:59:59.999999", "2026-03-29 02:30:00", "9999-12-31 23:59:59.999999"]
)
def test_a_time_arrives_as_it_was_given(moment: str) -> None:
    value = datetime.fromisoformat(moment)
    assert asked("SELECT CAST($now AS TIMESTAMP)", now=value) == [(value,)]


@pytest.mark.parametrize("value", [True, False, 0, -(2**63), 2**63 - 1, 1.5, -0.0, "x"])
def test_a_value_keeps_its_type(value: Any) -> None:
    assert repr(asked("SELECT $v", v=value)) == repr([(value,)])


def test_tables_of_one_engine_are_not_those_of_another() -> None:
    with open_engine() as first, open_engine() as second:
        first.register_rows(THINGS, ())
        assert first.fetch("SELECT count(*) FROM things", {}) == [(0,)]
        with pytest.raises(EvaluationError):
            second.fetch("SELECT count(*) FROM things", {})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT nothing FROM nowhere",
        "SELECT made_up(1)",
        "SELECT",
        "SELECT CAST('x' AS BIGINT)",
        "SELECT * FROM read_parquet('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
    ],
)
def test_a_query_that_fails_says_why_in_one_line(query: str) -> None:
    with open_engine() as engine:
        with pytest.raises(EvaluationError, match=r"\A[^\n]{1,399}\Z"):
            engine.fetch(query, {})
        assert engine.fetch("SELECT CAST('1' AS BIGINT)", {}) == [(1,)]


@pytest.mark.parametrize("threads", [1, 3])
def test_an_engine_has_the_threads_that_it_is_given(threads: int) -> None:
    with open_engine(threads=threads) as engine:
        assert engine.fetch("SELECT current_setting('threads')", {}) == [(threads,)]
