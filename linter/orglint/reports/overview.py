"""Render the results of many snapshots, as a line each or as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from orglint.model.overview import Overview
from orglint.model.result import Result


@dataclass(frozen=True, slots=True)
class OverviewFormat:
    """One format for many results: `head`, `part` for each result as soon as it is there, and `rest`."""

    name: str
    module: str

    def head(self) -> str:
        """Return what comes before the first result."""
        return str(import_module(self.module).HEAD)

    def part(self, result: Result, *, first: bool) -> str:
        """Return what one result adds."""
        return str(import_module(self.module).part(result, first=first))

    def rest(self, overview: Overview, *, width: int = 100, color: bool = False) -> str:
        """Return what comes after the last result."""
        return str(import_module(self.module).rest(overview, width=width, color=color))


OVERVIEWS: Mapping[str, OverviewFormat] = {
    form.name: form
    for form in (
        OverviewFormat("json", "orglint.reports.results"),
        OverviewFormat("terminal", "orglint.reports.terminal.overview"),
    )
}
