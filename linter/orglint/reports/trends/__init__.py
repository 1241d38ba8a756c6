"""Outcomes over time, in the formats that they are told in."""

from collections.abc import Callable, Mapping, Sequence

from orglint.deferred import defer_functions
from orglint.model.trends import By, Trend

TREND_FORMATS: Mapping[str, Callable[[Sequence[Trend], By], str]] = defer_functions(
    __name__, ("terminal", "json", "csv", "html"), "render"
)
"""What renders them, with lines that are about something, by the name of the format."""
