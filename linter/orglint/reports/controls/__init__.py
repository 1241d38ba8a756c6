"""What the rules of a result say about the controls of a framework, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.model.controls import ControlsReport
from orglint.reports.controls import csv, html, json, terminal

CONTROL_FORMATS: Mapping[str, Callable[[ControlsReport], str]] = {
    "terminal": terminal.render,
    "json": json.render,
    "csv": csv.render,
    "html": html.render,
}
"""What renders a report about controls, by the name of the format."""
