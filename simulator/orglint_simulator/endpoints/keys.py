"""API keys of the organization (API Access)."""

from collections.abc import Mapping
from typing import Any

from orglint_simulator.call import Call, Json
from orglint_simulator.endpoints.access import in_order, refuse_undocumented_filters, time_window_fields
from orglint_simulator.endpoints.credentials import READ, build_endpoints, is_meant, times_to_members
from orglint_simulator.fields import RequestField, text_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.keys import ApiKey, build_keys

SCOPE = "read:keys:admin"
TIMES = ("expiresAt", "lastActiveAt")
FILTERS: Mapping[str, RequestField] = {"q": text_field(), **time_window_fields(*TIMES)}


def key_to_row(org: Organization, key: ApiKey) -> dict[str, Json]:
    """Return a key as the API shows it."""
    return {
        "id": key.id,
        "label": key.label,
        **times_to_members(key),
        "systemAccountId": f"712020:{key.id}",
        "resource": f"ari:cloud:platform::org/{org.id}",
        "orgId": org.id,
        "createdBy": _maker_to_row(org, key),
        "scopes": list(key.scopes),
        "targetResources": [],
    }


def _maker_to_row(org: Organization, key: ApiKey) -> dict[str, Json] | None:
    if key.maker is None:
        return None
    profile = persons.build_profile(org, key.maker)
    return {"id": persons.account_id(org, key.maker), "name": profile.name, "email": profile.email}


def key_rows(org: Organization) -> list[dict[str, Json]]:
    """Return all keys."""
    return [key_to_row(org, key) for key in build_keys(org)]


def find_keys(call: Call, query: Mapping[str, Any]) -> list[ApiKey]:
    """Return the keys that a request means, in its order."""
    refuse_undocumented_filters(call, *TIMES)

    def is_wanted(key: ApiKey) -> bool:
        maker = _maker_to_row(call.organization, key) or {"name": "", "email": ""}
        return is_meant(key, query, names=(maker["name"], maker["email"]), times=TIMES)

    wanted = [key for key in build_keys(call.organization) if is_wanted(key)]
    return in_order(wanted, query.get("sort"), lambda key, name: READ[name](key))


ENDPOINTS = build_endpoints(
    "api-keys", SCOPE, FILTERS, find=find_keys, to_row=lambda call, key: key_to_row(call.organization, key)
)
