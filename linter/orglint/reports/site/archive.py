"""The page of all results that a site has, the newest first."""

from collections.abc import Sequence

from orglint.model.rule import Severity
from orglint.model.wording import format_time
from orglint.reports.site import Entry
from orglint.reports.web import render_page

_LONGEST = 200


def render_archive(name: str, entries: Sequence[Entry]) -> str:
    """Return the page; `entries` are the newest first."""
    severities = [*reversed(Severity)]
    title = f"Results of {name}"
    return render_page(
        __package__, "archive", title, _LONGEST, entries=entries, severities=severities, minute=format_time
    )
