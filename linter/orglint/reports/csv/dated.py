"""Columns that say since when findings are there; tables have them where that is known."""

from collections.abc import Iterable, Iterator, Sequence

from orglint.model.result import Finding, Result
from orglint.model.wording import format_timestamp
from orglint.reports.csv.cells import Cell

DATED = ("since", "days")


def describe_since(finding: Finding, result: Result) -> list[str]:
    """Return the cells of a finding; none if it is not known."""
    since = finding.since
    return [format_timestamp(since.at), str(since.count_days(result.as_of))] if since else []


def fill_rows(rows: Iterable[Sequence[Cell]], width: int) -> Iterator[Sequence[Cell]]:
    """Yield rows with so many cells: those that lack some are filled with empty ones."""
    return ([*row, *[""] * (width - len(row))] for row in rows)
