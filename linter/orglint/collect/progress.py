"""The progress of a collection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a collection: the rows and pages of a table that are stored so far; `note` is a line of its own.

    A table that is asked row by row has been asked for `asked` of `keys`.
    """

    table: str
    rows: int
    pages: int
    note: str = ""
    asked: int = 0
    keys: int = 0
