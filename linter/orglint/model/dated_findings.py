"""Findings of which is known since when they are there: a layer over those that were found."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from orglint.model.findings import Counts, Finding, Findings, Order, Outcome
from orglint.model.reasons import Reason
from orglint.model.since import Since


@dataclass(frozen=True, slots=True, eq=False)
class DatedFindings(Findings):
    """Findings with the times since which they are there, which `date` knows of each that is read."""

    found: Findings
    date: Callable[[Finding], Since | None]

    def __iter__(self) -> Iterator[Finding]:
        return map(self._date, self.found)

    @property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        return self.found.counts

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        return map(self._date, self.found.select_outcome(outcome, most))

    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""
        return map(self._date, self.found.select_worst(outcome, order, most))

    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key."""
        read = self.found.read_unknown(numbers)
        return {reason: list(map(self._date, found)) for reason, found in read.items()}

    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""
        return map(self._date, self.found.select_keys(keys))

    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern."""
        return self.found.list_keys(pattern)

    def _date(self, finding: Finding) -> Finding:
        since = self.date(finding)
        return finding._replace(since=since) if since else finding


def is_dated(findings: Findings) -> bool:
    """Return whether it is known of findings since when they are there: of those that are certain, it is of all."""
    first = (it for outcome in (Outcome.FAIL, Outcome.WAIVED) for it in findings.select_outcome(outcome, 1))
    return any(it.since for it in first)
