"""The stream of audit events (v1): it always hands back a cursor, so that a poller can go on later."""

from collections.abc import Mapping, Sequence
from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply, refuse_bad
from orglint.simulator.fields import Field, one, text, whole
from orglint.simulator.organization import Organization, ids, persons
from orglint.simulator.organization.dice import identity
from orglint.simulator.organization.events import TOLD, Event
from orglint.simulator.organization.lives import stamp
from orglint.simulator.pages import address, null, of_url, urls, walk

PATH = "/v1/orgs/{orgId}/events-stream"
LIMIT = 200
FIELDS: Mapping[str, Field] = {"from": text(), "to": text(), "limit": whole(1, 500), "sortOrder": one("asc", "desc")}
PROCESSING = 5


def row(call: Call, event: Event) -> dict[str, Any]:
    """Return an event as the stream shows it."""
    org = call.organization
    event_id = identity(org.seed, f"event {event.action} {event.time}", event.subject)
    subject = _user(org, event.subject)
    return {
        "id": event_id,
        "type": "events",
        "attributes": {
            "time": stamp(event.time, "000"),
            "processedAt": stamp(event.time + PROCESSING, "000"),
            "action": event.action,
            "actor": _user(org, event.actor) | {"links": {"self": None}},
            "context": [{"id": subject["id"], "type": "users", "attributes": subject, "links": {"self": None}}],
            "container": [{"id": org.id, "type": "orgs", "attributes": {}, "links": {"self": None}}],
            "location": {"ip": f"198.51.100.{event.subject % 250 + 1}", "countryName": None, "city": None},
        },
        "message": {"content": TOLD[event.action], "format": "simple"},
        "links": {"self": address(call, f"/v1/orgs/{org.id}/events/{event_id}")},
        "relations": None,
    }


def _user(org: Organization, number: int) -> dict[str, Any]:
    profile = persons.profile(org, number)
    account = ids.account_id(number, org.throw(number), org.shift)
    return {"id": account, "name": profile.name, "email": profile.email}


def _moment(query: Mapping[str, str], name: str, default: int) -> int:
    """Return a time that a request gives in milliseconds of the epoch, in seconds."""
    given = query.get(name, "")
    if given and not given.isdecimal():
        refuse_bad("ADMIN-400-3", f"The time {name} is not in milliseconds.")
    return int(given) // 1000 if given else default


def poll(call: Call) -> Reply:
    """Answer the events of a window of time, in the order asked for."""
    position = of_url(call, FIELDS, limit=LIMIT)
    events: Sequence[Event] = call.organization.events
    start, end = _moment(position.query, "from", 0), _moment(position.query, "to", call.organization.now)
    wanted = [event for event in events if start <= event.time + PROCESSING <= end]
    if position.query.get("sortOrder") == "desc":
        wanted.reverse()
    dialect = urls(null, lambda page: {"next": page.next, "page_size": page.size})
    return walk(call, position, wanted, lambda event: row(call, event), dialect=dialect, endless=True)


ENDPOINTS = (Endpoint("GET", PATH, "read:events:admin", poll),)
