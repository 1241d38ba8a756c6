"""The same question to both engines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from orglint import evaluate, tables
from orglint.engine import duckdb
from orglint.engine.interface import Engine, EngineFactory
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.snapshot import Snapshot
from orglint.reports import FORMATS
from orglint.rulebook.rule import CompiledRule
from support.spark_session import spark

Ask = Callable[[Engine], Any]


def answers(ask: Ask, *files: Path) -> tuple[Any, Any]:
    """Return what an engine of each kind answers, DuckDB's first."""
    return _answer(duckdb.open_engine, ask, files), _answer(spark(), ask, files)


def _answer(opener: EngineFactory, ask: Ask, files: Sequence[Path]) -> Any:
    with opener(*files) as engine:
        return ask(engine)


def rows(query: str, values: Mapping[str, Any] = {}) -> Ask:
    """Return the question of a query."""
    return lambda engine: engine.fetch(query, values)


def report(rules: Sequence[CompiledRule], snapshot: Snapshot, opener: EngineFactory, *, now: datetime) -> str:
    """Return the JSON report of a snapshot, every byte of it."""
    verdicts = evaluate.judge_rules(rules, snapshot, tables.known_tables(), now=now, open_engine=opener)
    return FORMATS["json"].render(Result(snapshot, now, Severity.LOW, verdicts))
