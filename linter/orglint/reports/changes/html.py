"""What changed between two results, as a part of the page of the later one."""

from orglint.errors import UsageError
from orglint.model.changes import Comparison
from orglint.reports import html
from orglint.reports.html.past import Past


def render(comparison: Comparison, limit: int) -> str:
    """Return the page, which loads nothing; raises `UsageError` where there are no results to make one of."""
    del limit
    if comparison.results is None:
        hint = "Use another format, or keep results with `orglint check --keep`."
        raise UsageError("nothing was rendered: the page is about results, and these snapshots have none", hint)
    return "".join(html.render(comparison.results.after, Past(comparison.results)))
