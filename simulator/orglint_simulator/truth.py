"""The complete state of an organization as one document, for the oracles of tests."""

from collections.abc import Iterable, Iterator
from typing import Any

from orglint_simulator.call import Call
from orglint_simulator.endpoints import (
    accounts,
    authentication,
    clients,
    control,
    directories,
    domains,
    events,
    groups,
    keys,
    last_active,
    organizations,
    policies,
    service_accounts,
    tokens,
    user_roles,
    users,
    workspaces,
)
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.assignments import list_assignments
from orglint_simulator.organization.belonging import list_groups_of
from orglint_simulator.organization.groups import Group
from orglint_simulator.organization.people import is_in_directory, list_population
from orglint_simulator.organization.products import list_roles
from orglint_simulator.organization.tokens import build_token, list_token_places
from orglint_simulator.search import membership_status

Row = dict[str, Any]


def build_truth(call: Call) -> dict[str, Row | list[Row]]:
    """Return everything that an organization holds; a call that names no operation says where it listens."""
    return {name: rows if isinstance(rows, dict) else list(rows) for name, rows in iterate_sections(call)}


def iterate_sections(call: Call) -> Iterator[tuple[str, Row | Iterable[Row]]]:
    """Yield the state kind by kind; large kinds row by row, so that they need not be held in memory."""
    org = call.organization
    link = f"{call.base}/v1/orgs/{org.id}/users"
    people = list_population(org.people, outside=True)
    managed = (number for number in people if org.people.managed[number])
    yield "organization", organizations.organization_to_row(call)
    yield "directories", [directories.directory_to_row(directory) for directory in org.company.directories]
    yield "users", (user_to_truth(org, number) for number in people)
    yield (
        "managed_accounts",
        (accounts.managed_account_to_row(org, persons.build_person(org, number), link) for number in managed),
    )
    yield "groups", [group_to_truth(org, found) for found in org.groups.all]
    yield "domains", [domains.domain_to_row(call, domain) for domain in org.domains.values()]
    yield "api_tokens", (tokens.token_to_row(org, build_token(org, place)) for place in list_token_places(org))
    yield "api_keys", keys.key_rows(org)
    yield "oauth_clients", clients.client_rows(org)
    yield "service_accounts", service_accounts.robot_rows(org)
    yield "service_account_tokens", service_accounts.token_rows(org)
    yield "event_actions", events.action_rows()
    yield "events", (events.event_to_stream_row(call, event) for event in org.log.events)
    yield "workspaces", workspaces.workspace_rows(org)
    yield "policies", [policies.policy_to_row(policy) for policy in org.policies.values()]
    yield "control_policies", [control.policy_to_row(org, policy) for policy in control.list_known_policies(org)]
    members = (number for number in list_population(org.people, outside=True) if org.people.managed[number])
    yield "authentication_policies", (authentication.membership_to_row(org, number) for number in members)


def user_to_truth(org: Organization, number: int) -> Row:
    """Return one user with all that a search can expand, all roles, bare group ids and the state in each directory."""
    person = persons.build_person(org, number)
    row = users.user_to_row(org, person, ~0)
    for name, read in users.EXPAND.values():
        row[name] = read(org, person)
    states = {
        directory.id: membership_status(org.people, number, 1 << at)
        for at, directory in enumerate(org.company.directories)
    }
    row["_assignments"] = [
        user_roles.assignment_to_row(org, number, assigned) for assigned in list_assignments(org, number)
    ]
    row["_roles"] = list(list_roles(org.people.roles[number]))
    row["_groupIds"] = [group.id for group in list_groups_of(org.people, org.groups, number)]
    row["_resourceIds"] = persons.list_held_resources(org, number)
    row["_directories"] = states
    row["_lastActiveDates"] = last_active.list_used_products(org, person)
    row["_outside"] = not is_in_directory(org.people, number)
    return row


def group_to_truth(org: Organization, found: Group) -> Row:
    """Return one group with its counts, kind and grants."""
    row = groups.group_to_row(org, found)
    row["counts"] = groups.expand_counts(org, found, ["counts.users", "counts.resources"])
    row["_type"] = found.type
    row["_grants"] = [
        {"resourceId": grant[0], "resourceOwner": grant[1], "roles": list(grant[2])} for grant in found.grants
    ]
    return row
