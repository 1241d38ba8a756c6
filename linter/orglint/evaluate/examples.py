"""Judge the examples of rules, and compare with the outcomes that they state."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from orglint.engine.duckdb import Engine, open_engine
from orglint.engine.queries import Watch, run_unwatched
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule, Example

NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The time of an example that names none."""


@dataclass(frozen=True, slots=True)
class ExampleMismatch:
    """An example whose outcome is not the one that it states."""

    rule: CompiledRule
    example: Example
    outcome: str
    reason: str

    def __str__(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        place = f"{self.rule.source}:{self.example.line}"
        return f"{place}: {self.rule.id}: this example should be {self.example.expected}, it is {self.outcome}{why}"


def find_mismatches(
    rules: Iterable[CompiledRule], tables: Mapping[str, Table], *, watch: Watch = run_unwatched
) -> Iterator[ExampleMismatch]:
    """Yield the examples of rules whose outcome is not the one that they state; `watch` runs the queries."""
    with open_engine(watch=watch) as engine:
        for rule in rules:
            for example in rule.examples:
                outcome, reason = judge_example(engine, rule, example, tables)
                if outcome != example.expected:
                    yield ExampleMismatch(rule, example, outcome, reason)


def judge_example(engine: Engine, rule: CompiledRule, example: Example, tables: Mapping[str, Table]) -> tuple[str, str]:
    """Return the outcome of the example's own row, and why; the other rows of its table are there to be asked."""
    key = tables[rule.table].key
    own = {key: "example", **example.row}
    others = example.tables.get(rule.table, ())
    if any(row.get(key) == own[key] for row in others):
        return "unclear", f"two of its rows have the same {key}"
    needed = {name: tables[name] for name in _list_needed_tables(rule)}
    session = over_rows(engine, {**example.tables, rule.table: (own, *others)}, needed, now=example.now or NOW)
    values = {**session.values, "subject": own[key]}
    verdict = judge_on(replace(session, values=values, only_subject=True), [rule])[0]
    return verdict.outcome, str(verdict.reason or "")


def _list_needed_tables(rule: CompiledRule) -> set[str]:
    return {rule.table} | {name for name, _ in rule.reads} | rule.counts
