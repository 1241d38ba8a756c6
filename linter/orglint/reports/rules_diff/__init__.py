"""What differs between two folders of rules, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.deferred import defer_functions
from orglint.model.rules_diff import RulesDiff

DIFF_FORMATS: Mapping[str, Callable[[RulesDiff, int], str]] = defer_functions(
    __name__, ("terminal", "markdown", "json"), "render"
)
"""What renders a comparison of rules, with at most so many findings of a rule, by the name of the format."""
