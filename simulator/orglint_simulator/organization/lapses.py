"""What slips in between two reviews: more and more organization admins, and a team that opens a product."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orglint_simulator.organization.grants import ORG_ADMIN, build_organization_ari, give_role
from orglint_simulator.organization.membership import add_group_role
from orglint_simulator.organization.people import ACTIVE, MFA_ON
from orglint_simulator.organization.products import BIT, PRODUCTS

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

TOO_MANY = 6
"""Active organization admins that nobody decided on together."""
OPENED = "confluence"


def add_lapses(org: "Organization") -> None:
    """Give the role of an organization admin to some more people, and access to a product to the members of a team."""
    people, ari = org.people, build_organization_ari(org)
    held = sum(bool(people.roles[number] & BIT["org-admin"] and people.active_in[number]) for number in _members(org))
    for number, _ in zip(_find_trusted(org), range(TOO_MANY - held), strict=False):
        give_role(org, number, ari, ORG_ADMIN)
    team = next((group for group in org.groups.all if group.kind == "team"), None)
    if team is not None:
        place = next(at for at, product in enumerate(PRODUCTS) if product.key == OPENED)
        add_group_role(org, team.id, org.company.directories[team.directory].resources[place], "atlassian/user")


def _members(org: "Organization") -> range:
    return range(org.people.members)


def _find_trusted(org: "Organization") -> Iterator[int]:
    """Yield people with a managed account and a second factor who do not administer the organization yet."""
    people = org.people
    for number in _members(org):
        trusted = people.managed[number] and people.mfa[number] == MFA_ON and people.account[number] == ACTIVE
        if trusted and people.active_in[number] and not people.roles[number] & BIT["org-admin"]:
            yield number
