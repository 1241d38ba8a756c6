"""Members of records that a file does not have, since it was sealed under a specification that did not have them."""

from collections.abc import Iterator, Mapping
from typing import Any

from orglint.engine.connection import Connection
from orglint.model.table import ColumnType, ListOf, Struct, Table


def find_missing_members(connection: Connection, table: Table, source: str) -> Mapping[str, frozenset[str]]:
    """Return by column the places that it has now and that a file, which is the SQL `source`, has not.

    A place has no numbers of elements: `resources[].meta`. What lies inside one that is missing is not named.
    """
    there = {name: kind for name, kind, *_ in connection.execute(f"SELECT * FROM {source} LIMIT 0").description}
    missing = {
        name: frozenset(_list_missing(name, column.type, there[name]))
        for name, column in table.columns.items()
        if name in there
    }
    return {name: places for name, places in missing.items() if places}


def _list_missing(place: str, kind: ColumnType, there: Any) -> Iterator[str]:
    """Yield the missing places; where the file has something else altogether, the cast to the present type decides."""
    if isinstance(kind, ListOf) and there.id == "list":
        yield from _list_missing(f"{place}[]", kind.element, dict(there.children)["child"])
    if isinstance(kind, Struct) and there.id == "struct":
        members = dict(there.children)
        for field in kind.fields:
            if field.name in members:
                yield from _list_missing(f"{place}.{field.name}", field.type, members[field.name])
            else:
                yield f"{place}.{field.name}"
