"""Paths of unknown values in a row: of whole cells, of elements in them, of members of records.

A path names a column (`platformRoles`), an element by its place from 0 (`platformRoles[1]`), or a member
(`claim.status`, `productAccess[2].lastActiveTimestamp`). Conditions cannot look for a place in a list that they go
through, so a path below a whole cell brings two marks along: `productAccess~` says that something inside of the column
is unknown in this row, `productAccess~lastActiveTimestamp` that some member of this name is. `status~?paused` says
beside `status` which value stood there that nobody listed.
"""

import re
from collections.abc import Iterable
from enum import Enum

UNKNOWN_CELLS = "_unknown"
"""The hidden column of every table that lists what is unknown in a row."""
MARK = "~"
UNLISTED = f"{MARK}?"
_BELOW = re.compile(r"[.\[]")
_MEMBER = re.compile(r"\.([^.\[]+)$")
_PLACE = re.compile(r"\[\d+\]")


class Unknown(Enum):
    """Marks a place of a row made by hand as unknown."""

    UNKNOWN = "unknown"


def column_of(path: str) -> str:
    """Return the name of the column that a path of an unknown value, or a mark, belongs to."""
    return _BELOW.split(path.partition(MARK)[0], maxsplit=1)[0]


def marks_of(path: str) -> tuple[str, ...]:
    """Return the marks that a path brings along; none for a whole cell."""
    if not _BELOW.search(path):
        return ()
    column, member = column_of(path), _MEMBER.search(path)
    return (f"{column}{MARK}", f"{column}{MARK}{member[1]}") if member else (f"{column}{MARK}",)


def paths_below(entries: Iterable[str], column: str) -> list[str]:
    """Return the paths below a whole column among the entries of a row's list, without the marks."""
    return [entry for entry in entries if MARK not in entry and entry != column and column_of(entry) == column]


def with_marks(paths: Iterable[str]) -> list[str]:
    """Return paths with the marks that they bring along, each once, in order."""
    found = [entry for path in paths for entry in (path, *marks_of(path))]
    return list(dict.fromkeys(found))


def unlisted_value(entries: Iterable[str], path: str) -> str | None:
    """Return the unlisted value for which a path is unknown; None if it is unknown for another reason."""
    start = f"{path}{UNLISTED}"
    return next((entry.removeprefix(start) for entry in entries if entry.startswith(start)), None)


def place_of(path: str) -> str:
    """Return the path without the numbers of elements, as it is for each: `resources[].applicationStatus`."""
    return _PLACE.sub("[]", path) if "[" in path else path
