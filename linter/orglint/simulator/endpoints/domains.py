"""Domains (v1)."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply, refuse_unknown
from orglint.simulator.organization.domains import Domain
from orglint.simulator.organization.lives import stamp
from orglint.simulator.pages import address, empty, of_url, urls, walk

PATH = "/v1/orgs/{orgId}/domains"
SCOPE = "read:domains:admin"


def row(call: Call, domain: Domain) -> dict[str, Any]:
    """Return a domain as v1 shows it."""
    return {
        "id": domain.id,
        "type": "domains",
        "attributes": {"name": domain.name, "claim": {"type": domain.claim, "status": domain.status}},
        "links": {"self": address(call, f"/v1/orgs/{call.organization.id}/domains/{domain.id}")},
    }


def every(call: Call) -> Reply:
    """Answer the domains."""
    domains = list(call.organization.domains.values())
    return walk(call, of_url(call), domains, lambda domain: row(call, domain), dialect=urls(empty))


def one(call: Call) -> Reply:
    """Answer one domain."""
    domain = call.organization.domains.get(call.path["domainId"])
    return Reply({"data": row(call, domain or refuse_unknown("ADMIN-404-3", "domain"))})


def refuse(call: Call, refused: Reply) -> Reply:
    """Return a refusal in the API's shape, but a missing permission in the shape that only domains have."""
    if refused.status != HTTPStatus.FORBIDDEN:
        return refused
    path = call.name.partition(" ")[2].format_map(call.path)
    payload = {
        "timestamp": stamp(call.organization.now, "000"),
        "path": path,
        "status": 403,
        "error": "Forbidden",
        "message": refused.payload["errors"][0]["detail"],
        "requestId": call.organization.id.replace("-", "")[:16],
    }
    return replace(refused, payload=payload)


ENDPOINTS = (
    Endpoint("GET", PATH, SCOPE, every, refuse, stranger=403),
    Endpoint("GET", f"{PATH}/{{domainId}}", SCOPE, one, refuse),
)
