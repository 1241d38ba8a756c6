"""Values as SQL literals, always with their type, never as text pasted into text."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlglot import exp

from orglint.expressions.sql import converted, text

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


def literal(value: Any, kind: str = "") -> exp.Expr | None:
    """Return the literal for a value that the official evaluator gave; None if the engine has no such value.

    `kind` is the value's type in CEL's words, which tells an unsigned number from a signed one.
    """
    make = _MAKERS.get(type(value))
    made = make(value) if make else None
    return converted(made, "UBIGINT") if made is not None and kind == "uint" else made


def null(kind: str) -> exp.Expr:
    """Return the unknown value of a type."""
    return converted(exp.null(), SQL_TYPES[kind]) if kind in SQL_TYPES else exp.null()


def empty_list(kind: str) -> exp.Expr:
    """Return the list without elements for a type such as `list(string)`."""
    element = SQL_TYPES.get(kind.removeprefix("list(").removesuffix(")"), "TEXT")
    return converted(exp.Array(), f"{element}[]")


def placeholder(name: str, kind: str) -> exp.Expr:
    """Return a value that the engine is given when it runs."""
    return converted(exp.Placeholder(this=name), SQL_TYPES[kind])


def _list(values: list[Any]) -> exp.Expr | None:
    elements = [literal(value) for value in values]
    if not elements:
        return empty_list("list(string)")
    return None if None in elements else exp.Array(expressions=elements)


def _double(value: float) -> exp.Expr | None:
    return converted(text(repr(value)), "DOUBLE")


def _timestamp(value: datetime) -> exp.Expr:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return converted(text(aware.astimezone(UTC).replace(tzinfo=None).isoformat(" ")), "TIMESTAMP")


_MAKERS: Mapping[type, Callable[[Any], exp.Expr | None]] = {
    bool: exp.convert,
    datetime: _timestamp,
    float: _double,
    int: lambda value: converted(text(str(value)), "BIGINT" if -(2**63) <= value < 2**63 else "UBIGINT"),
    list: _list,
    str: text,
    timedelta: lambda value: converted(text(str(value // _MICROSECOND)), "BIGINT"),
}
