"""A small chart as inline SVG: a line over time, broken where a value is not known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from orglint.model.trends import Line, Trend

WIDE, HIGH = 320, 48
_ROOM = 4
"""What is left free around the line, so that its ends are seen."""
_Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """Where the parts of a chart are: pieces of the line, what stands alone, changes of rules, results in no line."""

    pieces: tuple[str, ...]
    alone: tuple[_Place, ...]
    marks: tuple[float, ...]
    gaps: tuple[float, ...]


def build_chart(trend: Trend, line: Line) -> Chart:
    """Return the chart of a line; results without a time are left out."""
    times = [it.taken_at for it in trend.points]
    most = max(line.known, default=0)
    across = _spread([it for it in times if it])
    runs = list(_list_runs([None if at is None else across[at] for at in times], line.values, most))
    return Chart(
        tuple(" ".join(f"{x:g},{y:g}" for x, y in run) for run in runs if run[1:]),
        tuple(run[0] for run in runs if not run[1:]),
        tuple(across[it.taken_at] for it in trend.points if it.marks and it.taken_at),
        tuple(
            across[point.taken_at]
            for point, value in zip(trend.points, line.values, strict=True)
            if value is None and point.taken_at
        ),
    )


def _spread(times: Sequence[datetime]) -> dict[datetime, float]:
    """Return how far to the right each time is."""
    if not times:
        return {}
    first, length = min(times), (max(times) - min(times)).total_seconds()
    inner = WIDE - 2 * _ROOM
    return {it: round(_ROOM + inner * ((it - first).total_seconds() / length if length else 0.5), 1) for it in times}


def _list_runs(across: Sequence[float | None], values: Sequence[int | None], most: int) -> Iterator[list[_Place]]:
    """Yield the places of values that follow each other without one that is not known."""
    run: list[_Place] = []
    for x, value in zip(across, values, strict=True):
        if x is not None and value is not None:
            run.append((x, round(HIGH - _ROOM - (HIGH - 2 * _ROOM) * (value / most if most else 0), 1)))
        elif run:
            yield run
            run = []
    if run:
        yield run
