"""A connection to a locked engine, as those see it that write SQL for it."""

from typing import TypeAlias

from orglint.engine.library import duckdb

Connection: TypeAlias = duckdb.DuckDBPyConnection
"""Runs one statement after the other in a database in memory."""
