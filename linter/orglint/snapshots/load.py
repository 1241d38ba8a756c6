"""From pages to rows: one row a key, columns of the types that the specification gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orglint.model.table import Column, Table
from orglint.snapshots.engine import name, pattern, sql_type, text

LEFT_OUT = "_left"
INVALID = "_bad"
EXTRA = "_extra"
UNKNOWN = "_unknown"
FILE = "_file"
_HIDDEN = {LEFT_OUT: "VARCHAR[]", INVALID: "VARCHAR[]", EXTRA: "VARCHAR"}
_LARGEST_ROW = 64 << 20


def own(table: Table) -> tuple[Column, ...]:
    """Return the columns that the API sends; the others are derived from them."""
    return tuple(column for column in table.columns.values() if not column.inputs)


@dataclass(frozen=True, slots=True)
class Again:
    """Rows that came more than once in one walk, and how many of them with different content."""

    rows: int = 0
    conflicting: int = 0

    def __str__(self) -> str:
        if not self.rows:
            return ""
        told = f", {self.conflicting} of them with different content" if self.conflicting else ""
        return f"{self.rows} rows came more than once while the organization was read{told}"


def load(engine: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> Again:
    """Read the pages of a table into `cells`, one row a key, and return what came more than once.

    Types are declared, never guessed: a guess loses columns and turns values into others without a word. Of several
    rows with one key the one that was read last stays.
    """
    columns = {column.name: sql_type(column.type) for column in own(table)} | _HIDDEN
    key = name(table.key)
    engine.execute(f"CREATE OR REPLACE TEMP TABLE cells AS {_rows(folder, columns, table.key)}")
    if not number(engine, f"SELECT count(*) - count(DISTINCT {key}) FROM cells"):
        return Again()
    again = _again(engine, key, columns)
    engine.execute(
        "CREATE OR REPLACE TEMP TABLE cells AS FROM cells "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {FILE} DESC) = 1",
    )
    return again


def _again(engine: duckdb.DuckDBPyConnection, key: str, columns: Mapping[str, str]) -> Again:
    # Walks overlap on purpose; only a key that comes twice in one of them says that something moved meanwhile.
    content = ", ".join(map(name, columns))
    walk = f"regexp_extract({FILE}, '([0-9]+)-[0-9]+.jsonl$', 1)"
    counts = f"SELECT count(*) AS times, count(DISTINCT hash({content})) AS contents FROM cells GROUP BY {key}, {walk}"
    query = f"SELECT count(*), count(*) FILTER (contents > 1) FROM ({counts}) WHERE times > 1"
    answer = engine.execute(query).fetchone()
    assert answer is not None
    return Again(*answer)


def distinct(engine: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> int:
    """Count the keys on the pages of a table, without reading the rest of the rows."""
    rows = _rows(folder, {table.key: sql_type(table.columns[table.key].type)}, table.key)
    return number(engine, f"SELECT count(DISTINCT {name(table.key)}) FROM ({rows})")


def number(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number that a query has for an answer."""
    row = engine.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _rows(folder: Path, columns: Mapping[str, str], key: str) -> str:
    if not any(folder.glob("*.jsonl")):
        titles = {**columns, FILE: "VARCHAR"}
        nothing = ", ".join(f"CAST(NULL AS {kind}) AS {name(title)}" for title, kind in titles.items())
        return f"SELECT {nothing} WHERE false"
    declared = ", ".join(f"{text(title)}: {text(kind)}" for title, kind in columns.items())
    return (
        f"SELECT * RENAME (filename AS {FILE}) FROM read_json({pattern(folder)} || '/*.jsonl', filename = true, "
        f"format = 'newline_delimited', maximum_object_size = {_LARGEST_ROW}, columns = {{{declared}}}) "
        f"WHERE {name(key)} IS NOT NULL"
    )
