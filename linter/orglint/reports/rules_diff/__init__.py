"""What differs between two folders of rules, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.model.rules_diff import RulesDiff
from orglint.reports.rules_diff import json, markdown, terminal

DIFF_FORMATS: Mapping[str, Callable[[RulesDiff, int], str]] = {
    "terminal": terminal.render,
    "markdown": markdown.render,
    "json": json.render,
}
"""What renders a comparison of rules, with at most so many findings of a rule, by the name of the format."""
