"""Aligned columns at a terminal: what does not fit is left out from the right, and what people copy stays whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.console import Console
from rich.text import Text

Row: TypeAlias = Sequence[Text]

_GAP = 2
_LEAST_FLOW = 16
_BELOW = "  "
_WIDEST = 40  # cells of a column beside the first, at a terminal
_FIRST = 40  # cells that the first column may always have


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows below their heads, behind a margin.

    The first column is never shortened: a row in which it is too wide has it on a line of its own. If the last column
    `flows`, it is wrapped in its own room, and no column is left out.
    """

    heads: Row
    rows: Sequence[Row]
    margin: str = "    "
    flows: bool = False


def lay_columns(columns: Columns, console: Console, room: int | None) -> Iterator[Text]:
    """Yield the lines; without `room` nothing is wrapped, shortened or left out."""
    rows = [columns.heads, *columns.rows]
    if room is not None and not columns.flows:
        rows = [[row[0], *(_shorten(cell) for cell in row[1:])] for row in rows]
    widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    if room is not None:
        widths[0] = min(widths[0], max(_FIRST, room * 6 // 10))
        if not columns.flows:
            widths = _leave_out(widths, room)
    for row in rows:
        yield from _lay_row(row, widths, console, room, flows=columns.flows)


def _leave_out(widths: list[int], room: int) -> list[int]:
    """Return the widths of the columns that fit, from the left; the first one always does."""
    while len(widths) > 1 and sum(widths) + _GAP * (len(widths) - 1) > room:
        widths = widths[:-1]
    return widths


def _shorten(cell: Text) -> Text:
    if cell.cell_len <= _WIDEST:
        return cell
    short = cell.copy()
    short.truncate(_WIDEST, overflow="ellipsis")
    return short


def _lay_row(row: Row, widths: Sequence[int], console: Console, room: int | None, *, flows: bool) -> Iterator[Text]:
    first, others = row[0], list(row[1 : len(widths)])
    if room is not None and first.cell_len > widths[0]:
        yield from _fold(first, console, room)
        if not any(others):
            return
        first = Text()
    line = Text()
    for cell, width in zip([first, *others[:-1]], widths, strict=False):
        line.append_text(cell).append(" " * (max(width - cell.cell_len, 0) + _GAP))
    if not others:
        line.rstrip()
        yield line
        return
    indent, last = line.cell_len, others[-1]
    if not flows or room is None or indent + last.cell_len <= room:
        line.append_text(last)
        line.rstrip()
        yield line
        return
    if room - indent < _LEAST_FLOW:
        yield from _fold(line, console, room)
        yield from (Text(_BELOW).append_text(part) for part in _fold(last, console, room - len(_BELOW)))
        return
    for number, part in enumerate(_fold(last, console, room - indent)):
        yield (line if number == 0 else Text(" " * indent)).append_text(part)


def _fold(text: Text, console: Console, room: int) -> Iterator[Text]:
    for line in text.wrap(console, room, overflow="fold"):
        line.rstrip()
        yield line
