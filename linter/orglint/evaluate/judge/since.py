"""Rules that pass on `statusSince` alone, which says since when a status has lasted at least, and no more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from orglint.engine.duckdb import Engine, open_engine
from orglint.evaluate.examples import NOW, judge_example
from orglint.model.table import Scalar, Table
from orglint.rulebook.rule import CompiledRule, Example

SINCE, NOT_BEFORE = "statusSince", "statusNotBefore"
_AGES = tuple(timedelta(days=days) for days in (0, 1, 20, 45, 100, 500, 10_000))


def passing_on_since(rules: Iterable[CompiledRule], tables: Mapping[str, Table]) -> Iterator[CompiledRule]:
    """Yield the rules that pass a row of which nothing is there but `statusSince` and what `where` asks.

    Tried on such rows, the rest of them unknown or absent: that nobody was ever active proves nothing recent. What
    `where` asks is taken from the rule's examples. What passes without `statusSince` rests on something else.
    """
    with open_engine() as engine:
        for rule in rules:
            asked = any(column == SINCE for part in rule.expressions for _, column in part.reads)
            if asked and any(_rests_on_since(engine, rule, bare, tables) for bare in _strip_examples(rule, tables)):
                yield rule


def _strip_examples(rule: CompiledRule, tables: Mapping[str, Table]) -> Iterator[Example]:
    """Yield the examples with nothing left that could be a reason to pass, first one that has nothing at all."""
    kept = {column for table, column in rule.where.reads if table == rule.table} - {SINCE}
    seen: list[Example] = []
    for example in (Example("", {}, {}, 0), *rule.examples):
        row = {name: value for name, value in example.row.items() if name in kept}
        absent = dict.fromkeys(set(tables[rule.table].columns) - {tables[rule.table].key, SINCE, NOT_BEFORE})
        others = {name: tuple(_drop_times(it, tables[name]) for it in rows) for name, rows in example.tables.items()}
        for left in (row, absent | row):
            bare = replace(example, expected="", row=left, tables=others, line=0)
            if bare not in seen:
                seen.append(bare)
                yield bare


def _drop_times(row: Mapping[str, Any], table: Table) -> Mapping[str, Any]:
    """Return a row without its times, if it is of a table that has `statusSince`."""
    if SINCE not in table.columns:
        return row
    return {name: value for name, value in row.items() if table.columns[name].type is not Scalar.TIMESTAMP}


def _rests_on_since(engine: Engine, rule: CompiledRule, bare: Example, tables: Mapping[str, Table]) -> bool:
    now = bare.now or NOW
    if judge_example(engine, rule, bare, tables)[0] == "pass":
        return False
    return any(
        judge_example(engine, rule, _with_since(bare, rule, now - age, tables), tables)[0] == "pass" for age in _AGES
    )


def _with_since(bare: Example, rule: CompiledRule, since: datetime, tables: Mapping[str, Table]) -> Example:
    others = {name: tuple(_set_since(row, tables[name], since) for row in rows) for name, rows in bare.tables.items()}
    return replace(bare, row=_set_since(bare.row, tables[rule.table], since), tables=others)


def _set_since(row: Mapping[str, Any], table: Table, since: datetime) -> Mapping[str, Any]:
    return {**row, SINCE: since} if SINCE in table.columns else row
