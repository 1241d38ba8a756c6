"""The operations that a local organization answers, one module for each kind of thing."""

from orglint.simulator.call import Endpoint
from orglint.simulator.endpoints import (
    accounts,
    directories,
    domains,
    events,
    groups,
    organizations,
    policies,
    user_roles,
    users,
    workspaces,
)

# A literal segment stands before a parameter in the same place: routes are tried in this order.
ENDPOINTS: tuple[Endpoint, ...] = (
    *organizations.ENDPOINTS,
    *accounts.ENDPOINTS,
    *domains.ENDPOINTS,
    *policies.ENDPOINTS,
    *events.ENDPOINTS,
    *directories.ENDPOINTS,
    *users.ENDPOINTS,
    *user_roles.ENDPOINTS,
    *groups.ENDPOINTS,
    *workspaces.ENDPOINTS,
)
