"""A rule's own examples: each a small organization with the outcome that the rule must give."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from orglint.evaluate.bench import Rows, over_rows
from orglint.evaluate.engine import Engine, Watch, unwatched
from orglint.evaluate.engines.duckdb import opened
from orglint.evaluate.judge import judge_on
from orglint.model.result import Verdict
from orglint.model.rule import Example, Rule
from orglint.model.table import Table

NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The time of an example that names none."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """An example whose outcome is not the one that it states."""

    rule: Rule
    example: Example
    outcome: str
    reason: str

    def __str__(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        place = f"{self.rule.source}:{self.example.line}"
        return f"{place}: {self.rule.id}: this example should be {self.example.expected}, it is {self.outcome}{why}"


def surprises(rules: Iterable[Rule], tables: Mapping[str, Table], *, watch: Watch = unwatched) -> Iterator[Surprise]:
    """Yield the examples of rules whose outcome is not the one that they state; `watch` runs the queries."""
    with opened(watch=watch) as engine:
        for rule in rules:
            for example in rule.examples:
                verdict = _verdict(engine, rule, example, tables)
                if verdict.outcome != example.expected:
                    yield Surprise(rule, example, verdict.outcome, verdict.reason)


def _verdict(engine: Engine, rule: Rule, example: Example, tables: Mapping[str, Table]) -> Verdict:
    needed = {name: tables[name] for name in _needed(rule)}
    bench = over_rows(engine, _rows(rule, example, tables[rule.table]), needed, now=example.now or NOW)
    return judge_on(bench, [rule])[0]


def _needed(rule: Rule) -> set[str]:
    return {rule.table} | {name for name, _ in rule.reads} | rule.counts


def _rows(rule: Rule, example: Example, table: Table) -> dict[str, Rows]:
    own = {table.key: "example", **example.row}
    others = dict(example.tables)
    return {**others, rule.table: (own, *others.get(rule.table, ()))}
