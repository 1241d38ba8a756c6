"""Making and deleting groups, their members, and the roles that they give (v2)."""

from collections.abc import Mapping

from orglint_simulator.call import (
    Call,
    Endpoint,
    Reply,
    refuse_bad,
    refuse_conflict,
    refuse_forbidden,
    refuse_unknown,
    reply_without_body,
)
from orglint_simulator.endpoints.groups import GROUPS, resolve_path_group
from orglint_simulator.endpoints.writing import group_thing, record_write
from orglint_simulator.fields import (
    BODY,
    RequestField,
    check_body,
    choice_field,
    non_empty_text_field,
    require_fields,
    text_field,
)
from orglint_simulator.organization import persons
from orglint_simulator.organization.actions import (
    GROUP_DELETED,
    GROUP_GRANTED,
    GROUP_MADE,
    GROUP_REVOKED,
    GROUPED,
    UNGROUPED,
)
from orglint_simulator.organization.belonging import is_group_member
from orglint_simulator.organization.dice import derive_uuid
from orglint_simulator.organization.grants import PLATFORM_ONLY, is_role_available, locate_resource
from orglint_simulator.organization.groups import Group
from orglint_simulator.organization.membership import (
    add_group_role,
    admit_to_group,
    dismiss_from_group,
    dissolve_group,
    remove_group_role,
)
from orglint_simulator.organization.products import ROLES

GROUP = f"{GROUPS}/{{groupId}}"
MAKE: Mapping[str, RequestField] = {"name": non_empty_text_field(), "description": text_field()}
MEMBER: Mapping[str, RequestField] = {"accountId": text_field()}
ROLE: Mapping[str, RequestField] = {"resourceId": text_field(), "roleId": choice_field(*ROLES, "atlassian/viewer")}


def create_group(call: Call) -> Reply:
    """Make a group in the one directory that the path names."""
    given, org = require_fields(check_body(MAKE, call.body), "name"), call.organization
    if len(call.directories) > 1:
        refuse_bad("ADMIN-400-4", "A group is made in one directory: name it.")
    (home,) = call.directories
    if any(group.directory == home and group.name.casefold() == given["name"].casefold() for group in org.groups.all):
        refuse_conflict("ADMIN-409-28", "The directory has a group of this name.")
    serial = len(org.log.events) + 1
    made = Group(
        id=derive_uuid(org.seed, "group made", serial),
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
    record_write(call, GROUP_MADE, about=group_thing(made))
    return reply_without_body(201)


def _find_changeable_group(call: Call) -> Group:
    """Return the group of the path, if it is for people here to change."""
    group = resolve_path_group(call)
    if group.synced:
        refuse_forbidden("ADMIN-403-5", "The group comes from an identity provider.")
    return group


def delete_group(call: Call) -> Reply:
    """Delete a group, but none that newcomers get into by default and none that makes admins."""
    group = _find_changeable_group(call)
    if any(grant[3] for grant in group.grants):
        refuse_forbidden("ADMIN-403-6", "The group gives the default role of a product.")
    _no_admins(group)
    dissolve_group(call.organization, group)
    record_write(call, GROUP_DELETED, about=group_thing(group))
    return reply_without_body()


def _no_admins(group: Group) -> None:
    if any(PLATFORM_ONLY & set(grant[2]) for grant in group.grants):
        refuse_forbidden("ADMIN-403-7", "The group makes admins: assign the role itself.")


def add_group_member(call: Call) -> Reply:
    """Make a member of the group's directory a member of the group."""
    group, org = _find_changeable_group(call), call.organization
    account = require_fields(check_body(MEMBER, call.body), "accountId")["accountId"]
    number = persons.find_by_account(org, account)
    people = org.people
    if number is None or not (people.active_in[number] | people.suspended_in[number]) >> group.directory & 1:
        refuse_unknown("ADMIN-404-8", "user")
    _no_admins(group)
    if is_group_member(people, org.groups, group, number):
        refuse_conflict("ADMIN-409-28", "The user is in the group.")
    admit_to_group(org, group, number)
    record_write(call, GROUPED, number, group_thing(group))
    return reply_without_body()


def remove_group_member(call: Call) -> Reply:
    """End a membership."""
    group, org = _find_changeable_group(call), call.organization
    number = persons.find_by_account(org, call.path["accountId"])
    if number is None or not is_group_member(org.people, org.groups, group, number):
        refuse_unknown("ADMIN-404-8", "user")
    dismiss_from_group(org, group, number)
    record_write(call, UNGROUPED, number, group_thing(group))
    return reply_without_body()


def _parse_group_role(call: Call) -> tuple[Group, str, str]:
    """Return group, resource and role of a request."""
    group, given = resolve_path_group(call), require_fields(check_body(ROLE, call.body), "resourceId", "roleId")
    resource, role = given["resourceId"], given["roleId"]
    place = locate_resource(call.organization, resource)
    if place is None:
        refuse_unknown("ADMIN-404-1", "resource")
    if role in PLATFORM_ONLY or not is_role_available(place, role):
        refuse_bad(BODY, f"A group cannot give the role {role} on this resource.")
    return group, resource, role


def _has_grant(group: Group, resource: str, role: str) -> bool:
    return any(grant[0] == resource and role in grant[2] for grant in group.grants)


def assign_group_role(call: Call) -> Reply:
    """Let a group give a role; its members have it a little later."""
    group, resource, role = _parse_group_role(call)
    if _has_grant(group, resource, role):
        refuse_conflict("ADMIN-409-28", "The group gives this role.")
    call.work.postpone_action(
        call.settings.role_seconds, lambda: add_group_role(call.organization, group.id, resource, role)
    )
    record_write(call, GROUP_GRANTED, about=group_thing(group))
    return reply_without_body(200)


def revoke_group_role(call: Call) -> Reply:
    """End that a group gives a role."""
    group, resource, role = _parse_group_role(call)
    if not _has_grant(group, resource, role):
        refuse_unknown("ADMIN-404-1", "role of the group")
    call.work.postpone_action(
        call.settings.role_seconds, lambda: remove_group_role(call.organization, group.id, resource, role)
    )
    record_write(call, GROUP_REVOKED, about=group_thing(group))
    return reply_without_body()


ENDPOINTS = (
    Endpoint("POST", GROUPS, None, create_group, body=True, unscoped=True),
    Endpoint("DELETE", GROUP, None, delete_group, unscoped=True),
    Endpoint("POST", f"{GROUP}/memberships", None, add_group_member, body=True, unscoped=True),
    Endpoint("DELETE", f"{GROUP}/memberships/{{accountId}}", None, remove_group_member, unscoped=True),
    Endpoint("POST", f"{GROUP}/role-assignments/assign", None, assign_group_role, body=True, unscoped=True),
    Endpoint("POST", f"{GROUP}/role-assignments/revoke", None, revoke_group_role, body=True, unscoped=True),
)
