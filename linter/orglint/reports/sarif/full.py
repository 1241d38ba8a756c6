"""Render a result as SARIF for any reader: waived findings as suppressed results, unknown ones as open."""

from collections.abc import Iterator

from orglint.model.result import Outcome, Result
from orglint.reports.sarif.log import Kind, encode_log


def render(result: Result) -> Iterator[str]:
    """Return the pieces of a log."""
    return encode_log(result, _KIND)


_KIND = Kind(
    most=25_000,  # more results in a run are refused by GitHub, and are more than any reader shows
    outcomes=(Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED),
    unknown={"kind": "open", "level": "none"},
)
