"""Values that people write in rules, as values of a column's type; what is wrong with them is noted at its place."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any, TypeAlias

from orglint.model.table import ColumnType, ListOf, Scalar, Struct, Table
from orglint.rulebook.document import At

Note: TypeAlias = Callable[[At, str], Any]
"""Takes what is wrong with a part of a document, and returns None."""

_PLAIN = {Scalar.BOOL: bool, Scalar.INT: int, Scalar.STRING: str}
_SPOKEN = {
    Scalar.BOOL: "true or false",
    Scalar.DOUBLE: "a number",
    Scalar.INT: "a whole number",
    Scalar.STRING: "text",
    Scalar.TIMESTAMP: "a time such as 2026-01-31T00:00:00Z",
}
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[-+][0-9]{2}:[0-9]{2})?)?"
)
_TOO_FINE = re.compile(r"\.\d{7}")
_WHOLE = 2**63
_SHOWN = 40
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: in the document, and in the words of expressions (`user.groups[0].name`)."""

    at: At
    name: str
    note: Note

    def field(self, name: str) -> "Spot":
        """Return the spot of a field of this record."""
        return replace(self, at=(*self.at, name), name=f"{self.name}.{name}")

    def element(self, index: int) -> "Spot":
        """Return the spot of an element of this list."""
        return replace(self, at=(*self.at, index), name=f"{self.name}[{index}]")

    def wrong(self, text: str) -> Any:
        """Note what is wrong with the value, after its name; return what stands for it."""
        return self.note(self.at, f"{self.name} {text}")


def value_of(kind: ColumnType, written: Any, spot: Spot) -> Any:
    """Return a written value as one of this type; null stays None, and so does what is wrong, which is noted."""
    if written is None:
        return None
    match kind:
        case ListOf(element):
            return _list(element, written, spot)
        case Struct(fields):
            return _struct({field.name: field.type for field in fields}, written, spot)
    return _scalar(Scalar(kind), written, spot)


def setting_of(kind: ColumnType, written: Any, spot: Spot) -> Any:
    """Return the written value of a parameter, which is never null, nor holds one."""
    if written is None:
        spot.wrong(f"must be {_spoken(kind)}, it is null")
    elif isinstance(written, list) and None in written:
        spot.element(written.index(None)).wrong("is null, and a list of a parameter holds none")
    return value_of(kind, written, spot)


def row_of(table: Table, written: Mapping[str, Any], spot: Spot) -> dict[str, Any]:
    """Return a written row as values of a table's column types; columns that were left out stay left out."""
    row = {}
    for name, value in written.items():
        here = spot.field(name)
        if name in table.columns:
            row[name] = value_of(table.columns[name].type, value, here)
        else:
            spot.note(here.at, f"{table.name} has no column {name}{nearest(name, table.columns)}")
    return row


def instant(written: Any, spot: Spot) -> Any:
    """Return a written time (RFC 3339, with zone) in UTC, None if it is none."""
    if not isinstance(written, str):
        return spot.wrong(f"must be {_SPOKEN[Scalar.TIMESTAMP]}, it is {_shown(written)}")
    try:
        time = datetime.fromisoformat(written if _TIME.fullmatch(written) else "")
        if time.tzinfo is None:
            return spot.wrong(f"names no time zone: {_shown(written)}; end it with Z")
        if _TOO_FINE.search(written):
            return spot.wrong(f"is finer than a microsecond: {_shown(written)}")
        return time.astimezone(UTC)
    except (ValueError, OverflowError):
        return spot.wrong(f"is no time such as 2026-01-31T00:00:00Z: {_shown(written)}")


def nearest(name: str, known: Mapping[str, Any], has: str = "it has") -> str:
    """Return the nearest of the known names as the end of a sentence, else some of them."""
    by_letters = {it.lower(): it for it in known}
    close = get_close_matches(name.lower(), by_letters, n=1)
    if close:
        return f"; did you mean {by_letters[close[0]]}?"
    return f"; {has} {', '.join(list(known)[:_LISTED])}{' ...' if len(known) > _LISTED else ''}"


def _spoken(kind: ColumnType) -> str:
    return _SPOKEN[Scalar(kind)] if isinstance(kind, Scalar) else "a list"


def _shown(written: Any) -> str:
    text = json.dumps(written, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _scalar(kind: Scalar, written: Any, spot: Spot) -> Any:
    if kind is Scalar.TIMESTAMP:
        return instant(written, spot)
    if kind is Scalar.DOUBLE and type(written) in {int, float}:
        return float(written)
    # bool is an int to Python; it is none to a rule
    if kind in _PLAIN and type(written) is _PLAIN[kind]:
        if kind is Scalar.INT and isinstance(written, int) and not -_WHOLE <= written < _WHOLE:
            return spot.wrong(f"is beyond the whole numbers of 64 bits, it is {_shown(written)}")
        if isinstance(written, str) and "\0" in written:
            return spot.wrong("may not hold a NUL")  # the official library would take what stands before it
        return written
    return spot.wrong(f"must be {_SPOKEN[kind]}, it is {_shown(written)}")


def _list(element: ColumnType, written: Any, spot: Spot) -> Any:
    if not isinstance(written, list):
        return spot.wrong(f"must be a list, it is {_shown(written)}")
    return [value_of(element, item, spot.element(index)) for index, item in enumerate(written)]


def _struct(fields: Mapping[str, ColumnType], written: Any, spot: Spot) -> Any:
    if not isinstance(written, dict):
        return spot.wrong(f"must have the fields {', '.join(fields)}, it is {_shown(written)}")
    for name in written:
        if name not in fields:
            spot.note((*spot.at, name), f"{spot.name} has no field {name}{nearest(name, fields)}")
    return {name: value_of(kind, written.get(name), spot.field(name)) for name, kind in fields.items()}
