"""What the terminal is like: its width, and whether it wants color."""

import os
import sys
import textwrap
from shutil import get_terminal_size

_NARROWEST = 20
"""Cells that a text has at least, however much stands before it."""


def terminal_width(most: int = 140) -> int:
    """Return the width of the terminal in cells, within reason: 40 to `most`."""
    return max(40, min(get_terminal_size((100, 24)).columns, most))


def wrap_text(text: str, first: str = "", rest: str = "  ") -> list[str]:
    """Return a text in lines that fit the terminal; `first` and `rest` stand before the first line and the others."""
    width = max(terminal_width(100), len(rest) + _NARROWEST)
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    )


def may_use_color() -> bool:
    """Return whether standard output is a terminal that wants color."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
