"""Workspaces (v2): the products on each site, found by a query that nests."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from orglint_simulator.call import Call, Endpoint, Json, Reply, refuse_bad
from orglint_simulator.fields import BODY, RequestField, check_body, integer_field, text_field
from orglint_simulator.organization import Organization
from orglint_simulator.organization.company import Directory
from orglint_simulator.organization.dice import derive_uuid
from orglint_simulator.organization.lives import DAY, format_timestamp
from orglint_simulator.organization.products import PRODUCTS
from orglint_simulator.pages import (
    ListPage,
    build_url_dialect,
    keep_null_next,
    of_body,
    reply_with_page,
    resume_position,
)

Row = dict[str, Json]
RowTest = Callable[[Row], bool]
PATH = "/v2/orgs/{orgId}/workspaces"
ANYTHING = RequestField(lambda _: "", lambda values: values)
ORDERS = ("asc", "desc")


def _describe_sort_fault(value: Json) -> str:
    sane = isinstance(value, list) and all(
        isinstance(order, dict) and isinstance(order.get("field"), str) and order.get("order", "asc") in ORDERS
        for order in value
    )
    return "" if sane else "must be a list of orders: field, and order asc or desc"


FIELDS: Mapping[str, RequestField] = {
    "cursor": text_field(),
    "limit": integer_field(1, 1000),
    "query": ANYTHING,
    "sort": RequestField(_describe_sort_fault, lambda values: values),
}


def workspace_rows(org: Organization) -> list[Row]:
    """Return all workspaces: one for each product of each site, and a sandbox of the first one."""
    found = [_build_row(org, directory, at) for directory in org.company.directories for at in range(len(PRODUCTS))]
    sandbox = _build_row(org, org.company.directories[0], 0)
    sandbox["id"] += "-sandbox"
    sandbox["attributes"] |= {"name": f"{sandbox['attributes']['name']} sandbox", "sandbox": {"type": "CHILD"}}
    return [*found, sandbox]


def _build_row(org: Organization, directory: Directory, at: int) -> Row:
    product, resource = PRODUCTS[at], directory.resources[at]
    age = 200 + int(derive_uuid(org.seed, "workspace", at)[:3], 16)
    policies = [
        policy.type for policy in org.policies.values() if resource in [held["id"] for held in policy.resources]
    ]
    return {
        "id": resource,
        "type": "workspace",
        "attributes": {
            "name": f"{directory.host} {product.name}",
            "type": product.name,
            "typeKey": product.key,
            "owner": None,
            "status": "online",
            "statusDetails": [],
            "hostUrl": f"https://{directory.host}.wiki.example",
            "realm": None,
            "regions": ["eu"] if at % 2 else [],
            "labels": [],
            "icons": {},
            "avatars": {},
            "sandbox": {"type": "NONE"},
            "capacity": None,
            "usage": None,
            "createdAt": format_timestamp(org.now - age * DAY, "000"),
            "createdBy": None,
        },
        "relationships": {"policy": policies, "entitlement": [], "feature": []},
        "links": {"self": None},
    }


def _match_field(given: Json) -> RowTest:
    name, values = given["name"], [str(value).casefold() for value in given["values"]]
    return lambda row: str(row["attributes"].get(name)).casefold() in values


def _match_term(given: Json) -> RowTest:
    wanted = given.casefold()
    return lambda row: wanted in row["attributes"]["name"].casefold()


def _match_relationship(kind: str) -> Callable[[Json], RowTest]:
    def related(given: Json) -> RowTest:
        wanted = set(given)
        return lambda row: bool(wanted & set(row["relationships"][kind]))

    return related


def _build_tests(given: Json) -> list[RowTest]:
    return [build_query_test(inner) for inner in given]


def _match_all(given: Json) -> RowTest:
    tests = _build_tests(given)
    return lambda row: all(inner(row) for inner in tests)


def _match_none(given: Json) -> RowTest:
    tests = _build_tests(given)
    return lambda row: not any(inner(row) for inner in tests)


QUERIES: Mapping[str, Callable[[Json], RowTest]] = {
    "and": _match_all,
    "nor": _match_none,
    "field": _match_field,
    "searchWorkspaces": _match_term,
    "features": _match_relationship("feature"),
    "policies": _match_relationship("policy"),
}


def build_query_test(query: Json) -> RowTest:
    """Return what a query asks of a workspace: a query is one kind of condition, and some hold queries."""
    if not query:
        return lambda _: True
    try:
        ((kind, given),) = query.items()
        return QUERIES[kind](given)
    except (AttributeError, KeyError, TypeError, ValueError):
        refuse_bad(BODY, "The field query is not a query.")


def search_workspaces(call: Call) -> Reply:
    """Answer a search for workspaces; next to a cursor the body may hold nothing else."""
    given = check_body(FIELDS, call.body)
    if "cursor" in given and len(given) > 1:
        refuse_bad(BODY, "Next to cursor no other field is allowed.")
    position = resume_position(call, given.get("cursor", "")) or of_body(call, FIELDS, limit=20)
    wanted = build_query_test(position.query.get("query"))
    found = [row for row in workspace_rows(call.organization) if wanted(row)]
    for order in reversed(position.query.get("sort") or []):
        found.sort(key=lambda row: str(row["attributes"].get(order["field"])), reverse=order.get("order") == "desc")
    return reply_with_page(call, position, found, dict, dialect=build_url_dialect(keep_null_next, _page_to_meta))


def _page_to_meta(page: ListPage) -> dict[str, Any]:
    first = page.start if page.rows else None
    last = page.start + len(page.rows) - 1 if page.rows else None
    return {"pageSize": page.size, "startIndex": first, "endIndex": last, "total": page.total}


def refusal_to_bare_error(_: Call, refused: Reply) -> Reply:
    """Return a refusal as one bare error, without the list around it."""
    return replace(refused, payload=refused.payload["errors"][0])


ENDPOINTS = (Endpoint("POST", PATH, "read:workspaces:admin", search_workspaces, refusal_to_bare_error, body=True),)
