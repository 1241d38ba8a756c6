"""What people are told of outcomes over time, whatever the format."""

from collections.abc import Iterator

from orglint.model.trends import Trend, TrendPoint
from orglint.model.wording import format_count, format_duration, format_time

_NAMED = 3
"""Rules that a remark names."""


def describe_trend(trend: Trend) -> str:
    """Return of how many results a history is made, and which time they span."""
    times = [it.taken_at for it in trend.points if it.taken_at]
    number = format_count(len(trend.points), "result")
    if not times:
        return number
    if min(times) == max(times):
        span = f"of {format_time(times[0])}"
    else:
        length = format_duration(max(times) - min(times))
        span = f"from {format_time(min(times))} to {format_time(max(times))} ({length})"
    gaps = len(trend.incomplete)
    told = f", {gaps:,} with {'a gap' if gaps == 1 else 'gaps'}" if gaps else ""
    return f"{number} {span}{told}"


def describe_time(point: TrendPoint) -> str:
    """Return when the snapshot of a result was taken, or which one it is."""
    return format_time(point.taken_at) if point.taken_at else point.snapshot


def list_remarks(trend: Trend) -> Iterator[tuple[TrendPoint, str]]:
    """Yield what is to be said of single results: why one is in no line, or not in all, and what changed in rules."""
    for point in trend.points:
        yield from ((point, mark) for mark in point.marks)
        if point.gap:
            yield point, f"in no line: {point.gap}"
        elif not point.decided:
            open_ = [id_ for id_, it in point.rules.items() if not it.decided]
            yield point, f"not in the lines of what it does not decide: {_name_rules(open_)}"


def _name_rules(ids: list[str]) -> str:
    more = f" and {format_count(len(ids) - _NAMED, 'more rule')}" if len(ids) > _NAMED else ""
    return f"{', '.join(ids[:_NAMED])}{more}"
