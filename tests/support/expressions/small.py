"""A small table with a column of each type, random rows of it with holes, and the official evaluator over them."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from cel_expr_python import cel
from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.wrappers_pb2 import StringValue

from orglint.expressions.cel import functions
from orglint.model.table import Column, ColumnType, Field, ListOf, Scalar, Struct, Table

NOW = datetime(2026, 11, 1, tzinfo=UTC)

COLUMNS: dict[str, ColumnType] = {
    "key": Scalar.STRING,
    "status": Scalar.STRING,
    "email": Scalar.STRING,
    "text": Scalar.STRING,
    "net": Scalar.STRING,
    "age": Scalar.STRING,
    "n": Scalar.INT,
    "m": Scalar.INT,
    "few": Scalar.INT,
    "score": Scalar.DOUBLE,
    "mfa": Scalar.BOOL,
    "last": Scalar.TIMESTAMP,
    "since": Scalar.TIMESTAMP,
    "roles": ListOf(Scalar.STRING),
    "nets": ListOf(Scalar.STRING),
    "sizes": ListOf(Scalar.INT),
    "marks": ListOf(Scalar.DOUBLE),
    "flags": ListOf(Scalar.BOOL),
    "moments": ListOf(Scalar.TIMESTAMP),
    "access": ListOf(
        Struct(
            (
                Field("key", Scalar.STRING),
                Field("seen", Scalar.TIMESTAMP),
                Field("count", Scalar.INT),
                Field("load", Scalar.DOUBLE),
            )
        )
    ),
    "claim": Struct((Field("status", Scalar.STRING), Field("level", Scalar.INT))),
}
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
    "a\0b",
    "\0",
]
ODD_TEXTS = [
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551615", "+1", "-0", "007"),
    *("1e400", "-1e400", "1e-400", "-inf", "NaN", "nan", "Infinity", " 7", "7 ", "1_0", ".", "-", "1.", ".5"),
    *("-1.5e3", "1e5", "٣", "1\0", "12\0", "true", "T", "t", "TRUE", "yes", "0", "9007199254740993", "4.9e-324"),
    *("2024-02-29T00:00:00Z", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-01T00:00:00.5+01:00"),
    *("2024-01-01", "2024-06-30T23:59:60Z", "2016-12-31T23:59:60Z", "2024-01-01T24:00:00Z", "2024-01-01t00:00:00z"),
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "0000-12-31T23:59:59Z", "9999-12-31T23:59:59.999999Z"),
    *("9999-12-31T23:59:59-00:01", "10000-01-01T00:00:00Z", "2024-01-01T00:00:00.123456000Z", "2024-01-01T00:00:00"),
    *("2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+23:59", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00.Z"),
    *(
        "e\u0301e\u0301",
        "\u202eabc\u202c",
        "\u05d0\u05d1",
        "\U0001f937\u200d\u2640\ufe0f",
        "\ufeffa",
        "\ud7ff\ue000\uffff",
    ),
    *("\U0010ffff", "İ", "ß", "\u212a", "\u017f", "\u2028", "\u0085", "\u180e", "a,b,,c", ",", "aXbXc", "\r\n"),
]
NETS = [
    *("10.1.2.3", "10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32", "10.1.2.3/7", "10.1.2.3/33", "010.1.2.3", "10.1.2"),
    *("::", "::/0", "::1", "2001:DB8::8000:0/97", "2001:db8::/32", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "1::2::3"),
    *("::ffff:10.1.2.3", "::10.1.2.3/128", "fe80::1%eth0", "10.0.0.0/", "/8", "", " 10.1.2.3", "10.0.0.0/08", "::/129"),
]
AGES = [
    *(
        "0",
        "-0",
        "+0",
        "1h",
        "90m",
        "2160h",
        "1.5s",
        "-1.5s",
        "+2m",
        "1h1m1s",
        "1s1h",
        "1ms",
        "-1us",
        "1000ns",
        "0.5ms",
    ),
    *(".5h", "5.h", "1.000001s", "0.000001s", "-90m1.25s", "2562047h47m15s", "-2562047h47m15s", "00001s"),
    *(
        "1us500ms",
        "0ns",
        "0.000000000h",
        "1.50000000000s",
        "1h30",
        "1",
        "h",
        "-",
        "+",
        "",
        "1d",
        "1 h",
        " 1h",
        "1h ",
        ".s",
    ),
    *(
        "--1s",
        "1h-1m",
        "1S",
        "1e3s",
        "1..5s",
        "1µs",
        "٣s",
        "1h\0",
        "\0",
        "infs",
        "99999999999999999999h",
        "9223372036854775808us",
    ),
]
"""Texts that say a duration of at most 292 years, no finer than a microsecond, and texts that say none."""
INTS = [0, 1, -1, 2, 3, 7, 2**31, 2**63 - 1, -(2**63), 2**62, 2**53 + 1, -62_135_596_800, 253_402_300_799, 106_752]
FEW = [-1, 0, 1, 2, 3, 4]
INFINITY = float("inf")
DOUBLES = [
    *(0.0, -0.0, 1.5, -2.25, 1e308, 1e-300, 9007199254740993.0, -9.3e18, 123456.789, float("nan"), INFINITY, -INFINITY),
    *(5e-324, 2.0**63, -(2.0**63), 2.0**64, 0.1, 1e6, 999999.9999999999, 1e21, -1e15, 1.0, 7.0),
]
TIMES = [
    NOW,
    NOW - timedelta(days=1),
    NOW - timedelta(days=90),
    NOW - timedelta(days=90, microseconds=1),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
    datetime(2025, 3, 30, 1, 30, tzinfo=UTC),
    datetime(2025, 10, 26, 0, 59, 59, 999000, tzinfo=UTC),
    datetime(1582, 10, 10, tzinfo=UTC),
    datetime(1900, 2, 28, 23, 59, tzinfo=UTC),
    datetime(1734, 1, 1, tzinfo=UTC),
    datetime(2011, 12, 30, 10, tzinfo=UTC),
]
_POOLS = {
    Scalar.STRING: TEXTS,
    Scalar.INT: INTS,
    Scalar.DOUBLE: DOUBLES,
    Scalar.TIMESTAMP: TIMES,
    Scalar.BOOL: [True, False],
}
_OWN_POOLS: dict[str, list[Any]] = {"text": ODD_TEXTS, "few": FEW, "age": AGES, "net": NETS, "nets": NETS}


def table(name: str = "things", variable: str = "thing") -> Table:
    columns = {column: Column(column, kind, "", "") for column, kind in COLUMNS.items()}
    return Table(name, variable, "key", "", api="", endpoint="", scope="", columns=columns)


def random_rows(seed: int, count: int) -> list[dict[str, Any]]:
    """Return rows of which every cell but the key may be absent (None); their keys are in order as texts."""
    dice = random.Random(seed)
    return [{"key": f"k{number:03}", **_row(dice)} for number in range(count)]


def random_part(dice: random.Random, column: str, path: tuple[int | str, ...]) -> Any:
    """Return a value for a column, for an element of a list in it, or for a member; all but elements may be absent."""
    kind, place = COLUMNS[column], path[-1] if path else column
    for step in path:
        kind = _below(kind, step)
    name = column if isinstance(place, int) else place
    return _element(dice, kind, name) if isinstance(place, int) else _value(dice, kind, name)


def _below(kind: ColumnType, step: int | str) -> ColumnType:
    if isinstance(kind, ListOf):
        return kind.element
    assert isinstance(kind, Struct), "only lists and records hold anything"
    return next(field.type for field in kind.fields if field.name == step)


def _row(dice: random.Random) -> dict[str, Any]:
    return {name: _value(dice, kind, name) for name, kind in COLUMNS.items() if name != "key"}


def _value(dice: random.Random, kind: ColumnType, name: str) -> Any:
    if dice.random() < 0.2:
        return None
    match kind:
        case ListOf(element):
            return [_element(dice, element, name) for _ in range(dice.randint(0, 3))]
        case Struct():
            return _struct(dice, kind)
    return dice.choice(_OWN_POOLS.get(name) or _POOLS[kind])


def _element(dice: random.Random, kind: ColumnType, name: str) -> Any:
    return (
        _struct(dice, kind)
        if isinstance(kind, Struct)
        else dice.choice(_OWN_POOLS.get(name) or _POOLS[Scalar(str(kind))])
    )


def _struct(dice: random.Random, kind: Struct) -> dict[str, Any]:
    if dice.random() < 0.1:
        return {field.name: None for field in kind.fields}
    return {field.name: _value(dice, field.type, field.name) for field in kind.fields}


def official() -> cel.Env:
    """Return the official evaluator for rows given as maps, in which an absent cell is a missing key."""
    row = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    variables = {
        "thing": row,
        "now": cel.Type.TIMESTAMP,
        "others": cel.Type.List(row),
        "things": cel.Type.List(row),
        "params": row,
    }
    return cel.NewEnv(variables=variables, extensions=functions.build_extensions())


def as_official(value: Any) -> Any:
    """Return a value as the official evaluator takes it: absent cells left out, times as messages.

    A text with NUL is wrapped where it stands in a row, since the official library cuts bare ones there.
    """
    if isinstance(value, datetime):
        stamp = Timestamp()
        stamp.FromDatetime(value)
        return stamp
    if isinstance(value, dict):
        return {name: _inside(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_inside(inner) for inner in value]
    return value


def _inside(value: Any) -> Any:
    return StringValue(value=value) if isinstance(value, str) and "\0" in value else as_official(value)


def answers(program: cel.Expression, rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[Any]:
    """Return what the official evaluator makes of each row; None where it gives an error."""
    environment = official()
    given = {"now": as_official(NOW), "others": as_official(others), "things": as_official(rows)}
    return [answer(program, environment.Activation({"thing": as_official(row), **given})) for row in rows]


def answer(program: cel.Expression, given: cel.Env.Activation) -> Any:
    """Return what the official evaluator makes of an expression; None where it gives an error."""
    try:
        result = program.eval(activation=given)
        return None if result.type() == cel.Type.ERROR else _comparable(result.plain_value())
    except (OverflowError, RuntimeError, ValueError):
        return None


def _comparable(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, list):
        return [_comparable(element) for element in value]
    return value
