"""Groups of directories (v2): search, count, stats, one, and its roles."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from orglint_simulator.call import Call, Endpoint, Reply, build_refusal, refuse_unknown
from orglint_simulator.fields import (
    RequestField,
    integer_field,
    parse_query,
    sort_order_field,
    text_field,
    text_list_field,
)
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.belonging import count_group_members, is_group_member
from orglint_simulator.organization.groups import Grant, Group
from orglint_simulator.organization.products import ROLES
from orglint_simulator.pages import (
    build_cursor_dialect,
    clear_links,
    of_body,
    of_query,
    omit_next_link,
    reply_with_page,
)

Row = dict[str, Any]
GroupTest = Callable[[Group], bool]
GROUPS = "/v2/orgs/{orgId}/directories/{directoryId}/groups"
SCOPE = "read:groups:admin"

FILTERS: Mapping[str, RequestField] = {
    "accountIds": text_list_field(10),
    "directoryIds": text_list_field(10),
    "groupIds": text_list_field(10),
    "resourceIds": text_list_field(20),
    "resourceOwners": text_list_field(10),
    "roleIds": text_list_field(10, *ROLES),
    "searchTerm": text_field(),
}
SEARCH: Mapping[str, RequestField] = {
    **FILTERS,
    "cursor": text_field(),
    "limit": integer_field(1, 100),
    "groupNames": text_list_field(100),
    "expand": text_list_field(2, "counts.resources", "counts.users"),
    "sortBy": sort_order_field("name"),
}
ASSIGNMENTS: Mapping[str, RequestField] = {
    "cursor": text_field(),
    "limit": integer_field(1, 100),
    "directoryIds": text_list_field(10),
    "resourceOwners": text_list_field(10),
    "resourceIds": text_list_field(20),
    "roleIds": text_list_field(10, *ROLES),
}


def group_to_row(org: Organization, group: Group) -> Row:
    """Return a group as v2 shows it, without counts."""
    ours = not group.synced
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "directoryId": org.company.directories[group.directory].id,
        "externalSynced": group.synced,
        "managedBy": group.managed_by,
        "managementAccess": {"deletable": ours and group.kind != "product", "modifiable": ours, "readable": True},
    }


def expand_counts(org: Organization, group: Group, wanted: list[str]) -> Row:
    """Return the counts that a request expands."""
    known: Mapping[str, tuple[str, Callable[[], int]]] = {
        "counts.users": ("users", lambda: count_group_members(org.people, org.groups, group)),
        "counts.resources": ("resources", lambda: len(group.grants)),
    }
    return {known[name][0]: known[name][1]() for name in wanted}


def _match_members(org: Organization, accounts: list[str]) -> GroupTest:
    numbers = [number for account in accounts if (number := persons.find_by_account(org, account)) is not None]
    return lambda group: any(is_group_member(org.people, org.groups, group, number) for number in numbers)


def _match_grants(read: Callable[[Grant], set[str]]) -> Callable[[Organization, list[str]], GroupTest]:
    def test(_: Organization, wanted: list[str]) -> GroupTest:
        return lambda group: any(read(grant) & set(wanted) for grant in group.grants)

    return test


def _match_names(_: Organization, wanted: list[str]) -> GroupTest:
    lowered = {name.casefold() for name in wanted}
    return lambda group: group.name.casefold() in lowered


TESTS: Mapping[str, Callable[[Organization, Any], GroupTest]] = {
    "accountIds": _match_members,
    "directoryIds": lambda org, wanted: lambda group: org.company.directories[group.directory].id in wanted,
    "groupIds": lambda _, wanted: lambda group: group.id in wanted,
    "groupNames": _match_names,
    "resourceIds": _match_grants(lambda grant: {grant[0]}),
    "resourceOwners": _match_grants(lambda grant: {grant[1]}),
    "roleIds": _match_grants(lambda grant: set(grant[2])),
    "searchTerm": lambda _, wanted: lambda group: wanted.casefold() in group.name.casefold(),
}


def find_groups(call: Call, query: Mapping[str, Any]) -> list[Group]:
    """Return the groups that a request means, in its order."""
    org, directories = call.organization, call.directories
    tests = [test(org, query[name]) for name, test in TESTS.items() if name in query]
    groups = [
        group for group in org.groups.all if group.directory in directories and all(test(group) for test in tests)
    ]
    orders = query.get("sortBy")
    if orders:
        groups.sort(key=lambda group: (group.name.casefold(), group.id), reverse=orders[0].get("direction") == "desc")
    return groups


def search_groups(call: Call) -> Reply:
    """Answer a search for groups."""
    org, position = call.organization, of_body(call, SEARCH, limit=20)
    if "groupNames" in position.query and {"searchTerm", "groupIds"} & position.query.keys():
        return build_refusal(
            400, "ADMIN-400-24", "Bad request", "The field groupNames excludes searchTerm and groupIds."
        )
    expand = call.body.get("expand") or []

    def shown(group: Group) -> Row:
        counted = {"counts": expand_counts(org, group, expand)} if expand else {}
        return {**group_to_row(org, group), **counted, "links": {"self": None}}

    return reply_with_page(
        call, position, find_groups(call, position.query), shown, dialect=build_cursor_dialect(clear_links)
    )


def count_groups(call: Call) -> Reply:
    """Answer how many groups there are."""
    return Reply({"count": len(find_groups(call, parse_query(FILTERS, call.query)))})


def summarize_groups(call: Call) -> Reply:
    """Answer how many groups there are of each kind."""
    groups = find_groups(call, {})
    synced, types = sum(group.synced for group in groups), Counter(group.type for group in groups)
    return Reply(
        {
            "totals": {"all": len(groups), "managed": len(groups) - synced, "synced": synced},
            "types": [{"type": name, "count": types[name]} for name in ("TEAM", "GROUP", "USERBASE_GROUP")],
        }
    )


def resolve_path_group(call: Call) -> Group:
    """Return the group that the path names, if the named directories have it."""
    group = call.organization.groups.by_id.get(call.path["groupId"])
    if group is None or group.directory not in call.directories:
        refuse_unknown("ADMIN-404-10", "group")
    assert group is not None
    return group


def get_group(call: Call) -> Reply:
    """Answer one group."""
    org, group = call.organization, resolve_path_group(call)
    return Reply(
        {
            "data": {
                **group_to_row(org, group),
                "counts": expand_counts(org, group, ["counts.users", "counts.resources"]),
            }
        }
    )


def list_group_roles(call: Call) -> Reply:
    """Answer what a group's members are granted."""
    group, position = resolve_path_group(call), of_query(call, ASSIGNMENTS, limit=20)
    query, org = position.query, call.organization
    home = org.company.directories[group.directory].id
    granted = [
        grant
        for grant in group.grants
        if home in query.get("directoryIds", [home])
        and grant[0] in query.get("resourceIds", [grant[0]])
        and grant[1] in query.get("resourceOwners", [grant[1]])
        and set(grant[2]) & set(query.get("roleIds", grant[2]))
    ]
    return reply_with_page(call, position, granted, _grant_to_row, dialect=build_cursor_dialect(omit_next_link))


def _grant_to_row(grant: Grant) -> Row:
    resource, owner, held, default = grant
    return {"resourceId": resource, "resourceOwner": owner, "roles": list(held), "defaultRole": default}


ENDPOINTS = (
    Endpoint("POST", f"{GROUPS}/search", SCOPE, search_groups, body=True),
    Endpoint("GET", f"{GROUPS}/count", SCOPE, count_groups),
    Endpoint("GET", f"{GROUPS}/stats", SCOPE, summarize_groups),
    Endpoint("GET", f"{GROUPS}/{{groupId}}", SCOPE, get_group),
    Endpoint("GET", f"{GROUPS}/{{groupId}}/role-assignments", SCOPE, list_group_roles),
)
