"""The report as a screenful of text, and whole as Markdown."""

from collections.abc import Iterator, Sequence

from regen.report.sections import Report, Section

LINES = 40
"""How many lines a screen is sure to have room for."""

FEW = 3
"""How many of them each section has at least, if it has so much to tell."""

_WIDE = 160


def render_screen(report: Report, path: str) -> str:
    """Return at most a screenful, worst first; `path` is where everything stands."""
    shown = [section for section in report.sections if section.shown and section.lines]
    if report.is_empty:
        return f"nothing changed that orglint or a caller of the API would see; details: {path}"
    rooms = _share_room(shown, LINES - 2 - len(report.next_steps) - len(shown))
    lines = [line for section, room in zip(shown, rooms, strict=True) for line in _render_section(section, room)]
    steps = ["what to do next:", *(f"  {step}" for step in report.next_steps)] if report.next_steps else []
    return "\n".join([*lines, *steps, f"everything: {path}"])


def render_markdown(report: Report) -> str:
    """Return everything, for a file or a pull request."""
    parts = [f"# What a newer document of the API {report.api} changes"]
    parts += [_render_list(section) for section in report.sections if section.lines]
    if report.next_steps:
        parts.append("## What to do next\n\n" + "\n".join(f"- {step}" for step in report.next_steps))
    if len(parts) == 1:
        parts.append("Nothing.")
    return "\n\n".join(parts) + "\n"


def _share_room(sections: Sequence[Section], lines: int) -> list[int]:
    """Return how many lines each section gets: a few at least, and what then is left goes to the first, the worst."""
    rooms = [min(FEW, len(section.lines)) for section in sections]
    left = lines - sum(rooms)
    for place, section in enumerate(sections):
        more = max(0, min(left, len(section.lines) - rooms[place]))
        rooms[place] += more
        left -= more
    return rooms


def _render_section(section: Section, room: int) -> Iterator[str]:
    yield f"{section.title} ({len(section.lines)}):"
    cut = len(section.lines) - room
    yield from (f"  {_cut(line)}" for line in section.lines[: room if cut <= 0 else room - 1])
    if cut > 0:
        yield f"  and {cut + 1} more"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"


def _render_list(section: Section) -> str:
    lines = "\n".join(f"- {_escape(line)}" for line in section.lines)
    return f"## {section.title} ({len(section.lines)})\n\n{lines}"


def _escape(line: str) -> str:
    """Return a line in which nothing is markup: names of an unknown document must not make a page of their own."""
    flat = " ".join(line.split())
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|!~&" else letter for letter in flat)
