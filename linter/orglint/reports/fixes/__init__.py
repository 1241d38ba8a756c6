"""What would clear the findings of a result, in the formats that it is written in."""

from collections.abc import Callable, Mapping

from orglint.deferred import defer_functions
from orglint.model.fixes import FixPlan

FIX_FORMATS: Mapping[str, Callable[[FixPlan], str]] = defer_functions(
    __name__, ("markdown", "script", "json"), "render"
)
"""What renders fixes, by the name of the format."""
