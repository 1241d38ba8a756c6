"""Collect an organization over its API into a snapshot: only what the rules need, and resumable."""

from orglint.collect.limits import Limits
from orglint.collect.plan import Plan, PlannedCall, plan_collection, plan_everything, redact_plan
from orglint.collect.progress import Progress
from orglint.collect.run import collect_organization
from orglint.http.connection import ConnectionSettings, Secret
from orglint.http.proxy import Proxy, parse_proxy
from orglint.http.vendor import BASE_URL

__all__ = [
    "BASE_URL",
    "ConnectionSettings",
    "Limits",
    "Plan",
    "PlannedCall",
    "Progress",
    "Proxy",
    "Secret",
    "collect_organization",
    "parse_proxy",
    "plan_collection",
    "plan_everything",
    "redact_plan",
]
