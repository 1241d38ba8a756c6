"""Rows as a table for people: no wider than the terminal."""

from orglint.model.neutralize import neutralize
from orglint.model.rows import Rows
from orglint.reports.rows.words import describe_cell
from orglint.reports.terminal.columns import lay_out_columns

_ABSENT = "-"


def render(rows: Rows, width: int) -> str:
    """Return the text; without rows there is none."""
    if not rows.values:
        return ""
    cells = [[neutralize(describe_cell(cell, absent=_ABSENT)) for cell in row] for row in rows.cells()]
    return "".join(f"{line}\n" for line in lay_out_columns([list(rows.columns), *cells], width))
