"""The engine can reach nothing but the files it was opened for, even if hostile SQL were put straight into it."""

import contextlib
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orglint.engine.duckdb import open_engine
from orglint.engine.queries import EvaluationError
from orglint.evaluate.session import over_rows
from orglint.model.table import Column, Field, Scalar, Struct
from support.expressions import small

READS = (
    *(f"SELECT * FROM {function}('{{file}}')" for function in (
        "read_csv", "read_csv_auto", "sniff_csv", "read_text", "read_blob", "read_parquet", "parquet_scan", "read_json",
        "read_json_auto", "read_ndjson", "read_json_objects", "parquet_metadata", "parquet_schema", "read_duckdb",
        "parquet_file_metadata", "parquet_kv_metadata", "parquet_bloom_probe", "glob", "arrow_scan", "seq_scan",
    )),
    "SELECT * FROM '{file}'",
    'SELECT * FROM "{file}"',
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_text('/proc/self/environ')",
    "SELECT * FROM read_csv('/dev/stdin')",
    "SELECT * FROM read_text(['{allowed}', '{file}'])",
    "SELECT * FROM read_text('{allowed}/../{name}')",
    "SELECT * FROM read_text('file://{file}')",
    "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')",
    "SELECT * FROM query_table('{file}')",
    "CREATE VIEW v AS SELECT * FROM read_text('{file}'); SELECT * FROM v",
    "CREATE MACRO m() AS TABLE SELECT * FROM read_text('{file}'); SELECT * FROM m()",
    "PREPARE p AS SELECT * FROM read_text('{file}'); EXECUTE p",
    "SELECT getenv('HOME')",
    "SELECT * FROM frame",
)  # fmt: skip
WRITES = (
    "COPY (SELECT 1) TO '{file}.out'",
    "COPY (SELECT 1) TO '{file}.parquet' (FORMAT parquet)",
    "COPY (SELECT 1) TO '{file}.json' (FORMAT json)",
    "COPY (SELECT 1) TO '{folder}/parts' (FORMAT csv, PARTITION_BY (x))",
    "COPY (SELECT 1) TO '/dev/stderr'",
    "COPY (SELECT 1) TO '{allowed}'",
    "CREATE TABLE t (a VARCHAR); COPY t FROM '{file}'",
    "EXPORT DATABASE '{file}.d'",
    "IMPORT DATABASE '{file}.d'",
    "ATTACH '{file}.db'",
    "ATTACH '{file}.db' AS other (READ_ONLY)",
    "ATTACH '{file}.db' (TYPE sqlite)",
    "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "CREATE SECRET s (TYPE s3, KEY_ID 'x')",
    "CALL enable_logging(storage := 'file', storage_config := {{'path': '{folder}/log'}})",
    "CALL enable_logging('QueryLog', storage := 'file', storage_path := '{folder}/log')",
    "PRAGMA profiling_output = '{file}.profile'",
    "PRAGMA enable_profiling = 'json'",
    "SET log_query_path = '{file}.log'",
)
NETWORK = (
    "SELECT * FROM 'http://127.0.0.1:9/x.csv'",
    "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
    "SELECT * FROM read_parquet('s3://127.0.0.1/x.parquet')",
    "SELECT * FROM read_text('gcs://x/y')",
    "SELECT * FROM read_text('hf://datasets/x/y')",
    "ATTACH 'http://127.0.0.1:9/x.db'",
    "COPY (SELECT 1) TO 'http://127.0.0.1:9/x'",
)
EXTENSIONS = (
    *("INSTALL httpfs", "LOAD httpfs", "FORCE INSTALL httpfs", "INSTALL spatial FROM community", "UPDATE EXTENSIONS"),
    *("INSTALL httpfs FROM 'http://127.0.0.1:9'", "LOAD '{file}'", "INSTALL '{file}'", "LOAD sqlite_scanner"),
)
SETTINGS = (
    *(f"{how} {setting}" for how in ("SET", "SET GLOBAL", "PRAGMA") for setting in (
        "enable_external_access = true", "lock_configuration = false", "memory_limit = '100GB'", "threads = 64",
        "allowed_paths = ['{file}']", "allowed_directories = ['/']", "temp_directory = '{folder}'",
        "home_directory = '{folder}'", "extension_directory = '{folder}'", "secret_directory = '{folder}'",
        "custom_extension_repository = 'http://127.0.0.1:9'", "autoinstall_known_extensions = true",
        "autoload_known_extensions = true", "allow_community_extensions = true", "allow_unsigned_extensions = true",
        "TimeZone = 'Asia/Tokyo'", "default_null_order = 'nulls_first'", "python_enable_replacements = true",
    )),
    *(f"RESET {setting}" for setting in ("enable_external_access", "lock_configuration", "memory_limit", "threads")),
)  # fmt: skip


@pytest.mark.parametrize("statement", [*READS, *WRITES, *NETWORK, *EXTENSIONS, *SETTINGS])
def test_a_hostile_statement_reaches_nothing(statement: str, tmp_path: Path) -> None:
    frame = duckdb.sql("SELECT 'secret of another connection' AS text")
    allowed, secret = tmp_path / "allowed.csv", tmp_path / "secret.csv"
    allowed.write_text("a\n1\n")
    secret.write_text("top secret\n1\n")
    told = statement.format(file=secret, folder=tmp_path, allowed=allowed, name=secret.name)
    with open_engine(allowed) as engine, pytest.raises(EvaluationError):
        print(engine.fetch(told, {}), frame.columns)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["allowed.csv", "secret.csv"]
    assert (secret.read_text(), allowed.read_text()) == ("top secret\n1\n", "a\n1\n")


def test_what_a_hostile_statement_tried_stays_without_effect(tmp_path: Path) -> None:
    with open_engine() as engine:
        for statement in (*READS, *WRITES, *NETWORK, *EXTENSIONS, *SETTINGS):
            told = statement.format(file=tmp_path / "x", folder=tmp_path, allowed=tmp_path / "y", name="x")
            with contextlib.suppress(EvaluationError):
                engine.fetch(told, {})
        names = ("enable_external_access", "lock_configuration", "autoload_known_extensions", "allowed_paths")
        asked = ", ".join(f"current_setting('{name}')" for name in names)
        assert engine.fetch(f"SELECT {asked}", {}) == [(False, True, False, [])]
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_file_cannot_be_changed_through_the_engine_that_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "users.parquet"
    duckdb.sql("SELECT 1 AS a").write_parquet(str(file))
    before = file.read_bytes()
    with open_engine(file) as engine:
        for statement in CHANGES:
            with contextlib.suppress(EvaluationError):
                engine.fetch(statement.format(file=file), {})
        assert engine.fetch(f"SELECT a FROM read_parquet('{file}')", {}) == [(1,)]
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


CHANGES = (
    "ATTACH '{file}' AS x",
    "CREATE TABLE x.t (a INT)",
    "INSERT INTO x.users VALUES (2)",
    "DELETE FROM x.users",
    "DROP VIEW x.users",
    "CHECKPOINT x",
    "DETACH x",
    "COPY (SELECT 2 AS a) TO '{file}' (FORMAT parquet)",
    "COPY (SELECT 2 AS a) TO '{file}' (FORMAT parquet, USE_TMP_FILE false)",
    "COPY (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)",
    "EXPORT DATABASE '{file}'",
    "SELECT 1; COPY (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)",
    "WITH x AS (COPY (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)) SELECT * FROM x",
    "WITH x AS MATERIALIZED (copy (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)) FROM x",
    "SELECT (WITH x AS (CoPy (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)) SELECT 1)",
    "SELECT * FROM query('WITH x AS (COPY (SELECT 2 AS a) TO ''{file}'' (USE_TMP_FILE false)) SELECT * FROM x')",
    "EXPLAIN ANALYZE COPY (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)",
    "PREPARE p AS COPY (SELECT 2 AS a) TO '{file}' (FORMAT csv, USE_TMP_FILE false)",
    "EXECUTE p",
    "SELECT * FROM query('COPY (SELECT 2 AS a) TO ''{file}'' (FORMAT csv, USE_TMP_FILE false)')",
)


def test_the_word_that_copies_is_a_text_like_any_other() -> None:
    with open_engine() as engine:
        said = """copy "type":"COPY_QUERY_NODE" (SELECT 1) TO 'x'"""
        assert engine.fetch('SELECT $said, \'COPY "type":"COPY_QUERY_NODE"\' <> $said', {"said": said}) == [
            (said, True)
        ]


def test_a_column_that_is_called_like_a_statement_is_a_column() -> None:
    name = '"; SELECT 1; --'
    columns = {
        "key": small.table().columns["key"],
        name: Column(name, Scalar.STRING, "", ""),
        "record": Column("record", Struct((Field(name, Scalar.STRING),)), "", ""),
    }
    rows = {"things": [{"key": "k", name: "a", "record": {name: "b"}}]}
    with open_engine() as engine:
        over_rows(engine, rows, {"things": replace(small.table(), columns=columns)}, now=small.NOW)
        asked = 'SELECT """; SELECT 1; --", record."""; SELECT 1; --" FROM things'
        assert engine.fetch(asked, {}) == [("a", "b")]


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "SELECT 1; SELECT 2",
        "SELECT 1; DELETE FROM things",
        "CREATE TABLE more (a INT)",
        "INSERT INTO things (key) VALUES ('l')",
        "UPDATE things SET key = 'l'",
        "DELETE FROM things",
        "DROP TABLE things",
        "EXPLAIN SELECT 1",
    ],
)
def test_nothing_but_one_question_is_asked(statement: str) -> None:
    with open_engine() as engine:
        over_rows(engine, {"things": [{"key": "k"}]}, {"things": small.table()}, now=small.NOW)
        with pytest.raises(EvaluationError, match="only one question may be asked"):
            engine.fetch(statement, {})
        with pytest.raises(EvaluationError):
            engine.keep_rows(statement, {})
        assert engine.fetch("SELECT key FROM things", {}) == [("k",)]
        assert not engine.kept
