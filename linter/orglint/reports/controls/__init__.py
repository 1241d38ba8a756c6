"""What the rules of a result say about the controls of a framework, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.deferred import defer_functions
from orglint.model.controls import ControlsReport

CONTROL_FORMATS: Mapping[str, Callable[[ControlsReport], str]] = defer_functions(
    __name__, ("terminal", "json", "csv", "html"), "render"
)
"""What renders a report about controls, by the name of the format."""
