"""What Spark makes of many cases at once: their variables as columns of one row, their expressions as columns of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from expressions.test_overloads import UNKNOWN, parts
from orglint import expressions
from orglint.engine.interface import Engine, EvaluationError
from orglint.evaluate.expression import as_json
from orglint.evaluate.session import over_rows
from orglint.expressions import Activation
from orglint.expressions.compiled import Compiled
from orglint.model.table import Column, Table
from orglint.sql.quoting import quote_identifier
from support.expressions.small import NOW

AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """One case: its expression, compiled to SQL over variables of its own."""

    case: str
    compiled: Compiled
    sql: str
    columns: Mapping[str, Column]
    row: Mapping[str, Any]


def values(engine: Engine, cases: Sequence[str]) -> Mapping[str, Any]:
    """Return the value of each case as JSON has it, or what the engine says against it."""
    asked = [_asked(number, case) for number, case in enumerate(cases)]
    columns = {name: column for it in asked for name, column in it.columns.items()}
    row = {name: value for it in asked for name, value in it.row.items()}
    table = Table("given", "given", "", "", api="", endpoint="", scope="", columns=columns)
    bench = over_rows(engine, {"given": [row]}, {"given": table}, now=NOW)
    batches = [asked[start : start + AT_ONCE] for start in range(0, len(asked), AT_ONCE)]
    return {case: value for batch in batches for case, value in _answers(engine, batch, bench.values)}


def _asked(number: int, case: str) -> Asked:
    source, variables, _ = parts(case)
    stage = expressions.build_activation(variables, {}, source)
    compiled = expressions.compile_value(source, stage.scope).compiled
    table, rows = _only(stage)
    ((_, alias),) = stage.sources
    variable = re.escape(quote_identifier(alias)) + r'\."(?!_unknown")(\w+)"'
    columns = {f"{name}_{number}": replace(it, name=f"{name}_{number}") for name, it in table.columns.items()}
    row = {f"{name}_{number}": value for name, value in rows.items()}
    return Asked(case, compiled, re.sub(variable, rf'"given"."\1_{number}"', compiled.sql), columns, row)


def _only(stage: Activation) -> tuple[Table, Mapping[str, Any]]:
    (table,) = stage.tables.values()
    (row,) = stage.rows[table.name]
    return table, row


def _answers(engine: Engine, batch: Sequence[Asked], given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    listed = ", ".join(f"{it.sql} AS c{number}" for number, it in enumerate(batch))
    try:
        found = engine.fetch(f'SELECT {listed} FROM "given" AS "given"', given)[0]
    except EvaluationError as error:
        if len(batch) == 1:
            yield batch[0].case, f"EvaluationError: {error}"
            return
        for half in (batch[::2], batch[1::2]):
            yield from _answers(engine, half, given)
        return
    for it, value in zip(batch, found, strict=True):
        yield it.case, UNKNOWN if value is None else as_json(value, it.compiled.type)
