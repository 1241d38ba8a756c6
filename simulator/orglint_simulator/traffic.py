"""The record of requests that tests read."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

KEPT = 100_000


@dataclass(slots=True)
class Traffic:
    """The last requests in the order of their answers, and how often each endpoint was called with the right key."""

    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    calls: Counter[str] = field(default_factory=Counter)
    total: int = 0

    def call(self, endpoint: str) -> int:
        """Count one authorised call, and return which one it is."""
        self.calls[endpoint] += 1
        return self.calls[endpoint]

    def record_request(self, request: dict[str, Any]) -> None:
        """Keep one request, numbered from 1."""
        self.total += 1
        self.requests.append({"n": self.total, **request})
