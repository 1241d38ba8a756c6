"""Render many results as one HTML page: an organization each, and a table that compares them."""

from collections.abc import Iterator

from orglint.model.overview import Overview
from orglint.model.result import Result
from orglint.reports.html.document import (
    render_comparison,
    render_end,
    render_organization,
    render_packed,
    render_script,
    render_start,
)
from orglint.reports.html.page import build_page

_TITLE = "Several organizations"
HEAD = "".join(render_start(_TITLE, _TITLE))


def render_part(result: Result, *, first: bool) -> Iterator[str]:
    """Yield the part of an organization, as its own page has it, with all its findings."""
    del first
    page = build_page(result, f"{result.snapshot.id}/")
    yield from render_organization(page)
    yield from render_packed(page)


def render(overview: Overview) -> Iterator[str]:
    """Yield the table that compares, which the script puts first, and the end of the page."""
    yield from render_comparison(overview)
    yield from render_end("")
    yield from render_script()
