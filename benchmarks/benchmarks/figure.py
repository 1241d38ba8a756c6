"""A figure: what was measured, what it should be, and whether it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TIMES = "×"  # noqa: RUF001 - the sign of multiplication is meant


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound for a number: `at_most` says from which side."""

    bound: float
    unit: str
    at_most: bool = True

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {spoken(self.bound, self.unit)}"

    def met(self, number: float) -> bool:
        """Tell whether a number keeps the bound."""
        return number <= self.bound if self.at_most else number >= self.bound


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; without a goal it only explains another one.

    `by` says in words what stands behind it, `raw` holds the numbers that it was made of.
    """

    group: str
    what: str
    number: float
    unit: str
    goal: Goal | None = None
    by: str = ""
    raw: Mapping[str, object] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None if there is none."""
        return None if self.goal is None else self.goal.met(self.number)


def spoken(number: float, unit: str) -> str:
    """Return a number as people read it."""
    digits = 0 if number >= 100 or number == int(number) else 1 if number >= 10 else 2
    return f"{number:,.{digits}f} {unit}".strip()


def duration(seconds: float) -> str:
    """Return a time with the unit that suits it."""
    return spoken(seconds, "s") if seconds >= 1 else spoken(seconds * 1000, "ms")
