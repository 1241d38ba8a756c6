"""Policies (v1), with the extra types and fields that the live service sends."""

from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply, refuse_unknown
from orglint.simulator.fields import text
from orglint.simulator.organization.policies import Policy
from orglint.simulator.pages import gone, of_url, urls, walk

PATH = "/v1/orgs/{orgId}/policies"
SCOPE = "read:policies:admin"


def row(policy: Policy) -> dict[str, Any]:
    """Return a policy as v1 shows it."""
    attributes = {
        "type": policy.type,
        "name": policy.name,
        "status": policy.status,
        "rule": policy.rule,
        "resources": list(policy.resources),
        "createdAt": policy.created,
        "updatedAt": policy.updated,
    }
    return {"id": policy.id, "type": "policy", "attributes": attributes}


def every(call: Call) -> Reply:
    """Answer the policies, of one type if asked so."""
    position = of_url(call, {"type": text()})
    wanted = position.query.get("type")
    policies = [policy for policy in call.organization.policies.values() if wanted in (None, policy.type)]
    dialect = urls(gone, lambda page: {"next": page.next, "page_size": page.size})
    return walk(call, position, policies, row, dialect=dialect)


def one(call: Call) -> Reply:
    """Answer one policy."""
    policy = call.organization.policies.get(call.path["policyId"])
    return Reply({"data": row(policy or refuse_unknown("ADMIN-404-5", "policy"))})


ENDPOINTS = (
    Endpoint("GET", PATH, SCOPE, every),
    Endpoint("GET", f"{PATH}/{{policyId}}", SCOPE, one),
)
