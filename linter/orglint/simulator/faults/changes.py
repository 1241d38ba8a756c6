"""What changes in the organization between two pages, before a call is answered."""

from collections.abc import Mapping
from typing import Any

from orglint.simulator.organization import Organization
from orglint.simulator.organization.membership import arrive, enter, remove
from orglint.simulator.search import listed

EVERYWHERE = 0xFF
_NEVER = 0


def people_leave(org: Organization, details: Mapping[str, Any]) -> None:
    """Take the first people of the list out of all directories: whoever follows moves up."""
    for number in list(listed(org, EVERYWHERE, {}))[: details["users"]]:
        remove(org, number, EVERYWHERE)
    org.found.clear()


def people_join(org: Organization, details: Mapping[str, Any]) -> None:
    """Let new people into a directory."""
    for place in range(details["users"]):
        enter(org, arrive(org, f"joined.{len(org.found)}.{place}@late.example", _NEVER), 0)
    org.found.clear()
