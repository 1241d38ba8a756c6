"""Ours against the official evaluator: the same expressions over the same rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cel_expr_python import cel

from orglint import expressions
from orglint.engine.duckdb import open_engine
from orglint.engine.queries import EvaluationError
from orglint.errors import ExpressionError
from orglint.evaluate.session import Session, over_rows
from orglint.expressions import Scope
from orglint.model.table import ListOf, Scalar
from support.expressions import small
from support.expressions.grammar import Name, Names, Part, Spelling

TABLES = {"things": small.table(), "others": small.table("others", "other")}

PARAMETERS: Mapping[str, tuple[Any, Any]] = {
    "flag": (Scalar.BOOL, True),
    "low": (Scalar.INT, 3),
    "least": (Scalar.INT, -(2**63)),
    "half": (Scalar.DOUBLE, 0.5),
    "word": (Scalar.STRING, "a'b"),
    "nul": (Scalar.STRING, "a\0b"),
    "day": (Scalar.TIMESTAMP, small.NOW - timedelta(days=90)),
    "words": (ListOf(Scalar.STRING), ["active", "", "a\0b", "é"]),
    "counts": (ListOf(Scalar.INT), [0, 7, -(2**63)]),
}
LETS: Mapping[str, tuple[str, str]] = {
    "let_dormant": ("bool", "now - thing.last > days(90)"),
    "let_kind": ("string", "thing.status + '-' + thing.email"),
    "let_sum": ("int", "thing.n + thing.few"),
    "let_known": ("bool", "others.exists(o, o.status == thing.status)"),
    "let_seen": ("list(timestamp)", "thing.access.map(a, a.seen)"),
}
"""Named expressions: for the official evaluator, which has no names, each is written out."""

ALL_NAMES = Names(
    (
        *Names().variables,
        *(Name(name, kind, asks="others" in text, official=f"({text})") for name, (kind, text) in LETS.items()),
        *(Name(f"params.{name}", str(kind), known=True) for name, (kind, _) in PARAMETERS.items()),
    )
)

REFUSED = ("this can never be evaluated", "parts of SQL", "parts once names", "characters", "nested", "stands twice")
"""What a condition may be refused for: a constant part that is an error, and the limits on size, named."""


def scope() -> Scope:
    """Return what expressions of the whole grammar may name."""
    found = expressions.organization_scope(TABLES).with_row(TABLES["things"])
    for name, (kind, value) in PARAMETERS.items():
        found = found.with_parameter(name, kind, value)
    for name, (_, source) in LETS.items():
        found = found.with_let(name, expressions.compile_value(source, found))
    return found


NOT_AN_EXPRESSION = (ExpressionError, RuntimeError)
"""What ours and the official evaluator raise where a text is no expression, or is refused."""


def part(source: str) -> Part:
    """Return an expression that was kept as text; the official evaluator has no names, so they are written out."""
    pieces = re.split(r"\b(let_\w+)", source)
    return Part("", tuple(Spelling(it, f"({LETS[it][1]})") if it in LETS else it for it in pieces))


@dataclass(frozen=True, slots=True)
class Difference:
    """An expression that ours and the official evaluator do not agree on, with the row."""

    source: Part
    row: Mapping[str, Any]
    ours: Any
    official: Any

    def __str__(self) -> str:
        return f"{self.source} is {self.ours!r}, and {self.official!r} in CEL, on {self.row}"


@dataclass(frozen=True, slots=True, repr=False)
class World:
    """Rows in our engine and, as they are, in the official evaluator."""

    bench: Session
    rows: Sequence[Mapping[str, Any]]
    scope: Scope
    environment: cel.Env
    given: Sequence[cel.Env.Activation]

    def differences(self, sources: Sequence[Part]) -> Iterator[Difference]:
        """Yield the first difference of each expression that has one; those that are refused have none.

        Ours are the columns of one query: good for an engine that takes long to begin.
        """
        compiled = {source: sql for source in sources if (sql := self.compiled(str(source))) is not None}
        for source, ours in zip(compiled, self._ours(list(compiled.values())), strict=True):
            yield from self._first(source, ours)

    def difference(self, source: Part, sql: str) -> Difference | None:
        """Return the first difference of an expression, which was compiled to this SQL; None if it has none."""
        return next(self._first(source, self._ours([sql])[0]), None)

    def both(self, source: Part) -> list[tuple[Mapping[str, Any], Any, Any]]:
        """Return of each row what an expression is in ours and in the official evaluator."""
        sql = self.compiled(str(source))
        assert sql is not None
        return list(zip(self.rows, self._ours([sql])[0], self.theirs(source), strict=True))

    def compiled(self, source: str) -> str | None:
        """Return the SQL of an expression; None if it is refused for a reason that the language has."""
        try:
            return expressions.compile_value(source, self.scope).compiled.sql
        except ExpressionError as error:
            if any(reason in str(error) for reason in REFUSED):
                return None
            raise

    def _ours(self, columns: list[str]) -> list[tuple[Any, ...]]:
        if not columns:
            return []
        listed = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(columns))
        query = f'SELECT {listed} FROM things AS "thing" ORDER BY CAST(substr("thing"."key", 2) AS INT)'
        try:
            return list(zip(*self.bench.engine.fetch(query, self.bench.values), strict=True))
        except EvaluationError as error:
            if len(columns) == 1:
                return [(f"EvaluationError: {error}",) * len(self.rows)]
            return [values for column in columns for values in self._ours([column])]

    def _first(self, source: Part, ours: tuple[Any, ...]) -> Iterator[Difference]:
        for row, mine, official in zip(self.rows, ours, self.theirs(source), strict=True):
            if not same(mine, official):
                yield Difference(source, row, mine, official)
                return

    def theirs(self, source: Part) -> list[Any]:
        """Return of each row what an expression is in the official evaluator; None where it is an error."""
        program = self.environment.compile(source.official)
        return [small.answer(program, given) for given in self.given]


@contextmanager
def world(seed: int, rows: int = 40, others: int = 4) -> Iterator[World]:
    """Open random rows of both tables, in both evaluators."""
    with open_engine() as engine:
        yield world_of(engine, small.random_rows(seed, rows), small.random_rows(seed + 1, others))


def world_of(engine: Any, rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> World:
    """Return rows of both tables in both evaluators."""
    bench = over_rows(engine, {"things": rows, "others": others}, TABLES, now=small.NOW)
    environment = small.official()
    shared = {
        "now": small.as_official(small.NOW),
        "others": small.as_official(others),
        "things": small.as_official(rows),
        "params": small.as_official({name: value for name, (_, value) in PARAMETERS.items()}),
    }
    given = [environment.Activation({"thing": small.as_official(row), **shared}) for row in rows]
    return World(bench, rows, scope(), environment, given)


def same(mine: Any, official: Any) -> bool:
    """Return whether two values are the same: of one type, the sign of zero and NaN told apart from other numbers."""
    if isinstance(mine, list) and isinstance(official, list):
        return len(mine) == len(official) and all(map(same, mine, official))
    return (repr(mine), type(mine)) == (repr(official), type(official))
