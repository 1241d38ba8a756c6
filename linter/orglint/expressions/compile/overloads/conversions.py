"""Conversions: what cannot be converted is unknown."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.compile.overloads.logic import Builder
from orglint.expressions.compile.overloads.times import SECOND, micros_to_timestamp, timestamp_to_micros
from orglint.sql.builders import (
    apply_operator,
    call_function,
    case_when,
    cast_value,
    concat_texts,
    evaluate_once,
    int_to_sql,
    is_null,
    let_once,
    text_to_sql,
    try_operator,
)

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
_TO_SECONDS, _WITH_SECONDS, _REST = int_to_sql(17), int_to_sql(19), int_to_sql(40)
_WHITE = text_to_sql("\t\n\v\f\r ")


def _looks_like(pattern: str, value: exp.Expr) -> exp.Expr:
    return call_function("regexp_full_match", value, text_to_sql(pattern))


def _parse_number(pattern: str, kind: str, value: exp.Expr) -> exp.Expr:
    stripped = cast_value(call_function("trim", value, _WHITE), kind, attempt=True)
    return case_when((_looks_like(pattern, value), stripped))


def _parse_double(value: exp.Expr) -> exp.Expr:
    stripped = cast_value(call_function("trim", value, _WHITE), "DOUBLE", attempt=True)
    return case_when((exp.or_(_looks_like(_DECIMAL, value), _looks_like(_WORD, value), copy=False), stripped))


def _truncate_double(kind: str, above: type[exp.Binary], low: str, high: str, value: exp.Expr) -> exp.Expr:
    """Return a double without its fraction; unknown unless it lies `above` the lower bound and below the other."""
    inside = exp.and_(
        above(this=value, expression=cast_value(text_to_sql(low), "DOUBLE")),
        exp.LT(this=value, expression=cast_value(text_to_sql(high), "DOUBLE")),
        copy=False,
    )
    return case_when((inside, cast_value(call_function("trunc", value), kind, attempt=True)))


def _value_to_text(kind: str, value: exp.Expr) -> exp.Expr:
    """Return the text of a value whose type stands beside it: engines write some types differently."""
    return cast_value(cast_value(value, kind), "TEXT")


def _double_to_text(value: exp.Expr) -> exp.Expr:
    """Return the shortest text that reads back as the same number; from a million on with an exponent."""
    plain = call_function("regexp_replace", _value_to_text("DOUBLE", value), text_to_sql(r"\.0$"), text_to_sql(""))
    size = _value_to_text("DOUBLE", call_function("abs", value))
    digits = call_function("rtrim", call_function("replace", size, text_to_sql("."), text_to_sql("")), text_to_sql("0"))
    tail = call_function("substring", digits, int_to_sql(2))
    fraction = case_when(
        (exp.EQ(this=tail, expression=text_to_sql("")), text_to_sql("")), otherwise=concat_texts(text_to_sql("."), tail)
    )
    power = apply_operator(exp.Sub, call_function("strpos", size, text_to_sql(".")), int_to_sql(2))
    exponent = call_function(
        "lpad", _value_to_text("BIGINT", power), cast_value(int_to_sql(2), "INT"), text_to_sql("0")
    )
    sign = case_when((exp.LT(this=value, expression=int_to_sql(0)), text_to_sql("-")), otherwise=text_to_sql(""))
    long = exp.Between(
        this=call_function("abs", value),
        low=cast_value(text_to_sql("1e6"), "DOUBLE"),
        high=cast_value(text_to_sql("9999999999999998"), "DOUBLE"),
    )
    return case_when(
        (long, concat_texts(sign, call_function("left", digits, int_to_sql(1)), fraction, text_to_sql("e+"), exponent)),
        otherwise=plain,
    )


def _cast_if_fits(kind: str, value: exp.Expr) -> exp.Expr:
    return cast_value(value, kind, attempt=True)


def _format_fraction(microseconds: exp.Expr) -> exp.Expr:
    """Return what follows the seconds in a text: nothing, three digits, or six."""
    part = apply_operator(exp.Mod, microseconds, int_to_sql(SECOND))
    digits = _value_to_text("BIGINT", call_function("abs", part))
    six = exp.DPipe(
        this=text_to_sql("."),
        expression=call_function("lpad", digits, cast_value(int_to_sql(6), "INT"), text_to_sql("0")),
    )
    thousandths = apply_operator(exp.Mod, part, int_to_sql(1000))
    return case_when(
        (exp.EQ(this=part, expression=int_to_sql(0)), text_to_sql("")),
        (exp.EQ(this=thousandths, expression=int_to_sql(0)), call_function("left", exp.Paren(this=six), int_to_sql(4))),
        otherwise=six,
    )


def _timestamp_to_text(value: exp.Expr) -> exp.Expr:
    day = call_function("strftime", value, text_to_sql("%Y-%m-%dT%H:%M:%S"))
    return exp.Paren(
        this=exp.DPipe(
            this=exp.DPipe(this=day, expression=_format_fraction(_above_second(value))), expression=text_to_sql("Z")
        )
    )


def _duration_to_text(value: exp.Expr) -> exp.Expr:
    seconds = _value_to_text("BIGINT", call_function("abs", apply_operator(exp.IntDiv, value, int_to_sql(SECOND))))
    sign = case_when((exp.LT(this=value, expression=int_to_sql(0)), text_to_sql("-")), otherwise=text_to_sql(""))
    return case_when(
        (is_null(value), exp.null()), otherwise=concat_texts(sign, seconds, _format_fraction(value), text_to_sql("s"))
    )


def _instant_from_text(value: exp.Expr) -> exp.Expr:
    return case_when(
        (
            _looks_like(_INSTANT, value),
            let_once(_read_instant, call_function("upper", value)),
        )
    )


def _read_instant(value: exp.Expr) -> exp.Expr:
    """Return the time that a text says; a leap second, whole or in part, is the second that follows it."""
    ordinary = timestamp_to_micros(
        call_function("timezone", text_to_sql("UTC"), cast_value(value, "TIMESTAMPTZ", attempt=True))
    )
    zone = call_function(
        "regexp_replace",
        call_function("substring", value, int_to_sql(20), _REST),
        text_to_sql(r"^\.[0-9]+"),
        text_to_sql(""),
    )
    before = cast_value(
        concat_texts(call_function("left", value, _TO_SECONDS), text_to_sql("59"), zone), "TIMESTAMPTZ", attempt=True
    )
    leapt = apply_operator(
        exp.Add, timestamp_to_micros(call_function("timezone", text_to_sql("UTC"), before)), int_to_sql(SECOND)
    )
    leaps = exp.EQ(
        this=call_function("right", call_function("left", value, _WITH_SECONDS), int_to_sql(2)),
        expression=text_to_sql("60"),
    )
    return micros_to_timestamp(case_when((leaps, leapt), otherwise=ordinary))


def _timestamp_to_seconds(value: exp.Expr) -> exp.Expr:
    return apply_operator(
        exp.IntDiv, apply_operator(exp.Sub, timestamp_to_micros(value), _above_second(value)), int_to_sql(SECOND)
    )


def _above_second(value: exp.Expr) -> exp.Expr:
    """Return the microseconds since the last full second, never negative."""
    rest = apply_operator(exp.Mod, timestamp_to_micros(value), int_to_sql(SECOND))
    return apply_operator(exp.Mod, apply_operator(exp.Add, rest, int_to_sql(SECOND)), int_to_sql(SECOND))


def _bool_from_text(value: exp.Expr) -> exp.Expr:
    words = {text_to_sql(word): exp.true() for word in _TRUE} | {text_to_sql(word): exp.false() for word in _FALSE}
    return case_when(*((exp.EQ(this=value, expression=word), truth) for word, truth in words.items()))


_TRUE = ("true", "True", "TRUE", "t", "1")
_FALSE = ("false", "False", "FALSE", "f", "0")


def _return_unchanged(value: exp.Expr) -> exp.Expr:
    return value


OVERLOADS: Mapping[str, Builder] = {
    **dict.fromkeys(("bool_to_bool", "int64_to_int64", "uint64_to_uint64", "double_to_double"), _return_unchanged),
    **dict.fromkeys(("string_to_string", "timestamp_to_timestamp", "duration_to_duration"), _return_unchanged),
    "bool_to_string": partial(_value_to_text, "BOOLEAN"),
    "int64_to_string": partial(_value_to_text, "BIGINT"),
    "uint64_to_string": partial(_value_to_text, "UBIGINT"),
    "double_to_string": evaluate_once(_double_to_text),
    "timestamp_to_string": evaluate_once(_timestamp_to_text),
    "duration_to_string": evaluate_once(_duration_to_text),
    "string_to_bool": evaluate_once(_bool_from_text),
    "string_to_int64": evaluate_once(partial(_parse_number, _SIGNED, "BIGINT")),
    "string_to_uint64": evaluate_once(partial(_parse_number, _UNSIGNED, "UBIGINT")),
    "string_to_double": evaluate_once(_parse_double),
    "string_to_timestamp": evaluate_once(_instant_from_text),
    "uint64_to_int64": lambda value: _cast_if_fits("BIGINT", value),
    "int64_to_uint64": lambda value: _cast_if_fits("UBIGINT", value),
    "double_to_int64": evaluate_once(
        partial(_truncate_double, "BIGINT", exp.GT, "-9223372036854775808", "9223372036854775808")
    ),
    "double_to_uint64": evaluate_once(partial(_truncate_double, "UBIGINT", exp.GTE, "0", "18446744073709551616")),
    "int64_to_double": lambda value: cast_value(value, "DOUBLE"),
    "uint64_to_double": lambda value: cast_value(value, "DOUBLE"),
    "timestamp_to_int64": evaluate_once(_timestamp_to_seconds),
    "int64_to_timestamp": lambda value: micros_to_timestamp(try_operator(exp.Mul, value, int_to_sql(SECOND))),
}
