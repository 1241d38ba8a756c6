"""DuckDB as a locked engine in memory: it reads the snapshot's own files, and can do nothing else."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeAlias

from orglint.engine.connection import Connection
from orglint.engine.failures import translate_failures
from orglint.engine.interruptible import run_interruptibly
from orglint.engine.kept import KeptRows
from orglint.engine.library import duckdb
from orglint.engine.locked import connect, lock
from orglint.engine.missing import find_missing_members
from orglint.engine.queries import EvaluationError, Watch, run_unwatched
from orglint.model.hidden import SEALED
from orglint.model.table import Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.sql.selection import UnlistedColumn, write_select_list
from orglint.sql.types import sql_type

MEMORY = "768 MB"
"""What DuckDB's own buffers may use; what expressions hold beside them is for the watch to see."""

_TEXT = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_NAMED = re.compile(r"\$(\w+)")
_CELLS = quote_identifier(UNKNOWN_CELLS)
_HIDDEN = {UNKNOWN_CELLS: sql_type(SEALED[UNKNOWN_CELLS])}
_BATCH = 10_000
_STORE = "_store"  # the database of kept rows: only one that is attached can be compressed


@dataclass(frozen=True, slots=True)
class Engine:
    """The tables of one snapshot, or of rows made by hand, behind a connection that nothing can unlock any more.

    Each table has its columns and, last, the hidden column that lists the paths of a row's unknown values. `watch` runs
    the queries, `kept` names the rows that stay for whoever holds them; `numbers` are those of tables that are made
    of rows. Every method raises `EvaluationError` for what cannot be done.
    """

    connection: Connection
    watch: Watch = run_unwatched
    kept: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def register_file(
        self, table: Table, file: Path, *, unknown: Sequence[str], same: bool, unlisted: Sequence[UnlistedColumn] = ()
    ) -> None:
        """Make a view over a snapshot's Parquet file: of what `select_file` says."""
        query = self.select_file(table, file, unknown=unknown, same=same, unlisted=unlisted)
        self._execute_statement(f"CREATE VIEW {quote_identifier(table.name)} AS {query}")

    def select_file(
        self, table: Table, file: Path, *, unknown: Sequence[str], same: bool, unlisted: Sequence[UnlistedColumn] = ()
    ) -> str:
        """Return the SELECT that reads a snapshot's Parquet file as a table.

        The columns named in `unknown` are NULL and listed as unknown in every row. Unless the file was sealed under the
        `same` specification, each column is cast to its present type, and members of records that the file does not
        have are listed as unknown. The values that `unlisted` columns list become NULL.
        """
        source = f"read_parquet({quote_text(str(file))})"
        missing = {} if same else self._find_missing(table, source)
        columns = write_select_list(table, unknown=unknown, same=same, unlisted=unlisted, missing=missing)
        return f"SELECT {columns} FROM {source}"

    def _find_missing(self, table: Table, source: str) -> Mapping[str, frozenset[str]]:
        with translate_failures():
            return run_interruptibly(
                lambda: find_missing_members(self.connection, table, source), self.connection.interrupt
            )

    def register_rows(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows, cells in the order of the columns; it replaces one of the same name.

        Rows are put into it as values, never as text of a query.
        """
        columns = {column.name: sql_type(column.type) for column in table.columns.values()} | _HIDDEN
        name = quote_identifier(table.name)
        listed = ", ".join(f"{quote_identifier(column)} {kind}" for column, kind in columns.items())
        self._execute_statement(f"CREATE OR REPLACE TABLE {name} ({listed})")
        # one list for each column, not one statement for each row: a hundredth of the time
        cells = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in columns.values())
        rest = iter(rows)
        while batch := list(islice(rest, _BATCH)):
            self._execute_statement(f"INSERT INTO {name} SELECT {cells}", list(map(list, zip(*batch, strict=True))))

    def register_keys(self, name: str, keys: Path | Sequence[str]) -> None:
        """Make a relation with the column `key`: of a file that has it, or of texts; it replaces one of texts."""
        target = quote_identifier(name)
        if isinstance(keys, Path):
            self._execute_statement(f"CREATE VIEW {target} AS {select_keys(keys)}")
        else:
            texts = "SELECT unnest(CAST(? AS VARCHAR[])) AS key"
            self._execute_statement(f"CREATE OR REPLACE TABLE {target} AS {texts}", [list(keys)])

    def fetch(self, query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a query; `values` may hold more than the query asks for."""
        asked = _select_values(query, values)
        with translate_failures():
            question = _parse_question(self.connection, query)
            return self.watch(lambda: self.connection.execute(question, asked).fetchall(), self.connection.interrupt)

    def keep_rows(self, query: str, values: Mapping[str, Any]) -> KeptRows:
        """Keep the rows of a query in the engine's own columns, in its order."""
        if not self.kept:
            self._execute_statement(f"ATTACH IF NOT EXISTS ':memory:' AS {_STORE} (COMPRESS)")
        name, number = self._make_table(query, values, database=f"{_STORE}.")
        self.kept.append(name)
        return KeptRows(self.connection.cursor(), name, number)

    def compress_kept_rows(self) -> None:
        """Make all rows that are kept smaller, to about a third; nobody may be reading them."""
        self._execute_statement(f"CHECKPOINT {_STORE}")

    @contextmanager
    def hold_rows(self, query: str, values: Mapping[str, Any]) -> Iterator[str]:
        """Hold the rows of a query as a table, which further queries may name; it is gone after the block."""
        name, _ = self._make_table(query, values)
        try:
            yield name
        finally:
            self._execute_statement(f"DROP TABLE {name}")

    def _make_table(self, query: str, values: Mapping[str, Any], *, database: str = "") -> tuple[str, int]:
        """Return the name of a table that has the rows of a query, as SQL has it, and their number."""
        asked, name = _select_values(query, values), f"{database}_kept_{next(self.numbers)}"
        with translate_failures():
            making = _parse_question(self.connection, query, keeping=f"CREATE TABLE {name} AS ")
            made = self.watch(lambda: self.connection.execute(making, asked).fetchall(), self.connection.interrupt)
        return name, made[0][0]

    def count_table_bytes(self) -> int:
        """Return the memory that all rows take which the engine holds in its own columns."""
        query = "SELECT coalesce(sum(memory_usage_bytes), 0) FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'"
        return int(self.fetch(query, {})[0][0])

    def _execute_statement(self, statement: str, values: Sequence[Any] = ()) -> None:
        with translate_failures():
            run_interruptibly(lambda: self.connection.execute(statement, values), self.connection.interrupt)


@contextmanager
def open_engine(*files: Path, watch: Watch = run_unwatched, threads: int | None = None) -> Iterator[Engine]:
    """Open DuckDB in memory, locked: it can read these files, and no statement can change that.

    It works with as many threads as there are processors, unless `threads` says otherwise. Queries raise
    `EvaluationError`; its subclasses `QueryTimeoutError` (from `watch`) and `QueryMemoryError` say which limit ended
    one.
    """
    engine = None
    connection = connect({"memory_limit": MEMORY, "temp_directory": "", **({"threads": threads} if threads else {})})
    try:
        run_interruptibly(lambda: _prepare(connection, files), connection.interrupt)
        engine = Engine(connection, watch)
        yield engine
    finally:
        # closing it would end the connections of kept rows too; it ends with the last of them
        if engine is None or not engine.kept:
            connection.close()


def select_keys(file: Path) -> str:
    """Return the SELECT that reads a file with the column `key`."""
    return f"SELECT key FROM read_parquet({quote_text(str(file))})"


EngineFactory: TypeAlias = Callable[..., AbstractContextManager[Engine]]
"""`open_engine`, perhaps with some of its arguments given already."""


def _prepare(connection: Connection, files: Iterable[Path]) -> None:
    # this optimizer fails on nested subqueries; a version without it does not need the setting
    with suppress(duckdb.Error):
        connection.execute("SET disabled_optimizers = 'join_elimination'")
    lock(connection, files=files)


def _select_values(query: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that a query asks for: one more is an error."""
    named = set(_NAMED.findall(_TEXT.sub("''", query)))
    return {name: value for name, value in values.items() if name in named}


def _parse_question(connection: Connection, query: str, *, keeping: str = "") -> duckdb.Statement:
    """Return the one statement, a SELECT that copies nothing: else the files that may be read could be written.

    `keeping` is what a table is made with of its rows: the grammar has nothing but a SELECT there. A query is parsed
    once, as that takes a large part of its time where there are few rows.
    """
    kind = duckdb.StatementType.CREATE if keeping else duckdb.StatementType.SELECT
    statements = connection.extract_statements(f"{keeping}{query}")
    if len(statements) != 1 or not _is_kind(statements[0], kind) or _has_copy(connection, query):
        raise EvaluationError("only one question may be asked, and nothing else be done")
    return statements[0]


def _has_copy(connection: Connection, query: str) -> bool:
    """Return whether a SELECT copies something into a file by the way; few queries have the word at all."""
    if "copy" not in query.lower():
        return False
    asked = ("SELECT json_serialize_sql($query)", {"query": query})
    parsed = run_interruptibly(lambda: connection.execute(*asked).fetchall(), connection.interrupt)[0][0]
    # inside a literal of the query, the quotes would be escaped
    return not parsed.startswith('{"error":false') or '"type":"COPY_QUERY_NODE"' in parsed


def _is_kind(statement: duckdb.Statement, kind: duckdb.StatementType) -> bool:
    try:
        return bool(statement.type is kind)
    except ValueError:  # a kind of statement that the library itself has no name for
        return False
