"""Suspending, restoring and removing users (v2)."""

from collections.abc import Callable

from orglint.simulator.call import Call, Endpoint, Reply, done, refuse_unknown
from orglint.simulator.endpoints.users import USERS, known
from orglint.simulator.endpoints.writing import wrote
from orglint.simulator.organization import Organization
from orglint.simulator.organization.actions import REMOVED, RESTORED, SUSPENDED
from orglint.simulator.organization.membership import remove, restore, suspend
from orglint.simulator.search import mask_of

USER = f"{USERS}/{{accountId}}"


def _act(verb: Callable[[Organization, int, int], None], action: str) -> Callable[[Call], Reply]:
    """Return the operation that does something to a member of the directories named; doing it twice is no mistake."""

    def respond(call: Call) -> Reply:
        org, number = call.organization, known(call)
        mask = mask_of(org, call.directories, {})
        if not (org.people.active_in[number] | org.people.suspended_in[number]) & mask:
            refuse_unknown("ADMIN-404-8", "user")
        verb(org, number, mask)
        wrote(call, action, number)
        return done()

    return respond


ENDPOINTS = (
    Endpoint("POST", f"{USER}/suspend", None, _act(suspend, SUSPENDED), unscoped=True),
    Endpoint("POST", f"{USER}/restore", None, _act(restore, RESTORED), unscoped=True),
    Endpoint("DELETE", USER, None, _act(remove, REMOVED), unscoped=True),
)
