"""When things happened to an account: it follows from the number and the columns, and is never in the future."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from orglint_simulator.organization.dice import FACES, is_within_share, scale_roll
from orglint_simulator.organization.people import ACTIVE, LEAVING, People

DAY = 86_400


class Life(NamedTuple):
    """When things happened to an account, in seconds of the epoch; None for what never did."""

    added: int
    active: int | None
    deactivated: int | None


def derive_life(people: People, number: int, roll: tuple[int, ...], now: int) -> Life:
    """Return when somebody joined, was last active and was deactivated: in this order, and never after now."""
    if number in people.arrived:
        return Life(people.arrived[number].time, None, None)
    closed = people.account[number] != ACTIVE
    gone = _draw_days_since_deactivation(people, number, roll[12]) if closed else 0
    idle = _draw_days_since_activity(people, number, roll, gone=gone) if people.used[number] else None
    start = now - roll[14] * DAY // FACES - 1
    return Life(
        start - _draw_days_since_joining(roll, idle=idle, gone=gone) * DAY,
        None if idle is None else start - idle * DAY,
        start - gone * DAY if closed else None,
    )


def _draw_days_since_deactivation(people: People, number: int, roll: int) -> int:
    """Return how many days ago an account was deactivated: those that wait for deletion, within the days of grace."""
    return scale_roll(roll, 1, 13) if people.account[number] == LEAVING else scale_roll(roll, 20, 600)


def _draw_days_since_activity(people: People, number: int, roll: tuple[int, ...], *, gone: int) -> int | None:
    """Return how many days ago somebody was last active, None for never."""
    if gone:
        return None if is_within_share(roll[11], 200) else gone + scale_roll(roll[13], 0, 60)
    if people.came[number]:
        return _draw_idle_days_of_active(roll[11], roll[12])
    return _draw_idle_days_of_suspended(roll[11], roll[12])


def _draw_idle_days_of_suspended(kind: int, place: int) -> int | None:
    """Return None for three in ten; the others fell idle long ago or lately."""
    if is_within_share(kind, 300):
        return None
    return scale_roll(place, 120, 1100) if is_within_share(kind, 650) else scale_roll(place, 1, 60)


def _draw_idle_days_of_active(kind: int, place: int) -> int | None:
    """Return None for the few who never came, long for some, days for most."""
    if is_within_share(kind, 40):
        return None
    return scale_roll(place, 91, 900) if is_within_share(kind, 100) else place * place // FACES * 29 // FACES


def _draw_days_since_joining(roll: tuple[int, ...], *, idle: int | None, gone: int) -> int:
    """Return how many days ago somebody joined: before everything else; most of those who never came are new."""
    if idle is not None:
        return idle + 1 + scale_roll(roll[13], 0, 1400)
    return gone + (scale_roll(roll[13], 0, 13) if is_within_share(roll[11], 30) else scale_roll(roll[13], 30, 1200))


@lru_cache(maxsize=8192)
def _format_date(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).strftime("%Y-%m-%d")


_CLOCK = tuple(f"T{minute // 60:02}:{minute % 60:02}:" for minute in range(DAY // 60))


def format_timestamp(moment: int, fraction: str) -> str:
    """Return a moment as the API writes it, with the fraction digits given."""
    day, second = divmod(moment, DAY)
    return f"{_format_date(day)}{_CLOCK[second // 60]}{second % 60:02}.{fraction}Z"
