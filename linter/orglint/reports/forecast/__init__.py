"""What will fail if nothing happens, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.model.forecast import Forecast
from orglint.reports.forecast import json, terminal

FORECAST_FORMATS: Mapping[str, Callable[[Forecast, int], str]] = {"terminal": terminal.render, "json": json.render}
"""What renders it, with at most so many findings of a day, by the name of the format."""
