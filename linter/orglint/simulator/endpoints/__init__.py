"""The operations that a local organization answers, one module for each kind of thing."""

from orglint.simulator.call import Endpoint
from orglint.simulator.endpoints import (
    accounts,
    clients,
    directories,
    domains,
    ending,
    events,
    groups,
    keys,
    last_active,
    organizations,
    policies,
    tokens,
    user_roles,
    users,
    workspaces,
)

# A literal segment stands before a parameter in the same place: routes are tried in this order.
ENDPOINTS: tuple[Endpoint, ...] = (
    *organizations.ENDPOINTS,
    *accounts.ENDPOINTS,
    *last_active.ENDPOINTS,
    *domains.ENDPOINTS,
    *policies.ENDPOINTS,
    *events.ENDPOINTS,
    *directories.ENDPOINTS,
    *users.ENDPOINTS,
    *user_roles.ENDPOINTS,
    *groups.ENDPOINTS,
    *workspaces.ENDPOINTS,
    *ending.ENDPOINTS,
    *tokens.ENDPOINTS,
    *keys.ENDPOINTS,
    *clients.ENDPOINTS,
)
