"""Paragraphs, lines with two ends and columns of a given width; with `aligned` the only module that draws with rich."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from orglint.model.neutralize import shorten_text
from orglint.reports import Layout
from orglint.reports.terminal.aligned import Columns, lay_columns

_STYLES = {
    "bold": "bold",
    "dim": "dim",
    "fail": "bold red",
    "unknown": "bold magenta",
    "waived": "bold yellow",
    "not-applicable": "bold",
    "pass": "bold green",
    "critical": "bold",
    "high": "bold",
}
"""Color says the outcome and nothing else; how severe a rule is, its word says."""
_LONGEST = 400  # characters of one text; what is longer is in the JSON report
_ENDLESS = 1 << 20  # cells, where nothing is wrapped
_NARROWEST = 40  # cells; below that a page only gets longer
# Build servers take `##[` and `##vso[` for commands wherever they stand in a line, and `::` where a line starts.
# Hence a line of data that would start with `::` has a bar in its margin.
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)
_ADDRESS = re.compile(r"https://[!-~]{1,2000}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that wraps: `first` opens its first line, `rest` those that follow, so that no data ever starts a line."""

    body: Text
    first: str = ""
    rest: str = "│ "


@dataclass(frozen=True, slots=True)
class TwoEnds:
    """A line with text at both ends; what stands at the right comes below where it does not fit."""

    left: Text
    right: Text


Block: TypeAlias = Paragraph | TwoEnds | Columns
"""A part of a page."""

BLANK = Paragraph(Text(), rest="")
_BELOW = "    "


def paint_text(text: str, style: str = "") -> Text:
    """Return the text, which may be anyone's, made harmless and in the style of that name."""
    return Text().append(_COMMAND.sub(r"\\x23", shorten_text(text, _LONGEST)), _STYLES.get(style))


def link_text(text: Text, address: str) -> Text:
    """Return the text as a link, where the address is one that a terminal may be given."""
    if _ADDRESS.fullmatch(address):
        text.stylize(Style(link=address))
    return text


def make_headline(text: str, style: str = "") -> Paragraph:
    """Return the title of a part of the page."""
    return Paragraph(paint_text(text, style or "bold"), rest="  ")


def make_remark(text: str) -> Paragraph:
    """Return a remark that belongs to the title above it."""
    return Paragraph(paint_text(text), first="│ ")


def indent_text(text: Text, margin: str = "    ", sign: str = "") -> Paragraph:
    """Return text behind a margin; a sign stands in it."""
    return Paragraph(text, first=f"{sign:<{len(margin)}}", rest=margin)


def typeset_page(blocks: Iterable[Block], layout: Layout) -> str:
    """Return the page in lines that fit; without color there is no control character in it but the line feed."""
    width = max(layout.width, _NARROWEST) if layout.wrap else _ENDLESS
    console = Console(
        file=StringIO(),
        width=width,
        color_system="standard" if layout.color else None,
        force_terminal=layout.color,
        force_jupyter=False,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as page:
        for line in (line for block in blocks for line in _lay_block(block, console, wraps=layout.wrap)):
            console.print(line, soft_wrap=True)
    return page.get()


def _lay_block(block: Block, console: Console, *, wraps: bool) -> Iterator[Text]:
    match block:
        case Paragraph():
            return _wrap_paragraph(block, console, wraps=wraps)
        case TwoEnds():
            return _lay_two_ends(block, console, wraps=wraps)
    room = console.width - len(block.margin) if wraps else None
    return (_put_behind(block.margin, line) for line in lay_columns(block, console, room))


def _wrap_paragraph(paragraph: Paragraph, console: Console, *, wraps: bool) -> Iterator[Text]:
    if not wraps:
        yield _put_behind(paragraph.first, paragraph.body)
        return
    room = console.width - max(cell_len(paragraph.first), cell_len(paragraph.rest))
    for number, line in enumerate(paragraph.body.wrap(console, room, overflow="fold")):
        line.rstrip()
        yield _put_behind(paragraph.rest if number else paragraph.first, line)


def _lay_two_ends(line: TwoEnds, console: Console, *, wraps: bool) -> Iterator[Text]:
    space = console.width - line.left.cell_len - line.right.cell_len if wraps else 2
    if space >= 2:  # noqa: PLR2004 - a gap between the two
        yield line.left + Text(" " * space) + line.right
        return
    yield from _wrap_paragraph(Paragraph(line.left, "", _BELOW), console, wraps=wraps)
    yield from _wrap_paragraph(Paragraph(line.right, _BELOW, _BELOW), console, wraps=wraps)


def _put_behind(margin: str, line: Text) -> Text:
    """Return a line behind its margin, which is not blank where a build server would take the line for a command."""
    command = not margin.strip() and line.plain.lstrip().startswith("::")
    return Text().append(f"│{margin[1:]}" if command else margin, _STYLES["dim"]).append_text(line)
