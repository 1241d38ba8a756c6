"""Which role somebody holds on which resource, and how they came by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orglint_simulator.organization.people import is_in_directory
from orglint_simulator.organization.products import BIT, HELD, PRODUCTS, list_roles

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

EVERYWHERE = ("user", "guest", "basic", "contributor", "customer", "stakeholder")
ONCE = ("admin", "user-access-admin")
ANYWHERE = sum(BIT[role] for role in EVERYWHERE)
SOMEWHERE = sum(BIT[role] for role in ONCE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Roles on one resource, each with the ways in which it was assigned; no directory for the administrative ones."""

    resource: str
    owner: str
    directory: int | None
    roles: tuple[tuple[str, tuple[str, ...]], ...]


def list_assignments(org: "Organization", number: int) -> list[Assignment]:
    """Return all assignments of somebody: on the organization, on the site, on each product."""
    if number in org.assigned:
        return org.assigned[number]
    if not is_in_directory(org.people, number):
        return []
    return [*_list_admin_assignments(org, number), *_list_product_assignments(org, number)]


def _list_admin_assignments(org: "Organization", number: int) -> Iterator[Assignment]:
    roles, home = org.people.roles[number], org.people.home[number]
    site = f"ari:cloud:platform::site/{org.company.directories[home].site}"
    if roles & BIT["org-admin"]:
        yield Assignment(f"ari:cloud:platform::org/{org.id}", "platform", None, (("atlassian/org-admin", ("direct",)),))
    if roles & BIT["site-admin"]:
        yield Assignment(site, "platform", None, (("atlassian/site-admin", ("direct", "group_direct")),))
    if roles & BIT["ai-access"]:
        yield Assignment(site, "platform", home, (("atlassian/ai-access", ("inferred",)),))


def _list_product_assignments(org: "Organization", number: int) -> Iterator[Assignment]:
    people, home = org.people, org.people.home[number]
    everywhere = tuple((role, ("group_direct",)) for role in list_roles(people.roles[number] & ANYWHERE))
    once = tuple((role, ("direct",)) for role in list_roles(people.roles[number] & SOMEWHERE))
    for rank, at in enumerate(HELD[people.products[number]]):
        roles = everywhere if rank else (*once, *everywhere)
        yield Assignment(org.company.directories[home].resources[at], PRODUCTS[at].key, home, roles)
