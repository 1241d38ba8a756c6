"""Values that people write in rules, as values of a column's type."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from orglint.model.table import Column, ColumnType, ListOf, Scalar, Struct

_PLAIN = {Scalar.BOOL: bool, Scalar.INT: int, Scalar.STRING: str}
_SPOKEN = {Scalar.BOOL: "true or false", Scalar.INT: "a whole number", Scalar.STRING: "text", Scalar.DOUBLE: "a number"}


class WrongTypeError(ValueError):
    """A value is not of the type that its place wants; the argument says which."""


def value_of(kind: ColumnType, written: Any) -> Any:
    """Return a written value as one of this type, or raise `WrongTypeError`; null stays None."""
    if written is None:
        return None
    match kind:
        case ListOf(element):
            return _list(element, written)
        case Struct(fields):
            return _struct({field.name: field.type for field in fields}, written)
    return _scalar(Scalar(kind), written)


def row_of(columns: Mapping[str, Column], written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a written row as values of a table's column types; columns that were left out stay left out."""
    row = {}
    for name, value in written.items():
        if name not in columns:
            raise WrongTypeError(f"there is no column {name}")
        try:
            row[name] = value_of(columns[name].type, value)
        except WrongTypeError as error:
            raise WrongTypeError(f"{name}: {error}") from None
    return row


def instant(written: Any) -> datetime:
    """Return a written time (RFC 3339, with zone) in UTC."""
    if not isinstance(written, str):
        raise WrongTypeError("must be a time such as 2026-01-31T00:00:00Z")
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        raise WrongTypeError(f"{written} is no time such as 2026-01-31T00:00:00Z") from None
    if time.tzinfo is None:
        raise WrongTypeError(f"{written} names no time zone: end it with Z")
    return time.astimezone(UTC)


def _scalar(kind: Scalar, written: Any) -> Any:
    if kind is Scalar.TIMESTAMP:
        return instant(written)
    if kind is Scalar.DOUBLE and type(written) in {int, float}:
        return float(written)
    # bool is an int to Python; it is none to a rule
    if kind is Scalar.STRING and isinstance(written, str) and "\0" in written:
        raise WrongTypeError("may not hold a NUL")  # the official library would take what stands before it
    if kind in _PLAIN and type(written) is _PLAIN[kind]:
        return written
    raise WrongTypeError(f"must be {_SPOKEN[kind]}")


def _list(element: ColumnType, written: Any) -> list[Any]:
    if not isinstance(written, list):
        raise WrongTypeError("must be a list")
    return [value_of(element, item) for item in written]


def _struct(fields: Mapping[str, ColumnType], written: Any) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise WrongTypeError(f"must have the fields {', '.join(fields)}")
    for name in written:
        if name not in fields:
            raise WrongTypeError(f"there is no field {name}; it has {', '.join(fields)}")
    return {name: value_of(kind, written.get(name)) for name, kind in fields.items()}
