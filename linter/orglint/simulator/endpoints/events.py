"""Audit events (v1): a search with the newest first, a stream for pollers, one event, and the actions there are.

The stream always hands back a cursor, so that a poller can go on later. Without Guard both lists are empty.
"""

from collections.abc import Mapping, Sequence

from orglint.simulator.call import Call, Endpoint, Json, Reply, refuse_unknown
from orglint.simulator.endpoints.audit import asked, moment
from orglint.simulator.endpoints.audit import row as searched
from orglint.simulator.fields import Field, one, text, texts, whole
from orglint.simulator.organization.actions import ACTIONS
from orglint.simulator.organization.events import Event
from orglint.simulator.organization.lives import stamp
from orglint.simulator.pages import Page, empty, null, of_url, urls, walk

ORG = "/v1/orgs/{orgId}"
SCOPE = "read:events:admin"
WINDOW: Mapping[str, Field] = {"from": text(), "to": text()}
STREAM: Mapping[str, Field] = {**WINDOW, "limit": whole(1, 500), "sortOrder": one("asc", "desc")}
SEARCH: Mapping[str, Field] = {
    **WINDOW,
    "limit": whole(1, 500),
    "q": text(),
    "action": text(),
    "actor": texts(100),
    "ip": texts(100),
    "product": texts(5, "bitbucket", "confluence", "guard_detect", "jira", "loom"),
    "location": text(),
}
PROCESSING = 5


def row(call: Call, event: Event) -> dict[str, Json]:
    """Return an event as the stream shows it: with the time when the log took it in."""
    shown = searched(call, event)
    shown["attributes"]["processedAt"] = stamp(event.time + PROCESSING, "000")
    return shown


def _log(call: Call) -> Sequence[Event]:
    return call.organization.log.events if call.settings.guard else []


def poll(call: Call) -> Reply:
    """Answer the events of a window of time, in the order asked for."""
    position = of_url(call, STREAM, limit=200)
    start, end = moment(position.query, "from", 0), moment(position.query, "to", call.present + PROCESSING)
    wanted = [event for event in _log(call) if start <= event.time + PROCESSING <= end]
    if position.query.get("sortOrder") == "desc":
        wanted.reverse()
    dialect = urls(null, lambda page: {"next": page.next, "page_size": page.size})
    return walk(call, position, wanted, lambda event: row(call, event), dialect=dialect, endless=True)


def search(call: Call) -> Reply:
    """Answer the events that a request asks for, newest first."""
    position = of_url(call, SEARCH, limit=30)
    wanted = asked(call, position.query)
    found = [event for event in reversed(_log(call)) if wanted(event)]
    return walk(call, position, found, lambda event: searched(call, event), dialect=urls(empty, _meta))


def _meta(page: Page) -> dict[str, Json]:
    """Say where a page stands; the total is that of the page alone, as measured."""
    many = len(page.rows)
    return {
        "next": page.next,
        "prev": page.prev,
        "page_size": page.size,
        "total": many,
        "count": many,
        "current": page.here,
        "start_index": page.start if many else None,
        "end_index": page.start + many - 1 if many else None,
        "attributes": None,
    }


def details(call: Call) -> Reply:
    """Answer one event."""
    event = call.organization.log.find(call.organization.seed, call.path["eventId"]) if call.settings.guard else None
    return Reply({"data": searched(call, event or refuse_unknown("ADMIN-404-4", "event"))})


def action_rows() -> list[dict[str, Json]]:
    """Return all actions; the groups are a list, as measured."""
    return [
        {"id": name, "type": "actions", "attributes": {"displayName": action.name, "groupDisplayNames": [action.group]}}
        for name, action in ACTIONS.items()
    ]


def actions(_: Call) -> Reply:
    """Answer the actions that events can name."""
    return Reply({"data": action_rows(), "links": None, "message": None})


ENDPOINTS = (
    Endpoint("GET", f"{ORG}/events", SCOPE, search, a_minute=10),
    Endpoint("GET", f"{ORG}/events-stream", SCOPE, poll, a_minute=50),
    Endpoint("GET", f"{ORG}/events/{{eventId}}", SCOPE, details, a_minute=10),
    Endpoint("GET", f"{ORG}/event-actions", SCOPE, actions, a_minute=10),
)
