"""How far a collection has come, for whoever wants to show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a collection: rows and pages of a table so far; `note` says what is worth a line of its own."""

    table: str
    rows: int
    pages: int
    note: str = ""
