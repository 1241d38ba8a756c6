"""Outcomes over time as one HTML page that loads nothing, runs nothing and needs no network."""

from collections.abc import Sequence

from orglint.model.trends import By, Trend
from orglint.reports.trends import chart, words
from orglint.reports.web import render_page


def render(trends: Sequence[Trend], by: By) -> str:
    """Return the page: for each organization a table of lines, each with its chart, and what is to be said of them."""
    return render_page(
        __package__, "trends", "Rows that fail, over time", trends=trends, by=by, words=words, chart=chart
    )
