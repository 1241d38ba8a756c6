"""What changed from one result to the next, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.deferred import defer_functions
from orglint.model.changes import Comparison

CHANGE_FORMATS: Mapping[str, Callable[[Comparison, int], str]] = defer_functions(
    __name__, ("terminal", "markdown", "json", "html"), "render"
)
"""What renders it, with at most so many findings of a kind, by the name of the format."""
