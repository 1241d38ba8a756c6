"""Policies and what they cover, as the second version of the Control API shows them.

It shows the same policies as the Organizations API, of three types only, with more about each. What a list of resources
looks like is not documented: the local organization answers with those of the Organizations API.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from orglint_simulator.call import Call, Endpoint, Json, Refused, Reply, build_gateway_refusal
from orglint_simulator.fields import RequestField, choice_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.policies import Policy
from orglint_simulator.pages import ListPage, build_url_dialect, keep_null_next, of_url, reply_with_page

BASE = "/control/v2/orgs/{orgId}/policies"
SCOPE = "read:policies:admin"
Row = dict[str, Json]


def list_known_policies(org: Organization) -> Sequence[Policy]:
    """Return the policies that the Control API knows."""
    return [policy for policy in org.policies.values() if policy.type in ATTRIBUTES]


def policy_to_row(org: Organization, policy: Policy) -> Row:
    """Return a policy as the Control API shows it."""
    attributes = {"type": policy.type, "name": policy.name, **ATTRIBUTES[policy.type](org, policy)}
    return {"id": policy.id, "type": "policy", "attributes": attributes}


def _describe_allowlist(_: Organization, policy: Policy) -> Row:
    # Whether mobile apps may pass is in no other API: it follows from the id.
    rule = {"in": list(policy.rule["in"]), "allowMobileBypass": int(policy.id[-1], 16) % 2 == 1}
    return {"status": policy.status, "rule": rule}


def _describe_residency(_: Organization, policy: Policy) -> Row:
    return {"status": policy.status, "rule": {"in": list(policy.rule["in"])}}


def _describe_security(org: Organization, policy: Policy) -> Row:
    maker = f"ari:cloud:identity::user/{persons.account_id(org, org.makers[0])}" if org.makers else None
    return {
        "id": policy.id,
        "status": "active" if policy.status == "enabled" else "draft",
        "ownerId": org.id,
        "createdAt": policy.created,
        "updatedAt": policy.updated or policy.created,
        "queryData": None,
        "rule": {"export": {"effect": "block"}},
        "metadata": {
            "policyCoverageLevel": "WORKSPACE" if policy.resources else "UNASSIGNED",
            "description": policy.name,
            "createdBy": maker,
            "lastUpdatedBy": maker,
            "hasHadCoverage": bool(policy.resources),
            "systemTag": None,
        },
    }


ATTRIBUTES: Mapping[str, Callable[[Organization, Policy], Row]] = {
    "ip-allowlist": _describe_allowlist,
    "data-residency": _describe_residency,
    "data-security": _describe_security,
}
FILTERS: Mapping[str, RequestField] = {"type": choice_field(*ATTRIBUTES)}


def list_policies(call: Call) -> Reply:
    """Answer the policies, of one type if asked so."""
    position = of_url(call, FILTERS)
    wanted = position.query.get("type")
    found = [policy for policy in list_known_policies(call.organization) if wanted in (None, policy.type)]
    return reply_with_page(call, position, found, lambda it: policy_to_row(call.organization, it), dialect=_build_page)


def _build_page(call: Call, page: ListPage) -> Row:
    shown = build_url_dialect(keep_null_next, lambda page: {"next": page.next, "page_size": page.size})(call, page)
    return {**shown, "links": {**shown["links"], "page_size": str(len(page.rows))}}


def _resolve_path_policy(call: Call) -> Policy:
    wanted = call.path["policyId"]
    found = next((policy for policy in list_known_policies(call.organization) if policy.id == wanted), None)
    if found is None:
        raise Refused(build_gateway_refusal(404, "The policy was not found."))
    return found


def get_policy(call: Call) -> Reply:
    """Answer one policy."""
    return Reply({"data": policy_to_row(call.organization, _resolve_path_policy(call))})


def list_resources(call: Call) -> Reply:
    """Answer what a policy covers."""
    return Reply({"data": list(_resolve_path_policy(call).resources)})


def word_refusal(_: Call, refused: Reply) -> Reply:
    """Return a refusal as the Control API words it: with a code and a message, but for bad requests."""
    if refused.status not in {403, 404} or "errors" not in refused.payload:
        return refused
    (error,) = refused.payload["errors"]
    return replace(refused, payload={"code": refused.status, "message": error["detail"]})


ENDPOINTS = (
    Endpoint("GET", BASE, SCOPE, list_policies, word_refusal),
    Endpoint("GET", f"{BASE}/{{policyId}}", SCOPE, get_policy, word_refusal),
    Endpoint("GET", f"{BASE}/{{policyId}}/resources", SCOPE, list_resources, word_refusal),
)
