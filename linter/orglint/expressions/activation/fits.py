"""Whether a JSON value fits a column type, before DuckDB would convert it silently."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from orglint.model.table import ColumnType, ListOf, Scalar, Struct

_LEAST, _MOST = -(2**63), 2**63 - 1
_KINDS: Mapping[ColumnType, tuple[type, ...]] = {
    Scalar.BOOL: (bool,),
    Scalar.DOUBLE: (float, int),
    Scalar.INT: (int,),
    Scalar.STRING: (str,),
    Scalar.TIMESTAMP: (str,),
}


def find_misfits(kind: ColumnType, value: Any, place: str) -> Iterator[str]:
    """Yield what is wrong with a value, each with its place in the words of the expression (`user.groups[0].name`)."""
    if value is None:
        return
    match kind:
        case ListOf(element) if isinstance(value, list):
            for at, item in enumerate(value):
                yield from find_misfits(element, item, f"{place}[{at}]")
        case Struct(fields) if isinstance(value, Mapping):
            known = {field.name: field.type for field in fields}
            yield from (
                f"{place} has no field {name}" for name in value if name not in known and value[name] is not None
            )
            for name, inner in known.items():
                yield from find_misfits(inner, value.get(name), f"{place}.{name}")
        case _ if type(value) in _KINDS.get(kind, ()):
            yield from _find_scalar_misfits(kind, value, place)
        case _:
            yield f"{place} must be of type {kind}"


def _find_scalar_misfits(kind: ColumnType, value: Any, place: str) -> Iterator[str]:
    if kind is Scalar.INT and not _LEAST <= value <= _MOST:
        yield f"{place} is no whole number of 64 bits"
    elif kind is Scalar.TIMESTAMP and not _is_time(value):
        yield f"{place} is not a time such as 2026-01-31T00:00:00Z"
    elif isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        yield f"{place} holds half a character (a surrogate alone)"


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
