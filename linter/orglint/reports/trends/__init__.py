"""Outcomes over time, in the formats that they are told in."""

from collections.abc import Callable, Mapping, Sequence

from orglint.model.trends import By, Trend
from orglint.reports.trends import csv, html, json, terminal

TREND_FORMATS: Mapping[str, Callable[[Sequence[Trend], By], str]] = {
    "terminal": terminal.render,
    "json": json.render,
    "csv": csv.render,
    "html": html.render,
}
"""What renders them, with lines that are about something, by the name of the format."""
