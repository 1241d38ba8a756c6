"""Convert values that people write in rules to column types; mistakes are noted at their places."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from orglint.documents.strict_yaml import At
from orglint.model.nearest import suggest_names
from orglint.model.table import ColumnType, ListOf, Scalar, Struct, Table

Note: TypeAlias = Callable[[At, str], Any]
"""Takes what is wrong with a part of a document, and returns None."""

_PLAIN = {Scalar.BOOL: bool, Scalar.INT: int, Scalar.STRING: str}
_TYPE_WORDS = {
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


@dataclass(frozen=True, slots=True)
class ValuePath:
    """Where a value is: in the document, and as a path in expressions (`user.groups[0].name`)."""

    at: At
    name: str
    note: Note

    def field(self, name: str) -> "ValuePath":
        """Return the path of a field of this record."""
        return ValuePath((*self.at, name), f"{self.name}.{name}", self.note)

    def element(self, index: int) -> "ValuePath":
        """Return the path of an element of this list."""
        return ValuePath((*self.at, index), f"{self.name}[{index}]", self.note)

    def note_mistake(self, text: str) -> Any:
        """Note a mistake about the value, after its path; return what `note` returns."""
        return self.note(self.at, f"{self.name} {text}")


def value_of(kind: ColumnType, written: Any, value_path: ValuePath) -> Any:
    """Return a written value as one of this type; null stays None, and so does what is wrong, which is noted."""
    if written is None:
        return None
    match kind:
        case ListOf(element):
            return _convert_list(element, written, value_path)
        case Struct(fields):
            return _convert_struct({field.name: field.type for field in fields}, written, value_path)
    return _convert_scalar(Scalar(kind), written, value_path)


def setting_of(kind: ColumnType, written: Any, value_path: ValuePath) -> Any:
    """Return the written value of a parameter, which is never null, nor holds one."""
    if written is None:
        value_path.note_mistake(f"must be {_type_to_words(kind)}, it is null")
    elif isinstance(written, list) and None in written:
        value_path.element(written.index(None)).note_mistake("is null, and a list of a parameter holds none")
    return value_of(kind, written, value_path)


def row_of(table: Table, written: Mapping[str, Any], value_path: ValuePath) -> dict[str, Any]:
    """Return a written row as values of a table's column types; columns that were left out stay left out."""
    row = {}
    for name, value in written.items():
        here = value_path.field(name)
        if name in table.columns:
            row[name] = value_of(table.columns[name].type, value, here)
        else:
            value_path.note(here.at, f"{table.name} has no column {name}{suggest_names(name, table.columns)}")
    return row


def parse_time(written: Any, value_path: ValuePath) -> Any:
    """Return a written time (RFC 3339, with zone) in UTC, None if it is none."""
    if not isinstance(written, str):
        return value_path.note_mistake(f"must be {_TYPE_WORDS[Scalar.TIMESTAMP]}, it is {_shorten_value(written)}")
    try:
        time = datetime.fromisoformat(written if _TIME.fullmatch(written) else "")
        if time.tzinfo is None:
            return value_path.note_mistake(f"has no time zone: {_shorten_value(written)}; end it with Z")
        if _TOO_FINE.search(written):
            return value_path.note_mistake(f"is finer than a microsecond: {_shorten_value(written)}")
        return time.astimezone(UTC)
    except (ValueError, OverflowError):
        return value_path.note_mistake(f"is not a time such as 2026-01-31T00:00:00Z: {_shorten_value(written)}")


def _type_to_words(kind: ColumnType) -> str:
    return _TYPE_WORDS[Scalar(kind)] if isinstance(kind, Scalar) else "a list"


def _shorten_value(written: Any) -> str:
    text = json.dumps(written, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _convert_scalar(kind: Scalar, written: Any, value_path: ValuePath) -> Any:
    if kind is Scalar.TIMESTAMP:
        return parse_time(written, value_path)
    if kind is Scalar.DOUBLE and type(written) in {int, float}:
        return float(written)
    # bool is an int to Python; it is none to a rule
    if kind in _PLAIN and type(written) is _PLAIN[kind]:
        if kind is Scalar.INT and isinstance(written, int) and not -_WHOLE <= written < _WHOLE:
            return value_path.note_mistake(f"is beyond the whole numbers of 64 bits, it is {_shorten_value(written)}")
        if isinstance(written, str) and "\0" in written:
            return value_path.note_mistake("may not hold a NUL")  # the official library would accept the text before it
        return written
    return value_path.note_mistake(f"must be {_TYPE_WORDS[kind]}, it is {_shorten_value(written)}")


def _convert_list(element: ColumnType, written: Any, value_path: ValuePath) -> Any:
    if not isinstance(written, list):
        return value_path.note_mistake(f"must be a list, it is {_shorten_value(written)}")
    return [value_of(element, item, value_path.element(index)) for index, item in enumerate(written)]


def _convert_struct(fields: Mapping[str, ColumnType], written: Any, value_path: ValuePath) -> Any:
    if not isinstance(written, dict):
        return value_path.note_mistake(f"must have the fields {', '.join(fields)}, it is {_shorten_value(written)}")
    for name in written:
        if name not in fields:
            value_path.note(
                (*value_path.at, name), f"{value_path.name} has no field {name}{suggest_names(name, fields)}"
            )
    return {name: value_of(kind, written.get(name), value_path.field(name)) for name, kind in fields.items()}
