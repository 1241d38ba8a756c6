"""What will fail if nothing happens, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.deferred import defer_functions
from orglint.model.forecast import Forecast

FORECAST_FORMATS: Mapping[str, Callable[[Forecast, int], str]] = defer_functions(
    __name__, ("terminal", "json"), "render"
)
"""What renders it, with at most so many findings of a day, by the name of the format."""
