"""Change the membership of people in directories and groups."""

from dataclasses import replace
from typing import TYPE_CHECKING

from orglint_simulator.organization import grants
from orglint_simulator.organization.assignments import list_assignments
from orglint_simulator.organization.belonging import is_group_member, join_group, leave_group, list_groups_of
from orglint_simulator.organization.groups import Grant, Group
from orglint_simulator.organization.people import ACTIVE, MFA_OFF, NO_MFA, NO_TEAM, Arrival

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

# The domain of an address that is none of the company's known ones.
ELSEWHERE = 255


def suspend_user(org: "Organization", number: int, mask: int) -> None:
    """Suspend somebody in those directories of a mask where they are active; roles and groups stay."""
    people = org.people
    people.suspended_in[number] |= people.active_in[number] & mask
    people.active_in[number] &= ~mask & 0xFF
    org.found.clear()


def restore_user(org: "Organization", number: int, mask: int) -> None:
    """Undo a suspension."""
    people = org.people
    people.active_in[number] |= people.suspended_in[number] & mask
    people.suspended_in[number] &= ~mask & 0xFF
    org.found.clear()


def remove_user(org: "Organization", number: int, mask: int) -> None:
    """Take somebody out of the directories of a mask, with the groups and roles there."""
    people = org.people
    wholly = not (people.active_in[number] | people.suspended_in[number]) & ~mask
    for group in list_groups_of(people, org.groups, number):
        if wholly or mask >> group.directory & 1:
            leave_group(org.groups, group, number)
    before = list_assignments(org, number)
    people.active_in[number] &= ~mask & 0xFF
    people.suspended_in[number] &= ~mask & 0xFF
    people.moved.add(number)
    org.assigned[number] = before
    grants.take_directory_roles(org, number, mask, wholly=wholly)


def enter_directory(org: "Organization", number: int, directory: int) -> None:
    """Make somebody an active member of a directory."""
    org.assigned[number] = list_assignments(org, number)
    org.people.active_in[number] |= 1 << directory
    org.people.suspended_in[number] &= ~(1 << directory) & 0xFF
    org.people.moved.add(number)
    org.found.clear()


def create_account(org: "Organization", email: str, moment: int) -> int:
    """Return the number of a new account, which is in no directory yet; managed if its domain is claimed."""
    local, _, domain = email.lower().partition("@")
    name = " ".join(part.capitalize() for part in local.replace("_", ".").replace("-", ".").split(".") if part) or local
    people, number = org.people, org.people.total
    at = org.company.domains.index(domain) if domain in org.company.domains else ELSEWHERE
    managed = domain in org.company.claimed
    people.arrived[number] = Arrival(moment, name, name.partition(" ")[0], email.lower())
    for column in (people.active_in, people.suspended_in, people.home, people.products, people.department):
        column.append(0)
    people.account.append(ACTIVE)
    people.managed.append(managed)
    people.mfa.append(MFA_OFF if managed else NO_MFA)
    people.domain.append(at)
    people.came.append(0)
    people.used.append(0)
    people.roles.append(0)
    people.team.append(NO_TEAM)
    people.moved.add(number)
    org.assigned[number] = []
    return number


def admit_to_group(org: "Organization", group: Group, number: int) -> None:
    """Make somebody a member of a group, with the roles that it gives."""
    join_group(org.groups, group, number)
    org.found.clear()
    for resource, _, roles, _ in group.grants:
        for role in roles:
            grants.give_role(org, number, resource, role, method="group_direct")


def dismiss_from_group(org: "Organization", group: Group, number: int) -> None:
    """End a membership in a group, with the roles that no other group gives."""
    leave_group(org.groups, group, number)
    org.found.clear()
    for resource, _, roles, _ in group.grants:
        for role in roles:
            if not _is_role_given(org, number, resource, role):
                grants.take_role(org, number, resource, role, method="group_direct")


def _is_role_given(org: "Organization", number: int, resource: str, role: str) -> bool:
    """Tell whether a group of somebody's gives a role."""
    return any(
        grant[0] == resource and role in grant[2]
        for group in list_groups_of(org.people, org.groups, number)
        for grant in group.grants
    )


def list_members(org: "Organization", group: Group) -> list[int]:
    """Return who is in a group."""
    return [number for number in range(org.people.total) if is_group_member(org.people, org.groups, group, number)]


def add_group_role(org: "Organization", group_id: str, resource: str, role: str) -> None:
    """Let a group give a role: its members get it. Nothing happens if the group is gone by now."""
    group = org.groups.by_id.get(group_id)
    if group is None:
        return
    known = next((grant for grant in group.grants if grant[0] == resource), None)
    place = grants.locate_resource(org, resource)
    assert place is not None
    roles = (*(known[2] if known else ()), role)
    changed = (resource, place.owner, roles, known[3] if known else None)
    _replace_grants(org, group, (*(grant for grant in group.grants if grant is not known), changed))
    for number in list_members(org, group):
        grants.give_role(org, number, resource, role, method="group_direct")


def remove_group_role(org: "Organization", group_id: str, resource: str, role: str) -> None:
    """End that a group gives a role: its members lose it, unless another group gives it."""
    group = org.groups.by_id.get(group_id)
    if group is None:
        return
    narrowed = [
        (held, owner, tuple(one for one in roles if held != resource or one != role), default)
        for held, owner, roles, default in group.grants
    ]
    _replace_grants(org, group, tuple(grant for grant in narrowed if grant[2]))
    for number in list_members(org, group):
        if not _is_role_given(org, number, resource, role):
            grants.take_role(org, number, resource, role, method="group_direct")


def _replace_grants(org: "Organization", group: Group, changed: tuple[Grant, ...]) -> None:
    org.groups.by_id[group.id] = replace(group, grants=changed)


def dissolve_group(org: "Organization", group: Group) -> None:
    """Delete a group; its members lose the roles that no other group gives."""
    former = list_members(org, group)
    for number in former:
        dismiss_from_group(org, group, number)
    del org.groups.by_id[group.id]
    org.found.clear()
