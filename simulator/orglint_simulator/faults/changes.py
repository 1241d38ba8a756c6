"""What changes in the organization between two pages, before a call is answered."""

from collections.abc import Mapping
from typing import Any

from orglint_simulator.organization import Organization
from orglint_simulator.organization.membership import create_account, enter_directory, remove_user
from orglint_simulator.search import find_listed_people

EVERYWHERE = 0xFF
_NEVER = 0


def people_leave(org: Organization, details: Mapping[str, Any]) -> None:
    """Take the first people of the list out of all directories: whoever follows moves up."""
    for number in list(find_listed_people(org, EVERYWHERE, {}))[: details["users"]]:
        remove_user(org, number, EVERYWHERE)
    org.found.clear()


def people_join(org: Organization, details: Mapping[str, Any]) -> None:
    """Let new people into a directory."""
    for place in range(details["users"]):
        enter_directory(org, create_account(org, f"joined.{len(org.found)}.{place}@late.example", _NEVER), 0)
    org.found.clear()
