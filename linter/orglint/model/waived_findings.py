"""Findings some of which are waived: a layer over those that were found, which stay where they are."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from orglint.model.findings import Counts, Finding, Findings, FoundRow, ListedFindings, Order, Outcome
from orglint.model.found_columns import FoundColumns
from orglint.model.reasons import Reason


@dataclass(frozen=True, slots=True, eq=False)
class WaivedFindings(Findings):
    """The findings of a rule; failed ones whose key is among the `excuses` are waived, `number` of them."""

    found: Findings
    excuses: Mapping[str, str]
    number: int

    def __iter__(self) -> Iterator[Finding]:
        return map(self._excuse, self.found)

    @property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        counted = Counter(self.found.counts)
        counted[Outcome.FAIL, None] -= self.number
        counted[Outcome.WAIVED, None] += self.number
        return +counted

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        if outcome is Outcome.WAIVED:
            first = sorted(self.excuses)[:most]
            return islice((it for it in self.select_keys(first) if it.outcome is Outcome.WAIVED), most)
        if outcome is not Outcome.FAIL:
            return self.found.select_outcome(outcome, most)
        enough = None if most is None else most + self.number
        failed = self.found.select_outcome(outcome, enough)
        return islice((it for it in failed if it.key not in self.excuses), most)

    def select_columns(self, outcome: Outcome, names: Sequence[str], most: int | None = None) -> Iterator[FoundColumns]:
        """Yield those of an outcome by key, at most so many, by column: as they are where none of them is waived."""
        if outcome is Outcome.WAIVED or (outcome is Outcome.FAIL and self.number):
            # a class with slots is made anew, and `super()` alone means the first one
            return super(WaivedFindings, self).select_columns(outcome, names, most)
        return self.found.select_columns(outcome, names, most)

    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""
        if outcome is Outcome.WAIVED:
            return ListedFindings(self.select_outcome(outcome)).select_worst(outcome, order, most)
        if outcome is not Outcome.FAIL:
            return self.found.select_worst(outcome, order, most)
        failed = self.found.select_worst(outcome, order, most + self.number)
        return islice((it for it in failed if it.key not in self.excuses), most)

    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key."""
        return self.found.read_unknown(numbers)

    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""
        return map(self._excuse, self.found.select_keys(keys))

    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern."""
        for key, outcome in self.found.list_keys(pattern):
            waived = outcome is Outcome.FAIL and key in self.excuses
            yield key, Outcome.WAIVED if waived else outcome

    def list_rows(self) -> Iterator[FoundRow]:
        """Yield the row of each."""
        for row in self.found.list_rows():
            waived = row.outcome is Outcome.FAIL and row.key in self.excuses
            yield row._replace(outcome=Outcome.WAIVED) if waived else row

    def _excuse(self, finding: Finding) -> Finding:
        if finding.outcome is not Outcome.FAIL or finding.key not in self.excuses:
            return finding
        return finding._replace(outcome=Outcome.WAIVED, waiver=self.excuses[finding.key])
