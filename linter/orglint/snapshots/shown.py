"""Rows of sealed tables that are declared to show something, as SQL: those that do, and those that perhaps do."""

from orglint.model.table import ColumnType, ListOf, Scalar, Struct
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables import known_tables
from orglint.tables.evidence import RowsOf
from orglint.tables.values import find_enumerations

_NUMBERS = frozenset({Scalar.INT, Scalar.DOUBLE})


def select_rows(rows: RowsOf) -> str:
    """Return as SQL the condition of rows that show something for certain.

    It holds for no row if the specification does not have the place.
    """
    only = [_test_place(rows.table, name, values) for name, values in rows.only.items()]
    place = [_test_place(rows.table, rows.place, rows.values)] if rows.place else []
    return " AND ".join([*only, *place]) or "true"


def select_possible_rows(rows: RowsOf) -> str:
    """Return as SQL the condition of rows whose place shows something, or is unknown and might."""
    found = _find_place(rows.table, rows.place)
    if found is None:
        return "true"
    value, kind = found
    certain = _test_place(rows.table, rows.place, rows.values)
    if not (isinstance(kind, ListOf) and rows.values):
        return f"({value} IS NULL OR {certain})"
    enumeration = find_enumerations(rows.table).get(f"{rows.place}[]")
    listed = ", ".join(map(quote_text, enumeration.listed if enumeration else rows.values))
    strange = f"len(list_filter({value}, lambda it: it IS NULL OR it NOT IN ({listed}))) > 0"
    return f"({value} IS NULL OR {strange} OR {certain})"


def _test_place(table: str, place: str, values: tuple[str, ...]) -> str:
    found = _find_place(table, place)
    if found is None:
        return "false"
    value, kind = found
    listed = f"[{', '.join(map(quote_text, values))}]"
    if isinstance(kind, ListOf):
        return f"coalesce(list_has_any({value}, {listed}), false)" if values else f"coalesce(len({value}), 0) > 0"
    if values:
        return f"coalesce(list_contains({listed}, {value}), false)"
    return f"coalesce({value}, 0) > 0" if kind in _NUMBERS else f"{value} IS NOT NULL"


def _find_place(table: str, place: str) -> tuple[str, ColumnType] | None:
    """Return the SQL of what is in a place, and its type: a list of all of it where a record is in a list."""
    name, *members = place.replace("[]", "").split(".")
    column = known_tables()[table].columns.get(name)
    found = (quote_identifier(name), column.type) if column else None
    for member in members:
        found = found and _find_member(*found, member)
    return found


def _find_member(value: str, kind: ColumnType, member: str) -> tuple[str, ColumnType] | None:
    record = kind.element if isinstance(kind, ListOf) else kind
    inner = next((it.type for it in record.fields if it.name == member), None) if isinstance(record, Struct) else None
    if inner is None:
        return None
    if not isinstance(kind, ListOf):
        return f"struct_extract({value}, {quote_text(member)})", inner
    each = f"list_transform({value}, lambda it: struct_extract(it, {quote_text(member)}))"
    return (f"flatten({each})", inner) if isinstance(inner, ListOf) else (each, ListOf(inner))
