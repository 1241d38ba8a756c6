"""Results and snapshots over time: what changed, since when, and what is to come.

What stands here is loaded when it is first used: to keep a result needs nothing of what compares two.
"""

from typing import TYPE_CHECKING

from orglint.deferred import defer_members
from orglint.model.since import Since

if TYPE_CHECKING:
    from orglint.history.compare import compare_results, compare_with_earlier
    from orglint.history.since import find_since

__all__ = ["Since", "compare_results", "compare_with_earlier", "find_since"]

_MODULES = {"compare_results": "compare", "compare_with_earlier": "compare", "find_since": "since"}

__getattr__ = defer_members(__name__, _MODULES)
