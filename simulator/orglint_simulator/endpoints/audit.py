"""How an audit event looks, and which events a search means."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from orglint_simulator.call import Call, Json, refuse_bad
from orglint_simulator.organization import Organization, names, persons
from orglint_simulator.organization.actions import ACTIONS, SIGNED_IN
from orglint_simulator.organization.events import Event, derive_event_id
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.organization.products import HELD, PRODUCTS
from orglint_simulator.pages import build_url

Row = dict[str, Json]
EventTest = Callable[[Event], bool]
COUNTRIES = ("Portugal", "Poland", "Kenya", "United States", "India", "Australia", "Brazil", "Japan")
# What the search calls a product, by the key of v2.
SEARCHED = {"jira-software": "jira", "confluence": "confluence", "bitbucket": "bitbucket", "loom": "loom"}


def event_to_row(call: Call, event: Event) -> Row:
    """Return an event as a search shows it."""
    org = call.organization
    event_id = derive_event_id(org.seed, event)
    return {
        "id": event_id,
        "type": "events",
        "attributes": {
            "time": format_timestamp(event.time, "000"),
            "action": event.action,
            "actor": _describe_actor(org, event),
            "context": _describe_context(org, event),
            "container": _describe_container(org, event),
            "location": _describe_location(event),
        },
        "message": {"content": ACTIONS[event.action].name, "format": "simple"},
        "links": {"self": build_url(call, f"/v1/orgs/{org.id}/events/{event_id}")},
        "relations": None,
    }


def _describe_user(org: Organization, number: int) -> Row:
    profile = persons.build_profile(org, number)
    return {"id": persons.account_id(org, number), "name": profile.name, "email": profile.email}


def _describe_actor(org: Organization, event: Event) -> Row:
    """Return who acted; a write was done with the key, in the name of its maker."""
    by = {"id": org.id, "name": "API key", "email": None} if event.actor is None else _describe_user(org, event.actor)
    signed = {"authType": "api-token", "tokenId": org.id, "tokenLabel": "The key of this organization"}
    return {**by, "links": {"self": None, "alt": None}, **({"auth": signed} if event.serial else {})}


def _describe_context(org: Organization, event: Event) -> list[Row]:
    found: list[Row] = []
    if event.subject is not None:
        user = _describe_user(org, event.subject)
        found.append({"id": user["id"], "type": "users", "attributes": user, "links": {"self": None}})
    if event.about is not None:
        kind, thing, name = event.about
        found.append({"id": thing, "type": kind, "attributes": {"name": name}, "links": {"self": None}})
    return found


def _describe_container(org: Organization, event: Event) -> list[Row]:
    """Return the site of a sign-in, the organization of everything else."""
    if event.action != SIGNED_IN or event.subject is None:
        return [{"id": org.id, "type": "orgs", "attributes": {}, "links": {"self": None}}]
    home = org.company.directories[org.people.home[event.subject]]
    attributes = {"siteHostName": f"{home.host}.wiki.example", "siteName": home.name}
    return [{"id": home.site, "type": "sites", "attributes": attributes, "links": {"self": None}}]


def _describe_location(event: Event) -> Row:
    luck = event.subject or 0
    city, country = names.PLACES[luck % len(COUNTRIES)][0], COUNTRIES[luck % len(COUNTRIES)]
    return {"ip": f"198.51.100.{luck % 250 + 1}", "countryName": country, "regionName": None, "city": city}


def _find_product(org: Organization, event: Event) -> str:
    """Return the product that somebody signed in to; empty for what happens in no product."""
    held = HELD[org.people.used[event.subject]] if event.action == SIGNED_IN and event.subject is not None else ()
    return SEARCHED.get(PRODUCTS[held[0]].key, "") if held else ""


def parse_query_time(query: Mapping[str, str], name: str, default: int) -> int:
    """Return a time that a request gives in milliseconds of the epoch, in seconds."""
    given = query.get(name, "")
    if given and not (given.isascii() and given.isdecimal()):
        refuse_bad("ADMIN-400-3", f"The time {name} is not in milliseconds.")
    return int(given) // 1000 if given else default


def build_search_test(call: Call, query: Mapping[str, Any]) -> EventTest:
    """Return what a search asks of an event: all of its filters."""
    start, end = parse_query_time(query, "from", 0), parse_query_time(query, "to", call.present)
    tests = [make(call, query[name]) for name, make in TESTS.items() if name in query]
    return lambda event: start <= event.time <= end and all(test(event) for test in tests)


def _match_term(call: Call, wanted: str) -> EventTest:
    lowered = wanted.casefold()

    def holds(event: Event) -> bool:
        actor = _describe_actor(call.organization, event)
        searched = (event.action, ACTIONS[event.action].name, actor["name"], actor["email"] or "")
        return any(lowered in part.casefold() for part in searched)

    return holds


def _match_location(_: Call, wanted: str) -> EventTest:
    try:
        places = json.loads(wanted)
        known = [{name: place[name] for name in ("city", "countryName") if name in place} for place in places]
    except (TypeError, ValueError):
        refuse_bad("ADMIN-400-19", "The field location must be a JSON list of places.")
    return lambda event: any(place.items() <= _describe_location(event).items() for place in known)


TESTS: Mapping[str, Callable[[Call, Any], EventTest]] = {
    "q": _match_term,
    "action": lambda _, wanted: lambda event: event.action == wanted,
    "actor": lambda call, wanted: lambda event: _describe_actor(call.organization, event)["id"] in wanted,
    "ip": lambda _, wanted: lambda event: _describe_location(event)["ip"] in wanted,
    "product": lambda call, wanted: lambda event: _find_product(call.organization, event) in wanted,
    "location": _match_location,
}
