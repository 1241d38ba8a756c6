"""Evaluate SQL expressions for one row, and count the rows of other tables that it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orglint.engine.queries import EvaluationError
from orglint.evaluate.session import Session
from orglint.expressions.compile.parts import MacroOverTable
from orglint.model.table import Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.sql.quoting import quote_identifier

_OUT, _TRUE, _FALSE, _UNKNOWN = range(4)
_CODES: Mapping[str, int] = {"true": _TRUE, "false": _FALSE, "unknown": _UNKNOWN}


@dataclass(frozen=True, slots=True)
class Failed:
    """Replaces a value that the engine could not evaluate."""

    reason: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The row that is explained: one row of a table in a session, by its key."""

    session: Session
    table: Table
    key: str

    def values(self, expressions: Sequence[str]) -> list[Any]:
        """Return the value of each expression for the row; one that cannot be evaluated is `Failed`."""
        if not expressions:
            return []
        listed = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(expressions))
        try:
            return list(self._fetch_rows(f"SELECT {listed} FROM {self._from_clause} WHERE {self._row_condition}")[0])
        except EvaluationError as error:
            if len(expressions) == 1:
                return [Failed(str(error))]
        # the last expressions are small: if time runs out, only the large ones are missing
        return [value for sql in reversed(expressions) for value in self.values([sql])][::-1]

    def unknown_cells(self) -> frozenset[str]:
        """Return the columns of which nothing is known for this row."""
        found = self.values([f"{quote_identifier(self.table.variable)}.{quote_identifier(UNKNOWN_CELLS)}"])[0]
        return frozenset(found or ()) if isinstance(found, list) else frozenset()

    def answers(self, rows: MacroOverTable) -> dict[str, int]:
        """Return for how many rows of a table what is asked of them is true, false, unknown; those filters keep."""
        counts = ", ".join(f"count(*) FILTER (WHERE code = {code})" for code in _CODES.values())
        found = self._fetch_rows(f"SELECT {counts} FROM ({self._build_answers_query(rows)}) AS answered")[0]
        return dict(zip(_CODES, found, strict=True))

    def keys(self, rows: MacroOverTable, answer: str, most: int) -> tuple[str, ...]:
        """Return the keys of the first rows of a table that give an answer."""
        chosen = (
            f"SELECT k FROM ({self._build_answers_query(rows)}) AS answered WHERE code = {_CODES[answer]} ORDER BY k"
        )
        return tuple(str(key) for (key,) in self._fetch_rows(f"{chosen} LIMIT {most:d}"))

    def _build_answers_query(self, rows: MacroOverTable) -> str:
        alias = quote_identifier(rows.alias)
        source = f"{self._from_clause}, {quote_identifier(rows.table)} AS {alias}"
        key = f"{alias}.{quote_identifier(rows.key)}"
        asked = f"{rows.filter or 'TRUE'} AS kept, {rows.holds or 'TRUE'} AS holds, {key} AS k"
        left_out = _FALSE if rows.macro == "size" else _OUT
        code = (
            f"CASE WHEN NOT kept THEN {left_out} WHEN kept IS NULL THEN {_UNKNOWN} "
            f"WHEN holds THEN {_TRUE} WHEN NOT holds THEN {_FALSE} ELSE {_UNKNOWN} END"
        )
        return f"SELECT k, {code} AS code FROM (SELECT {asked} FROM {source} WHERE {self._row_condition}) AS asked"

    @property
    def _from_clause(self) -> str:
        return f"{quote_identifier(self.table.name)} AS {quote_identifier(self.table.variable)}"

    @property
    def _row_condition(self) -> str:
        return f"{quote_identifier(self.table.variable)}.{quote_identifier(self.table.key)} = CAST($subject AS TEXT)"

    def _fetch_rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.session.engine.fetch(query, {**self.session.values, "subject": self.key})
