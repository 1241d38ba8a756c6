"""Paragraphs of a given width; the only module that draws with rich."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from orglint.model.neutralize import shorten_text
from orglint.reports import Layout

_STYLES = {
    "bold": "bold",
    "dim": "dim",
    "fail": "bold red",
    "unknown": "bold yellow",
    "waived": "bold blue",
    "not-applicable": "bold",
    "pass": "bold green",
    "critical": "bold white on red",
    "high": "bold red",
    "medium": "bold yellow",
    "low": "bold cyan",
    "info": "bold",
}
_LONGEST = 400  # characters of one text; what is longer is in the JSON report
_NARROWEST = 40  # cells; below that a page only gets longer
# Build servers take `##[` and `##vso[` for commands wherever they stand in a line, and `::` where a line starts.
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that wraps: `first` opens its first line, `rest` those that follow, so that no data ever starts a line."""

    body: Text
    first: str = ""
    rest: str = "│ "


BLANK = Paragraph(Text(), rest="")


def paint_text(text: str, style: str = "") -> Text:
    """Return the text, which may be anyone's, made harmless and in the style of that name."""
    return Text().append(_COMMAND.sub(r"\\x23", shorten_text(text, _LONGEST)), _STYLES.get(style))


def make_headline(text: str, style: str = "") -> Paragraph:
    """Return the title of a part of the page."""
    return Paragraph(paint_text(text, style or "bold"))


def make_remark(text: str) -> Paragraph:
    """Return a remark that belongs to the title above it."""
    return Paragraph(paint_text(text), first="│ ")


def typeset_page(paragraphs: Iterable[Paragraph], layout: Layout) -> str:
    """Return the page in lines that fit; without color there is no control character in it but the line feed."""
    console = Console(
        file=StringIO(),
        width=max(layout.width, _NARROWEST),
        color_system="standard" if layout.color else None,
        force_terminal=layout.color,
        force_jupyter=False,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as page:
        for line in (line for paragraph in paragraphs for line in _wrap_paragraph(paragraph, console)):
            console.print(line, soft_wrap=True)
    return page.get()


def _wrap_paragraph(paragraph: Paragraph, console: Console) -> Iterator[Text]:
    room = console.width - max(cell_len(paragraph.first), cell_len(paragraph.rest))
    for number, line in enumerate(paragraph.body.wrap(console, room, overflow="fold")):
        line.rstrip()
        yield Text().append(paragraph.rest if number else paragraph.first, _STYLES["dim"]).append_text(line)
