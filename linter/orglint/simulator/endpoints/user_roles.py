"""Role assignments of users (v2)."""

from collections.abc import Mapping

from orglint.simulator.call import Call, Endpoint, Json, Reply
from orglint.simulator.endpoints.groups import ASSIGNMENTS
from orglint.simulator.endpoints.users import SCOPE, USERS, known
from orglint.simulator.organization import Organization
from orglint.simulator.organization.assignments import Assignment, assignments
from orglint.simulator.pages import bare, null, of_query, walk
from orglint.simulator.search import membership

# Products that only tell which roles there are, not how they were assigned.
PLAIN = frozenset({"trello"})


def row(org: Organization, number: int, assignment: Assignment) -> dict[str, Json]:
    """Return an assignment as v2 shows it; the state is that in the assignment's own directory."""
    at = assignment.directory
    detailed = [{"role": role, "roleAssignmentMethods": list(methods)} for role, methods in assignment.roles]
    return {
        "resourceId": assignment.resource,
        "resourceOwner": assignment.owner,
        "directoryId": None if at is None else org.company.directories[at].id,
        "roles": [role for role, _ in assignment.roles],
        "roleAssignments": None if assignment.owner in PLAIN else detailed,
        "userDirectoryStatus": membership(org.people, number, ~0 if at is None else 1 << at),
    }


def meant(shown: Mapping[str, Json], query: Mapping[str, Json]) -> bool:
    """Tell whether a request's filters let an assignment through."""
    return (
        shown["resourceId"] in query.get("resourceIds", [shown["resourceId"]])
        and shown["resourceOwner"] in query.get("resourceOwners", [shown["resourceOwner"]])
        and shown["directoryId"] in query.get("directoryIds", [shown["directoryId"]])
        and bool(set(shown["roles"]) & set(query.get("roleIds", shown["roles"])))
    )


def every(call: Call) -> Reply:
    """Answer the role assignments of one user."""
    org, number, position = call.organization, known(call), of_query(call, ASSIGNMENTS, limit=20)
    shown = [row(org, number, assignment) for assignment in assignments(org, number)]
    found = [assignment for assignment in shown if meant(assignment, position.query)]
    return walk(call, position, found, dict, dialect=bare(null))


ENDPOINTS = (Endpoint("GET", f"{USERS}/{{accountId}}/role-assignments", SCOPE, every),)
