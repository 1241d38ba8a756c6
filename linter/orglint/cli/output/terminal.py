"""What the terminal is like: its width, and whether it wants color."""

import os
import sys
from shutil import get_terminal_size


def terminal_width(most: int = 140) -> int:
    """Return the width of the terminal in cells, within reason: 40 to `most`."""
    return max(40, min(get_terminal_size((100, 24)).columns, most))


def may_use_color() -> bool:
    """Return whether standard output is a terminal that wants color."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
