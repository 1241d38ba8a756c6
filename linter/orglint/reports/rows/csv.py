"""Rows as comma-separated values: what is absent is empty, what is unknown says so, and nothing is a formula."""

from orglint.model.rows import Rows
from orglint.reports.csv.cells import guard_text, write_table
from orglint.reports.rows.words import describe_cell


def render(rows: Rows, width: int) -> str:
    """Return the text, with the names of the columns first."""
    del width
    cells = ([guard_text(describe_cell(cell, absent="")) for cell in row] for row in rows.cells())
    return "".join(write_table(rows.columns, cells))
