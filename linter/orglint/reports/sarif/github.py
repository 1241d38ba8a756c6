"""Render a result as SARIF for GitHub code scanning, which closes every alert that a log does not repeat.

So what is unknown is a result like others there, and a run that is not decided has results that say so. GitHub knows
neither suppressions nor kinds of results (github/codeql-action#1230): waived findings are left out and counted.
"""

from collections.abc import Iterator

from orglint.model.result import Outcome, Result
from orglint.reports.sarif.log import Kind, encode_log


def render(result: Result) -> Iterator[str]:
    """Return the pieces of a log."""
    return encode_log(result, _KIND)


_KIND = Kind(
    most=5_000,  # GitHub keeps no more of a run, and not reliably the worst (github/docs#38085)
    outcomes=(Outcome.FAIL, Outcome.UNKNOWN),
    unknown={"level": "warning"},
    undecided_results=True,
)
