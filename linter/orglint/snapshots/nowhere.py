"""Members of records that no record of the whole table holds: unknown in each, unless that is declared to be possible.

A renamed member must never read as one that is missing.
"""

from collections.abc import Mapping

from orglint.model.table import Column, ListOf, Table
from orglint.model.unknown import column_of
from orglint.snapshots.engine import name, text
from orglint.snapshots.load import Loaded
from orglint.tables import DECLARATIONS


def lost_members(table: Table, loaded: Loaded) -> Mapping[str, tuple[str, ...]]:
    """Return for each column the SQL of the exact paths of such members in a row, one list for each member."""
    possible = next(one.nowhere for one in DECLARATIONS if one.name == table.name)
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(loaded.never):
        column = table.columns.get(column_of(path))
        if column is None or path == column.name or (path in possible and path not in loaded.names):
            continue
        found[column.name] = (*found.get(column.name, ()), _paths(column, path))
    return found


def _paths(column: Column, path: str) -> str:
    """Return as SQL the list of the paths of a member in one row: one for each record that should hold it.

    They are exact but for lists inside of records, of which one path stands for every element.
    """
    value, below = name(column.name), path.removeprefix(column.name)
    if not isinstance(column.type, ListOf):
        return f"CASE WHEN {_record(value, below)} IS NOT NULL THEN [{text(path)}] ELSE [] END"
    inner = below.removeprefix("[]")
    exact = f"{text(f'{column.name}[')} || place || {text(f']{inner}')}"
    element = _record(f"{value}[place + 1]", inner)
    places = f"list_filter(range(coalesce(len({value}), 0)), lambda place: {element} IS NOT NULL)"
    return f"list_transform({places}, lambda place: {exact})"


def _record(value: str, below: str) -> str:
    """Return as SQL the record that should hold the member, or the list that lies in it."""
    return ".".join([value, *map(name, below.partition("[]")[0].strip(".").split(".")[:-1])])
