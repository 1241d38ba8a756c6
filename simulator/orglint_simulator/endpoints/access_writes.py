"""Suspending, restoring and removing users (v2)."""

from collections.abc import Callable

from orglint_simulator.call import Call, Endpoint, Reply, refuse_unknown, reply_without_body
from orglint_simulator.endpoints.users import USERS, resolve_path_user
from orglint_simulator.endpoints.writing import record_write
from orglint_simulator.organization import Organization
from orglint_simulator.organization.actions import REMOVED, RESTORED, SUSPENDED
from orglint_simulator.organization.membership import remove_user, restore_user, suspend_user
from orglint_simulator.search import mask_of

USER = f"{USERS}/{{accountId}}"


def _build_operation(verb: Callable[[Organization, int, int], None], action: str) -> Callable[[Call], Reply]:
    """Return the operation that does something to a member of the directories named; doing it twice is no mistake."""

    def respond(call: Call) -> Reply:
        org, number = call.organization, resolve_path_user(call)
        mask = mask_of(org, call.directories, {})
        if not (org.people.active_in[number] | org.people.suspended_in[number]) & mask:
            refuse_unknown("ADMIN-404-8", "user")
        verb(org, number, mask)
        record_write(call, action, number)
        return reply_without_body()

    return respond


ENDPOINTS = (
    Endpoint("POST", f"{USER}/suspend", None, _build_operation(suspend_user, SUSPENDED), unscoped=True),
    Endpoint("POST", f"{USER}/restore", None, _build_operation(restore_user, RESTORED), unscoped=True),
    Endpoint("DELETE", USER, None, _build_operation(remove_user, REMOVED), unscoped=True),
)
