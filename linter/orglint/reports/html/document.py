"""The document around the organizations: its policy, style and script, and the templates that write it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from orglint.model.neutralize import shorten_text
from orglint.model.overview import Overview
from orglint.model.wording import format_count, format_time, format_timestamp, join_lines
from orglint.reports.html.packed import MOST, pack_findings
from orglint.reports.html.page import OrganizationPage
from orglint.reports.html.sections.changed import CHANGES
from orglint.reports.html.sections.compared import build_comparison
from orglint.reports.html.sections.trend import HEIGHT, WIDTH
from orglint.reports.html.words import OUTCOMES, SEVERITIES, WORDS
from orglint.reports.web import LONGEST, build_templates, list_opening_values

_STYLES = ("tokens", "text", "standing", "sections", "tables", "cards", "compare", "narrow", "print")
_SCRIPTS = (
    *("values", "unpack", "elements", "search", "select", "pages", "address", "picks"),
    *("rules", "findings", "cards", "compare", "start"),
)
_TOGETHER = 400
"""Parts of a template that one piece of the page holds."""
_BREAK = re.compile(r"(?<=@)|(?=[./])")
"""Where an address or a path may go on in the next line."""


def render_start(title: str, foot: str) -> Iterator[str]:
    """Yield what comes before the first organization; `foot` stands below each sheet of paper."""
    style = _read_files("style", _STYLES, "css").replace("/*FOOT*/", _to_css_text(foot))
    yield from _render("head.html", title=title, **list_opening_values(style, _read_script()))


def render_organization(page: OrganizationPage) -> Iterator[str]:
    """Yield the part of an organization."""
    yield from _render("organization.html", page=page)


def render_comparison(overview: Overview) -> Iterator[str]:
    """Yield the table that compares organizations, and the rules that do not pass everywhere."""
    yield from _render("compare.html", it=build_comparison(overview))


def render_end(foot: str) -> Iterator[str]:
    """Yield what comes after the last organization: the foot of the page."""
    yield from _render("tail.html", foot=foot)


def render_packed(page: OrganizationPage) -> Iterator[str]:
    """Yield all findings of an organization, for the script."""
    if page.findings:
        yield f'<script type="application/octet-stream" id="{page.prefix}packed">'
        yield from pack_findings(page)
        yield "</script>\n"


def render_script() -> Iterator[str]:
    """Yield the script, and the end of the document."""
    yield f"<script>{_read_script()}</script>\n</body>\n</html>\n"


def _render(name: str, **values: Any) -> Iterator[str]:
    stream = _load_templates().get_template(name).stream(values)
    stream.enable_buffering(_TOGETHER)
    return iter(stream)


@cache
def _load_templates() -> Environment:
    """Return the templates of the page with what they call; compiled once a process."""
    environment = build_templates(files(__package__).joinpath("templates"))
    environment.filters.update(
        day=lambda time: time.astimezone(UTC).date().isoformat(),
        first_upper=_begin_sentence,
        flat=join_lines,
        lines=_keep_lines,
        many=format_count,
        minute=format_time,
        n=lambda number: f"{number:,}",
        soft=_break_softly,
        stamp=_to_stamp,
    )
    environment.globals.update(
        CHANGES=CHANGES, HEIGHT=HEIGHT, WIDTH=WIDTH, MOST=MOST, OUTCOMES=OUTCOMES, SEVERITIES=SEVERITIES, WORDS=WORDS
    )
    return environment


def _begin_sentence(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def _keep_lines(text: str) -> Markup:
    """Return a text of several lines, each of them inert."""
    return Markup("\n").join(escape(shorten_text(line, LONGEST)) for line in text.split("\n"))


def _break_softly(text: str) -> Markup:
    """Return an address or a path that may break after @ and before dots and slashes, never inside a word."""
    return Markup("<wbr>").join(escape(part) for part in _BREAK.split(shorten_text(text, LONGEST)) if part)


def _to_stamp(time: datetime) -> str:
    return format_timestamp(time.replace(microsecond=0))


def _read_script() -> str:
    return _read_files("script", _SCRIPTS, "js")


@cache
def _read_files(folder: str, names: tuple[str, ...], ending: str) -> str:
    there = files(__package__).joinpath(folder)
    return "\n".join(there.joinpath(f"{name}.{ending}").read_text("utf-8") for name in names)


def _to_css_text(text: str) -> str:
    """Return a text as the inside of a string in CSS: all but letters, digits and spaces by their numbers."""
    inert = shorten_text(text, LONGEST)
    return "".join(it if it.isascii() and (it.isalnum() or it == " ") else f"\\{ord(it):x} " for it in inert)
