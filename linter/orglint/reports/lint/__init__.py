"""What `orglint rules lint` found, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.deferred import defer_functions
from orglint.model.lint import LintReport

LINT_FORMATS: Mapping[str, Callable[[LintReport], str]] = defer_functions(
    __name__, ("terminal", "json", "sarif"), "render"
)
"""What renders a report of lint, by the name of the format."""
