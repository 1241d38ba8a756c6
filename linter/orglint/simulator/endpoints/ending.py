"""The two lists of v2 that end in 2027: users and groups by GET."""

from collections.abc import Mapping

from orglint.simulator.call import Call, Endpoint, Json, Reply
from orglint.simulator.endpoints import groups, users
from orglint.simulator.fields import Field, text, whole
from orglint.simulator.organization import persons
from orglint.simulator.organization.groups import Group
from orglint.simulator.pages import absent, bare, null, of_query, walk
from orglint.simulator.search import listed, mask_of

PAGED: Mapping[str, Field] = {"cursor": text(), "limit": whole(1, 100)}


def ordered(name: str) -> Field:
    """Return a field that sorts by one name. How it is written in a URL is not documented: here `name` or `-name`."""
    return Field(
        lambda value: "" if value in (_order(name, "asc"), _order(name, "desc")) else f"must be {name} or -{name}",
        lambda values: _order(values[-1].removeprefix("-"), "desc" if values[-1].startswith("-") else "asc"),
    )


def _order(field: str, direction: str) -> list[dict[str, str]]:
    return [{"field": field, "direction": direction}]


def counted() -> Field:
    """Return the field that asks for counts: users, resources or both, with a comma between."""
    known = {"users", "resources"}
    return Field(
        lambda value: "" if set(value) <= known else "must be users, resources or both",
        lambda values: [part.removeprefix("counts.") for value in values for part in value.split(",") if part],
    )


USERS: Mapping[str, Field] = {**users.FILTERS, **PAGED, "sortBy": ordered("nick_name")}
GROUPS: Mapping[str, Field] = {**groups.FILTERS, **PAGED, "sortBy": ordered("name"), "counts": counted()}


def every_user(call: Call) -> Reply:
    """Answer the users that a request asks for, with nothing expanded."""
    org, position = call.organization, of_query(call, USERS, limit=20)
    query = {name: value for name, value in position.query.items() if name not in call.path}
    mask = mask_of(org, call.directories, query)

    def shown(number: int) -> dict[str, Json]:
        row = users.row(org, persons.meet(org, number), mask)
        return {**row, "links": {"self": users.own_cursor(row["accountId"])}}

    return walk(call, position, listed(org, mask, query), shown, dialect=bare(null))


def every_group(call: Call) -> Reply:
    """Answer the groups that a request asks for."""
    org, position = call.organization, of_query(call, GROUPS, limit=20)
    wanted: list[str] = [f"counts.{name}" for name in position.query.get("counts", ())]

    def shown(group: Group) -> dict[str, Json]:
        counts = {"counts": groups.counts(org, group, wanted)} if wanted else {}
        return {**groups.row(org, group), **counts, "links": {"self": None}}

    return walk(call, position, groups.found(call, position.query), shown, dialect=bare(absent))


ENDPOINTS = (
    Endpoint("GET", users.USERS, users.SCOPE, every_user),
    Endpoint("GET", groups.GROUPS, groups.SCOPE, every_group),
)
