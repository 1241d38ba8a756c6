"""What a cell says to people."""

from orglint.model.rows import Cell
from orglint.model.value_words import describe_value

UNKNOWN = "unknown"
_PARTLY = "(unknown in part)"


def describe_cell(cell: Cell, *, absent: str) -> str:
    """Return a cell in words: an unknown one says so, and never looks like an absent one."""
    if cell.unknown:
        return UNKNOWN
    said = absent if cell.value is None else describe_value(cell.value)
    if said == UNKNOWN and cell.value is not None:
        said = f"'{UNKNOWN}'"  # a text that says so is known
    return f"{said} {_PARTLY}".strip() if cell.partly else said
