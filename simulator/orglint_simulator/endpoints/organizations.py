"""The organization itself (v1)."""

from typing import Any

from orglint_simulator.call import Call, Endpoint, Reply
from orglint_simulator.pages import build_url, build_url_dialect, keep_null_next, of_url, reply_with_page

Row = dict[str, Any]


def organization_to_row(call: Call) -> Row:
    """Return the organization as v1 shows it."""
    path = f"/v1/orgs/{call.organization.id}"
    related = {name: {"links": {"related": build_url(call, f"{path}/{name}")}} for name in ("domains", "users")}
    return {
        "id": call.organization.id,
        "type": "orgs",
        "attributes": {"name": call.organization.company.name},
        "relationships": related,
        "links": {"self": build_url(call, path)},
    }


def list_organizations(call: Call) -> Reply:
    """Answer the organizations of the key: none at all for a key with scopes."""
    rows = [] if call.settings.scopes is not None else [organization_to_row(call)]
    return reply_with_page(call, of_url(call), rows, dict, dialect=build_url_dialect(keep_null_next))


def get_organization(call: Call) -> Reply:
    """Answer the organization."""
    return Reply({"data": organization_to_row(call)})


ENDPOINTS = (
    Endpoint("GET", "/v1/orgs", None, list_organizations),
    Endpoint("GET", "/v1/orgs/{orgId}", "read:orgs:admin", get_organization),
)
