"""What each overload of the language is in SQL: one entry an overload; what has none is refused.

Every entry is strict: with an unknown argument (NULL) it gives an unknown value, and so it does where CEL gives an
error, as on overflow. Timestamps are TIMESTAMP in UTC, durations a BIGINT of microseconds.
"""

from collections.abc import Callable, Mapping

from sqlglot import exp

Builder = Callable[..., exp.Expr]

DAY = 86_400_000_000
LONGEST_DURATION = 315_576_000_000_000_000
"""Ten thousand years in microseconds: the longest duration that CEL knows, in either direction."""
LONGEST_SUM = (2**63 - 1) // 1000
"""Some 292 years in microseconds: the longest duration that the official arithmetic gives; it counts nanoseconds."""
FIRST_INSTANT, LAST_INSTANT = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The first microsecond of year 1 and the last of year 9999, counted from 1970."""


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """Return a call of a function of the engine."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def case(*branches: tuple[exp.Expr, exp.Expr], otherwise: exp.Expr | None = None) -> exp.Expr:
    """Return a CASE; without `otherwise` it is unknown where no condition is true."""
    return exp.Case(ifs=[exp.If(this=when, true=then) for when, then in branches], default=otherwise)


def is_null(value: exp.Expr) -> exp.Expr:
    """Return whether a value is unknown."""
    return exp.Is(this=value.copy(), expression=exp.null())


def either(*conditions: exp.Expr) -> exp.Expr:
    """Return the three-valued OR of conditions."""
    return exp.paren(exp.or_(*conditions))


def number(value: int) -> exp.Expr:
    """Return a whole number of 64 bits."""
    return exp.cast(exp.Literal.string(str(value)), "BIGINT")


def contains(element: exp.Expr, elements: exp.Expr) -> exp.Expr:
    """Return whether a list has an element; unknown if either is."""
    has = call("list_contains", elements, element)
    return has if isinstance(element, exp.Literal) else case((exp.not_(is_null(element)), has))


def _binary(kind: type[exp.Binary]) -> Builder:
    return lambda left, right: exp.paren(kind(this=left, expression=right))


def _attempt(kind: type[exp.Binary]) -> Builder:
    operate = _binary(kind)
    return lambda left, right: call("try", operate(left, right))


def _function(name: str) -> Builder:
    return lambda *arguments: call(name, *arguments)


def _within(value: exp.Expr, least: int, most: int) -> exp.Expr:
    return case((exp.Between(this=value, low=number(least), high=number(most)), value.copy()))


def _duration(kind: type[exp.Binary]) -> Builder:
    operate = _attempt(kind)
    return lambda left, right: _within(operate(left, right), -LONGEST_SUM, LONGEST_SUM)


def _moved(kind: type[exp.Binary]) -> Builder:
    """Return a timestamp moved by a duration; unknown outside of the years 1 to 9999."""
    operate = _attempt(kind)

    def build(instant: exp.Expr, duration: exp.Expr) -> exp.Expr:
        moved = operate(call("epoch_us", instant), duration)
        return call("make_timestamp", _within(moved, FIRST_INSTANT, LAST_INSTANT))

    return build


def _elapsed(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    elapsed = exp.paren(exp.Sub(this=call("epoch_us", later), expression=call("epoch_us", earlier)))
    return _within(elapsed, -LONGEST_SUM, LONGEST_SUM)


def _days(count: exp.Expr) -> exp.Expr:
    return _within(call("try", exp.Mul(this=count, expression=number(DAY))), -LONGEST_DURATION, LONGEST_DURATION)


def _element(elements: exp.Expr, index: exp.Expr) -> exp.Expr:
    found = call("list_extract", elements, exp.Add(this=index.copy(), expression=number(1)))
    return case((exp.Between(this=index, low=number(0), high=number(2**62)), found))


_COMPARISONS: Mapping[str, type[exp.Binary]] = {
    "less": exp.LT,
    "less_equals": exp.LTE,
    "greater": exp.GT,
    "greater_equals": exp.GTE,
}
_ORDERED = ("bool", "int64", "double", "string", "timestamp", "duration")

OVERLOADS: Mapping[str, Builder] = {
    **{f"{name}_{kind}": _binary(sql) for name, sql in _COMPARISONS.items() for kind in _ORDERED},
    "logical_and": lambda left, right: exp.paren(exp.and_(left, right)),
    "logical_or": lambda left, right: exp.paren(exp.or_(left, right)),
    "logical_not": lambda value: exp.paren(exp.not_(value)),
    "conditional": lambda when, then, other: case((when, then), (exp.not_(when.copy()), other)),
    "in_list": contains,
    "index_list": _element,
    "size_list": _function("len"),
    "list_size": _function("len"),
    "size_string": _function("length"),
    "string_size": _function("length"),
    "contains_string": _function("contains"),
    "starts_with_string": _function("starts_with"),
    "ends_with_string": _function("ends_with"),
    "add_string": lambda left, right: exp.paren(exp.DPipe(this=left, expression=right)),
    "add_int64": _attempt(exp.Add),
    "subtract_int64": _attempt(exp.Sub),
    "multiply_int64": _attempt(exp.Mul),
    "negate_int64": lambda value: call("try", exp.Sub(this=number(0), expression=value)),
    "int64_to_string": lambda value: exp.cast(value, "TEXT"),
    "add_duration_duration": _duration(exp.Add),
    "subtract_duration_duration": _duration(exp.Sub),
    "subtract_timestamp_timestamp": _elapsed,
    "subtract_timestamp_duration": _moved(exp.Sub),
    "add_timestamp_duration": _moved(exp.Add),
    "add_duration_timestamp": lambda duration, instant: _moved(exp.Add)(instant, duration),
    "days_int": _days,
}

EQUALITY: Mapping[str, Builder] = {"equals": _binary(exp.EQ), "not_equals": _binary(exp.NEQ)}
"""Equality has one overload for every type; `translate` lets it stand between scalars of one type only."""
