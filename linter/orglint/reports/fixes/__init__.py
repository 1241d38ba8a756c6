"""What would clear the findings of a result, in the formats that it is written in."""

from collections.abc import Callable, Mapping

from orglint.model.fixes import FixPlan
from orglint.reports.fixes import json, markdown, script

FIX_FORMATS: Mapping[str, Callable[[FixPlan], str]] = {
    "markdown": markdown.render,
    "script": script.render,
    "json": json.render,
}
"""What renders fixes, by the name of the format."""
