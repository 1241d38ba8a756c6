"""Role assignments of users (v2)."""

from collections.abc import Mapping

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints.groups import ASSIGNMENTS
from orglint_simulator.endpoints.users import SCOPE, USERS, resolve_path_user
from orglint_simulator.organization import Organization
from orglint_simulator.organization.assignments import Assignment, list_assignments
from orglint_simulator.pages import build_cursor_dialect, keep_null_next, of_query, reply_with_page
from orglint_simulator.search import membership_status

# Products that only tell which roles there are, not how they were assigned.
PLAIN = frozenset({"trello"})


def assignment_to_row(org: Organization, number: int, assignment: Assignment) -> dict[str, Json]:
    """Return an assignment as v2 shows it; the state is that in the assignment's own directory."""
    at = assignment.directory
    detailed = [{"role": role, "roleAssignmentMethods": list(methods)} for role, methods in assignment.roles]
    return {
        "resourceId": assignment.resource,
        "resourceOwner": assignment.owner,
        "directoryId": None if at is None else org.company.directories[at].id,
        "roles": [role for role, _ in assignment.roles],
        "roleAssignments": None if assignment.owner in PLAIN else detailed,
        "userDirectoryStatus": membership_status(org.people, number, ~0 if at is None else 1 << at),
    }


def is_assignment_wanted(shown: Mapping[str, Json], query: Mapping[str, Json]) -> bool:
    """Tell whether a request's filters let an assignment through."""
    return (
        shown["resourceId"] in query.get("resourceIds", [shown["resourceId"]])
        and shown["resourceOwner"] in query.get("resourceOwners", [shown["resourceOwner"]])
        and shown["directoryId"] in query.get("directoryIds", [shown["directoryId"]])
        and bool(set(shown["roles"]) & set(query.get("roleIds", shown["roles"])))
    )


def list_user_roles(call: Call) -> Reply:
    """Answer the role assignments of one user."""
    org, number, position = call.organization, resolve_path_user(call), of_query(call, ASSIGNMENTS, limit=20)
    shown = [assignment_to_row(org, number, assignment) for assignment in list_assignments(org, number)]
    found = [assignment for assignment in shown if is_assignment_wanted(assignment, position.query)]
    return reply_with_page(call, position, found, dict, dialect=build_cursor_dialect(keep_null_next))


ENDPOINTS = (Endpoint("GET", f"{USERS}/{{accountId}}/role-assignments", SCOPE, list_user_roles),)
