"""DuckDB in memory, locked: nothing is read or written but what it was opened for, now or later."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from orglint.engine.connection import Connection
from orglint.engine.interruptible import run_interruptibly
from orglint.engine.library import duckdb
from orglint.sql.quoting import escape_pattern, quote_text

_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def connect(settings: Mapping[str, str | int]) -> Connection:
    """Return a connection to a database in memory that loads no extensions; `settings` are DuckDB's own."""
    connection = duckdb.connect(":memory:", config={**_CLOSED, **settings})
    # in a process without a script, as in those that judge beside another, it would draw a bar on standard output
    run_interruptibly(lambda: connection.execute("SET enable_progress_bar = false"), connection.interrupt)
    return connection


def lock(connection: Connection, *, files: Iterable[Path] = (), folders: Iterable[Path] = ()) -> None:
    """Allow these files and folders, and nothing else for as long as the connection lives."""
    paths = [quote_text(str(file)) for file in files]
    # DuckDB compares a pattern before it is expanded, and again each path that it expands to.
    spelt = [quote_text(f"{one}/") for folder in folders for one in (folder, escape_pattern(folder))]
    connection.execute(f"SET allowed_paths = [{', '.join(paths)}]")
    connection.execute(f"SET allowed_directories = [{', '.join(spelt)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
