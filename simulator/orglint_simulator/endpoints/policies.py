"""Policies (v1), with the extra types and fields that the live service sends."""

from typing import Any

from orglint_simulator.call import Call, Endpoint, Reply, refuse_unknown
from orglint_simulator.fields import text_field
from orglint_simulator.organization.policies import Policy
from orglint_simulator.pages import build_url_dialect, of_url, replace_links_by_null, reply_with_page

PATH = "/v1/orgs/{orgId}/policies"
SCOPE = "read:policies:admin"


def policy_to_row(policy: Policy) -> dict[str, Any]:
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


def list_policies(call: Call) -> Reply:
    """Answer the policies, of one type if asked so."""
    position = of_url(call, {"type": text_field()})
    wanted = position.query.get("type")
    policies = [policy for policy in call.organization.policies.values() if wanted in (None, policy.type)]
    dialect = build_url_dialect(replace_links_by_null, lambda page: {"next": page.next, "page_size": page.size})
    return reply_with_page(call, position, policies, policy_to_row, dialect=dialect)


def get_policy(call: Call) -> Reply:
    """Answer one policy."""
    policy = call.organization.policies.get(call.path["policyId"])
    return Reply({"data": policy_to_row(policy or refuse_unknown("ADMIN-404-5", "policy"))})


ENDPOINTS = (
    Endpoint("GET", PATH, SCOPE, list_policies),
    Endpoint("GET", f"{PATH}/{{policyId}}", SCOPE, get_policy),
)
