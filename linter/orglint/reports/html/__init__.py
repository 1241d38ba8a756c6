"""Render a result as one HTML page that loads nothing from elsewhere and needs no network."""

from collections.abc import Iterator

from orglint.model.result import Result
from orglint.model.wording import format_count, format_time
from orglint.reports.html.document import (
    render_end,
    render_organization,
    render_packed,
    render_script,
    render_start,
)
from orglint.reports.html.page import build_page
from orglint.reports.html.past import NO_PAST, Past


def render(result: Result, past: Past = NO_PAST) -> Iterator[str]:
    """Yield the page in pieces; cards show a part of very long lists, and say so."""
    page = build_page(result, past=past)
    filtered = f", {format_count(result.left_out, 'rule')} left out" if result.left_out else ""
    title = f"{result.outcome}{filtered}: {page.name}, {page.as_of}"
    yield from render_start(title, f"{page.name} · {page.as_of}")
    yield from render_organization(page)
    snapshot = result.snapshot
    taken = format_time(snapshot.taken_at)
    yield from render_end(f"Made by orglint {result.orglint} from snapshot {snapshot.id}, taken {taken}.")
    yield from render_packed(page)
    yield from render_script()
