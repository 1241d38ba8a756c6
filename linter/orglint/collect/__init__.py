"""Reading an organization over its API into a snapshot: as little as the rules need, and nothing lost on the way."""

from orglint.collect.connection import BASE_URL, Connection, Secret
from orglint.collect.plan import Plan, PlannedCall, everything, plan
from orglint.collect.progress import Progress
from orglint.collect.proxy import Proxy, proxy
from orglint.collect.run import organization

__all__ = [
    "BASE_URL",
    "Connection",
    "Plan",
    "PlannedCall",
    "Progress",
    "Proxy",
    "Secret",
    "everything",
    "organization",
    "plan",
    "proxy",
]
