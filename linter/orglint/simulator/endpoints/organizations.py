"""The organization itself (v1)."""

from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply
from orglint.simulator.pages import address, null, of_url, urls, walk

Row = dict[str, Any]


def row(call: Call) -> Row:
    """Return the organization as v1 shows it."""
    path = f"/v1/orgs/{call.organization.id}"
    related = {name: {"links": {"related": address(call, f"{path}/{name}")}} for name in ("domains", "users")}
    return {
        "id": call.organization.id,
        "type": "orgs",
        "attributes": {"name": call.organization.company.name},
        "relationships": related,
        "links": {"self": address(call, path)},
    }


def every(call: Call) -> Reply:
    """Answer the organizations of the key: none at all for a key with scopes."""
    rows = [] if call.settings.scopes is not None else [row(call)]
    return walk(call, of_url(call), rows, dict, dialect=urls(null))


def one(call: Call) -> Reply:
    """Answer the organization."""
    return Reply({"data": row(call)})


ENDPOINTS = (
    Endpoint("GET", "/v1/orgs", None, every),
    Endpoint("GET", "/v1/orgs/{orgId}", "read:orgs:admin", one),
)
