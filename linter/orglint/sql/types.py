"""Column types in DuckDB's words."""

from orglint.model.table import ColumnType, ListOf, Scalar, Struct
from orglint.sql.quoting import quote_identifier

_SCALARS = {
    Scalar.BOOL: "BOOLEAN",
    Scalar.INT: "BIGINT",
    Scalar.DOUBLE: "DOUBLE",
    Scalar.STRING: "VARCHAR",
    Scalar.TIMESTAMP: "TIMESTAMP",
}


def sql_type(kind: ColumnType) -> str:
    """Return DuckDB's name of a column type; times are UTC without saying so."""
    if isinstance(kind, ListOf):
        return f"{sql_type(kind.element)}[]"
    if isinstance(kind, Struct):
        return f"STRUCT({', '.join(f'{quote_identifier(it.name)} {sql_type(it.type)}' for it in kind.fields)})"
    return _SCALARS[kind]
