"""Conversions: what cannot be converted is unknown."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.overloads.times import SECOND, instant, micros
from orglint.expressions.sql import attempt, binary, bound, call, case, converted, is_null, joined, number, once, text

_BLANK = r"[\t-\r ]*"
_SIGNED = rf"{_BLANK}[-+]?[0-9]+{_BLANK}"
_UNSIGNED = rf"{_BLANK}\+?[0-9]+{_BLANK}"
_DECIMAL = rf"{_BLANK}[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?{_BLANK}"
_WORD = rf"(?i){_BLANK}[-+]?(inf|infinity|nan){_BLANK}"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_INSTANT = (
    f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt]{_CLOCK}:"
    rf"([0-5][0-9](\.[0-9]{{1,6}}0{{0,3}})?|60(\.[0-9]{{1,9}})?)([Zz]|[-+]{_CLOCK})"
)
_TO_SECONDS, _WITH_SECONDS, _REST = number(17), number(19), number(40)
_WHITE = text("\t\n\v\f\r ")


def _looks_like(pattern: str, value: exp.Expr) -> exp.Expr:
    return call("regexp_full_match", value, text(pattern))


def _parsed(pattern: str, kind: str, value: exp.Expr) -> exp.Expr:
    stripped = converted(call("trim", value, _WHITE), kind, attempt=True)
    return case((_looks_like(pattern, value), stripped))


def _double(value: exp.Expr) -> exp.Expr:
    stripped = converted(call("trim", value, _WHITE), "DOUBLE", attempt=True)
    return case((exp.or_(_looks_like(_DECIMAL, value), _looks_like(_WORD, value), copy=False), stripped))


def _truncated(kind: str, above: type[exp.Binary], low: str, high: str, value: exp.Expr) -> exp.Expr:
    """Return a double without its fraction; unknown unless it lies `above` the lower bound and below the other."""
    inside = exp.and_(
        above(this=value, expression=converted(text(low), "DOUBLE")),
        exp.LT(this=value, expression=converted(text(high), "DOUBLE")),
        copy=False,
    )
    return case((inside, converted(call("trunc", value), kind, attempt=True)))


def _written(kind: str, value: exp.Expr) -> exp.Expr:
    """Return the text of a value whose type stands beside it: engines write some types differently."""
    return converted(converted(value, kind), "TEXT")


def _double_text(value: exp.Expr) -> exp.Expr:
    """Return the shortest text that reads back as the same number; from a million on with an exponent."""
    plain = call("regexp_replace", _written("DOUBLE", value), text(r"\.0$"), text(""))
    size = _written("DOUBLE", call("abs", value))
    digits = call("rtrim", call("replace", size, text("."), text("")), text("0"))
    tail = call("substring", digits, number(2))
    fraction = case((exp.EQ(this=tail, expression=text("")), text("")), otherwise=joined(text("."), tail))
    power = binary(exp.Sub, call("strpos", size, text(".")), number(2))
    exponent = call("lpad", _written("BIGINT", power), converted(number(2), "INT"), text("0"))
    sign = case((exp.LT(this=value, expression=number(0)), text("-")), otherwise=text(""))
    long = exp.Between(
        this=call("abs", value),
        low=converted(text("1e6"), "DOUBLE"),
        high=converted(text("9999999999999998"), "DOUBLE"),
    )
    return case((long, joined(sign, call("left", digits, number(1)), fraction, text("e+"), exponent)), otherwise=plain)


def _fits(kind: str, value: exp.Expr) -> exp.Expr:
    return converted(value, kind, attempt=True)


def _fraction(microseconds: exp.Expr) -> exp.Expr:
    """Return what follows the seconds in a text: nothing, three digits, or six."""
    part = binary(exp.Mod, microseconds, number(SECOND))
    digits = _written("BIGINT", call("abs", part))
    six = exp.DPipe(this=text("."), expression=call("lpad", digits, converted(number(6), "INT"), text("0")))
    thousandths = binary(exp.Mod, part, number(1000))
    return case(
        (exp.EQ(this=part, expression=number(0)), text("")),
        (exp.EQ(this=thousandths, expression=number(0)), call("left", exp.Paren(this=six), number(4))),
        otherwise=six,
    )


def _instant_text(value: exp.Expr) -> exp.Expr:
    day = call("strftime", value, text("%Y-%m-%dT%H:%M:%S"))
    return exp.Paren(
        this=exp.DPipe(this=exp.DPipe(this=day, expression=_fraction(_above_second(value))), expression=text("Z"))
    )


def _duration_text(value: exp.Expr) -> exp.Expr:
    seconds = _written("BIGINT", call("abs", binary(exp.IntDiv, value, number(SECOND))))
    sign = case((exp.LT(this=value, expression=number(0)), text("-")), otherwise=text(""))
    return case((is_null(value), exp.null()), otherwise=joined(sign, seconds, _fraction(value), text("s")))


def _instant_from_text(value: exp.Expr) -> exp.Expr:
    return case((_looks_like(_INSTANT, value), bound(_read_instant, call("translate", value, text("tz"), text("TZ")))))


def _read_instant(value: exp.Expr) -> exp.Expr:
    """Return the time that a text says; a leap second, whole or in part, is the second that follows it."""
    ordinary = micros(call("timezone", text("UTC"), converted(value, "TIMESTAMPTZ", attempt=True)))
    zone = call("regexp_replace", call("substring", value, number(20), _REST), text(r"^\.[0-9]+"), text(""))
    before = converted(joined(call("left", value, _TO_SECONDS), text("59"), zone), "TIMESTAMPTZ", attempt=True)
    leapt = binary(exp.Add, micros(call("timezone", text("UTC"), before)), number(SECOND))
    leaps = exp.EQ(this=call("right", call("left", value, _WITH_SECONDS), number(2)), expression=text("60"))
    return instant(case((leaps, leapt), otherwise=ordinary))


def _seconds(value: exp.Expr) -> exp.Expr:
    return binary(exp.IntDiv, binary(exp.Sub, micros(value), _above_second(value)), number(SECOND))


def _above_second(value: exp.Expr) -> exp.Expr:
    """Return the microseconds since the last full second, never negative."""
    rest = binary(exp.Mod, micros(value), number(SECOND))
    return binary(exp.Mod, binary(exp.Add, rest, number(SECOND)), number(SECOND))


def _bool_from_text(value: exp.Expr) -> exp.Expr:
    words = {text(word): exp.true() for word in _TRUE} | {text(word): exp.false() for word in _FALSE}
    return case(*((exp.EQ(this=value, expression=word), truth) for word, truth in words.items()))


_TRUE = ("true", "True", "TRUE", "t", "1")
_FALSE = ("false", "False", "FALSE", "f", "0")


def _same(value: exp.Expr) -> exp.Expr:
    return value


OVERLOADS: Mapping[str, Builder] = {
    **dict.fromkeys(("bool_to_bool", "int64_to_int64", "uint64_to_uint64", "double_to_double"), _same),
    **dict.fromkeys(("string_to_string", "timestamp_to_timestamp", "duration_to_duration"), _same),
    "bool_to_string": partial(_written, "BOOLEAN"),
    "int64_to_string": partial(_written, "BIGINT"),
    "uint64_to_string": partial(_written, "UBIGINT"),
    "double_to_string": once(_double_text),
    "timestamp_to_string": once(_instant_text),
    "duration_to_string": once(_duration_text),
    "string_to_bool": once(_bool_from_text),
    "string_to_int64": once(partial(_parsed, _SIGNED, "BIGINT")),
    "string_to_uint64": once(partial(_parsed, _UNSIGNED, "UBIGINT")),
    "string_to_double": once(_double),
    "string_to_timestamp": once(_instant_from_text),
    "uint64_to_int64": lambda value: _fits("BIGINT", value),
    "int64_to_uint64": lambda value: _fits("UBIGINT", value),
    "double_to_int64": once(partial(_truncated, "BIGINT", exp.GT, "-9223372036854775808", "9223372036854775808")),
    "double_to_uint64": once(partial(_truncated, "UBIGINT", exp.GTE, "0", "18446744073709551616")),
    "int64_to_double": lambda value: converted(value, "DOUBLE"),
    "uint64_to_double": lambda value: converted(value, "DOUBLE"),
    "timestamp_to_int64": once(_seconds),
    "int64_to_timestamp": lambda value: instant(attempt(exp.Mul, value, number(SECOND))),
}
