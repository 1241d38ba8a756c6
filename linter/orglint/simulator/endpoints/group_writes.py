"""Making and deleting groups, their members, and the roles that they give (v2)."""

from collections.abc import Mapping

from orglint.simulator.call import (
    Call,
    Endpoint,
    Reply,
    done,
    refuse_bad,
    refuse_conflict,
    refuse_forbidden,
    refuse_unknown,
)
from orglint.simulator.endpoints.groups import GROUPS, known
from orglint.simulator.endpoints.writing import group_thing, wrote
from orglint.simulator.fields import BODY, Field, checked, filled, needed, one, text
from orglint.simulator.organization import persons
from orglint.simulator.organization.actions import (
    GROUP_DELETED,
    GROUP_GRANTED,
    GROUP_MADE,
    GROUP_REVOKED,
    GROUPED,
    UNGROUPED,
)
from orglint.simulator.organization.belonging import belongs
from orglint.simulator.organization.dice import identity
from orglint.simulator.organization.grants import PLATFORM_ONLY, fits, locate
from orglint.simulator.organization.groups import Group
from orglint.simulator.organization.membership import admit, allow, disallow, dismiss, dissolve
from orglint.simulator.organization.products import ROLES

GROUP = f"{GROUPS}/{{groupId}}"
MAKE: Mapping[str, Field] = {"name": filled(), "description": text()}
MEMBER: Mapping[str, Field] = {"accountId": text()}
ROLE: Mapping[str, Field] = {"resourceId": text(), "roleId": one(*ROLES, "atlassian/viewer")}


def make(call: Call) -> Reply:
    """Make a group in the one directory that the path names."""
    given, org = needed(checked(MAKE, call.body), "name"), call.organization
    if len(call.directories) > 1:
        refuse_bad("ADMIN-400-4", "A group is made in one directory: name it.")
    (home,) = call.directories
    if any(group.directory == home and group.name.casefold() == given["name"].casefold() for group in org.groups.all):
        refuse_conflict("ADMIN-409-28", "The directory has a group of this name.")
    serial = len(org.log.events) + 1
    made = Group(
        id=identity(org.seed, "group made", serial),
        name=given["name"],
        description=given.get("description"),
        directory=home,
        kind="made",
        value=serial,
        type="GROUP",
        managed_by="admins",
        synced=False,
    )
    org.groups.by_id[made.id] = made
    wrote(call, GROUP_MADE, about=group_thing(made))
    return done(201)


def _ours(call: Call) -> Group:
    """Return the group of the path, if it is for people here to change."""
    group = known(call)
    if group.synced:
        refuse_forbidden("ADMIN-403-5", "The group comes from an identity provider.")
    return group


def delete(call: Call) -> Reply:
    """Delete a group, but none that newcomers get into by default and none that makes admins."""
    group = _ours(call)
    if any(grant[3] for grant in group.grants):
        refuse_forbidden("ADMIN-403-6", "The group gives the default role of a product.")
    _no_admins(group)
    dissolve(call.organization, group)
    wrote(call, GROUP_DELETED, about=group_thing(group))
    return done()


def _no_admins(group: Group) -> None:
    if any(PLATFORM_ONLY & set(grant[2]) for grant in group.grants):
        refuse_forbidden("ADMIN-403-7", "The group makes admins: assign the role itself.")


def add(call: Call) -> Reply:
    """Make a member of the group's directory a member of the group."""
    group, org = _ours(call), call.organization
    account = needed(checked(MEMBER, call.body), "accountId")["accountId"]
    number = persons.by_account(org, account)
    people = org.people
    if number is None or not (people.active_in[number] | people.suspended_in[number]) >> group.directory & 1:
        refuse_unknown("ADMIN-404-8", "user")
    _no_admins(group)
    if belongs(people, org.groups, group, number):
        refuse_conflict("ADMIN-409-28", "The user is in the group.")
    admit(org, group, number)
    wrote(call, GROUPED, number, group_thing(group))
    return done()


def end(call: Call) -> Reply:
    """End a membership."""
    group, org = _ours(call), call.organization
    number = persons.by_account(org, call.path["accountId"])
    if number is None or not belongs(org.people, org.groups, group, number):
        refuse_unknown("ADMIN-404-8", "user")
    dismiss(org, group, number)
    wrote(call, UNGROUPED, number, group_thing(group))
    return done()


def _meant(call: Call) -> tuple[Group, str, str]:
    """Return group, resource and role of a request."""
    group, given = known(call), needed(checked(ROLE, call.body), "resourceId", "roleId")
    resource, role = given["resourceId"], given["roleId"]
    place = locate(call.organization, resource)
    if place is None:
        refuse_unknown("ADMIN-404-1", "resource")
    if role in PLATFORM_ONLY or not fits(place, role):
        refuse_bad(BODY, f"A group cannot give the role {role} on this resource.")
    return group, resource, role


def _gives(group: Group, resource: str, role: str) -> bool:
    return any(grant[0] == resource and role in grant[2] for grant in group.grants)


def assign(call: Call) -> Reply:
    """Let a group give a role; its members have it a little later."""
    group, resource, role = _meant(call)
    if _gives(group, resource, role):
        refuse_conflict("ADMIN-409-28", "The group gives this role.")
    call.work.postpone(call.settings.role_seconds, lambda: allow(call.organization, group.id, resource, role))
    wrote(call, GROUP_GRANTED, about=group_thing(group))
    return done(200)


def revoke(call: Call) -> Reply:
    """End that a group gives a role."""
    group, resource, role = _meant(call)
    if not _gives(group, resource, role):
        refuse_unknown("ADMIN-404-1", "role of the group")
    call.work.postpone(call.settings.role_seconds, lambda: disallow(call.organization, group.id, resource, role))
    wrote(call, GROUP_REVOKED, about=group_thing(group))
    return done()


ENDPOINTS = (
    Endpoint("POST", GROUPS, None, make, body=True, unscoped=True),
    Endpoint("DELETE", GROUP, None, delete, unscoped=True),
    Endpoint("POST", f"{GROUP}/memberships", None, add, body=True, unscoped=True),
    Endpoint("DELETE", f"{GROUP}/memberships/{{accountId}}", None, end, unscoped=True),
    Endpoint("POST", f"{GROUP}/role-assignments/assign", None, assign, body=True, unscoped=True),
    Endpoint("POST", f"{GROUP}/role-assignments/revoke", None, revoke, body=True, unscoped=True),
)
