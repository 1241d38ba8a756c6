"""Drift of values: what the rows hold that the specification does not list; kept, and counted."""

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from orglint.model.table import Column, ColumnType, ListOf, Struct, Table
from orglint.snapshots.engine import name, text
from orglint.snapshots.load import own
from orglint.tables import DECLARATIONS, specification
from orglint.tables.schema import Schema

MOST = 50


def new_values(engine: duckdb.DuckDBPyConnection, table: Table) -> dict[str, dict[str, int]]:
    """Count, for every place with a list of known values, the values that are not on it; the most frequent ones."""
    found = {
        path: dict(engine.execute(_unlisted(values, known)).fetchall())
        for column in own(table)
        for path, values, known in _places(column, schema(table, column.name))
    }
    return {path: counts for path, counts in found.items() if counts}


def schema(table: Table, column: str) -> Schema:
    """Return the specification's schema of a column."""
    declaration = next(one for one in DECLARATIONS if one.name == table.name)
    outer = specification().schemas[declaration.schema]["properties"]
    inner = outer[declaration.lift]["properties"] if declaration.lift else {}
    members = {**outer, **{declaration.renamed.get(title, title): member for title, member in inner.items()}}
    found: Schema = members[column]
    return found


def _places(column: Column, described: Schema) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    values = f"SELECT {name(column.name)} AS value FROM cells"
    yield from _below(column.name, values, column.type, described)


def _below(
    path: str, values: str, kind: ColumnType, described: Mapping[str, Any]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each place at or below a member that has known values: its path, its values as SQL, those known."""
    if "x-known-values" in described:
        yield path, values, tuple(described["x-known-values"])
    if isinstance(kind, ListOf):
        elements = f"SELECT unnest(value) AS value FROM ({values})"
        yield from _below(f"{path}[]", elements, kind.element, described.get("items", {}))
    if isinstance(kind, Struct):
        for field in kind.fields:
            inner = f"SELECT value.{name(field.name)} AS value FROM ({values})"
            yield from _below(f"{path}.{field.name}", inner, field.type, described["properties"][field.name])


def _unlisted(values: str, known: tuple[str, ...]) -> str:
    listed = ", ".join(map(text, known))
    return (
        f"SELECT value[:100], count(*) FROM ({values}) WHERE value NOT IN ({listed}) "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
    )
