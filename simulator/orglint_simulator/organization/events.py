"""What the audit log still remembers: suspensions, first groups and last sign-ins of the last 180 days, and writes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from orglint_simulator.organization.actions import GROUPED, SIGNED_IN, SUSPENDED
from orglint_simulator.organization.dice import FACES, Throw, derive_uuid, rolls
from orglint_simulator.organization.lives import DAY, derive_life
from orglint_simulator.organization.people import People
from orglint_simulator.organization.products import BIT

RETENTION = 180 * DAY
SEEN_LATELY = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One event: who did what to whom, and when.

    Subject and actor are numbers of people; None for a thing, and for a key that nobody here has made. `about` is a
    thing that was acted on: its type, id and name. Writes are numbered from 1.
    """

    time: int
    subject: int | None
    action: str
    actor: int | None
    about: tuple[str, str, str] | None = None
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Log:
    """All events in the order in which they happened; `ids` is filled when an event is first asked for by its id."""

    events: list[Event]
    ids: dict[str, Event] = field(default_factory=dict)

    def find(self, seed: int, event_id: str) -> Event | None:
        """Return the event of an id."""
        if len(self.ids) < len(self.events):
            self.ids.update((derive_event_id(seed, event), event) for event in self.events[len(self.ids) :])
        return self.ids.get(event_id)


def derive_event_id(seed: int, event: Event) -> str:
    """Return the id of an event."""
    return derive_uuid(seed, f"event {event.action} {event.time} {event.serial or ''}".rstrip(), event.subject or 0)


def build_log(people: People, throw: Throw, now: int) -> Log:
    """Return the events of the time before the start."""
    admins = [number for number in range(people.members) if people.roles[number] & BIT["org-admin"]]
    if not admins:
        return Log([])
    events = sorted(
        [
            *_list_suspension_events(people, throw, now, admin=admins[0]),
            *_list_activity_events(people, throw, now, admin=admins[0]),
        ]
    )
    return Log([event for event in events if now - RETENTION < event.time < now])


def _list_suspension_events(people: People, throw: Throw, now: int, *, admin: int) -> Iterator[Event]:
    """Yield one for each suspended user: after the last activity, or after joining."""
    for number in range(people.members):
        if people.suspended_in[number] and not people.active_in[number]:
            roll = rolls(throw(number))
            when = derive_life(people, number, roll, now)
            start = when.active or when.added
            yield Event(start + 1 + (now - start - 1) * roll[10] // FACES, number, SUSPENDED, admin)


def _list_activity_events(people: People, throw: Throw, now: int, *, admin: int) -> Iterator[Event]:
    for number in range(min(people.members, SEEN_LATELY)):
        when = derive_life(people, number, rolls(throw(number)), now)
        yield Event(when.added, number, GROUPED, admin)
        if when.active is not None:
            yield Event(when.active, number, SIGNED_IN, number)
