"""Values of a finding as people say them: how long ago, never, yes, none; what is not known is told as unknown.

The script of the HTML page has the same words; `tests/reports/shown_values.json` has values that both are tested with.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from orglint.model.result import Finding
from orglint.model.rule import ShownColumn
from orglint.model.value_words import describe_value
from orglint.model.wording import format_count, format_distance, format_duration, parse_timestamp

UNKNOWN = "unknown"
_LONGEST = 10**15 * 86_400
"""Microseconds of a duration that Python can hold; a longer one is told as a number."""


def is_unknown(column: ShownColumn, finding: Finding) -> bool:
    """Return whether nobody knows what a finding has in a column."""
    return column.name in finding.unknown_values or column.name not in finding.evidence


def describe_shown_cell(column: ShownColumn, finding: Finding, as_of: datetime) -> str:
    """Return what a finding has in a column; what is unknown is never told as absent."""
    if is_unknown(column, finding):
        return UNKNOWN
    value = finding.evidence.get(column.name)
    return column.absent if value is None else describe_shown_value(value, column.kind, as_of)


def describe_shown_value(value: Any, kind: str, as_of: datetime) -> str:
    """Return a value that is there, as JSON has it, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "time" and (time := parse_timestamp(value)):
        return format_distance(time, as_of)
    if kind == "duration" and isinstance(value, int) and abs(value) < _LONGEST:
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
