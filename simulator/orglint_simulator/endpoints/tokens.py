"""API tokens of managed accounts (API Access)."""

import json
from collections.abc import Callable, Mapping, Sequence
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
from orglint_simulator.fields import RequestField, choice_field, parse_query, text_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.tokens import ApiToken, build_token, list_token_places
from orglint_simulator.pages import build_cursor_dialect, keep_null_next, of_query, reply_with_page
from orglint_simulator.search import cache_search

SCOPE = "read:tokens:admin"
TIMES = ("createdAt", "lastActiveAt")
FILTERS: Mapping[str, RequestField] = {
    "q": text_field(),
    "status": choice_field("ALLOWED", "BLOCKED"),
    **time_window_fields(*TIMES),
}
READ: Mapping[str, Callable[[ApiToken], Any]] = {
    "createdAt": lambda token: token.created,
    "lastActiveAt": lambda token: token.used,
    "expiresAt": lambda token: token.expires,
    "label": lambda token: token.label,
}
FIELDS: Mapping[str, RequestField] = {**FILTERS, **PAGED, "sort": sort_name_field(*READ)}


def token_to_row(org: Organization, token: ApiToken) -> dict[str, Json]:
    """Return a token as the API shows it."""
    profile = persons.build_profile(org, token.owner)
    user = {"id": persons.account_id(org, token.owner), "orgId": org.id, "name": profile.name, "email": profile.email}
    return {
        "id": token.id,
        "label": token.label,
        "status": "BLOCKED" if token.blocked else "ALLOWED",
        "createdAt": epoch_to_iso(token.created),
        "expiresAt": epoch_to_iso(token.expires),
        "lastActiveAt": epoch_to_iso(token.used),
        "user": user,
        "scopes": list(token.scopes),
    }


def _is_wanted(org: Organization, query: Mapping[str, Any], found: ApiToken) -> bool:
    profile, term = persons.build_profile(org, found.owner), query.get("q", "").casefold()
    searched = (found.label, profile.name, profile.email)
    return (
        any(term in part.casefold() for part in searched)
        and query.get("status", "BLOCKED" if found.blocked else "ALLOWED")
        == ("BLOCKED" if found.blocked else "ALLOWED")
        and all(build_window_test(query, name)(READ[name](found)) for name in TIMES)
    )


def find_token_places(call: Call, query: Mapping[str, Any]) -> Sequence[int]:
    """Return the places of the tokens that a request means, in its order."""
    org, asked = call.organization, {name: value for name, value in query.items() if name in FIELDS}
    refuse_undocumented_filters(call, *TIMES)
    if not asked:
        return list_token_places(org)

    def search() -> Sequence[int]:
        found = [place for place in list_token_places(org) if _is_wanted(org, asked, build_token(org, place))]
        return in_order(found, asked.get("sort"), lambda place, name: READ[name](build_token(org, place)))

    return cache_search(org, f"tokens {json.dumps(asked, sort_keys=True)}", search)


def list_tokens(call: Call) -> Reply:
    """Answer the tokens."""
    org, position = call.organization, of_query(call, FIELDS, limit=ROWS, size="pageSize")
    return reply_with_page(
        call,
        position,
        find_token_places(call, position.query),
        lambda place: token_to_row(org, build_token(org, place)),
        dialect=build_cursor_dialect(keep_null_next),
    )


def count_tokens(call: Call) -> Reply:
    """Answer how many tokens there are: a bare number."""
    return Reply(len(find_token_places(call, parse_query(FILTERS, call.query))))


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/api-tokens", SCOPE, list_tokens, refusal_to_gateway, stranger=403),
    Endpoint("GET", f"{BASE}/api-tokens/count", SCOPE, count_tokens, refusal_to_gateway, stranger=403),
)
