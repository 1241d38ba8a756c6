"""The official evaluator of CEL, row by row, over the very expressions of the rule files."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
from cel_expr_python import cel
from cel_expr_python.ext import ext_strings
from google.protobuf.timestamp_pb2 import Timestamp

from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule
from orglint.tables import known_tables

OUT_OF_SCOPE, PASS, FAIL, UNKNOWN = range(4)
_ROW = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Program:
    """A rule as the evaluator takes it, with the rows to judge: only the columns that it reads."""

    rule: str
    let: Mapping[str, Any]
    where: Any
    require: Any
    given: Mapping[str, Any]
    variable: str
    rows: Sequence[Cells]


def programs(rules: Sequence[CompiledRule], snapshot: Snapshot, now: datetime, *, rows: int) -> list[Program]:
    """Return every rule ready to run over the first rows of its table; other tables are cut alike."""
    return [_program(rule, snapshot, now, rows) for rule in rules]


def program(rule: CompiledRule, snapshot: Snapshot, now: datetime) -> Program:
    """Return one rule ready to run, over rows that are still to be given."""
    return _program(rule, snapshot, now, 0)


def times(ready: Sequence[Program]) -> dict[str, float]:
    """Return for each rule how many seconds judging its rows takes."""
    return {program.rule: _timed(program) for program in ready}


def codes(program: Program) -> Iterator[int]:
    """Yield the outcome of each row."""
    for row in program.rows:
        data = {program.variable: row, **program.given}
        for name, value in program.let.items():
            data[name] = value.eval(data=data).plain_value()
        where = _answer(program.where, data)
        yield OUT_OF_SCOPE if where is False else _code(where, _answer(program.require, data))


def _code(where: bool | None, require: bool | None) -> int:  # noqa: FBT001 - the two values of a row
    if require is True:
        return PASS
    return FAIL if where is True and require is False else UNKNOWN


def _answer(expression: Any, data: Mapping[str, Any]) -> bool | None:
    result = expression.eval(data=data)
    return None if result.type() == cel.Type.ERROR else bool(result.plain_value())


def _timed(program: Program) -> float:
    began = time.perf_counter()
    for _ in codes(program):
        pass
    return time.perf_counter() - began


def _program(rule: CompiledRule, snapshot: Snapshot, now: datetime, limit: int) -> Program:
    tables = known_tables()
    others = {name for name, _ in rule.reads if name != rule.table} | set(rule.counts)
    given: Cells = {name: _rows(rule, snapshot, name, limit) for name in others}
    given |= {"now": plain(now), "params": {name: it.value for name, it in rule.plain.parameters.items()}}
    variable = tables[rule.table].variable
    environment = _environment(variable, others, rule.let)
    return Program(
        rule.id,
        {name: environment.compile(it.source) for name, it in rule.let.items()},
        environment.compile(rule.where.source),
        environment.compile(rule.require.source),
        given,
        variable,
        _rows(rule, snapshot, rule.table, limit),
    )


def _environment(variable: str, others: set[str], let: Mapping[str, Any]) -> Any:
    variables = {variable: _ROW, "now": cel.Type.TIMESTAMP, "params": _ROW}
    variables |= dict.fromkeys(others, cel.Type.List(_ROW)) | dict.fromkeys(let, cel.Type.DYN)
    days = cel.Overload("days_int", cel.Type.DURATION, [cel.Type.INT], is_member=False, impl=_days)
    extension = cel.CelExtension("days", [cel.FunctionDecl("days", [days])])
    return cel.NewEnv(variables=variables, extensions=[extension, ext_strings.ExtStrings()])


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def _rows(rule: CompiledRule, snapshot: Snapshot, table: str, limit: int) -> list[Cells]:
    """Return rows with the columns that the rule reads, what is not there left out, in the order of their keys."""
    key = known_tables()[table].key
    columns = sorted({column for name, column in rule.reads if name == table} | {key})
    listed = ", ".join(f'"{column}"' for column in columns)
    file = snapshot.folder / snapshot.files[table].name
    with duckdb.connect() as engine:
        found = engine.execute(
            f"SELECT {listed} FROM read_parquet('{file}') ORDER BY \"{key}\" LIMIT {limit}"
        ).fetchall()
    return [plain(dict(zip(columns, cells, strict=True))) for cells in found]


def plain(value: Any) -> Any:
    """Return a value as the evaluator takes it: what is not there left out."""
    if isinstance(value, datetime):
        stamp = Timestamp()
        stamp.FromDatetime(value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))
        return stamp
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items() if inner is not None}
    return [plain(inner) for inner in value] if isinstance(value, list) else value
