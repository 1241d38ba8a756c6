"""Values of a finding as people say them: how long ago, never, yes, none; what is not known is told as unknown."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from rich.text import Text

from orglint.model.result import Finding
from orglint.model.rule import ShownColumn
from orglint.model.value_words import describe_value
from orglint.model.wording import format_count, format_distance, format_duration, parse_timestamp
from orglint.reports.terminal.paragraphs import paint_text

UNKNOWN = "unknown"


def describe_cell(column: ShownColumn, finding: Finding, as_of: datetime) -> Text:
    """Return what a finding has in a column; what is unknown is never told as absent."""
    value = finding.evidence.get(column.name)
    if column.name in finding.unknown_values or column.name not in finding.evidence:
        return paint_text(UNKNOWN, UNKNOWN)
    return paint_text(column.absent if value is None else describe_shown_value(value, column.kind, as_of))


def describe_shown_value(value: Any, kind: str, as_of: datetime) -> str:
    """Return a value that is there, as JSON has it, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "time" and (time := parse_timestamp(value)):
        return format_distance(time, as_of)
    if kind == "duration" and isinstance(value, int):
        return format_duration(timedelta(microseconds=value))
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, list):
        return _describe_list(value)
    return describe_value(value)


def _describe_list(values: list[Any]) -> str:
    if any(isinstance(it, Mapping | list) for it in values):
        return format_count(len(values), "element")
    return ", ".join(UNKNOWN if it is None else describe_value(it) for it in values) or "none"
