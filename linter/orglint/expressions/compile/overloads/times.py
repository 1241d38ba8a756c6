"""Timestamps and durations: microseconds, years 1 to 9999, and what is longer than CEL's arithmetic is unknown."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.compile.overloads.logic import Builder
from orglint.sql.builders import (
    and_conditions,
    apply_operator,
    call_function,
    case_when,
    cast_value,
    int_to_sql,
    let_once,
    null_if_outside,
    text_to_sql,
    try_operator,
)

SECOND = 1_000_000
DAY = 86_400 * SECOND
LONGEST_DURATION = 315_576_000_000 * SECOND
"""Ten thousand years in microseconds: the longest duration that CEL knows, in either direction."""
LONGEST_SUM = (2**63 - 1) // 1000
"""Some 292 years in microseconds: the longest duration that the official arithmetic gives; it counts nanoseconds."""
FIRST_INSTANT, LAST_INSTANT = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The first microsecond of year 1 and the last of year 9999, counted from 1970."""


def timestamp_to_micros(instant: exp.Expr) -> exp.Expr:
    """Return a timestamp as microseconds since 1970."""
    return call_function("epoch_us", instant)


def micros_to_timestamp(microseconds: exp.Expr) -> exp.Expr:
    """Return microseconds since 1970 as a timestamp; unknown outside of the years 1 to 9999."""
    return call_function(
        "make_timestamp", null_if_outside(microseconds, int_to_sql(FIRST_INSTANT), int_to_sql(LAST_INSTANT))
    )


def divide_truncating(value: exp.Expr, unit: int) -> exp.Expr:
    """Return how many whole units there are in a number, rounded towards zero."""
    return apply_operator(exp.IntDiv, value, int_to_sql(unit))


def _combine_durations(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return null_if_outside(try_operator(kind, left, right), int_to_sql(-LONGEST_SUM), int_to_sql(LONGEST_SUM))


def _shift_timestamp(kind: type[exp.Binary], moment: exp.Expr, duration: exp.Expr) -> exp.Expr:
    return micros_to_timestamp(try_operator(kind, timestamp_to_micros(moment), duration))


def _subtract_timestamps(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    return let_once(_compute_distance, timestamp_to_micros(later), timestamp_to_micros(earlier))


def _compute_distance(later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
    """Return how far two instants are apart; the official arithmetic takes seconds and their fractions by themselves.

    So in the last second of its 292 years it gives up where the seconds alone are further apart than it can count.
    """
    # whatever two instants are taken, their distance fits into a BIGINT: nothing has to be attempted
    apart = apply_operator(exp.Sub, later, earlier)
    seconds = apply_operator(exp.Sub, _micros_to_second(later), _micros_to_second(earlier))
    last = and_conditions(_is_within_limit(apart, LONGEST_SUM), _is_within_limit(seconds, LONGEST_SUM // SECOND))
    return case_when((_is_within_limit(apart, LONGEST_SUM // SECOND * SECOND - 1), apart), (last, apart))


def _micros_to_second(microseconds: exp.Expr) -> exp.Expr:
    """Return the second that an instant is in, counted from the first instant: what is not negative is rounded down."""
    return divide_truncating(apply_operator(exp.Sub, microseconds, int_to_sql(FIRST_INSTANT)), SECOND)


def _is_within_limit(value: exp.Expr, most: int) -> exp.Expr:
    return exp.Between(this=value, low=int_to_sql(-most), high=int_to_sql(most))


def _days_to_duration(count: exp.Expr) -> exp.Expr:
    return null_if_outside(
        try_operator(exp.Mul, count, int_to_sql(DAY)), int_to_sql(-LONGEST_DURATION), int_to_sql(LONGEST_DURATION)
    )


def _extract_part(name: str, less: int, moment: exp.Expr, zone: exp.Expr | None = None) -> exp.Expr:
    """Return a part of the calendar date or the time of day, in UTC or as clocks in a zone show it."""
    local = (
        moment
        if zone is None
        else call_function("timezone", zone, call_function("timezone", text_to_sql("UTC"), moment))
    )
    part = cast_value(call_function(name, local), "BIGINT")
    return apply_operator(exp.Sub, part, int_to_sql(less)) if less else part


def _extract_milliseconds(moment: exp.Expr, zone: exp.Expr | None = None) -> exp.Expr:
    del zone  # clocks of all zones agree on them
    return apply_operator(exp.Mod, cast_value(call_function("millisecond", moment), "BIGINT"), int_to_sql(1000))


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
    "add_duration_duration": partial(_combine_durations, exp.Add),
    "subtract_duration_duration": partial(_combine_durations, exp.Sub),
    "subtract_timestamp_timestamp": _subtract_timestamps,
    "subtract_timestamp_duration": partial(_shift_timestamp, exp.Sub),
    "add_timestamp_duration": partial(_shift_timestamp, exp.Add),
    "add_duration_timestamp": lambda duration, moment: _shift_timestamp(exp.Add, moment, duration),
    "days_int": _days_to_duration,
    **{f"timestamp_to_{name}": partial(_extract_part, *part) for name, part in _PARTS.items()},
    **{
        f"timestamp_to_{name}_with_tz": partial(_extract_part, *part)
        for name, part in _PARTS.items()
        if name != "seconds"
    },
    "timestamp_to_seconds_tz": partial(_extract_part, *_PARTS["seconds"]),  # the official library's own spelling
    "timestamp_to_milliseconds": _extract_milliseconds,
    "timestamp_to_milliseconds_with_tz": _extract_milliseconds,
    **{f"duration_to_{name}": lambda value, unit=unit: divide_truncating(value, unit) for name, unit in _SPANS.items()},
    "duration_to_milliseconds": lambda value: apply_operator(exp.Mod, divide_truncating(value, 1000), int_to_sql(1000)),
}
