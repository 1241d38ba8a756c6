"""Values of a finding at a terminal; what is not known is told as unknown, in its color."""

from datetime import datetime

from rich.text import Text

from orglint.model.result import Finding
from orglint.model.rule import ShownColumn
from orglint.model.shown_values import UNKNOWN, describe_shown_cell, is_unknown
from orglint.reports.terminal.paragraphs import paint_text


def describe_cell(column: ShownColumn, finding: Finding, as_of: datetime) -> Text:
    """Return what a finding has in a column."""
    words = describe_shown_cell(column, finding, as_of)
    return paint_text(words, UNKNOWN) if is_unknown(column, finding) else paint_text(words)
