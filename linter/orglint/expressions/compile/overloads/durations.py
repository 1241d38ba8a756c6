"""A duration from a text: numbers with units, one after the other, as long as no part of a microsecond is left over."""

from collections.abc import Mapping
from functools import reduce

from sqlglot import exp

from orglint.expressions.compile.overloads.logic import Builder
from orglint.expressions.compile.overloads.times import LONGEST_DURATION, SECOND
from orglint.sql.builders import (
    apply_operator,
    call_function,
    case_when,
    cast_value,
    evaluate_once,
    int_to_sql,
    let_once,
    null_if_any_null,
    null_if_outside,
    text_to_sql,
    try_operator,
)

_NOTHING, _LETTERS = "[-+]?0", "[-+]?[0-9.hmnus]+"
_PART = r"([0-9]+\.?[0-9]*|\.[0-9]+)[abchms]"
"""What no time at all looks like, what a duration is written in, and a number with its unit of one letter."""
LONGEST_WRITTEN = LONGEST_DURATION + SECOND - 1
_BILLION = 10**9
# unit -> (one letter for it, microseconds); a unit of two letters is replaced before the letters in it
_UNITS = {
    "ms": ("a", 1000),
    "us": ("b", 1),
    "ns": ("c", 0),
    "h": ("h", 3600 * SECOND),
    "m": ("m", 60 * SECOND),
    "s": ("s", SECOND),
}


def _from_text(value: exp.Expr) -> exp.Expr:
    signed = exp.Or(
        this=call_function("starts_with", value, text_to_sql("-")),
        expression=call_function("starts_with", value, text_to_sql("+")),
    )
    bare = case_when((signed, call_function("substring", value, int_to_sql(2))), otherwise=value)
    negative = call_function("starts_with", value, text_to_sql("-"))
    total = let_once(_add_up_components, _parse_components(bare))
    length = let_once(lambda it, below: case_when((below, exp.Neg(this=it)), otherwise=it), total, negative)
    return case_when(
        (_match_fully(value, _NOTHING), int_to_sql(0)),
        (
            _match_fully(value, _LETTERS),
            null_if_outside(length, int_to_sql(-LONGEST_WRITTEN), int_to_sql(LONGEST_WRITTEN)),
        ),
    )


def _parse_components(bare: exp.Expr) -> exp.Expr:
    """Return each number with its unit as microseconds and nanoseconds; NULL for one that is neither."""
    spaced = reduce(
        lambda it, unit: call_function("replace", it, text_to_sql(unit), text_to_sql(f"{_UNITS[unit][0]} ")),
        _UNITS,
        bare,
    )
    wanted = exp.NEQ(this=exp.column("part"), expression=text_to_sql(""))
    parts = call_function(
        "list_filter", call_function("string_split", spaced, text_to_sql(" ")), _build_lambda("part", wanted)
    )
    last = apply_operator(exp.Sub, call_function("length", exp.column("part")), int_to_sql(1))
    unit, digits = (
        call_function("right", exp.column("part"), int_to_sql(1)),
        call_function("left", exp.column("part"), last),
    )
    halves = call_function("string_split", digits, text_to_sql("."))
    whole = call_function("list_extract", halves, int_to_sql(1))
    written = call_function(
        "rtrim",
        call_function("coalesce", call_function("list_extract", halves, int_to_sql(2)), text_to_sql("")),
        text_to_sql("0"),
    )
    read = case_when((_match_fully(exp.column("part"), _PART), let_once(_parse_component, unit, whole, written)))
    return call_function("list_transform", parts, _build_lambda("part", read))


def _parse_component(unit: exp.Expr, whole: exp.Expr, written: exp.Expr) -> exp.Expr:
    none = exp.EQ(this=whole, expression=text_to_sql(""))
    count = cast_value(case_when((none, text_to_sql("0")), otherwise=whole), "BIGINT", attempt=True)
    digits = cast_value(
        call_function("rpad", written, cast_value(int_to_sql(9), "INT"), text_to_sql("0")), "BIGINT", attempt=True
    )
    short = exp.LTE(this=call_function("length", written), expression=int_to_sql(9))
    sizes = ((exp.EQ(this=unit, expression=text_to_sql(letter)), int_to_sql(size)) for letter, size in _UNITS.values())
    return let_once(_convert_component, case_when(*sizes, otherwise=int_to_sql(1)), count, case_when((short, digits)))


def _convert_component(size: exp.Expr, count: exp.Expr, billionths: exp.Expr) -> exp.Expr:
    """Return microseconds and nanoseconds of a count of units and billionths of one; a size of 0 is a nanosecond."""
    part = apply_operator(exp.Mul, billionths, size)
    micros = try_operator(
        exp.Add, try_operator(exp.Mul, count, size), apply_operator(exp.IntDiv, part, int_to_sql(_BILLION))
    )
    rest = apply_operator(exp.Mod, part, int_to_sql(_BILLION))
    fine = exp.EQ(this=apply_operator(exp.Mod, rest, int_to_sql(10**6)), expression=int_to_sql(0))
    nanos = case_when((fine, apply_operator(exp.IntDiv, rest, int_to_sql(10**6))))
    tiny = exp.EQ(this=size, expression=int_to_sql(0))
    whole = exp.EQ(this=billionths, expression=int_to_sql(0))
    return call_function(
        "row",
        case_when((tiny, apply_operator(exp.IntDiv, count, int_to_sql(1000))), otherwise=micros),
        case_when((tiny, case_when((whole, apply_operator(exp.Mod, count, int_to_sql(1000))))), otherwise=nanos),
    )


def _add_up_components(components: exp.Expr) -> exp.Expr:
    micros, nanos = (_sum_member(components, place) for place in (1, 2))

    def together(micros: exp.Expr, nanos: exp.Expr) -> exp.Expr:
        full = exp.EQ(this=apply_operator(exp.Mod, nanos, int_to_sql(1000)), expression=int_to_sql(0))
        return case_when((full, try_operator(exp.Add, micros, apply_operator(exp.IntDiv, nanos, int_to_sql(1000)))))

    return let_once(together, micros, nanos)


def _sum_member(components: exp.Expr, place: int) -> exp.Expr:
    member = call_function("struct_extract", exp.column("part"), exp.Literal.number(place))
    step = exp.Lambda(
        this=null_if_any_null(
            try_operator(exp.Add, exp.column("a"), exp.column("b")), exp.column("a"), exp.column("b")
        ),
        expressions=[exp.to_identifier(name) for name in "ab"],
    )
    return call_function(
        "list_reduce", call_function("list_transform", components, _build_lambda("part", member)), step, int_to_sql(0)
    )


def _match_fully(value: exp.Expr, pattern: str) -> exp.Expr:
    return call_function("regexp_full_match", value, text_to_sql(pattern))


def _build_lambda(variable: str, body: exp.Expr) -> exp.Expr:
    return exp.Lambda(this=body, expressions=[exp.to_identifier(variable)])


OVERLOADS: Mapping[str, Builder] = {"string_to_duration": evaluate_once(_from_text)}
