"""What the audit log still remembers: suspensions, first groups and last sign-ins of the last 180 days.

Atlassian publishes no list of action ids. The ids of sign-ins and of groups have been seen; the others are placeholders
and say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.simulator.organization.dice import FACES, Throw, rolls
from orglint.simulator.organization.lives import DAY, life
from orglint.simulator.organization.people import People
from orglint.simulator.organization.products import BIT

RETENTION = 180 * DAY
SEEN_LATELY = 1_000
SUSPENDED, SIGNED_IN, GROUPED = "placeholder_user_suspended", "user_login", "user_added_to_group"
TOLD = {SUSPENDED: "Suspended a user", SIGNED_IN: "Logged in", GROUPED: "Added a user to a group"}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One event: who did what to whom, and when."""

    time: int
    subject: int
    action: str
    actor: int


def remember(people: People, throw: Throw, now: int) -> tuple[Event, ...]:
    """Return the events in the order in which they happened."""
    admins = [number for number in range(people.members) if people.roles[number] & BIT["org-admin"]]
    if not admins:
        return ()
    events = sorted([*_suspensions(people, throw, now, admin=admins[0]), *_others(people, throw, now, admin=admins[0])])
    return tuple(event for event in events if now - RETENTION < event.time < now)


def _suspensions(people: People, throw: Throw, now: int, *, admin: int) -> Iterator[Event]:
    """Yield one for each suspended user: after the last activity, or after joining."""
    for number in range(people.members):
        if people.suspended_in[number] and not people.active_in[number]:
            roll = rolls(throw(number))
            when = life(people, number, roll, now)
            start = when.active or when.added
            yield Event(start + 1 + (now - start - 1) * roll[10] // FACES, number, SUSPENDED, admin)


def _others(people: People, throw: Throw, now: int, *, admin: int) -> Iterator[Event]:
    for number in range(min(people.members, SEEN_LATELY)):
        when = life(people, number, rolls(throw(number)), now)
        yield Event(when.added, number, GROUPED, admin)
        if when.active is not None:
            yield Event(when.active, number, SIGNED_IN, number)
