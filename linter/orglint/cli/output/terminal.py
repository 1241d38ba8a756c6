"""What the terminal is like: its width, whether it wants color, and whether it shows links."""

import os
import sys
import textwrap
from dataclasses import dataclass
from shutil import get_terminal_size

from orglint.reports import Layout

_NARROWEST = 20
"""Cells that a text has at least, however much stands before it."""

AUTO, ALWAYS, NEVER = COLORS = ("auto", "always", "never")
_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "WarpTerminal"})
_TERMS = frozenset({"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "wezterm", "contour"})
_MARKS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_WINDOW_ID")
_VTE_WITH_LINKS = 5000


@dataclass(frozen=True, slots=True)
class Look:
    """How the user wants reports for people: how many findings of a rule, how much else, in which color."""

    limit: int = 10
    verbose: bool = False
    color: str = AUTO

    def choose_layout(self, *, in_file: bool) -> Layout:
        """Return the layout of a report: lines are wrapped, and links shown, at a terminal alone."""
        terminal = not in_file and sys.stdout.isatty()
        color = self.color == ALWAYS if in_file else may_use_color(self.color)
        width = terminal_width() if terminal else Layout().width
        links = terminal and color and has_links()
        return Layout(width, color, self.limit, terminal, self.verbose, links)


def terminal_width(most: int = 140) -> int:
    """Return the width of the terminal in cells, within reason: 40 to `most`."""
    return max(40, min(get_terminal_size((100, 24)).columns, most))


def wrap_text(text: str, first: str = "", rest: str = "  ") -> list[str]:
    """Return a text in lines that fit the terminal; `first` and `rest` stand before the first line and the others."""
    width = max(terminal_width(100), len(rest) + _NARROWEST)
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    )


def may_use_color(wanted: str = AUTO) -> bool:
    """Return whether standard output is to have color: the option decides, then NO_COLOR, FORCE_COLOR, the terminal."""
    if wanted != AUTO:
        return wanted == ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if (forced := os.environ.get("FORCE_COLOR")) is not None:
        return forced.lower() not in {"0", "false"}
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def has_links() -> bool:
    """Return whether the terminal is known to show links (OSC 8); FORCE_HYPERLINK says it of any."""
    said = os.environ
    if (forced := said.get("FORCE_HYPERLINK")) is not None:
        return forced.lower() not in {"", "0", "false"}
    vte = said.get("VTE_VERSION", "")
    return (
        said.get("TERM_PROGRAM") in _PROGRAMS
        or said.get("TERM") in _TERMS
        or any(mark in said for mark in _MARKS)
        or (vte.isdecimal() and int(vte) >= _VTE_WITH_LINKS)
    )
