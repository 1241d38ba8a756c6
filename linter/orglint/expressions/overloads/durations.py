"""A duration from a text: numbers with units, one after the other, as long as no part of a microsecond is left over."""

from collections.abc import Mapping
from functools import reduce

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.overloads.times import LONGEST_DURATION, SECOND
from orglint.expressions.sql import attempt, binary, bound, call, case, converted, known, number, once, text, within

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
    signed = exp.Or(this=call("starts_with", value, text("-")), expression=call("starts_with", value, text("+")))
    bare = case((signed, call("substring", value, number(2))), otherwise=value)
    negative = call("starts_with", value, text("-"))
    total = bound(_total, _components(bare))
    length = bound(lambda it, below: case((below, exp.Neg(this=it)), otherwise=it), total, negative)
    return case(
        (_matches(value, _NOTHING), number(0)),
        (_matches(value, _LETTERS), within(length, number(-LONGEST_WRITTEN), number(LONGEST_WRITTEN))),
    )


def _components(bare: exp.Expr) -> exp.Expr:
    """Return each number with its unit as microseconds and nanoseconds; NULL for one that is neither."""
    spaced = reduce(lambda it, unit: call("replace", it, text(unit), text(f"{_UNITS[unit][0]} ")), _UNITS, bare)
    wanted = exp.NEQ(this=exp.column("part"), expression=text(""))
    parts = call("list_filter", call("string_split", spaced, text(" ")), _lambda("part", wanted))
    last = binary(exp.Sub, call("length", exp.column("part")), number(1))
    unit, digits = call("right", exp.column("part"), number(1)), call("left", exp.column("part"), last)
    halves = call("string_split", digits, text("."))
    whole = call("list_extract", halves, number(1))
    written = call("rtrim", call("coalesce", call("list_extract", halves, number(2)), text("")), text("0"))
    read = case((_matches(exp.column("part"), _PART), bound(_component, unit, whole, written)))
    return call("list_transform", parts, _lambda("part", read))


def _component(unit: exp.Expr, whole: exp.Expr, written: exp.Expr) -> exp.Expr:
    none = exp.EQ(this=whole, expression=text(""))
    count = converted(case((none, text("0")), otherwise=whole), "BIGINT", attempt=True)
    digits = converted(call("rpad", written, converted(number(9), "INT"), text("0")), "BIGINT", attempt=True)
    short = exp.LTE(this=call("length", written), expression=number(9))
    sizes = ((exp.EQ(this=unit, expression=text(letter)), number(size)) for letter, size in _UNITS.values())
    return bound(_parts, case(*sizes, otherwise=number(1)), count, case((short, digits)))


def _parts(size: exp.Expr, count: exp.Expr, billionths: exp.Expr) -> exp.Expr:
    """Return microseconds and nanoseconds of a count of units and billionths of one; a size of 0 is a nanosecond."""
    part = binary(exp.Mul, billionths, size)
    micros = attempt(exp.Add, attempt(exp.Mul, count, size), binary(exp.IntDiv, part, number(_BILLION)))
    rest = binary(exp.Mod, part, number(_BILLION))
    fine = exp.EQ(this=binary(exp.Mod, rest, number(10**6)), expression=number(0))
    nanos = case((fine, binary(exp.IntDiv, rest, number(10**6))))
    tiny = exp.EQ(this=size, expression=number(0))
    whole = exp.EQ(this=billionths, expression=number(0))
    return call(
        "row",
        case((tiny, binary(exp.IntDiv, count, number(1000))), otherwise=micros),
        case((tiny, case((whole, binary(exp.Mod, count, number(1000))))), otherwise=nanos),
    )


def _total(components: exp.Expr) -> exp.Expr:
    micros, nanos = (_sum(components, place) for place in (1, 2))

    def together(micros: exp.Expr, nanos: exp.Expr) -> exp.Expr:
        full = exp.EQ(this=binary(exp.Mod, nanos, number(1000)), expression=number(0))
        return case((full, attempt(exp.Add, micros, binary(exp.IntDiv, nanos, number(1000)))))

    return bound(together, micros, nanos)


def _sum(components: exp.Expr, place: int) -> exp.Expr:
    member = call("struct_extract", exp.column("part"), exp.Literal.number(place))
    step = exp.Lambda(
        this=known(attempt(exp.Add, exp.column("a"), exp.column("b")), exp.column("a"), exp.column("b")),
        expressions=[exp.to_identifier(name) for name in "ab"],
    )
    return call("list_reduce", call("list_transform", components, _lambda("part", member)), step, number(0))


def _matches(value: exp.Expr, pattern: str) -> exp.Expr:
    return call("regexp_full_match", value, text(pattern))


def _lambda(variable: str, body: exp.Expr) -> exp.Expr:
    return exp.Lambda(this=body, expressions=[exp.to_identifier(variable)])


OVERLOADS: Mapping[str, Builder] = {"string_to_duration": once(_from_text)}
