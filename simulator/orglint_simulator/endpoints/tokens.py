"""API tokens of managed accounts (API Access)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from orglint_simulator.call import Call, Json
from orglint_simulator.endpoints.access import in_order, refuse_undocumented_filters, time_window_fields
from orglint_simulator.endpoints.credentials import PAGE_FIELDS, READ, build_endpoints, is_meant, times_to_members
from orglint_simulator.fields import RequestField, choice_field, text_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.tokens import ApiToken, build_token, list_token_places
from orglint_simulator.search import cache_search

SCOPE = "read:tokens:admin"
TIMES = ("createdAt", "lastActiveAt")
FILTERS: Mapping[str, RequestField] = {
    "q": text_field(),
    "status": choice_field("ALLOWED", "BLOCKED"),
    **time_window_fields(*TIMES),
}
NARROWING = frozenset({*FILTERS, *PAGE_FIELDS})


def token_to_row(org: Organization, token: ApiToken) -> dict[str, Json]:
    """Return a token as the API shows it."""
    profile = persons.build_profile(org, token.owner)
    user = {"id": persons.account_id(org, token.owner), "orgId": org.id, "name": profile.name, "email": profile.email}
    return {
        "id": token.id,
        "label": token.label,
        "status": _describe_status(token),
        **times_to_members(token),
        "user": user,
        "scopes": list(token.scopes),
    }


def _describe_status(token: ApiToken) -> str:
    return "BLOCKED" if token.blocked else "ALLOWED"


def _is_wanted(org: Organization, query: Mapping[str, Any], found: ApiToken) -> bool:
    profile, status = persons.build_profile(org, found.owner), _describe_status(found)
    return query.get("status", status) == status and is_meant(
        found, query, names=(profile.name, profile.email), times=TIMES
    )


def find_token_places(call: Call, query: Mapping[str, Any]) -> Sequence[int]:
    """Return the places of the tokens that a request means, in its order."""
    org, asked = call.organization, {name: value for name, value in query.items() if name in NARROWING}
    refuse_undocumented_filters(call, *TIMES)
    if not asked:
        return list_token_places(org)

    def search() -> Sequence[int]:
        found = [place for place in list_token_places(org) if _is_wanted(org, asked, build_token(org, place))]
        return in_order(found, asked.get("sort"), lambda place, name: READ[name](build_token(org, place)))

    return cache_search(org, f"tokens {json.dumps(asked, sort_keys=True)}", search)


def _place_to_row(call: Call, place: int) -> Json:
    return token_to_row(call.organization, build_token(call.organization, place))


ENDPOINTS = build_endpoints("api-tokens", SCOPE, FILTERS, find=find_token_places, to_row=_place_to_row)
