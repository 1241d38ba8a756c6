"""API keys of the organization (API Access)."""

from collections.abc import Callable, Mapping
from typing import Any

from orglint.simulator.call import Call, Endpoint, Json, Reply
from orglint.simulator.endpoints.access import (
    BASE,
    PAGED,
    ROWS,
    in_order,
    iso,
    knows,
    ordered,
    refuse,
    windows,
    within,
)
from orglint.simulator.fields import Field, parsed, text
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.keys import Key, keys
from orglint.simulator.pages import bare, null, of_query, walk

SCOPE = "read:keys:admin"
TIMES = ("expiresAt", "lastActiveAt")
FILTERS: Mapping[str, Field] = {"q": text(), **windows(*TIMES)}
READ: Mapping[str, Callable[[Key], Any]] = {
    "createdAt": lambda key: key.created,
    "lastActiveAt": lambda key: key.used,
    "expiresAt": lambda key: key.expires,
    "label": lambda key: key.label,
}
FIELDS: Mapping[str, Field] = {**FILTERS, **PAGED, "sort": ordered(*READ)}


def row(org: Organization, key: Key) -> dict[str, Json]:
    """Return a key as the API shows it."""
    return {
        "id": key.id,
        "label": key.label,
        "createdAt": iso(key.created),
        "expiresAt": iso(key.expires),
        "lastActiveAt": iso(key.used),
        "systemAccountId": f"712020:{key.id}",
        "resource": f"ari:cloud:platform::org/{org.id}",
        "orgId": org.id,
        "createdBy": _maker(org, key),
        "scopes": list(key.scopes),
        "targetResources": [],
    }


def _maker(org: Organization, key: Key) -> dict[str, Json] | None:
    if key.maker is None:
        return None
    profile = persons.profile(org, key.maker)
    return {"id": persons.account_id(org, key.maker), "name": profile.name, "email": profile.email}


def rows(org: Organization) -> list[dict[str, Json]]:
    """Return all keys."""
    return [row(org, key) for key in keys(org)]


def found(call: Call, query: Mapping[str, Any]) -> list[Key]:
    """Return the keys that a request means, in its order."""
    knows(call, *TIMES)
    term = query.get("q", "").casefold()

    def means(key: Key) -> bool:
        maker = _maker(call.organization, key) or {"name": "", "email": ""}
        told = (key.label, maker["name"], maker["email"])
        return any(term in part.casefold() for part in told) and all(
            within(query, name)(READ[name](key)) for name in TIMES
        )

    wanted = [key for key in keys(call.organization) if means(key)]
    return in_order(wanted, query.get("sort"), lambda key, name: READ[name](key))


def every(call: Call) -> Reply:
    """Answer the keys."""
    position = of_query(call, FIELDS, limit=ROWS, size="pageSize")
    wanted = found(call, position.query)
    return walk(call, position, wanted, lambda key: row(call.organization, key), dialect=bare(null))


def count(call: Call) -> Reply:
    """Answer how many keys there are: a bare number."""
    return Reply(len(found(call, parsed(FILTERS, call.query))))


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/api-keys", SCOPE, every, refuse, stranger=403),
    Endpoint("GET", f"{BASE}/api-keys/count", SCOPE, count, refuse, stranger=403),
)
