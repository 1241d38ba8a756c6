"""Findings over time: a small chart for each severity, from zero; only complete results make a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from orglint.model.rule import Severity
from orglint.reports.html.past import Day
from orglint.reports.html.words import SEVERITIES

WIDTH, HEIGHT = 240, 80
_TOP, _LEFT, _RIGHT = 10, 2, 5


class Point(NamedTuple):
    """A place in a chart."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The findings of one severity: lines through complete results, bridges over others, and where these are.

    `last` is a lower bound if the last result is not complete (`sure` is not); `known` is the last number that is sure.
    """

    severity: Severity
    first: int
    last: int
    sure: bool
    known: int | None
    highest: int
    lines: tuple[str, ...]
    bridges: tuple[str, ...]
    holes: tuple[Point, ...]
    end: Point


@dataclass(frozen=True, slots=True)
class Trend:
    """All charts, and the same in numbers, the newest first."""

    days: tuple[Day, ...]
    charts: tuple[Chart, ...]


def build_trend(days: Sequence[Day]) -> Trend:
    """Return the trend over at least two days."""
    ordered = sorted(days, key=lambda it: it.as_of)
    there = [it for it in SEVERITIES if any(day.failed.get(it) for day in ordered)]
    charts = tuple(_build_chart(it, ordered) for it in there or SEVERITIES[:1])
    return Trend(tuple(reversed(ordered)), charts)


def _build_chart(severity: Severity, days: Sequence[Day]) -> Chart:
    numbers = [day.failed.get(severity, 0) for day in days]
    highest = max(*numbers, 1)
    start, end = days[0].as_of, days[-1].as_of
    length = (end - start).total_seconds() or 1.0

    def place(at: int) -> Point:
        share = (days[at].as_of - start).total_seconds() / length
        down = (HEIGHT - _TOP) * numbers[at] / highest
        return Point(round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1), round(HEIGHT - down, 1))

    runs = [list(run) for whole, run in groupby(range(len(days)), key=lambda at: days[at].complete) if whole]
    known = runs[-1][-1] if runs else None
    return Chart(
        severity,
        numbers[0],
        numbers[-1],
        days[-1].complete,
        None if known is None else numbers[known],
        highest,
        tuple(_draw([place(at) for at in run]) for run in runs if len(run) > 1),
        tuple(_draw([place(one[-1]), place(other[0])]) for one, other in pairwise(runs)),
        tuple(place(at) for at, day in enumerate(days) if not day.complete),
        place(len(days) - 1),
    )


def _draw(points: Sequence[Point]) -> str:
    return " ".join(f"{it.x},{it.y}" for it in points)
