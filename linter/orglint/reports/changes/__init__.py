"""What changed from one result to the next, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.model.changes import Comparison
from orglint.reports.changes import html, json, markdown, terminal

CHANGE_FORMATS: Mapping[str, Callable[[Comparison, int], str]] = {
    "terminal": terminal.render,
    "markdown": markdown.render,
    "json": json.render,
    "html": html.render,
}
"""What renders it, with at most so many findings of a kind, by the name of the format."""
