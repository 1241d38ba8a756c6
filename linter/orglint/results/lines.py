"""Findings that stay in the document that they are read from, a line each, and become objects when they are read.

A line takes a third of what its objects do, and whoever compares results needs few of them.
"""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import orjson

from orglint.documents.json_schema import SchemaValidator, load_schema
from orglint.model.findings import (
    Counts,
    Finding,
    Findings,
    FoundRow,
    ListedFindings,
    Order,
    Outcome,
    match_pattern,
    select_first,
    take_by_reason,
)
from orglint.model.reasons import Reason
from orglint.model.since import Since
from orglint.results.findings import build_finding
from orglint.results.spans import Span

_TOGETHER = 500
"""Findings that are checked at once."""
_BETWEEN = b",\n"


@dataclass(frozen=True, slots=True, eq=False)
class FindingLines(Findings):
    """The findings of a rule about one table, those of an outcome by key; `ends` says where each line does."""

    document: bytes
    begin: int
    ends: Sequence[int]
    rule: str
    table: str
    keys: Sequence[str]
    outcomes: Sequence[Outcome]
    sinces: Sequence[Since | None]
    counted: Counts

    def __iter__(self) -> Iterator[Finding]:
        return map(self._read, range(len(self.keys)))

    @property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        return self.counted

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        places = (place for place, its in enumerate(self.outcomes) if its is outcome)
        return map(self._read, islice(places, most))

    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""
        return select_first(self.select_outcome(outcome), order, most)

    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key."""
        return take_by_reason(self.select_outcome(Outcome.UNKNOWN), numbers)

    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""
        places = [place for place, key in enumerate(self.keys) if key in keys]
        return map(self._read, sorted(places, key=self.keys.__getitem__))

    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern."""
        return (it for it in zip(self.keys, self.outcomes, strict=True) if match_pattern(it[0], pattern))

    def list_rows(self) -> Iterator[FoundRow]:
        """Yield the row of each."""
        return (FoundRow(self.table, *it) for it in zip(self.keys, self.outcomes, self.sinces, strict=True))

    def _read(self, place: int) -> Finding:
        begin = self.ends[place - 1] + len(_BETWEEN) if place else self.begin
        return build_finding(self.rule, orjson.loads(self.document[begin : self.ends[place]]))


def read_lines(document: bytes, span: Span, rule: str) -> Findings:
    """Return the findings of a rule, which are lines of a document.

    Raises `ValueError` if the lines are not findings, one each: whoever reads the whole document knows what they are.
    """
    ends = array("Q", _find_ends(document, span))
    table = next(_read_all(document, span, ends, rule)).table
    keys: list[str] = []
    outcomes: list[Outcome] = []
    sinces: list[Since | None] = []
    days: dict[Since | None, Since | None] = {}  # findings of one day have the same
    last: dict[Outcome, str] = {}
    firsts: dict[tuple[Outcome, Reason | None], list[Any]] = {}
    for place, it in enumerate(_read_all(document, span, ends, rule)):
        if it.table != table or it.key < last.get(it.outcome, ""):
            return ListedFindings(_read_all(document, span, ends, rule))  # they are in no order of ours
        last[it.outcome] = it.key
        keys.append(it.key)
        outcomes.append(it.outcome)
        sinces.append(days.setdefault(it.since, it.since))
        firsts.setdefault((it.outcome, it.reason), [it.key, place, 0])[-1] += 1
    counts = {about: number for about, (*_, number) in sorted(firsts.items(), key=lambda it: it[1][:-1])}
    return FindingLines(document, span.begin, ends, rule, table, keys, outcomes, sinces, counts)


def _find_ends(document: bytes, span: Span) -> Iterator[int]:
    begin, end = span
    while (at := document.find(_BETWEEN, begin, end)) >= 0:
        yield at
        begin = at + len(_BETWEEN)
    yield end


def _read_all(document: bytes, span: Span, ends: Sequence[int], rule: str) -> Iterator[Finding]:
    """Yield the findings, each held against its schema."""
    begins = [span.begin, *(end + len(_BETWEEN) for end in ends[:-1])]
    for first in range(0, len(ends), _TOGETHER):
        places = zip(begins[first : first + _TOGETHER], ends[first : first + _TOGETHER], strict=True)
        some = [orjson.loads(document[begin:end]) for begin, end in places]
        if _load_validator().find_first_misfit(some) is not None:
            raise ValueError("these are no findings")
        yield from (build_finding(rule, it) for it in some)


@cache
def _load_validator() -> SchemaValidator:
    """Return the schema of a list of findings."""
    definitions = load_schema("orglint.results", "result.schema.json")["$defs"]
    return SchemaValidator({"$defs": definitions, "type": "array", "items": {"$ref": "#/$defs/finding"}}, formats=True)
