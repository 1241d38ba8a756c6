"""How old the newest results are, in the formats that it is told in."""

from collections.abc import Callable, Mapping, Sequence

from orglint.deferred import defer_functions
from orglint.model.status import RunStatus

STATUS_FORMATS: Mapping[str, Callable[[Sequence[RunStatus]], str]] = defer_functions(
    __name__, ("terminal", "json"), "render"
)
"""What renders them, by the name of the format."""
