"""Parts of a rule that no example needs: without them every example would come out the same (mutation testing)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orglint.engine.duckdb import Engine
from orglint.engine.queries import EvaluationError
from orglint.evaluate.examples import NOW
from orglint.evaluate.judge.conditions_query import asked_by, name_texts, read_by
from orglint.evaluate.judge.outcomes import render_outcome_case
from orglint.evaluate.lint.subject import LintedRule
from orglint.evaluate.lint.varied import vary_rule
from orglint.evaluate.session import Session, over_rows
from orglint.expressions.doubts.compared_texts import locate_doubt
from orglint.expressions.doubts.variants import Variant, list_variants
from orglint.model.lint import LintCode, LintWarning
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule
from orglint.sql.quoting import quote_identifier

MOST_VARIANTS = 200
"""Parts of a rule that are tried; those after them are not."""
_AT_ONCE = 8
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the expression `called`, and the rule's text without it."""

    called: str
    variant: Variant


@dataclass(frozen=True, slots=True)
class _World:
    """Examples that can be judged together: each row has a key of its own."""

    rows: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    now: datetime


def warn_of_untried_parts(engine: Engine, linted: LintedRule, tables: Mapping[str, Table]) -> Iterator[LintWarning]:
    """Yield the parts of a rule that could be left out, and no example would notice."""
    deciding = linted.deciding
    parts = [_Part(called, it) for called, compiled in deciding.items() for it in list_variants(compiled)]
    left = parts[:MOST_VARIANTS]
    for trial in linted.trials:
        if left and not trial.waits_for:
            left = _keep_untried(engine, trial, left, tables)
    for part in left:
        shown = part.variant.part if len(part.variant.part) <= _SHOWN else f"{part.variant.part[:_SHOWN]}..."
        text = f"no example shows what this is for: all come out the same without {shown}"
        compiled = deciding[part.called]
        yield linted.warn_inside(LintCode.UNTRIED_PART, part.called, locate_doubt(compiled, part.variant.offset, text))


def _keep_untried(
    engine: Engine, trial: CompiledRule, parts: Sequence[_Part], tables: Mapping[str, Table]
) -> list[_Part]:
    """Return the parts that make no difference to the examples of a trial."""
    varied = ((part, vary_rule(trial, part.called, part.variant.source)) for part in parts)
    left = [(part, it) for part, it in varied if it is not None]
    for world in _list_worlds(trial, tables[trial.table]):
        session = _open_world(engine, trial, world, tables)
        left = [
            pair
            for start in range(0, len(left), _AT_ONCE)
            for pair in _keep_same(session, trial, world, left[start : start + _AT_ONCE])
        ]
        if not left:
            break
    return [part for part, _ in left]


def _list_worlds(trial: CompiledRule, table: Table) -> Iterator[_World]:
    """Yield the examples, those together that differ in nothing but their own row."""
    alone = [it for it in trial.examples if not it.tables and not trial.counts]
    for now in dict.fromkeys(it.now or NOW for it in alone):
        rows = {f"example {at}": it.row for at, it in enumerate(alone) if (it.now or NOW) == now}
        yield _World({key: {**row, table.key: row.get(table.key, key)} for key, row in rows.items()}, {}, now)
    for example in trial.examples:
        if example not in alone:
            key = example.row.get(table.key, "example")
            yield _World({key: {**example.row, table.key: key}}, example.tables, example.now or NOW)


def _open_world(engine: Engine, trial: CompiledRule, world: _World, tables: Mapping[str, Table]) -> Session:
    asked = asked_by(trial) | {name for name, _ in read_by(trial)}
    others = world.tables.get(trial.table, ())
    rows = {**world.tables, trial.table: (*world.rows.values(), *others)}
    return over_rows(engine, rows, {name: tables[name] for name in asked}, now=world.now)


def _keep_same(
    session: Session, trial: CompiledRule, world: _World, varied: Sequence[tuple[_Part, CompiledRule]]
) -> Iterator[tuple[_Part, CompiledRule]]:
    """Yield the variants that come out as the rule does for every row; none of them if that cannot be found out."""
    table = session.tables[trial.table]
    rules = (trial, *(rule for _, rule in varied))
    places = name_texts("_value", (sql for rule in rules for sql in (rule.where.sql, rule.require.sql)))
    row = quote_identifier(table.variable)
    values = ", ".join(f"({sql}) AS {place}" for sql, place in places.items())
    cases = (render_outcome_case(places[rule.where.sql], places[rule.require.sql]) for rule in rules)
    query = (
        f"SELECT _key, {', '.join(cases)} FROM (SELECT {row}.{quote_identifier(table.key)} AS _key, {values} "
        f"FROM {quote_identifier(table.name)} AS {row})"
    )
    try:
        found = session.engine.fetch(query, session.values)
    except EvaluationError:
        return
    keys = {str(it[table.key]) for it in world.rows.values()}
    first, *others = zip(*(outcomes for key, *outcomes in found if str(key) in keys), strict=True)
    yield from (pair for pair, outcomes in zip(varied, others, strict=True) if outcomes == first)
