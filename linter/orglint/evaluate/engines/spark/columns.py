"""A table's columns in Spark's words, and a file's columns as the table has them today."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import pyarrow as pa
from pyspark.sql.types import ArrayType, StructType

from orglint.expressions.spark import spark_type
from orglint.model.table import ColumnType, ListOf, Scalar, Struct, Table
from orglint.model.unknown import UNKNOWN_CELLS

_EXACT = {
    ("bigint", "STRING"),
    ("bigint", "DOUBLE"),
    ("boolean", "STRING"),
    ("timestamp_ntz", "STRING"),
}
"""Changes of type in which both engines certainly give the same value."""


_ARROW: Mapping[Scalar, pa.DataType] = {
    Scalar.BOOL: pa.bool_(),
    Scalar.INT: pa.int64(),
    Scalar.DOUBLE: pa.float64(),
    Scalar.STRING: pa.string(),
    Scalar.TIMESTAMP: pa.timestamp("us"),
}


def named(name: str) -> str:
    """Return a name, quoted for Spark."""
    return "`" + name.replace("`", "``") + "`"


def schema(table: Table) -> str:
    """Return the columns of a table with their types, the hidden one last."""
    columns = [f"{named(column.name)} {spark_type(column.type)}" for column in table.columns.values()]
    return ", ".join((*columns, f"{named(UNKNOWN_CELLS)} ARRAY<STRING>"))


def nothing(table: Table) -> str:
    """Return the query for a table that has its columns and no rows."""
    kinds = [(name, spark_type(column.type)) for name, column in table.columns.items()]
    cells = (f"CAST(NULL AS {kind}) AS {named(name)}" for name, kind in (*kinds, (UNKNOWN_CELLS, "ARRAY<STRING>")))
    return f"SELECT {', '.join(cells)} WHERE false"


def arrow(table: Table, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Return rows in a form that goes to Spark as it is; a plain list would need a Python on every worker."""
    kinds = [(name, _arrow(column.type)) for name, column in table.columns.items()]
    fields = [*kinds, (UNKNOWN_CELLS, pa.list_(pa.string()))]
    cells = [pa.array([row[place] for row in rows], kind) for place, (_, kind) in enumerate(fields)]
    return pa.table(cells, schema=pa.schema(fields))


def _arrow(kind: ColumnType) -> pa.DataType:
    if isinstance(kind, ListOf):
        return pa.list_(_arrow(kind.element))
    if isinstance(kind, Struct):
        return pa.struct([(field.name, _arrow(field.type)) for field in kind.fields])
    return _ARROW[kind]


def fitted(table: Table, found: StructType, *, unknown: Sequence[str]) -> Iterator[str]:
    """Yield the SQL of each column of a file with its present type; of those that are unknown, nothing."""
    fresh = count()
    for column in table.columns.values():
        name = named(column.name)
        if column.name in unknown:
            yield f"CAST(NULL AS {spark_type(column.type)}) AS {name}"
        else:
            yield f"{_fitted(name, found[column.name].dataType, column.type, fresh)} AS {name}"
    hidden = named(UNKNOWN_CELLS)
    listed = ", ".join(_text(name) for name in unknown)
    yield f"concat({hidden}, array({listed})) AS {hidden}" if unknown else hidden


def _fitted(value: str, found: Any, kind: ColumnType, fresh: Iterator[int]) -> str:
    """Return a value of the type that a file has as one of another, records field by field."""
    wanted = spark_type(kind)
    if isinstance(kind, ListOf) and isinstance(found, ArrayType):
        it = f"x{next(fresh)}"
        element = _fitted(it, found.elementType, kind.element, fresh)
        return value if element == it else f"transform({value}, {it} -> {element})"
    if isinstance(kind, Struct) and isinstance(found, StructType):
        return _record(value, found, kind, fresh)
    if found.simpleString().upper() == wanted:
        return value
    if (found.simpleString(), wanted) in _EXACT:
        return f"CAST({value} AS {wanted})"
    was = _text(f"it was sealed as {found.simpleString()} and is {wanted} now: Spark does not read it")
    return f"CAST(raise_error({was}) AS {wanted})"


def _record(value: str, found: StructType, kind: Struct, fresh: Iterator[int]) -> str:
    there = {field.name: field.dataType for field in found.fields}
    parts = []
    for field in kind.fields:
        member = f"{value}.{named(field.name)}"
        nothing = f"CAST(NULL AS {spark_type(field.type)})"
        sql = _fitted(member, there[field.name], field.type, fresh) if field.name in there else nothing
        parts.append((field.name, sql, sql == member))
    if all(kept for _, _, kept in parts) and [name for name, _, _ in parts] == list(there):
        return value
    listed = ", ".join(f"{_text(name)}, {sql}" for name, sql, _ in parts)
    return f"CASE WHEN {value} IS NOT NULL THEN named_struct({listed}) END"


def _text(value: str) -> str:
    """Return a text of ours (a column's name, a sentence) as a literal."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
