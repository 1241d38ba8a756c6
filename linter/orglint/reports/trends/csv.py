"""Outcomes over time as a table: a row for each result and line."""

from collections.abc import Iterator, Sequence

from orglint.model.trends import By, Trend
from orglint.model.wording import format_timestamp
from orglint.reports.csv.cells import Cell, guard_text, write_table

COLUMNS = (
    "organization",
    "name",
    "snapshot",
    "taken_at",
    "kept_at",
    "outcome",
    "exit_code",
    "complete",
    "gap",
    "rule_changes",
    "line",
    "failed",
)


def render(trends: Sequence[Trend], by: By) -> str:
    """Return the table; what is not known is an empty cell."""
    return "".join(write_table(COLUMNS, _list_rows(trends, by)))


def _list_rows(trends: Sequence[Trend], by: By) -> Iterator[Sequence[Cell]]:
    for trend in trends:
        lines = trend.build_lines(by)
        for at, point in enumerate(trend.points):
            complete = "no" if point.gap or not point.decided else "yes"
            about: list[Cell] = [
                guard_text(trend.organization),
                guard_text(trend.name),
                guard_text(point.snapshot),
                format_timestamp(point.taken_at) if point.taken_at else "",
                format_timestamp(point.kept_at),
                point.outcome.value,
                point.exit_code,
                complete,
                guard_text(point.gap),
                guard_text("; ".join(point.marks)),
            ]
            for line in lines:
                value = line.values[at]
                yield [*about, guard_text(line.name), "" if value is None else value]
