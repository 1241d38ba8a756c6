"""The types of columns and of SQL in Spark's words."""

from collections.abc import Mapping

from sqlglot import exp

from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.texts import identifier
from orglint.model.table import ColumnType, ListOf, Scalar, Struct

UNSIGNED = "DECIMAL(20,0)"
"""What an unsigned number of 64 bits is in Spark, which has none."""
MOST_UNSIGNED = 2**64 - 1

_COLUMNS: Mapping[Scalar, str] = {
    Scalar.BOOL: "BOOLEAN",
    Scalar.INT: "BIGINT",
    Scalar.DOUBLE: "DOUBLE",
    Scalar.STRING: "STRING",
    Scalar.TIMESTAMP: "TIMESTAMP_NTZ",
}
_SQL: Mapping[exp.DType, str] = {
    exp.DType.BIGINT: "BIGINT",
    exp.DType.BOOLEAN: "BOOLEAN",
    exp.DType.DOUBLE: "DOUBLE",
    exp.DType.INT: "INT",
    exp.DType.TEXT: "STRING",
    exp.DType.TIMESTAMPNTZ: "TIMESTAMP_NTZ",
    exp.DType.UBIGINT: UNSIGNED,
    exp.DType.VARCHAR: "STRING",
}


def spark_type(kind: ColumnType) -> str:
    """Return Spark's name of a column type; times are UTC without saying so."""
    if isinstance(kind, ListOf):
        return f"ARRAY<{spark_type(kind.element)}>"
    if isinstance(kind, Struct):
        return f"STRUCT<{', '.join(f'{identifier(part.name)}: {spark_type(part.type)}' for part in kind.fields)}>"
    return _COLUMNS[kind]


def sql_type(kind: exp.DataType) -> str:
    """Return Spark's name of a type that is written in SQL."""
    if kind.this is exp.DType.ARRAY:
        return f"ARRAY<{sql_type(kind.expressions[0])}>"
    if kind.this not in _SQL:
        raise RefusedError(f"the type {kind.sql('duckdb')}")
    return _SQL[kind.this]
