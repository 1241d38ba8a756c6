"""Members of records that no record of a table has: unknown in each, unless they are declared to be optional."""

from collections.abc import Mapping

from orglint.model.table import Column, ListOf, Table
from orglint.model.unknown import column_of
from orglint.snapshots.load import Loaded
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables import DECLARATIONS


def lost_members(table: Table, loaded: Loaded) -> Mapping[str, tuple[str, ...]]:
    """Return for each column the SQL of the exact paths of such members in a row, one list for each member."""
    possible = next(one.may_be_missing for one in DECLARATIONS if one.name == table.name)
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(loaded.never):
        column = table.columns.get(column_of(path))
        if column is None or path == column.name or (path in possible and path not in loaded.names):
            continue
        found[column.name] = (*found.get(column.name, ()), _list_missing_paths(column, path))
    return found


def _list_missing_paths(column: Column, path: str) -> str:
    """Return as SQL the paths of a member in one row, one for each record that should have it.

    They are exact but for lists inside of records, of which one path stands for every element.
    """
    value, below = quote_identifier(column.name), path.removeprefix(column.name)
    if not isinstance(column.type, ListOf):
        return f"CASE WHEN {_select_record(value, below)} IS NOT NULL THEN [{quote_text(path)}] ELSE [] END"
    inner = below.removeprefix("[]")
    exact = f"{quote_text(f'{column.name}[')} || place || {quote_text(f']{inner}')}"
    element = _select_record(f"{value}[place + 1]", inner)
    places = f"list_filter(range(coalesce(len({value}), 0)), lambda place: {element} IS NOT NULL)"
    return f"list_transform({places}, lambda place: {exact})"


def _select_record(value: str, below: str) -> str:
    """Return as SQL the record that should hold the member, or the list that lies in it."""
    return ".".join([value, *map(quote_identifier, below.partition("[]")[0].strip(".").split(".")[:-1])])
