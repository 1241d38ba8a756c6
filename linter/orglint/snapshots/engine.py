"""DuckDB as a locked engine: nothing is read or written but the folders that it was opened for."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb

from orglint.errors import OutputError
from orglint.model.table import ColumnType, ListOf, Scalar, Struct

T = TypeVar("T")

MEMORY = "256MB"
_AGAIN = 0.05
_SCALARS = {
    Scalar.BOOL: "BOOLEAN",
    Scalar.INT: "BIGINT",
    Scalar.DOUBLE: "DOUBLE",
    Scalar.STRING: "VARCHAR",
    Scalar.TIMESTAMP: "TIMESTAMP",
}


@contextmanager
def opened(spill: Path, *readable: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an engine in memory that may use these folders only and, beyond its memory, spills into the first."""
    engine = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            # One thread: the same rows give the same bytes, and a collector is a guest on its machine.
            "threads": "1",
            "memory_limit": MEMORY,
            "temp_directory": str(spill),
        },
    )
    try:
        aside(engine, lambda: _lock(engine, spill, *readable))
        yield engine
    except (duckdb.IOException, duckdb.OutOfMemoryException) as refusal:
        raise OutputError(
            f"a table could not be sealed: {str(refusal).splitlines()[0]}",
            "The pages are kept. Make room or mend the folder, then run the same command again.",
        ) from None
    finally:
        engine.close()


def aside(engine: duckdb.DuckDBPyConnection, run: Callable[[], T]) -> T:
    """Return what `run` returns, which uses the engine; a signal makes the engine give up and stays what it is.

    In the main thread DuckDB would look for signals itself, and turn what their handlers raise into a RuntimeError.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        working = pool.submit(run)
        try:
            return working.result()
        finally:
            while not working.done():
                engine.interrupt()
                wait([working], timeout=_AGAIN)


def _lock(engine: duckdb.DuckDBPyConnection, *folders: Path) -> None:
    engine.execute("SET preserve_insertion_order = false")
    engine.execute(f"SET allowed_directories = [{', '.join(_allowed(*folders))}]")
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")


def sql_type(kind: ColumnType) -> str:
    """Return DuckDB's name of a column type; times are UTC without saying so."""
    if isinstance(kind, ListOf):
        return f"{sql_type(kind.element)}[]"
    if isinstance(kind, Struct):
        return f"STRUCT({', '.join(f'{name(field.name)} {sql_type(field.type)}' for field in kind.fields)})"
    return _SCALARS[kind]


def name(identifier: str) -> str:
    """Quote a column's name."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """Quote a text."""
    return "'" + value.replace("'", "''") + "'"


def pattern(path: Path) -> str:
    """Quote a path so that it means itself where DuckDB expects a pattern, stars and brackets included."""
    return text(_escaped(path))


def _escaped(path: Path) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def _allowed(*folders: Path) -> Iterator[str]:
    # DuckDB compares a pattern before it is expanded, and again each path that it expands to.
    for folder in folders:
        yield from (text(f"{folder}/"), text(f"{_escaped(folder)}/"))
