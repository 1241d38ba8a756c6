"""Rows as lines of JSON; `_unknown` has the paths of what is unknown in a row, where there is any."""

from orglint.documents.json_text import encode_line
from orglint.model.rows import Rows
from orglint.model.unknown import UNKNOWN_CELLS, column_of


def render(rows: Rows, width: int) -> str:
    """Return the lines."""
    del width
    lines = []
    for values, paths in zip(rows.values, rows.unknown, strict=True):
        lost = [path for path in paths if column_of(path) in rows.columns]
        lines.append(encode_line({**values, **({UNKNOWN_CELLS: lost} if lost else {})}))
    return "".join(f"{line}\n" for line in lines)
