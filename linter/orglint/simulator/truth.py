"""The whole ground truth as one document, for the oracles of tests: nothing paged, nothing left out."""

from collections.abc import Iterable, Iterator
from typing import Any

from orglint.simulator.call import Call
from orglint.simulator.endpoints import (
    accounts,
    clients,
    directories,
    domains,
    events,
    groups,
    keys,
    last_active,
    organizations,
    policies,
    tokens,
    user_roles,
    users,
    workspaces,
)
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.assignments import assignments
from orglint.simulator.organization.belonging import groups_of
from orglint.simulator.organization.groups import Group
from orglint.simulator.organization.people import inside, population
from orglint.simulator.organization.products import roles_held
from orglint.simulator.organization.tokens import held, token
from orglint.simulator.search import membership

Row = dict[str, Any]


def truth(call: Call) -> dict[str, Row | list[Row]]:
    """Return everything that an organization holds; a call that names no operation says where it listens."""
    return {name: rows if isinstance(rows, dict) else list(rows) for name, rows in sections(call)}


def sections(call: Call) -> Iterator[tuple[str, Row | Iterable[Row]]]:
    """Yield everything kind by kind: a kind of which there are many row by row, so that nobody needs to hold all."""
    org = call.organization
    link = f"{call.base}/v1/orgs/{org.id}/users"
    people = population(org.people, outside=True)
    managed = (number for number in people if org.people.managed[number])
    yield "organization", organizations.row(call)
    yield "directories", [directories.row(directory) for directory in org.company.directories]
    yield "users", (user(org, number) for number in people)
    yield "managed_accounts", (accounts.managed(org, persons.meet(org, number), link) for number in managed)
    yield "groups", [group(org, found) for found in org.groups.all]
    yield "domains", [domains.row(call, domain) for domain in org.domains.values()]
    yield "api_tokens", (tokens.row(org, token(org, place)) for place in held(org))
    yield "api_keys", keys.rows(org)
    yield "oauth_clients", clients.rows(org)
    yield "service_accounts", clients.robot_rows(org)
    yield "event_actions", events.action_rows()
    yield "events", (events.row(call, event) for event in org.log.events)
    yield "workspaces", workspaces.rows(org)
    yield "policies", [policies.row(policy) for policy in org.policies.values()]


def user(org: Organization, number: int) -> Row:
    """Return one user with all that a search can expand, all roles, bare group ids and the state in each directory."""
    person = persons.meet(org, number)
    row = users.row(org, person, ~0)
    for name, read in users.EXPAND.values():
        row[name] = read(org, person)
    states = {
        directory.id: membership(org.people, number, 1 << at) for at, directory in enumerate(org.company.directories)
    }
    row["_assignments"] = [user_roles.row(org, number, assigned) for assigned in assignments(org, number)]
    row["_roles"] = list(roles_held(org.people.roles[number]))
    row["_groupIds"] = [group.id for group in groups_of(org.people, org.groups, number)]
    row["_resourceIds"] = persons.resources(org, number)
    row["_directories"] = states
    row["_lastActiveDates"] = last_active.used(org, person)
    row["_outside"] = not inside(org.people, number)
    return row


def group(org: Organization, found: Group) -> Row:
    """Return one group with its counts, kind and grants."""
    row = groups.row(org, found)
    row["counts"] = groups.counts(org, found, ["counts.users", "counts.resources"])
    row["_type"] = found.type
    row["_grants"] = [
        {"resourceId": grant[0], "resourceOwner": grant[1], "roles": list(grant[2])} for grant in found.grants
    ]
    return row
