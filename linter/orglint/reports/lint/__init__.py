"""What `orglint rules lint` found, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.model.lint import LintReport
from orglint.reports.lint import json, sarif, terminal

LINT_FORMATS: Mapping[str, Callable[[LintReport], str]] = {
    "terminal": terminal.render,
    "json": json.render,
    "sarif": sarif.render,
}
"""What renders a report of lint, by the name of the format."""
