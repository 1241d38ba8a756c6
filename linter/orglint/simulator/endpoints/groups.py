"""Groups of directories (v2): search, count, stats, one, and its roles."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply, refusal, refuse_unknown
from orglint.simulator.fields import Field, parsed, sort, text, texts, whole
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.belonging import belongs, size
from orglint.simulator.organization.groups import Grant, Group
from orglint.simulator.organization.products import ROLES
from orglint.simulator.pages import absent, bare, empty, of_body, of_query, walk

Row = dict[str, Any]
Test = Callable[[Group], bool]
GROUPS = "/v2/orgs/{orgId}/directories/{directoryId}/groups"
SCOPE = "read:groups:admin"

FILTERS: Mapping[str, Field] = {
    "accountIds": texts(10),
    "directoryIds": texts(10),
    "groupIds": texts(10),
    "resourceIds": texts(20),
    "resourceOwners": texts(10),
    "roleIds": texts(10, *ROLES),
    "searchTerm": text(),
}
SEARCH: Mapping[str, Field] = {
    **FILTERS,
    "cursor": text(),
    "limit": whole(1, 100),
    "groupNames": texts(100),
    "expand": texts(2, "counts.resources", "counts.users"),
    "sortBy": sort("name"),
}
ASSIGNMENTS: Mapping[str, Field] = {
    "cursor": text(),
    "limit": whole(1, 100),
    "directoryIds": texts(10),
    "resourceOwners": texts(10),
    "resourceIds": texts(20),
    "roleIds": texts(10, *ROLES),
}


def row(org: Organization, group: Group) -> Row:
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


def counts(org: Organization, group: Group, wanted: list[str]) -> Row:
    """Return the counts that a request expands."""
    known: Mapping[str, tuple[str, Callable[[], int]]] = {
        "counts.users": ("users", lambda: size(org.people, org.groups, group)),
        "counts.resources": ("resources", lambda: len(group.grants)),
    }
    return {known[name][0]: known[name][1]() for name in wanted}


def _members(org: Organization, accounts: list[str]) -> Test:
    numbers = [number for account in accounts if (number := persons.by_account(org, account)) is not None]
    return lambda group: any(belongs(org.people, org.groups, group, number) for number in numbers)


def _granted(read: Callable[[Grant], set[str]]) -> Callable[[Organization, list[str]], Test]:
    def test(_: Organization, wanted: list[str]) -> Test:
        return lambda group: any(read(grant) & set(wanted) for grant in group.grants)

    return test


def _named(_: Organization, wanted: list[str]) -> Test:
    lowered = {name.casefold() for name in wanted}
    return lambda group: group.name.casefold() in lowered


TESTS: Mapping[str, Callable[[Organization, Any], Test]] = {
    "accountIds": _members,
    "directoryIds": lambda org, wanted: lambda group: org.company.directories[group.directory].id in wanted,
    "groupIds": lambda _, wanted: lambda group: group.id in wanted,
    "groupNames": _named,
    "resourceIds": _granted(lambda grant: {grant[0]}),
    "resourceOwners": _granted(lambda grant: {grant[1]}),
    "roleIds": _granted(lambda grant: set(grant[2])),
    "searchTerm": lambda _, wanted: lambda group: wanted.casefold() in group.name.casefold(),
}


def found(call: Call, query: Mapping[str, Any]) -> list[Group]:
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


def search(call: Call) -> Reply:
    """Answer a search for groups."""
    org, position = call.organization, of_body(call, SEARCH, limit=20)
    if "groupNames" in position.query and {"searchTerm", "groupIds"} & position.query.keys():
        return refusal(400, "ADMIN-400-24", "Bad request", "The field groupNames excludes searchTerm and groupIds.")
    expand = call.body.get("expand") or []

    def shown(group: Group) -> Row:
        counted = {"counts": counts(org, group, expand)} if expand else {}
        return {**row(org, group), **counted, "links": {"self": None}}

    return walk(call, position, found(call, position.query), shown, dialect=bare(empty))


def count(call: Call) -> Reply:
    """Answer how many groups there are."""
    return Reply({"count": len(found(call, parsed(FILTERS, call.query)))})


def stats(call: Call) -> Reply:
    """Answer how many groups there are of each kind."""
    groups = found(call, {})
    synced, types = sum(group.synced for group in groups), Counter(group.type for group in groups)
    return Reply(
        {
            "totals": {"all": len(groups), "managed": len(groups) - synced, "synced": synced},
            "types": [{"type": name, "count": types[name]} for name in ("TEAM", "GROUP", "USERBASE_GROUP")],
        }
    )


def known(call: Call) -> Group:
    """Return the group that the path names, if the named directories have it."""
    group = call.organization.groups.by_id.get(call.path["groupId"])
    if group is None or group.directory not in call.directories:
        refuse_unknown("ADMIN-404-10", "group")
    assert group is not None
    return group


def details(call: Call) -> Reply:
    """Answer one group."""
    org, group = call.organization, known(call)
    return Reply({"data": {**row(org, group), "counts": counts(org, group, ["counts.users", "counts.resources"])}})


def roles(call: Call) -> Reply:
    """Answer what a group's members are granted."""
    group, position = known(call), of_query(call, ASSIGNMENTS, limit=20)
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
    return walk(call, position, granted, _assignment, dialect=bare(absent))


def _assignment(grant: Grant) -> Row:
    resource, owner, held, default = grant
    return {"resourceId": resource, "resourceOwner": owner, "roles": list(held), "defaultRole": default}


ENDPOINTS = (
    Endpoint("POST", f"{GROUPS}/search", SCOPE, search, body=True),
    Endpoint("GET", f"{GROUPS}/count", SCOPE, count),
    Endpoint("GET", f"{GROUPS}/stats", SCOPE, stats),
    Endpoint("GET", f"{GROUPS}/{{groupId}}", SCOPE, details),
    Endpoint("GET", f"{GROUPS}/{{groupId}}/role-assignments", SCOPE, roles),
)
