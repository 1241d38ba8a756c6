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
        lines = [it for it in trend.build_lines(by) if any(it.known) or by in {By.TOTAL, By.SEVERITY}]
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
    """Return a chart of one character a value, from nothing to the largest; what is not known is a dot."""
    most = max((it for it in values if it is not None), default=0)
    return "".join(_GAP if it is None else _BARS[round(it / most * (len(_BARS) - 1)) if most else 0] for it in values)
