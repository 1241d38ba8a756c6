"""The two lists of v2 that end in 2027: users and groups by GET."""

from collections.abc import Mapping

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints import groups, users
from orglint_simulator.fields import RequestField, integer_field, text_field
from orglint_simulator.organization import persons
from orglint_simulator.organization.groups import Group
from orglint_simulator.pages import build_cursor_dialect, keep_null_next, of_query, omit_next_link, reply_with_page
from orglint_simulator.search import find_listed_people, mask_of

PAGED: Mapping[str, RequestField] = {"cursor": text_field(), "limit": integer_field(1, 100)}


def query_sort_field(name: str) -> RequestField:
    """Return a field that sorts by one name. How it is written in a URL is not documented: here `name` or `-name`."""
    return RequestField(
        lambda value: (
            "" if value in (_build_order(name, "asc"), _build_order(name, "desc")) else f"must be {name} or -{name}"
        ),
        lambda values: _build_order(values[-1].removeprefix("-"), "desc" if values[-1].startswith("-") else "asc"),
    )


def _build_order(field: str, direction: str) -> list[dict[str, str]]:
    return [{"field": field, "direction": direction}]


def counts_field() -> RequestField:
    """Return the field that asks for counts: users, resources or both, with a comma between."""
    known = {"users", "resources"}
    return RequestField(
        lambda value: "" if set(value) <= known else "must be users, resources or both",
        lambda values: [part.removeprefix("counts.") for value in values for part in value.split(",") if part],
    )


USERS: Mapping[str, RequestField] = {**users.FILTERS, **PAGED, "sortBy": query_sort_field("nick_name")}
GROUPS: Mapping[str, RequestField] = {
    **groups.FILTERS,
    **PAGED,
    "sortBy": query_sort_field("name"),
    "counts": counts_field(),
}


def every_user(call: Call) -> Reply:
    """Answer the users that a request asks for, with nothing expanded."""
    org, position = call.organization, of_query(call, USERS, limit=20)
    query = {name: value for name, value in position.query.items() if name not in call.path}
    mask = mask_of(org, call.directories, query)

    def shown(number: int) -> dict[str, Json]:
        row = users.user_to_row(org, persons.build_person(org, number), mask)
        return {**row, "links": {"self": users.own_cursor(row["accountId"])}}

    return reply_with_page(
        call, position, find_listed_people(org, mask, query), shown, dialect=build_cursor_dialect(keep_null_next)
    )


def every_group(call: Call) -> Reply:
    """Answer the groups that a request asks for."""
    org, position = call.organization, of_query(call, GROUPS, limit=20)
    wanted: list[str] = [f"counts.{name}" for name in position.query.get("counts", ())]

    def shown(group: Group) -> dict[str, Json]:
        counts = {"counts": groups.expand_counts(org, group, wanted)} if wanted else {}
        return {**groups.group_to_row(org, group), **counts, "links": {"self": None}}

    return reply_with_page(
        call, position, groups.find_groups(call, position.query), shown, dialect=build_cursor_dialect(omit_next_link)
    )


ENDPOINTS = (
    Endpoint("GET", users.USERS, users.SCOPE, every_user),
    Endpoint("GET", groups.GROUPS, groups.SCOPE, every_group),
)
