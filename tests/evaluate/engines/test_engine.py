"""What an engine must do, asked of both: tables from files and by hand, values, queries, and failures in one line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from evaluate.engines.both import answers, rows
from orglint.engine import duckdb as ours
from orglint.engine.interface import Engine, EvaluationError
from orglint.evaluate import views
from orglint.model.table import Column, ColumnType, Field, ListOf, Scalar, Struct, Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.sql.quoting import quote_identifier
from orglint.sql.types import sql_type
from support.expressions import small
from support.spark_session import needs_java, spark

pytestmark = needs_java

THINGS = small.table()


def everything(kind: Table = THINGS) -> str:
    """Return the query for all there is of a table."""
    columns = ", ".join(quote_identifier(name) for name in (*kind.columns, UNKNOWN_CELLS))
    return f"SELECT {columns} FROM things ORDER BY key"


def table(**columns: ColumnType) -> Table:
    return replace(THINGS, columns={name: Column(name, kind, "", "") for name, kind in columns.items()})


def parquet(file: Path, select: str) -> Path:
    """Write a query's rows as a snapshot's file has them: Parquet by DuckDB, the hidden column last."""
    duckdb.connect().execute(f"COPY ({select}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    return file


def shown(kind: Table, file: Path, *, unknown: Sequence[str] = (), same: bool = False) -> Any:
    def ask(engine: Engine) -> Any:
        engine.register_file(kind, file, unknown=unknown, same=same)
        return engine.fetch(everything(kind), {})

    return ask


def test_rows_made_by_hand_come_back_as_they_were_put() -> None:
    given = small.random_rows(5, 60)

    def ask(engine: Engine) -> Any:
        views.make_rows(engine, THINGS, given)
        return engine.fetch(everything(), {})

    first, second = answers(ask)
    kinds = {name: column.type for name, column in THINGS.columns.items()}
    in_order = sorted(given, key=lambda row: row["key"])
    expected = [
        [views.to_engine_value(row[name], kind, name, []) for name, kind in kinds.items()] + [[]] for row in in_order
    ]
    assert repr([list(row) for row in first]) == repr(expected)
    assert repr(second) == repr(first)


def test_a_file_is_the_table_with_the_same_values_in_the_same_order(tmp_path: Path) -> None:
    given = small.random_rows(6, 200)
    with ours.open_engine() as engine:
        views.make_rows(engine, THINGS, given)
        file = tmp_path / "things [a-z]* %41 é.parquet"
        (tmp_path / "things a.parquet").write_bytes(b"a file that a pattern would find")
        found = engine.fetch(everything(), {})
    with duckdb.connect() as free:
        kinds = ", ".join(f"{quote_identifier(name)} {sql_type(it.type)}" for name, it in THINGS.columns.items())
        free.execute(f'CREATE TABLE t ({kinds}, "_unknown" VARCHAR[])')
        free.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(found[0]))})", [list(row) for row in found])
        free.execute(f"COPY t TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    first, second = answers(shown(THINGS, file, same=True), file)
    assert repr(first) == repr(found)
    assert repr(second) == repr(found)
    assert repr(answers(shown(THINGS, file), file)[1]) == repr(found)


def test_a_column_of_which_nothing_is_known_has_no_value_and_every_row_says_so(tmp_path: Path) -> None:
    kind = table(
        key=Scalar.STRING, n=Scalar.INT, tags=ListOf(Scalar.STRING), access=ListOf(Struct((Field("a", Scalar.INT),)))
    )
    cells = "'k' AS key, 1::BIGINT AS n, ['x'] AS tags, [{'a': 1::BIGINT}] AS access, ['tags'] AS _unknown"
    file = parquet(tmp_path / "t.parquet", f"SELECT {cells}")
    for same in (True, False):
        first, second = answers(shown(kind, file, unknown=["n", "access"], same=same), file)
        assert first == second == [("k", None, ["x"], None, ["tags", "n", "access"])]


OLD = Struct((Field("status", Scalar.STRING), Field("since", Scalar.TIMESTAMP), Field("level", Scalar.INT)))


@pytest.mark.parametrize(
    ("kind", "was"),
    [
        (OLD, "{'level': 3::BIGINT, 'status': 'a'}"),
        (OLD, "{'gone': 1, 'status': 'a', 'since': TIMESTAMP '2024-02-29 01:02:03.000004', 'level': 1::BIGINT}"),
        (OLD, "CAST(NULL AS STRUCT(status VARCHAR))"),
        (ListOf(OLD), "[{'status': 'a'}, NULL, {'status': NULL}]"),
        (ListOf(OLD), "CAST([] AS STRUCT(status VARCHAR)[])"),
        (Struct((Field("in", ListOf(OLD)),)), "{'in': [{'level': 9::BIGINT, 'x': 1}], 'y': 2}"),
        (Scalar.STRING, "9007199254740993::BIGINT"),
        (Scalar.STRING, "true"),
        (Scalar.STRING, "TIMESTAMP '2024-02-29 01:02:03.5'"),
        (Scalar.DOUBLE, "9007199254740993::BIGINT"),
        (ListOf(Scalar.STRING), "[1::BIGINT, NULL]"),
    ],
)
def test_a_column_sealed_under_another_specification_has_its_present_type(
    tmp_path: Path, kind: ColumnType, was: str
) -> None:
    file = parquet(tmp_path / "t.parquet", f"SELECT 'k' AS key, {was} AS c, CAST([] AS VARCHAR[]) AS _unknown")
    first, second = answers(shown(table(key=Scalar.STRING, c=kind), file), file)
    assert repr(first) == repr(second)


def test_a_change_of_type_that_engines_see_differently_is_an_error_only_for_those_who_read_the_column(
    tmp_path: Path,
) -> None:
    file = parquet(tmp_path / "t.parquet", "SELECT 'k' AS key, 2.5::DOUBLE AS c, CAST([] AS VARCHAR[]) AS _unknown")
    with spark()(file) as engine:
        engine.register_file(table(key=Scalar.STRING, c=Scalar.INT), file, unknown=(), same=False)
        assert engine.fetch("SELECT key FROM things", {}) == [("k",)]
        with pytest.raises(EvaluationError, match="sealed as double and is BIGINT now"):
            engine.fetch("SELECT c FROM things", {})


def test_values_are_given_by_name_and_never_become_text_of_the_query() -> None:
    nasty = ["", "'", "\\", "\\'; DROP VIEW things; --", "${x}", ":now", "$now", "{0}", "`", '"', "\n", "é\U0001f937"]
    for text in nasty:
        first, second = answers(rows("SELECT $v", {"v": text, "more": 1}))
        assert first == second == [(text,)]


@pytest.mark.parametrize(
    "moment", ["0001-01-01 00:00:00", "1969-12-31 23:59:59.999999", "2026-03-29 02:30:00", "9999-12-31 23:59:59.999999"]
)
def test_a_time_arrives_as_it_was_given(moment: str) -> None:
    value = datetime.fromisoformat(moment)
    first, second = answers(rows("SELECT CAST($now AS TIMESTAMP)", {"now": value}))
    assert first == second == [(value,)]


@pytest.mark.parametrize("value", [True, False, 0, -(2**63), 2**63 - 1, 1.5, -0.0, "x"])
def test_a_value_keeps_its_type(value: Any) -> None:
    first, second = answers(rows("SELECT $v", {"v": value}))
    assert repr(first) == repr(second) == repr([(value,)])


def test_tables_of_one_engine_are_not_those_of_another() -> None:
    with spark()() as first, spark()() as second:
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
    for opener in (ours.open_engine, spark()):
        with opener() as engine, pytest.raises(EvaluationError) as told:
            engine.fetch(query, {})
        said = str(told.value)
        assert said
        assert "\n" not in said
        assert len(said) < 400
        assert "org.apache" not in said
        assert "SQLSTATE" not in said


def test_an_engine_works_on_after_a_query_that_failed() -> None:
    for opener in (ours.open_engine, spark()):
        with opener() as engine:
            with pytest.raises(EvaluationError):
                engine.fetch("SELECT nothing FROM nowhere", {})
            assert engine.fetch("SELECT CAST('1' AS BIGINT)", {}) == [(1,)]
