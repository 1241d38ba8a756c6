"""One scripted fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong (kind and details) on some calls of an endpoint; calls are counted from 1.

    `calls` names single calls, `since` and `until` a range of them; `until` is None for a range without end.
    """

    endpoint: str
    kind: str
    details: Mapping[str, Any] = field(default_factory=dict)
    calls: frozenset[int] = frozenset()
    since: int = 1
    until: int | None = None

    def is_due_on_call(self, call: int) -> bool:
        """Tell whether this fault happens on a call."""
        if self.calls:
            return call in self.calls
        return self.since <= call and (self.until is None or call <= self.until)
