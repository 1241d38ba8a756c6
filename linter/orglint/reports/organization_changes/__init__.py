"""What changed in an organization, in the formats that it is told in."""

from collections.abc import Callable, Mapping

from orglint.model.organization_changes import OrganizationChanges
from orglint.reports.organization_changes import json, markdown, terminal

ORGANIZATION_FORMATS: Mapping[str, Callable[[OrganizationChanges, int], str]] = {
    "terminal": terminal.render,
    "markdown": markdown.render,
    "json": json.render,
}
"""What renders it, with at most so many changes of a kind, by the name of the format."""
