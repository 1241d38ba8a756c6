"""Grant and revoke roles; from the first change on, all roles of a person are stored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from orglint_simulator.organization.assignments import Assignment, list_assignments
from orglint_simulator.organization.people import is_in_directory
from orglint_simulator.organization.products import BIT, PRODUCTS

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

ORG_ADMIN, SITE_ADMIN = "atlassian/org-admin", "atlassian/site-admin"
PLATFORM_ONLY = frozenset({ORG_ADMIN, SITE_ADMIN})
# Roles that only some products have.
ONLY: Mapping[str, frozenset[str]] = {
    "atlassian/guest": frozenset({"confluence"}),
    "atlassian/customer": frozenset({"jira-servicedesk"}),
}


class GrantPlace(NamedTuple):
    """Where a role holds: the owner of the resource, its directory, its product; a site has no product."""

    owner: str
    directory: int | None
    product: int | None


def build_organization_ari(org: "Organization") -> str:
    """Return the ARI of the organization."""
    return f"ari:cloud:platform::org/{org.id}"


def locate_resource(org: "Organization", resource: str) -> GrantPlace | None:
    """Return where a resource (an ARI) is; None if it is not one of this organization."""
    if resource == build_organization_ari(org):
        return GrantPlace("platform", None, None)
    for at, directory in enumerate(org.company.directories):
        if resource == f"ari:cloud:platform::site/{directory.site}":
            return GrantPlace("platform", at, None)
        if resource in directory.resources:
            product = directory.resources.index(resource)
            return GrantPlace(PRODUCTS[product].key, at, product)
    return None


def is_role_available(place: GrantPlace, role: str) -> bool:
    """Return whether a role exists on a resource: some only on sites or the organization, others on products."""
    if role == SITE_ADMIN:
        return place.product is None and place.directory is not None
    if role == ORG_ADMIN:
        return place == GrantPlace("platform", None, None)
    return place.product is not None and place.owner in ONLY.get(role, {place.owner})


def find_role_methods(org: "Organization", number: int, resource: str, role: str) -> tuple[str, ...]:
    """Return the ways in which somebody holds a role on a resource; none if not at all."""
    for assigned in list_assignments(org, number):
        for held, methods in assigned.roles if assigned.resource == resource else ():
            if held == role:
                return methods
    return ()


def give_role(org: "Organization", number: int, resource: str, role: str, *, method: str = "direct") -> None:
    """Grant a role on a resource of this organization; nothing happens if the person has left."""
    place = locate_resource(org, resource)
    if place is None or not is_in_directory(org.people, number):
        return
    methods = tuple(sorted({*find_role_methods(org, number, resource, role), method}))
    before = list(list_assignments(org, number))
    known = next((held for held in before if held.resource == resource), None)
    directory = None if role in PLATFORM_ONLY else place.directory
    entry = known or Assignment(resource, place.owner, directory, ())
    roles = (*(held for held in entry.roles if held[0] != role), (role, methods))
    _store_assignments(org, number, [*(held for held in before if held is not known), replace(entry, roles=roles)])


def take_role(org: "Organization", number: int, resource: str, role: str, *, method: str = "direct") -> None:
    """Take a role that somebody holds in one way; it stays if it is held in another way too."""
    kept = [
        replace(held, roles=_remove_method(held.roles, role, method)) if held.resource == resource else held
        for held in list_assignments(org, number)
    ]
    _store_assignments(org, number, [held for held in kept if held.roles])


def take_directory_roles(org: "Organization", number: int, mask: int, *, wholly: bool) -> None:
    """Take all roles in the directories of a mask; wholly also those on the organization."""
    kept = [
        held
        for held in list_assignments(org, number)
        if not wholly and (held.directory is None or not mask >> held.directory & 1)
    ]
    _store_assignments(org, number, kept)


def _remove_method(
    roles: tuple[tuple[str, tuple[str, ...]], ...], role: str, method: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    left = ((held, tuple(way for way in ways if held != role or way != method)) for held, ways in roles)
    return tuple((held, ways) for held, ways in left if ways)


def _store_assignments(org: "Organization", number: int, assigned: list[Assignment]) -> None:
    """Keep all roles of somebody, and the columns that filters and counts read."""
    org.assigned[number] = assigned
    roles = {role for held in assigned for role, _ in held.roles}
    places = [locate_resource(org, held.resource) for held in assigned]
    products = {place.product for place in places if place is not None and place.product is not None}
    org.people.roles[number] = sum(BIT.get(role.removeprefix("atlassian/"), 0) for role in roles)
    org.people.products[number] = sum(1 << product for product in products)
    org.found.clear()
