"""The findings of a rule as they may be shown: a layer over those that were found, each changed when it is read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from orglint.model.findings import Counts, Finding, Findings, FoundRow, Order, Outcome, match_pattern
from orglint.model.reasons import Reason


@dataclass(frozen=True, slots=True, eq=False)
class ConcealedFindings(Findings):
    """Findings that `conceal` changes, which must give equal reasons for equal reasons, and keys as `conceal_key`."""

    found: Findings
    conceal: Callable[[Finding], Finding]
    conceal_reason: Callable[[Reason | None], Reason | None]
    conceal_key: Callable[[str, str], str]

    def __iter__(self) -> Iterator[Finding]:
        return map(self.conceal, self.found)

    @property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        counted: Counter[tuple[Outcome, Reason | None]] = Counter()
        for (outcome, reason), number in self.found.counts.items():
            counted[outcome, self.conceal_reason(reason)] += number
        return counted

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        return map(self.conceal, self.found.select_outcome(outcome, most))

    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""
        return map(self.conceal, self.found.select_worst(outcome, order, most))

    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key."""
        origins: dict[Reason | None, list[Reason | None]] = defaultdict(list)
        for reason in self.found.reasons:
            origins[self.conceal_reason(reason)].append(reason)
        asked = {origin: number for reason, number in numbers.items() for origin in origins[reason]}
        read = self.found.read_unknown(asked)
        return {
            reason: [self.conceal(it) for origin in origins[reason] for it in read[origin]][:number]
            for reason, number in numbers.items()
        }

    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""
        shown = zip(self.found.list_rows(), self.list_rows(), strict=True)
        origins = frozenset(it.key for it, told in shown if it.key is not None and told.key in keys)
        return (it for it in map(self.conceal, self.found.select_keys(origins)) if it.key in keys)

    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern."""
        rows = ((it.key, it.outcome) for it in self.list_rows() if it.key is not None)
        return (it for it in rows if match_pattern(it[0], pattern))

    def list_rows(self) -> Iterator[FoundRow]:
        """Yield the row of each."""
        for it in self.found.list_rows():
            yield it if it.key is None else it._replace(key=self.conceal_key(it.table, it.key))
