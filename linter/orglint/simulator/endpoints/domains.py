"""Domains (v1)."""

from typing import Any

from orglint.simulator.call import Call, Endpoint, Json, Reply, refuse_unknown
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


def forbid(call: Call) -> Json:
    """Return the refusal that only domains give."""
    path = call.name.partition(" ")[2].format_map(call.path)
    return {
        "timestamp": stamp(call.organization.now, "000"),
        "path": path,
        "status": 403,
        "error": "Forbidden",
        "message": "The key does not have the scope read:domains:admin.",
        "requestId": call.organization.id.replace("-", "")[:16],
    }


ENDPOINTS = (
    Endpoint("GET", PATH, SCOPE, every, forbid),
    Endpoint("GET", f"{PATH}/{{domainId}}", SCOPE, one, forbid),
)
