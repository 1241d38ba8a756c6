"""Evaluate an expression for given variables, without a snapshot."""

from datetime import datetime
from typing import Any

from orglint.engine.duckdb import Engine, open_engine
from orglint.engine.queries import EvaluationError
from orglint.evaluate.judge.evidence import to_json_value
from orglint.evaluate.session import over_rows
from orglint.expressions import Activation
from orglint.expressions.compiled import Compiled
from orglint.model.value_words import duration_to_cel
from orglint.sql.quoting import quote_identifier

__all__ = ["Engine", "EvaluationError", "as_json", "evaluate_expression", "open_engine"]


def evaluate_expression(engine: Engine, compiled: Compiled, activation: Activation, *, now: datetime) -> Any:
    """Return the value as JSON, None if it is unknown; raises `EvaluationError`."""
    session = over_rows(engine, activation.rows, activation.tables, now=now)
    sources = ", ".join(
        f"{quote_identifier(table)} AS {quote_identifier(alias)}" for table, alias in activation.sources
    )
    found = session.engine.fetch(f"SELECT {compiled.sql} FROM {sources}", session.values)[0][0]
    return as_json(found, compiled.type)


def as_json(value: Any, kind: str) -> Any:
    """Return a value of the engine as JSON has it, by its type in CEL's words; None stays None."""
    if isinstance(value, list) and kind.startswith("list("):
        return [as_json(item, kind[5:-1]) for item in value]
    return duration_to_cel(value) if kind == "duration" and value is not None else to_json_value(value)
