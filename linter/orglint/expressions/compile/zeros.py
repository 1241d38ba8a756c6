"""Keeps 0.0 and -0.0 apart: equal, and yet not the same as a text or as a divisor.

What is asked of a table beside each row, an engine works out once for all rows that are equal in what they bring to the
question. So a double brings something more that is not equal: a column the key of its row, an element its text.
"""

from collections.abc import Iterator

from sqlglot import exp

from orglint.expressions.compile.overloads.conversions import OVERLOADS
from orglint.model.table import ColumnType, ListOf, Scalar, Struct
from orglint.sql.builders import call_function, case_when, cast_value, is_null, text_to_sql


def has_double(kind: ColumnType) -> bool:
    """Return whether values of a type hold a double anywhere."""
    match kind:
        case ListOf(element):
            return has_double(element)
        case Struct(fields):
            return any(has_double(field.type) for field in fields)
    return kind is Scalar.DOUBLE


def attach_key(cell: exp.Expr, key: exp.Expr) -> exp.Expr:
    """Return a cell that brings the key of its row along; every row has one."""
    return case_when((exp.not_(is_null(key), copy=False), cell))


def doubles_to_texts(kind: ColumnType, value: exp.Expr) -> Iterator[exp.Expr]:
    """Yield texts that are the same only for values whose doubles are the same; none where there are no doubles."""
    match kind:
        case Struct(fields):
            for field in fields:
                yield from doubles_to_texts(field.type, call_function("struct_extract", value, text_to_sql(field.name)))
        case ListOf(element) if has_double(element):
            yield cast_value(value, "TEXT")
        case Scalar.DOUBLE:
            yield OVERLOADS["double_to_string"](value)
