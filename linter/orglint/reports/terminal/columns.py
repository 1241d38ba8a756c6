"""Columns of text that fit into a line of a terminal."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

_GAP = "  "
_LEAST = 8
"""Cells that a column keeps, however narrow the terminal is."""


def lay_out_columns(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield the lines of a table: columns as wide as they need, the widest ones cut with `…` until all fit."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    for row in rows:
        yield _GAP.join(_fit_cell(text, size) for text, size in zip(row, widths, strict=True)).rstrip()


def _fit_cell(text: str, size: int) -> str:
    return set_cell_size(text, size) if cell_len(text) <= size else f"{set_cell_size(text, size - 1)}…"
