"""Infer the types of JSON values that come without a schema."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct

_RECORD, _LIST = "record", "list"
_KINDS = {bool: "bool", int: "int", float: "double", str: "string", dict: _RECORD, list: _LIST}


class MixedTypesError(ValueError):
    """A list holds values of several types; the argument names them."""


def fields_of(records: Iterable[Mapping[str, Any]]) -> Iterator[Field]:
    """Yield the fields that records have in common, those of which nothing is known left out."""
    for name, values in collect_members(records).items():
        kind = type_of(values)
        if kind is not None:
            yield Field(name, kind)


def collect_members(records: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the values that records have in each field."""
    seen: dict[str, list[Any]] = {}
    for record in records:
        for name, value in record.items():
            seen.setdefault(name, []).append(value)
    return seen


def type_of(values: Iterable[Any]) -> ColumnType | None:
    """Return the one type of JSON values of one place; None if all are null, of which nothing is known."""
    known = [value for value in values if value is not None]
    kinds = {_KINDS[type(value)] for value in known}
    if len(kinds) > 1:
        raise MixedTypesError(f"values of one place have one type, these have {' and '.join(sorted(kinds))}")
    if kinds == {_RECORD}:
        fields = tuple(fields_of(known))
        return Struct(fields) if fields else None
    if kinds == {_LIST}:
        return ListOf(_infer_element_type([item for value in known for item in value]))
    return Scalar(kinds.pop()) if kinds else None


def _infer_element_type(values: list[Any]) -> ColumnType:
    """Return the type of the elements of lists that stand in one place; text if none has any."""
    kind = type_of(values)
    if kind is None and any(isinstance(value, Mapping) for value in values):
        raise MixedTypesError("records without a value say nothing of their fields")
    return kind or Scalar.STRING
