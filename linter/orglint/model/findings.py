"""The findings of a rule, which may be a million: counted and read some at a time, whatever holds them."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property
from hashlib import sha256
from heapq import nsmallest
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from orglint.model.found_columns import FoundColumns, collect_columns
from orglint.model.reasons import Reason
from orglint.model.since import Since


class Outcome(StrEnum):
    """What a rule concluded about a row, or about an organization as a whole; the value is the word in JSON."""

    PASS = "pass"  # noqa: S105 - a word, no password
    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"


class Finding(NamedTuple):
    """One row that breaks one rule, or whose outcome cannot be known, with the values that prove it.

    `subject` is what people call the row. `unknown_values` are the names in the evidence whose value is not known: all
    others that have none are known to be absent. `since` says since when it is there, if earlier results are known.

    There may be a million of them, and a tuple is made three times as fast as a frozen dataclass.
    """

    rule: str
    table: str
    key: str
    outcome: Outcome
    message: str
    evidence: Mapping[str, Any]
    reason: Reason | None = None
    waiver: str | None = None
    subject: str = ""
    unknown_values: tuple[str, ...] = ()
    since: Since | None = None

    @property
    def fingerprint(self) -> str:
        """Name this finding the same way in every run."""
        return sha256(f"{self.rule}\0{self.table}\0{self.key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class FoundRow(NamedTuple):
    """Which row a finding is about, what came of it, and since when it is there: all that many a comparison needs."""

    table: str
    key: str | None
    outcome: Outcome
    since: Since | None = None


Counts: TypeAlias = Mapping[tuple[Outcome, Reason | None], int]
"""How many findings have an outcome for a reason, in the order in which each is met first."""


class Order(NamedTuple):
    """An order of findings by a value in their evidence, the worst first: the oldest, or the largest number.

    What is absent comes first (what was never used, what never ends), what is not known comes last.
    """

    name: str
    largest_first: bool = False


class Findings(ABC):
    """The findings of one rule.

    Those who read them go through them, or take a few: a finding becomes an object when it is read, and nobody should
    keep all of them.
    """

    @abstractmethod
    def __iter__(self) -> Iterator[Finding]:
        """Yield every finding: of a rule that was judged by key."""

    @property
    @abstractmethod
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""

    @abstractmethod
    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""

    @abstractmethod
    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""

    @abstractmethod
    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key; `numbers` says for which reasons, and how many.

        All are read at once: there may be a reason for each row.
        """

    @abstractmethod
    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""

    @abstractmethod
    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern: `*` is any text, `?` one character."""

    def select_columns(self, outcome: Outcome, names: Sequence[str], most: int | None = None) -> Iterator[FoundColumns]:
        """Yield those of an outcome by key, at most so many, by column and some thousands at a time.

        `names` are those of the values in their evidence that are asked for.
        """
        return collect_columns(self.select_outcome(outcome, most), names)

    def list_rows(self) -> Iterator[FoundRow]:
        """Yield the row of each, in the order in which they are gone through."""
        return (FoundRow(it.table, it.key, it.outcome, it.since) for it in self)

    @property
    def reasons(self) -> frozenset[Reason | None]:
        """The reasons that findings have; None is among them if one has none."""
        return frozenset(reason for _, reason in self.counts)

    def count_outcome(self, outcome: Outcome) -> int:
        """Return how many have an outcome."""
        return sum(number for (its, _), number in self.counts.items() if its is outcome)

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Findings):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return len(self)


class ListedFindings(Findings):
    """Findings that are objects already: a few, or those of a result that was read back."""

    def __init__(self, found: Iterable[Finding] = ()) -> None:
        self._found = tuple(found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._found!r})"

    @cached_property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        ordered = sorted(self._found, key=_sort_key)
        return Counter((finding.outcome, finding.reason) for finding in ordered)

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        return islice(sorted((it for it in self._found if it.outcome is outcome), key=_sort_key), most)

    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""
        return select_first((it for it in self._found if it.outcome is outcome), order, most)

    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key."""
        return take_by_reason(self.select_outcome(Outcome.UNKNOWN), numbers)

    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""
        return iter(sorted((it for it in self._found if it.key in keys), key=_sort_key))

    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern."""
        return ((it.key, it.outcome) for it in self._found if match_pattern(it.key, pattern))


def select_first(findings: Iterable[Finding], order: Order, most: int) -> Iterator[Finding]:
    """Yield the first ones in an order, at most so many; those that are alike by key."""
    return iter(nsmallest(most, findings, key=lambda it: (*_rank_value(it, order), *_sort_key(it))))


def take_by_reason(
    findings: Iterable[Finding], numbers: Mapping[Reason | None, int]
) -> Mapping[Reason | None, list[Finding]]:
    """Return by reason the first ones of findings, so many of each."""
    taken: dict[Reason | None, list[Finding]] = {reason: [] for reason in numbers}
    for finding in findings:
        if len(taken.get(finding.reason, ())) < numbers.get(finding.reason, 0):
            taken[finding.reason].append(finding)
    return taken


def match_pattern(key: str | None, pattern: str) -> bool:
    """Return whether a key matches a pattern: `*` is any text, `?` one character; upper and lower case differ."""
    return key is not None and fnmatchcase(key, pattern.replace("[", "[[]"))  # a bracket is a character like others


def _rank_value(finding: Finding, order: Order) -> tuple[bool, bool, Any]:
    value = finding.evidence.get(order.name)
    if value is None:
        return order.name in finding.unknown_values or order.name not in finding.evidence, False, 0
    return False, True, _rank_number(value) if order.largest_first else str(value).removesuffix("Z")


def _rank_number(value: Any) -> tuple[bool, float]:
    """Return what sorts numbers, the largest first; those that JSON cannot hold are texts there, and NaN is largest."""
    number = float(value) if isinstance(value, str) else value
    return (True, -number) if number == number else (False, 0)  # noqa: PLR0124 - only NaN differs from itself


def _sort_key(finding: Finding) -> tuple[str, bool, str]:
    return finding.table, finding.key is None, finding.key


NO_FINDINGS = ListedFindings()
