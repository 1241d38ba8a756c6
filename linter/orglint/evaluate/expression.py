"""The value of an expression for variables that are given, without a snapshot."""

from datetime import datetime
from typing import Any

from orglint.evaluate.bench import over_rows
from orglint.evaluate.engine import Engine, EvaluationError, identifier
from orglint.evaluate.engines.duckdb import opened
from orglint.evaluate.findings import plain
from orglint.expressions import Stage
from orglint.model.rule import Compiled

__all__ = ["Engine", "EvaluationError", "as_json", "opened", "value"]

_SECOND = 1_000_000


def value(engine: Engine, compiled: Compiled, stage: Stage, *, now: datetime) -> Any:
    """Return what an expression is, as JSON; None if it is unknown. Raises `EvaluationError`."""
    bench = over_rows(engine, stage.rows, stage.tables, now=now)
    sources = ", ".join(f"{identifier(table)} AS {identifier(alias)}" for table, alias in stage.sources)
    found = bench.engine.rows(f"SELECT {compiled.sql} FROM {sources}", bench.values)[0][0]
    return as_json(found, compiled.type)


def as_json(value: Any, kind: str) -> Any:
    """Return a value of the engine as JSON has it, by its type in CEL's words; None stays None."""
    if isinstance(value, list) and kind.startswith("list("):
        return [as_json(item, kind[5:-1]) for item in value]
    return _duration(value) if kind == "duration" else plain(value)


def _duration(microseconds: int | None) -> str | None:
    """Return a duration as CEL writes it: seconds, with a fraction where there is one."""
    if microseconds is None:
        return None
    whole, part = divmod(abs(microseconds), _SECOND)
    fraction = f".{part:06}".rstrip("0") if part else ""
    return f"{'-' * (microseconds < 0)}{whole}{fraction}s"
