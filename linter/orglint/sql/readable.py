"""Compiled SQL laid out for people."""

import sqlglot
from sqlglot import exp

from orglint.model.table import Table


def format_query(sql: str, table: Table) -> str:
    """Return a query for the value of an expression, given as SQL, for every row of its table, laid out over lines.

    What is nested too deeply to be laid out stands in one line.
    """
    alias = exp.TableAlias(this=exp.to_identifier(table.variable, quoted=True))
    rows = exp.Table(this=exp.to_identifier(table.name, quoted=True), alias=alias)
    try:
        query = exp.select(sqlglot.parse_one(sql, dialect="duckdb")).from_(rows)
        return query.sql("duckdb", pretty=True)
    except RecursionError:
        return f"SELECT {sql} FROM {rows.sql('duckdb')}"
