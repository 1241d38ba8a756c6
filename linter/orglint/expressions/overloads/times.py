"""Timestamps and durations: microseconds, years 1 to 9999, and what is longer than CEL's arithmetic is unknown."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.sql import attempt, binary, both, bound, call, case, converted, number, text, within

SECOND = 1_000_000
DAY = 86_400 * SECOND
LONGEST_DURATION = 315_576_000_000 * SECOND
"""Ten thousand years in microseconds: the longest duration that CEL knows, in either direction."""
LONGEST_SUM = (2**63 - 1) // 1000
"""Some 292 years in microseconds: the longest duration that the official arithmetic gives; it counts nanoseconds."""
FIRST_INSTANT, LAST_INSTANT = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The first microsecond of year 1 and the last of year 9999, counted from 1970."""


def micros(instant: exp.Expr) -> exp.Expr:
    """Return a timestamp as microseconds since 1970."""
    return call("epoch_us", instant)


def instant(microseconds: exp.Expr) -> exp.Expr:
    """Return microseconds since 1970 as a timestamp; unknown outside of the years 1 to 9999."""
    return call("make_timestamp", within(microseconds, number(FIRST_INSTANT), number(LAST_INSTANT)))


def truncated(value: exp.Expr, unit: int) -> exp.Expr:
    """Return how many whole units there are in a number, rounded towards zero."""
    return binary(exp.IntDiv, value, number(unit))


def _summed(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return within(attempt(kind, left, right), number(-LONGEST_SUM), number(LONGEST_SUM))


def _moved(kind: type[exp.Binary], moment: exp.Expr, duration: exp.Expr) -> exp.Expr:
    return instant(attempt(kind, micros(moment), duration))


def _elapsed(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    return bound(_distance, micros(later), micros(earlier))


def _distance(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    """Return how far two instants are apart; the official arithmetic takes seconds and their fractions by themselves.

    So in the last second of its 292 years it gives up where the seconds alone are further apart than it can count.
    """
    # whatever two instants are taken, their distance fits into a BIGINT: nothing has to be attempted
    apart = binary(exp.Sub, later, earlier)
    seconds = binary(exp.Sub, _second(later), _second(earlier))
    last = both(_between(apart, LONGEST_SUM), _between(seconds, LONGEST_SUM // SECOND))
    return case((_between(apart, LONGEST_SUM // SECOND * SECOND - 1), apart), (last, apart))


def _second(microseconds: exp.Expr) -> exp.Expr:
    """Return the second that an instant is in, counted from the first instant: what is not negative is rounded down."""
    return truncated(binary(exp.Sub, microseconds, number(FIRST_INSTANT)), SECOND)


def _between(value: exp.Expr, most: int) -> exp.Expr:
    return exp.Between(this=value, low=number(-most), high=number(most))


def _days(count: exp.Expr) -> exp.Expr:
    return within(attempt(exp.Mul, count, number(DAY)), number(-LONGEST_DURATION), number(LONGEST_DURATION))


def _part(name: str, less: int, moment: exp.Expr, zone: exp.Expr | None = None) -> exp.Expr:
    """Return a part of the calendar date or the time of day, in UTC or as clocks in a zone show it."""
    local = moment if zone is None else call("timezone", zone, call("timezone", text("UTC"), moment))
    part = converted(call(name, local), "BIGINT")
    return binary(exp.Sub, part, number(less)) if less else part


def _milliseconds(moment: exp.Expr, zone: exp.Expr | None = None) -> exp.Expr:
    del zone  # clocks of all zones agree on them
    return binary(exp.Mod, converted(call("millisecond", moment), "BIGINT"), number(1000))


# accessor -> (function of the engine, what CEL counts less: months, days of the month and of the year start from 0)
_PARTS: Mapping[str, tuple[str, int]] = {
    "year": ("year", 0),
    "month": ("month", 1),
    "day_of_month": ("day", 1),
    "day_of_month_1_based": ("day", 0),
    "day_of_week": ("dayofweek", 0),
    "day_of_year": ("dayofyear", 1),
    "hours": ("hour", 0),
    "minutes": ("minute", 0),
    "seconds": ("second", 0),
}
_SPANS = {"hours": 3600 * SECOND, "minutes": 60 * SECOND, "seconds": SECOND}

OVERLOADS: Mapping[str, Builder] = {
    "add_duration_duration": partial(_summed, exp.Add),
    "subtract_duration_duration": partial(_summed, exp.Sub),
    "subtract_timestamp_timestamp": _elapsed,
    "subtract_timestamp_duration": partial(_moved, exp.Sub),
    "add_timestamp_duration": partial(_moved, exp.Add),
    "add_duration_timestamp": lambda duration, moment: _moved(exp.Add, moment, duration),
    "days_int": _days,
    **{f"timestamp_to_{name}": partial(_part, *part) for name, part in _PARTS.items()},
    **{f"timestamp_to_{name}_with_tz": partial(_part, *part) for name, part in _PARTS.items() if name != "seconds"},
    "timestamp_to_seconds_tz": partial(_part, *_PARTS["seconds"]),  # the official library's own spelling
    "timestamp_to_milliseconds": _milliseconds,
    "timestamp_to_milliseconds_with_tz": _milliseconds,
    **{f"duration_to_{name}": lambda value, unit=unit: truncated(value, unit) for name, unit in _SPANS.items()},
    "duration_to_milliseconds": lambda value: binary(exp.Mod, truncated(value, 1000), number(1000)),
}
