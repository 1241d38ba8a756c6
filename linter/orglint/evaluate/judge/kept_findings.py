"""Findings that stay in the engine's columns until somebody reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from orglint.engine.kept import KeptRows
from orglint.evaluate.judge import outcomes
from orglint.evaluate.judge.finding_columns import ENTRIES, FOUND, FindingLayout
from orglint.evaluate.judge.reasons import Explain
from orglint.model.findings import Counts, Findings
from orglint.model.reasons import Reason
from orglint.model.result import Finding, Outcome

_CODES: Mapping[Outcome, int] = {outcome: code for code, outcome in FOUND.items()}


@dataclass(frozen=True, slots=True, eq=False)
class KeptFindings(Findings):
    """The findings of one rule among rows that the engine keeps, ordered by their keys.

    Unknown rows of one `signature` have one reason: it is what is unknown in a row, and which cells have no value.
    """

    rows: KeptRows
    layout: FindingLayout
    explain: Explain
    width: int
    counted: Counts
    signatures: Mapping[str, Reason]

    def __iter__(self) -> Iterator[Finding]:
        return self._read_pieces(f"{self._code} IN ({', '.join(str(code) for code in FOUND)})")

    @property
    def counts(self) -> Counts:
        """How many there are by outcome and reason."""
        return self.counted

    def select_outcome(self, outcome: Outcome, most: int | None = None) -> Iterator[Finding]:
        """Yield those of an outcome by key, at most so many."""
        if any(there is outcome for there, _ in self.counted):
            yield from self._select(f"{self._code} = {_CODES[outcome]}", (), most)

    def select_unknown(self, reason: Reason | None, most: int | None = None) -> Iterator[Finding]:
        """Yield those of unknown outcome that have this reason, by key, at most so many."""
        alike = [signature for signature, its in self.signatures.items() if its == reason]
        if alike:
            there = f"{write_signature(self.layout)} IN (SELECT unnest(CAST(? AS TEXT[])))"
            yield from self._select(f"{self._code} = {outcomes.UNKNOWN} AND {there}", [alike], most)

    @property
    def _code(self) -> str:
        return f"c{self.layout.code}"

    def _select(self, condition: str, values: Sequence[Any], most: int | None) -> Iterator[Finding]:
        if most is None:
            yield from self._read_pieces(condition, values)
        elif most:
            yield from self._read_rows(self.rows.read_first(self._columns(), condition, values, most))

    def _read_pieces(self, condition: str, values: Sequence[Any] = ()) -> Iterator[Finding]:
        for piece in self.rows.read_pieces(self._columns(), condition, values):
            yield from self._read_rows(piece)

    def _read_rows(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[Finding]:
        for row in rows:
            finding = self.layout.read_finding(row, self.explain)
            if finding is not None:
                yield finding

    def _columns(self) -> list[str]:
        """Return the columns of a row, without those that only other rules need."""
        return [f"c{place}" if place in self.layout.places else "NULL" for place in range(self.width)]


def count_unknown(rows: KeptRows, layout: FindingLayout, explain: Explain) -> dict[str, tuple[Reason, int]]:
    """Return by signature the reason of unknown rows and how many have it, in the order in which each is met first."""
    condition = f"c{layout.code} = {outcomes.UNKNOWN}"
    names = tuple(layout.read)
    counted = {}
    for signature, number in rows.group_rows([write_signature(layout)], condition):
        entries, absent = orjson.loads(signature).values()
        missing = tuple(name for name, is_absent in zip(names, absent, strict=True) if is_absent)
        counted[signature] = explain(tuple(entries or ()), missing), number
    return counted


def write_signature(layout: FindingLayout) -> str:
    """Return the SQL of what decides for which reason a row is unknown."""
    absent = ", ".join(f"c{place} IS NULL" for place in layout.read.values())
    cells = f"struct_pack(entries := c{ENTRIES}, absent := CAST([{absent}] AS BOOLEAN[]))"
    return f"CAST(to_json({cells}) AS TEXT)"
