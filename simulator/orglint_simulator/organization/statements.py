"""What an organization says of itself, which no API reads: its domains, partners, approved admins and groups."""

from typing import TYPE_CHECKING

from orglint_simulator.organization.names import OUTSIDE
from orglint_simulator.organization.people import is_in_directory
from orglint_simulator.organization.persons import build_profile
from orglint_simulator.organization.products import BIT

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

PARTNERS = OUTSIDE[3:]
"""The domains outside that belong to companies; the others give anybody an address."""


def state_settings(org: "Organization") -> dict[str, list[str] | bool]:
    """Return what orglint calls settings: true of most of the organization, and of some of it no more."""
    people = org.people
    admins = [
        build_profile(org, number).email
        for number in range(people.members)
        if people.roles[number] & BIT["org-admin"] and people.managed[number] and is_in_directory(people, number)
    ]
    return {
        "domains": list(org.company.claimed),
        "partners": list(PARTNERS),
        "break_glass": admins[:1],
        "service_accounts": [],
        "approved_admins": admins,
        "approved_groups": ["org-admins", "site-admins"],
        "approved_workspaces": [directory.host for directory in org.company.directories],
        "required_policies": ["ip-allowlist"],
        "sso": False,
    }
