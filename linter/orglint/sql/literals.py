"""Values as SQL literals, always with their type, never as text pasted into text."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlglot import exp

from orglint.sql.builders import cast_value, text_to_sql

SQL_TYPES: Mapping[str, str] = {
    "bool": "BOOLEAN",
    "int": "BIGINT",
    "uint": "UBIGINT",
    "double": "DOUBLE",
    "string": "TEXT",
    "timestamp": "TIMESTAMP",
    "duration": "BIGINT",
}
"""The engine's type for each scalar of CEL; times are UTC without saying so, a duration is a number of microseconds."""

_MICROSECOND = timedelta(microseconds=1)


def value_to_sql(value: Any, kind: str = "") -> exp.Expr | None:
    """Return the literal for a value that the official evaluator gave; None if the engine has no such value.

    `kind` is the value's type in CEL's words, which tells an unsigned number from a signed one.
    """
    make = _MAKERS.get(type(value))
    made = make(value) if make else None
    return cast_value(made, "UBIGINT") if made is not None and kind == "uint" else made


def empty_list(kind: str) -> exp.Expr:
    """Return the list without elements for a type such as `list(string)`."""
    element = SQL_TYPES.get(kind.removeprefix("list(").removesuffix(")"), "TEXT")
    return cast_value(exp.Array(), f"{element}[]")


def build_placeholder(name: str, kind: str) -> exp.Expr:
    """Return a value that the engine is given when it runs."""
    return cast_value(exp.Placeholder(this=name), SQL_TYPES[kind])


def _list_to_sql(values: list[Any]) -> exp.Expr | None:
    elements = [value_to_sql(value) for value in values]
    if not elements:
        return empty_list("list(string)")
    return None if None in elements else exp.Array(expressions=elements)


def _double_to_sql(value: float) -> exp.Expr | None:
    return cast_value(text_to_sql(repr(value)), "DOUBLE")


def _timestamp_to_sql(value: datetime) -> exp.Expr:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return cast_value(text_to_sql(aware.astimezone(UTC).replace(tzinfo=None).isoformat(" ")), "TIMESTAMP")


_MAKERS: Mapping[type, Callable[[Any], exp.Expr | None]] = {
    bool: exp.convert,
    datetime: _timestamp_to_sql,
    float: _double_to_sql,
    int: lambda value: cast_value(text_to_sql(str(value)), "BIGINT" if -(2**63) <= value < 2**63 else "UBIGINT"),
    list: _list_to_sql,
    str: text_to_sql,
    timedelta: lambda value: cast_value(text_to_sql(str(value // _MICROSECOND)), "BIGINT"),
}
