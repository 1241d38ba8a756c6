"""Types of values that come without a schema: the variables of `orglint eval`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct

_SCALARS = {bool: Scalar.BOOL, int: Scalar.INT, float: Scalar.DOUBLE, str: Scalar.STRING}


class MixedTypesError(ValueError):
    """A list holds values of several types; the argument names them."""


def type_of(value: Any) -> ColumnType | None:
    """Return the type of a JSON value; None for null, of which nothing is known."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        fields = tuple(fields_of([value]))
        return Struct(fields) if fields else None
    if isinstance(value, list):
        return ListOf(_element(value) or Scalar.STRING)
    return _SCALARS[type(value)]


def _element(values: list[Any]) -> ColumnType | None:
    if values and all(isinstance(value, Mapping) for value in values):
        fields = tuple(fields_of(values))
        if not fields:
            raise MixedTypesError("records without a value say nothing of their fields")
        return Struct(fields)
    return _common(type_of(value) for value in values)


def fields_of(records: Iterable[Mapping[str, Any]]) -> Iterator[Field]:
    """Yield the fields that records have in common, those of which nothing is known left out."""
    seen: dict[str, list[Any]] = {}
    for record in records:
        for name, value in record.items():
            seen.setdefault(name, []).append(value)
    for name, values in seen.items():
        kind = _common(type_of(value) for value in values)
        if kind is not None:
            yield Field(name, kind)


def _common(kinds: Iterable[ColumnType | None]) -> ColumnType | None:
    known = {str(kind): kind for kind in kinds if kind is not None}
    if len(known) > 1:
        raise MixedTypesError(f"values of one place have one type, these have {' and '.join(sorted(known))}")
    return next(iter(known.values()), None)
