"""A small table with a column of each type, random rows of it with holes, and the official evaluator over them."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from cel_expr_python import cel
from google.protobuf.timestamp_pb2 import Timestamp

from orglint.expressions import functions
from orglint.model.table import Column, ColumnType, Field, ListOf, Scalar, Struct, Table

NOW = datetime(2026, 11, 1, tzinfo=UTC)

COLUMNS: dict[str, ColumnType] = {
    "key": Scalar.STRING,
    "status": Scalar.STRING,
    "email": Scalar.STRING,
    "n": Scalar.INT,
    "m": Scalar.INT,
    "score": Scalar.DOUBLE,
    "mfa": Scalar.BOOL,
    "last": Scalar.TIMESTAMP,
    "since": Scalar.TIMESTAMP,
    "roles": ListOf(Scalar.STRING),
    "sizes": ListOf(Scalar.INT),
    "access": ListOf(
        Struct((Field("key", Scalar.STRING), Field("seen", Scalar.TIMESTAMP), Field("count", Scalar.INT)))
    ),
    "claim": Struct((Field("status", Scalar.STRING), Field("level", Scalar.INT))),
}
# No NUL: the official library cuts texts in lists there on their way from Python ("a\\0b" == "a"): no meaning of CEL's.
TEXTS = [
    "",
    "active",
    "suspended",
    "a",
    "A",
    "é",
    "e\u0301",
    "\U0001f937\U0001f3fc",
    "a'b",
    'a"b',
    "%",
    "\\",
    "\n",
    "{x}",
    "ab",
    "\u00a0a\u3000",
    "a\u200b",
    "x" * 300,
    "12",
    "aaa",
    "a.b",
]
INTS = [0, 1, -1, 2, 3, 7, 2**31, 2**63 - 1, -(2**63), 2**62]
DOUBLES = [0.0, -0.0, 1.5, -2.25, 1e308, 1e-300, 9007199254740993.0, -9.3e18, 123456.789]
TIMES = [
    NOW,
    NOW - timedelta(days=1),
    NOW - timedelta(days=90),
    NOW - timedelta(days=90, microseconds=1),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
]


def table(name: str = "things", variable: str = "thing") -> Table:
    columns = {column: Column(column, kind, "", "") for column, kind in COLUMNS.items()}
    return Table(name, variable, "key", "", operation="", endpoint="", scope="", columns=columns)


def random_rows(seed: int, count: int) -> list[dict[str, Any]]:
    """Return rows of which every cell but the key may be absent (None)."""
    dice = random.Random(seed)
    return [{"key": f"k{number}", **_row(dice)} for number in range(count)]


def _row(dice: random.Random) -> dict[str, Any]:
    return {name: _value(dice, kind) for name, kind in COLUMNS.items() if name != "key"}


def _value(dice: random.Random, kind: ColumnType) -> Any:
    if dice.random() < 0.25:
        return None
    match kind:
        case ListOf(Struct() as element):
            return [_struct(dice, element) for _ in range(dice.randint(0, 3))]
        case ListOf(element):
            return [_scalar(dice, element) for _ in range(dice.randint(0, 3))]
        case Struct():
            return _struct(dice, kind)
    return _scalar(dice, kind)


def _struct(dice: random.Random, kind: Struct) -> dict[str, Any]:
    return {field.name: _value(dice, field.type) for field in kind.fields}


def _scalar(dice: random.Random, kind: ColumnType) -> Any:
    if kind is Scalar.BOOL:
        return dice.random() < 0.5
    return dice.choice({Scalar.STRING: TEXTS, Scalar.INT: INTS, Scalar.DOUBLE: DOUBLES, Scalar.TIMESTAMP: TIMES}[kind])


def official() -> cel.Env:
    """Return the official evaluator for rows given as maps, in which an absent cell is a missing key."""
    row = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    variables = {"thing": row, "now": cel.Type.TIMESTAMP, "others": cel.Type.List(row)}
    return cel.NewEnv(variables=variables, extensions=functions.extensions())


def as_official(value: Any) -> Any:
    """Return a value as the official evaluator takes it: absent cells left out, times as messages."""
    if isinstance(value, datetime):
        stamp = Timestamp()
        stamp.FromDatetime(value)
        return stamp
    if isinstance(value, dict):
        return {name: as_official(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [as_official(inner) for inner in value]
    return value


def answers(program: cel.Expression, rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[Any]:
    """Return what the official evaluator makes of each row; None where it gives an error."""
    given = {"now": as_official(NOW), "others": as_official(others)}
    return [_answer(program, {"thing": as_official(row), **given}) for row in rows]


def _answer(program: cel.Expression, data: dict[str, Any]) -> Any:
    try:
        result = program.eval(data=data)
    except (OverflowError, RuntimeError, ValueError):
        return None
    return None if result.type() == cel.Type.ERROR else _comparable(result.plain_value())


def _comparable(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value
