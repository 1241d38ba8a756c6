"""When things happened to an account: it follows from the number and the columns, and is never in the future."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from orglint.simulator.organization.dice import FACES, between
from orglint.simulator.organization.people import ACTIVE, LEAVING, People

DAY = 86_400


class Life(NamedTuple):
    """When things happened to an account, in seconds of the epoch; None for what never did. A tuple because one is made for each row."""

    added: int
    active: int | None
    deactivated: int | None


def life(people: People, number: int, roll: tuple[int, ...], now: int) -> Life:
    """Return when somebody joined, was last active and was deactivated: in this order, and never after now."""
    kind, place = roll[11] * 1000 // FACES, roll[12]
    account = people.account[number]
    if number >= people.members:
        idle, gone = None, between(place, 1, 13) if account == LEAVING else between(place, 20, 600)
    elif account != ACTIVE:
        gone = between(place, 1, 13) if account == LEAVING else between(place, 20, 600)
        idle = None if kind < 200 else gone + between(roll[13], 0, 60)
    elif people.suspended_in[number] and not people.active_in[number]:
        idle, gone = _idle_suspended(kind, place), 0
    else:
        idle, gone = _idle_active(kind, place), 0
    if not people.products[number]:
        idle = None
    second = roll[14] * DAY // FACES
    added = _added(kind, roll[13], idle=idle, gone=gone)
    return Life(
        now - added * DAY - second - 1,
        None if idle is None else now - idle * DAY - second - 1,
        now - gone * DAY - second - 1 if account != ACTIVE else None,
    )


def _idle_suspended(kind: int, place: int) -> int | None:
    """Three in ten were never active; the others fell idle long ago or lately."""
    if kind < 300:
        return None
    return between(place, 120, 1100) if kind < 650 else between(place, 1, 60)


def _idle_active(kind: int, place: int) -> int | None:
    """A few never came, some have not come for long, most were here within days."""
    if kind < 40:
        return None
    return between(place, 91, 900) if kind < 100 else place * place // FACES * 29 // FACES


def _added(kind: int, roll: int, *, idle: int | None, gone: int) -> int:
    if idle is not None:
        return idle + 1 + between(roll, 0, 1400)
    return gone + (between(roll, 0, 13) if kind < 30 else between(roll, 30, 1200))


@lru_cache(maxsize=8192)
def _date(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).strftime("%Y-%m-%d")


def stamp(moment: int, fraction: str = "") -> str:
    """Return a moment as the API writes it, with the fraction digits given."""
    day, second = divmod(moment, DAY)
    minute, second = divmod(second, 60)
    return f"{_date(day)}T{minute // 60:02}:{minute % 60:02}:{second:02}{'.' + fraction if fraction else ''}Z"
