"""Conversions: what cannot be converted is unknown."""

from collections.abc import Mapping

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.overloads.times import SECOND, instant, micros
from orglint.expressions.sql import attempt, binary, call, case, is_null, number, text

_BLANK = r"[\t-\r ]*"
_SIGNED = rf"{_BLANK}[-+]?[0-9]+{_BLANK}"
_UNSIGNED = rf"{_BLANK}\+?[0-9]+{_BLANK}"
_DECIMAL = rf"{_BLANK}[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?{_BLANK}"
_WORD = rf"(?i){_BLANK}[-+]?(inf|infinity|nan){_BLANK}"
_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6}0{0,3})?(Z|[-+][0-9]{2}:[0-9]{2})"
_WHITE = text("\t\n\v\f\r ")


def _looks_like(pattern: str, value: exp.Expr) -> exp.Expr:
    return call("regexp_full_match", value, text(pattern))


def _parsed(pattern: str, kind: str, value: exp.Expr) -> exp.Expr:
    stripped = exp.TryCast(this=call("trim", value, _WHITE), to=exp.DataType.build(kind))
    return case((_looks_like(pattern, value), stripped))


def _double(value: exp.Expr) -> exp.Expr:
    stripped = exp.TryCast(this=call("trim", value, _WHITE), to=exp.DataType.build("DOUBLE"))
    return case((exp.or_(_looks_like(_DECIMAL, value), _looks_like(_WORD, value)), stripped))


def _truncated(kind: str, low: str, high: str, value: exp.Expr) -> exp.Expr:
    """Return a double without its fraction; unknown unless it lies strictly between the bounds."""
    inside = exp.and_(
        exp.GT(this=value.copy(), expression=exp.cast(text(low), "DOUBLE")),
        exp.LT(this=value.copy(), expression=exp.cast(text(high), "DOUBLE")),
    )
    return case((inside, exp.cast(call("trunc", value), kind)))


def _fits(kind: str, value: exp.Expr) -> exp.Expr:
    return exp.TryCast(this=value, to=exp.DataType.build(kind))


def _fraction(microseconds: exp.Expr) -> exp.Expr:
    """Return what follows the seconds in a text: nothing, three digits, or six."""
    part = binary(exp.Mod, microseconds, number(SECOND))
    digits = exp.cast(call("abs", part), "TEXT")
    six = exp.DPipe(this=text("."), expression=call("lpad", digits, number(6), text("0")))
    thousandths = binary(exp.Mod, part, number(1000))
    return case(
        (exp.EQ(this=part.copy(), expression=number(0)), text("")),
        (exp.EQ(this=thousandths, expression=number(0)), call("left", exp.paren(six), number(4))),
        otherwise=six,
    )


def _instant_text(value: exp.Expr) -> exp.Expr:
    since = call("epoch_us", call("timezone", text("UTC"), value))
    positive = binary(exp.Mod, binary(exp.Add, binary(exp.Mod, since, number(SECOND)), number(SECOND)), number(SECOND))
    day = call("strftime", value, text("%Y-%m-%dT%H:%M:%S"))
    return exp.paren(exp.DPipe(this=exp.DPipe(this=day, expression=_fraction(positive)), expression=text("Z")))


def _duration_text(value: exp.Expr) -> exp.Expr:
    seconds = exp.cast(call("abs", binary(exp.IntDiv, value, number(SECOND))), "TEXT")
    sign = case((exp.LT(this=value.copy(), expression=number(0)), text("-")), otherwise=text(""))
    parts = (sign, seconds, _fraction(value), text("s"))
    joined = parts[0]
    for part in parts[1:]:
        joined = exp.DPipe(this=joined, expression=part)
    return case((is_null(value), exp.null()), otherwise=exp.paren(joined))


def _instant_from_text(value: exp.Expr) -> exp.Expr:
    zoned = exp.TryCast(this=value.copy(), to=exp.DataType.build("TIMESTAMPTZ"))
    return case((_looks_like(_INSTANT, value), instant(micros(call("timezone", text("UTC"), zoned)))))


def _seconds(value: exp.Expr) -> exp.Expr:
    since = micros(value)
    return exp.cast(call("floor", binary(exp.Div, since, number(SECOND))), "BIGINT")


def _bool_from_text(value: exp.Expr) -> exp.Expr:
    words = {text(word): exp.true() for word in _TRUE} | {text(word): exp.false() for word in _FALSE}
    return case(*((exp.EQ(this=value.copy(), expression=word), truth) for word, truth in words.items()))


_TRUE = ("true", "True", "TRUE", "t", "1")
_FALSE = ("false", "False", "FALSE", "f", "0")


def _same(value: exp.Expr) -> exp.Expr:
    return value


OVERLOADS: Mapping[str, Builder] = {
    **dict.fromkeys(("bool_to_bool", "int64_to_int64", "uint64_to_uint64", "double_to_double"), _same),
    **dict.fromkeys(("string_to_string", "timestamp_to_timestamp", "duration_to_duration"), _same),
    "bool_to_string": lambda value: exp.cast(value, "TEXT"),
    "int64_to_string": lambda value: exp.cast(value, "TEXT"),
    "uint64_to_string": lambda value: exp.cast(value, "TEXT"),
    "double_to_string": lambda value: call("format", text("{:g}"), value),
    "timestamp_to_string": _instant_text,
    "duration_to_string": _duration_text,
    "string_to_bool": _bool_from_text,
    "string_to_int64": lambda value: _parsed(_SIGNED, "BIGINT", value),
    "string_to_uint64": lambda value: _parsed(_UNSIGNED, "UBIGINT", value),
    "string_to_double": _double,
    "string_to_timestamp": _instant_from_text,
    "uint64_to_int64": lambda value: _fits("BIGINT", value),
    "int64_to_uint64": lambda value: _fits("UBIGINT", value),
    "double_to_int64": lambda value: _truncated("BIGINT", "-9223372036854775808", "9223372036854775808", value),
    "double_to_uint64": lambda value: _truncated("UBIGINT", "-1", "18446744073709551616", value),
    "int64_to_double": lambda value: exp.cast(value, "DOUBLE"),
    "uint64_to_double": lambda value: exp.cast(value, "DOUBLE"),
    "timestamp_to_int64": _seconds,
    "int64_to_timestamp": lambda value: instant(attempt(exp.Mul, value, number(SECOND))),
}
