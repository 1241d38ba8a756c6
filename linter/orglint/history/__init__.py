"""Results and snapshots over time: what changed, since when, and what is to come."""

from orglint.history.compare import compare_results, compare_with_earlier
from orglint.history.since import find_since
from orglint.model.since import Since

__all__ = ["Since", "compare_results", "compare_with_earlier", "find_since"]
