"""API keys of the organization (API Access)."""

from collections.abc import Callable, Mapping
from typing import Any

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints.access import (
    BASE,
    PAGED,
    ROWS,
    build_window_test,
    epoch_to_iso,
    in_order,
    refusal_to_gateway,
    refuse_undocumented_filters,
    sort_name_field,
    time_window_fields,
)
from orglint_simulator.fields import RequestField, parse_query, text_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.keys import ApiKey, build_keys
from orglint_simulator.pages import build_cursor_dialect, keep_null_next, of_query, reply_with_page

SCOPE = "read:keys:admin"
TIMES = ("expiresAt", "lastActiveAt")
FILTERS: Mapping[str, RequestField] = {"q": text_field(), **time_window_fields(*TIMES)}
READ: Mapping[str, Callable[[ApiKey], Any]] = {
    "createdAt": lambda key: key.created,
    "lastActiveAt": lambda key: key.used,
    "expiresAt": lambda key: key.expires,
    "label": lambda key: key.label,
}
FIELDS: Mapping[str, RequestField] = {**FILTERS, **PAGED, "sort": sort_name_field(*READ)}


def key_to_row(org: Organization, key: ApiKey) -> dict[str, Json]:
    """Return a key as the API shows it."""
    return {
        "id": key.id,
        "label": key.label,
        "createdAt": epoch_to_iso(key.created),
        "expiresAt": epoch_to_iso(key.expires),
        "lastActiveAt": epoch_to_iso(key.used),
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
    term = query.get("q", "").casefold()

    def means(key: ApiKey) -> bool:
        maker = _maker_to_row(call.organization, key) or {"name": "", "email": ""}
        searched = (key.label, maker["name"], maker["email"])
        return any(term in part.casefold() for part in searched) and all(
            build_window_test(query, name)(READ[name](key)) for name in TIMES
        )

    wanted = [key for key in build_keys(call.organization) if means(key)]
    return in_order(wanted, query.get("sort"), lambda key, name: READ[name](key))


def list_keys(call: Call) -> Reply:
    """Answer the keys."""
    position = of_query(call, FIELDS, limit=ROWS, size="pageSize")
    wanted = find_keys(call, position.query)
    return reply_with_page(
        call,
        position,
        wanted,
        lambda key: key_to_row(call.organization, key),
        dialect=build_cursor_dialect(keep_null_next),
    )


def count_keys(call: Call) -> Reply:
    """Answer how many keys there are: a bare number."""
    return Reply(len(find_keys(call, parse_query(FILTERS, call.query))))


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/api-keys", SCOPE, list_keys, refusal_to_gateway, stranger=403),
    Endpoint("GET", f"{BASE}/api-keys/count", SCOPE, count_keys, refusal_to_gateway, stranger=403),
)
