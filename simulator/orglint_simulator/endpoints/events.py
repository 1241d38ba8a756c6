"""Audit events (v1): a search with the newest first, a stream for pollers, one event, and the actions there are.

The stream always hands back a cursor, so that a poller can go on later. Without Guard both lists are empty.
"""

from collections.abc import Mapping, Sequence

from orglint_simulator.call import Call, Endpoint, Json, Reply, refuse_unknown
from orglint_simulator.endpoints.audit import build_search_test, parse_query_time
from orglint_simulator.endpoints.audit import event_to_row as searched
from orglint_simulator.fields import RequestField, choice_field, integer_field, text_field, text_list_field
from orglint_simulator.organization.actions import ACTIONS
from orglint_simulator.organization.events import Event
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.pages import ListPage, build_url_dialect, clear_links, keep_null_next, of_url, reply_with_page

ORG = "/v1/orgs/{orgId}"
SCOPE = "read:events:admin"
WINDOW: Mapping[str, RequestField] = {"from": text_field(), "to": text_field()}
STREAM: Mapping[str, RequestField] = {
    **WINDOW,
    "limit": integer_field(1, 500),
    "sortOrder": choice_field("asc", "desc"),
}
SEARCH: Mapping[str, RequestField] = {
    **WINDOW,
    "limit": integer_field(1, 500),
    "q": text_field(),
    "action": text_field(),
    "actor": text_list_field(100),
    "ip": text_list_field(100),
    "product": text_list_field(5, "bitbucket", "confluence", "guard_detect", "jira", "loom"),
    "location": text_field(),
}
PROCESSING = 5


def event_to_stream_row(call: Call, event: Event) -> dict[str, Json]:
    """Return an event as the stream shows it: with the time when the log took it in."""
    shown = searched(call, event)
    shown["attributes"]["processedAt"] = format_timestamp(event.time + PROCESSING, "000")
    return shown


def _visible_events(call: Call) -> Sequence[Event]:
    return call.organization.log.events if call.settings.guard else []


def poll_events(call: Call) -> Reply:
    """Answer the events of a window of time, in the order asked for."""
    position = of_url(call, STREAM, limit=200)
    start, end = (
        parse_query_time(position.query, "from", 0),
        parse_query_time(position.query, "to", call.present + PROCESSING),
    )
    wanted = [event for event in _visible_events(call) if start <= event.time + PROCESSING <= end]
    if position.query.get("sortOrder") == "desc":
        wanted.reverse()
    dialect = build_url_dialect(keep_null_next, lambda page: {"next": page.next, "page_size": page.size})
    return reply_with_page(
        call, position, wanted, lambda event: event_to_stream_row(call, event), dialect=dialect, endless=True
    )


def search_events(call: Call) -> Reply:
    """Answer the events that a request asks for, newest first."""
    position = of_url(call, SEARCH, limit=30)
    wanted = build_search_test(call, position.query)
    found = [event for event in reversed(_visible_events(call)) if wanted(event)]
    return reply_with_page(
        call,
        position,
        found,
        lambda event: searched(call, event),
        dialect=build_url_dialect(clear_links, _page_to_meta),
    )


def _page_to_meta(page: ListPage) -> dict[str, Json]:
    """Return the position of a page; its size and total are those of the page itself, as measured."""
    many = len(page.rows)
    return {
        "next": page.next,
        "prev": page.prev,
        "page_size": many,
        "total": many,
        "count": many,
        "current": page.start // page.size,
        "start_index": page.start if many else None,
        "end_index": page.start + many - 1 if many else None,
        "attributes": None,
    }


def get_event(call: Call) -> Reply:
    """Answer one event."""
    event = call.organization.log.find(call.organization.seed, call.path["eventId"]) if call.settings.guard else None
    return Reply({"data": searched(call, event or refuse_unknown("ADMIN-404-4", "event"))})


def action_rows() -> list[dict[str, Json]]:
    """Return all actions; the groups are a list, as measured."""
    return [
        {"id": name, "type": "actions", "attributes": {"displayName": action.name, "groupDisplayNames": [action.group]}}
        for name, action in ACTIONS.items()
    ]


def list_event_actions(_: Call) -> Reply:
    """Answer the actions that events can name."""
    return Reply({"data": action_rows(), "links": None, "message": None})


ENDPOINTS = (
    Endpoint("GET", f"{ORG}/events", SCOPE, search_events, a_minute=10),
    Endpoint("GET", f"{ORG}/events-stream", SCOPE, poll_events, a_minute=50),
    Endpoint("GET", f"{ORG}/events/{{eventId}}", SCOPE, get_event, a_minute=10),
    Endpoint("GET", f"{ORG}/event-actions", SCOPE, list_event_actions, a_minute=10),
)
