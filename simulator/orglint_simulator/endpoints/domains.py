"""Domains (v1)."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from orglint_simulator.call import Call, Endpoint, Reply, refuse_unknown
from orglint_simulator.organization.domains import Domain
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.pages import build_url, build_url_dialect, clear_links, of_url, reply_with_page

PATH = "/v1/orgs/{orgId}/domains"
SCOPE = "read:domains:admin"


def domain_to_row(call: Call, domain: Domain) -> dict[str, Any]:
    """Return a domain as v1 shows it."""
    return {
        "id": domain.id,
        "type": "domains",
        "attributes": {"name": domain.name, "claim": {"type": domain.claim, "status": domain.status}},
        "links": {"self": build_url(call, f"/v1/orgs/{call.organization.id}/domains/{domain.id}")},
    }


def list_domains(call: Call) -> Reply:
    """Answer the domains."""
    domains = list(call.organization.domains.values())
    return reply_with_page(
        call, of_url(call), domains, lambda domain: domain_to_row(call, domain), dialect=build_url_dialect(clear_links)
    )


def get_domain(call: Call) -> Reply:
    """Answer one domain."""
    domain = call.organization.domains.get(call.path["domainId"])
    return Reply({"data": domain_to_row(call, domain or refuse_unknown("ADMIN-404-3", "domain"))})


def refusal_to_domain_error(call: Call, refused: Reply) -> Reply:
    """Return a refusal in the API's shape, but a missing permission in the shape that only domains have."""
    if refused.status != HTTPStatus.FORBIDDEN:
        return refused
    path = call.name.partition(" ")[2].format_map(call.path)
    payload = {
        "timestamp": format_timestamp(call.organization.now, "000"),
        "path": path,
        "status": 403,
        "error": "Forbidden",
        "message": refused.payload["errors"][0]["detail"],
        "requestId": call.organization.id.replace("-", "")[:16],
    }
    return replace(refused, payload=payload)


ENDPOINTS = (
    Endpoint("GET", PATH, SCOPE, list_domains, refusal_to_domain_error, stranger=403),
    Endpoint("GET", f"{PATH}/{{domainId}}", SCOPE, get_domain, refusal_to_domain_error),
)
