"""Findings that stay in the engine's columns until somebody reads them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, islice
from typing import Any, NamedTuple

from orglint.engine.kept import PIECE, KeptRows
from orglint.evaluate.judge import outcomes
from orglint.evaluate.judge.finding_columns import ENTRIES, FOUND, KEY, FindingLayout
from orglint.evaluate.judge.reasons import Explain
from orglint.model.findings import Counts, Findings, FoundRow, Order, take_by_reason
from orglint.model.found_columns import TOGETHER, FoundColumns
from orglint.model.reasons import Reason
from orglint.model.result import Finding, Outcome

FIRSTS = 500
"""Rows of one reason that are found without going through all of them: no report shows more, unless it is asked to."""

_CODES: Mapping[Outcome, int] = {outcome: code for code, outcome in FOUND.items()}


@dataclass(frozen=True, slots=True, eq=False)
class KeptFindings(Findings):
    """The findings of one rule among rows that the engine keeps, ordered by their keys.

    `firsts` are by reason the places of the first unknown rows.
    """

    rows: KeptRows
    layout: FindingLayout
    explain: Explain
    counted: Counts
    firsts: Mapping[Reason, Sequence[int]]
    _narrow: FindingLayout = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_narrow", self.layout.narrow())

    def __iter__(self) -> Iterator[Finding]:
        return self._select(self._is_found, (), self._limit_rows(len(self)))

    @property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        return self.counted

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        if number := self.count_outcome(outcome):
            most = self._limit_rows(number) if most is None else most
            yield from self._select(f"{self._code} = {_CODES[outcome]}", (), most)

    def select_columns(self, outcome: Outcome, names: Sequence[str], most: int | None = None) -> Iterator[FoundColumns]:
        """Yield those of an outcome by key, at most so many, by column and some thousands at a time."""
        number = self.count_outcome(outcome)
        if not number or most == 0:
            return
        condition = f"{self._code} = {_CODES[outcome]}"
        pieces = self._select_rows(condition, (), self._limit_rows(number) if most is None else most)
        rows = chain.from_iterable(pieces)
        while some := list(islice(rows, TOGETHER)):
            yield self._narrow.read_columns(some, outcome, names, self.explain)

    def select_worst(self, outcome: Outcome, order: Order, most: int) -> Iterator[Finding]:
        """Yield the first ones of an outcome in an order, at most so many; those that are alike by key."""
        place = self.layout.find_value(order.name)
        if place is None:
            return self.select_outcome(outcome, most)
        unknown = f"c{self.layout.marks[order.name]}" if order.name in self.layout.marks else f"c{place} IS NULL"
        ranked = f"{unknown}, c{place} IS NOT NULL, c{place} {'DESC' if order.largest_first else 'ASC'}"
        condition = f"{self._code} = {_CODES[outcome]}" if outcome in _CODES else "false"
        return self._read_rows(self.rows.read_first(self._columns(), condition, (), most, order=ranked))

    def read_unknown(self, numbers: Mapping[Reason | None, int]) -> Mapping[Reason | None, list[Finding]]:
        """Return by reason the first ones of unknown outcome, by key; many by going through all of them."""
        if max(numbers.values(), default=0) > FIRSTS:
            return take_by_reason(self.select_outcome(Outcome.UNKNOWN), numbers)
        places = [place for reason, most in numbers.items() if reason for place in self.firsts.get(reason, ())[:most]]
        there = "rowid IN (SELECT unnest(CAST(? AS BIGINT[])))"
        return take_by_reason(self._select(there, [places], len(places)), numbers)

    def select_keys(self, keys: Collection[str]) -> Iterator[Finding]:
        """Yield those that have one of these keys, by key."""
        among = f"{self._is_found} AND c{KEY} IN (SELECT unnest(CAST(? AS TEXT[])))"
        yield from self._read_rows(self.rows.read_first(self._columns(), among, [list(keys)], self.rows.number))

    def list_keys(self, pattern: str) -> Iterator[tuple[str, Outcome]]:
        """Yield the key and the outcome of those whose key matches a pattern."""
        alike = f"{self._is_found} AND c{KEY} LIKE ? ESCAPE '\\'"
        for piece in self.rows.read_pieces([f"c{KEY}", self._code], alike, [_to_like_pattern(pattern)]):
            yield from ((key, FOUND[code]) for key, code in piece)

    def list_rows(self) -> Iterator[FoundRow]:
        """Yield the row of each."""
        for piece in self.rows.read_pieces([f"c{KEY}", self._code], self._is_found, []):
            yield from (FoundRow(self.layout.rule.table, key, FOUND[code]) for key, code in piece)

    @property
    def _is_found(self) -> str:
        return f"{self._code} IN ({', '.join(str(code) for code in FOUND)})"

    @property
    def _code(self) -> str:
        return f"c{self.layout.code}"

    def _limit_rows(self, number: int) -> int | None:
        """Return how many rows one query may have that finds so many; None if they are read in pieces."""
        return self.rows.number if number <= PIECE else None

    def _select(self, condition: str, values: Sequence[Any], most: int | None) -> Iterator[Finding]:
        for rows in self._select_rows(condition, values, most):
            yield from self._read_rows(rows)

    def _select_rows(
        self, condition: str, values: Sequence[Any], most: int | None
    ) -> Iterator[Sequence[tuple[Any, ...]]]:
        if most is None:
            yield from self.rows.read_pieces(self._columns(), condition, values)
        elif most:
            yield self.rows.read_first(self._columns(), condition, values, most)

    def _read_rows(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[Finding]:
        for row in rows:
            finding = self._narrow.read_finding(row, self.explain)
            if finding is not None:
                yield finding

    def _columns(self) -> list[str]:
        """Return the columns that a finding is made of, as the narrow layout has them."""
        return [f"c{place}" for place in self.layout.places]


def _to_like_pattern(pattern: str) -> str:
    """Return a pattern of keys as LIKE has it."""
    return pattern.translate({ord("*"): "%", ord("?"): "_", **{ord(it): f"\\{it}" for it in "%_\\"}})


class UnknownCount(NamedTuple):
    """How many rows are unknown for one reason, and the places of the first of them."""

    number: int
    firsts: Sequence[int]


def count_unknown(rows: KeptRows, layout: FindingLayout, explain: Explain) -> dict[Reason, UnknownCount]:
    """Return by reason how many rows are unknown, in the order in which each reason is met first."""
    absent = ", ".join(f"c{place} IS NULL" for place in layout.read.values())
    # what is unknown in a row, and which cells have no value, decide for which reason it is unknown
    deciding = [f"c{ENTRIES}", f"CAST([{absent}] AS BOOLEAN[])"]
    counted: dict[Reason, UnknownCount] = {}
    for entries, missing, number, firsts in rows.group_rows(deciding, f"c{layout.code} = {outcomes.UNKNOWN}", FIRSTS):
        reason = explain(tuple(entries or ()), tuple(compress(layout.read, missing)))
        before = counted.get(reason, UnknownCount(0, ()))
        counted[reason] = UnknownCount(before.number + number, sorted([*before.firsts, *firsts])[:FIRSTS])
    return counted
