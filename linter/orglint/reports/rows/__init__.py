"""Rows of a table, in the formats that `orglint query` prints."""

from importlib import import_module

from orglint.model.rows import Rows

ROW_FORMATS = ("table", "csv", "json")
"""The names of the formats, each of a module here."""


def render_rows(rows: Rows, format_: str, width: int) -> str:
    """Return rows as text; the width is that of a terminal, which only a table for people keeps to."""
    return str(import_module(f"{__name__}.{format_}").render(rows, width))
