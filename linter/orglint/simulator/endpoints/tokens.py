"""API tokens of managed accounts (API Access)."""

import json
from collections.abc import Callable, Mapping, Sequence
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
from orglint.simulator.fields import Field, one, parsed, text
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.tokens import Token, held, token
from orglint.simulator.pages import bare, null, of_query, walk
from orglint.simulator.search import remembered

SCOPE = "read:tokens:admin"
TIMES = ("createdAt", "lastActiveAt")
FILTERS: Mapping[str, Field] = {"q": text(), "status": one("ALLOWED", "BLOCKED"), **windows(*TIMES)}
READ: Mapping[str, Callable[[Token], Any]] = {
    "createdAt": lambda token: token.created,
    "lastActiveAt": lambda token: token.used,
    "expiresAt": lambda token: token.expires,
    "label": lambda token: token.label,
}
FIELDS: Mapping[str, Field] = {**FILTERS, **PAGED, "sort": ordered(*READ)}


def row(org: Organization, token: Token) -> dict[str, Json]:
    """Return a token as the API shows it."""
    profile = persons.profile(org, token.owner)
    user = {"id": persons.account_id(org, token.owner), "orgId": org.id, "name": profile.name, "email": profile.email}
    return {
        "id": token.id,
        "label": token.label,
        "status": "BLOCKED" if token.blocked else "ALLOWED",
        "createdAt": iso(token.created),
        "expiresAt": iso(token.expires),
        "lastActiveAt": iso(token.used),
        "user": user,
        "scopes": list(token.scopes),
    }


def _means(org: Organization, query: Mapping[str, Any], found: Token) -> bool:
    profile, term = persons.profile(org, found.owner), query.get("q", "").casefold()
    told = (found.label, profile.name, profile.email)
    return (
        any(term in part.casefold() for part in told)
        and query.get("status", "BLOCKED" if found.blocked else "ALLOWED")
        == ("BLOCKED" if found.blocked else "ALLOWED")
        and all(within(query, name)(READ[name](found)) for name in TIMES)
    )


def places(call: Call, query: Mapping[str, Any]) -> Sequence[int]:
    """Return the places of the tokens that a request means, in its order."""
    org, asked = call.organization, {name: value for name, value in query.items() if name in FIELDS}
    knows(call, *TIMES)
    if not asked:
        return held(org)

    def search() -> Sequence[int]:
        found = [place for place in held(org) if _means(org, asked, token(org, place))]
        return in_order(found, asked.get("sort"), lambda place, name: READ[name](token(org, place)))

    return remembered(org, f"tokens {json.dumps(asked, sort_keys=True)}", search)


def every(call: Call) -> Reply:
    """Answer the tokens."""
    org, position = call.organization, of_query(call, FIELDS, limit=ROWS, size="pageSize")
    return walk(
        call,
        position,
        places(call, position.query),
        lambda place: row(org, token(org, place)),
        dialect=bare(null),
    )


def count(call: Call) -> Reply:
    """Answer how many tokens there are: a bare number."""
    return Reply(len(places(call, parsed(FILTERS, call.query))))


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/api-tokens", SCOPE, every, refuse, stranger=403),
    Endpoint("GET", f"{BASE}/api-tokens/count", SCOPE, count, refuse, stranger=403),
)
