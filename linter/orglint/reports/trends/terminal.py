"""Outcomes over time, for people at a terminal: a small chart for each line."""

from collections.abc import Iterator, Sequence

from orglint.model.neutralize import neutralize
from orglint.model.trends import By, Line, Trend
from orglint.reports.trends.words import describe_time, describe_trend, list_remarks

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_WIDTH = 40
"""Results that a chart shows: the newest."""
_HEAD = ("first", "last", "least", "most")


def render(trends: Sequence[Trend], by: By) -> str:
    """Return the text."""
    return "".join(f"{neutralize(line)}\n" for line in _list_lines(trends, by))


def _list_lines(trends: Sequence[Trend], by: By) -> Iterator[str]:
    for number, trend in enumerate(trends):
        yield from [""] * (number > 0)
        yield f"{trend.name or trend.organization or 'unknown organization'} · {describe_trend(trend)}"
        lines = trend.build_lines(by)
        wide = max((len(it.name) for it in lines), default=0)
        charts = min(len(trend.points), _WIDTH)
        if lines:
            yield f"  {'rows that fail':{wide}}  {'':{charts}}" + "".join(f"{it:>7}" for it in _HEAD)
        yield from (_render_line(it, wide) for it in lines)
        remarks = [f"  {describe_time(point)}: {said}" for point, said in list_remarks(trend)]
        yield from ("", *remarks) if remarks else ()


def _render_line(line: Line, wide: int) -> str:
    known = line.known
    numbers = (known[0], known[-1], min(known), max(known)) if known else ("-",) * 4
    wide = max(wide, len("rows that fail"))
    return f"  {line.name:{wide}}  {draw_chart(line.values[-_WIDTH:])}" + "".join(f"{it:>7}" for it in numbers)


def draw_chart(values: Sequence[int | None]) -> str:
    """Return a chart of one character a value: the lowest bar is none, the highest the most; a dot is not known."""
    most = max((it for it in values if it is not None), default=0)
    return "".join(_GAP if it is None else _BARS[_scale(it, most)] for it in values)


def _scale(value: int, most: int) -> int:
    """Return the number of the bar for a value: the first is for none alone."""
    return max(1, round(value / most * (len(_BARS) - 1))) if value else 0
