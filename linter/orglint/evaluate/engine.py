"""DuckDB as a locked engine in memory: it reads the snapshot's own files, and can do nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orglint.snapshots.engine import sql_type

MEMORY = "768MB"
"""What evaluating a snapshot may use; a rule that needs more is unknown."""

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": MEMORY,
    "temp_directory": "",
}


_TEXT = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_NAMED = re.compile(r"\$(\w+)")


class EvaluationError(Exception):
    """The engine could not evaluate a query; the argument says why in one line."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A connection that nothing can unlock any more."""

    connection: duckdb.DuckDBPyConnection

    def make(self, statement: str) -> None:
        """Make a table or a view."""
        try:
            self.connection.execute(statement)
        except duckdb.Error as error:
            raise EvaluationError(str(error).splitlines()[0]) from None

    def rows(self, query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a query; `values` may hold more than the query asks for."""
        named = set(_NAMED.findall(_TEXT.sub("''", query)))
        asked = {name: value for name, value in values.items() if name in named}
        try:
            return self.connection.execute(query, asked).fetchall()
        except duckdb.Error as error:
            raise EvaluationError(str(error).splitlines()[0]) from None


@contextmanager
def opened(*files: Path) -> Iterator[Engine]:
    """Open an engine that may read these files and do nothing else, now or later."""
    connection = duckdb.connect(":memory:", config=_SETTINGS)
    try:
        allowed = ", ".join(quoted(str(file)) for file in files)
        connection.execute(f"SET allowed_paths = [{allowed}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield Engine(connection)
    finally:
        connection.close()


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def cast(value: str, kind: Any) -> str:
    """Return an expression as a value of a column's type."""
    return f"CAST({value} AS {sql_type(kind)})"


def fill(engine: Engine, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into a table, as values and never as text of a query."""
    marks = ", ".join("?" for _ in columns)
    names = ", ".join(identifier(column) for column in columns)
    for row in rows:
        engine.connection.execute(f"INSERT INTO {identifier(table)} ({names}) VALUES ({marks})", list(row))
