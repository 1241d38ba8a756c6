"""The resources of policies (v1): accepted at once, applied a little later."""

from typing import Any

from orglint_simulator.call import Call, Endpoint, Reply, refuse_unknown, reply_without_body
from orglint_simulator.endpoints.policy_writes import ONE, RESOURCE, SCOPE, accept_policy, resolve_path_policy
from orglint_simulator.endpoints.writing import policy_thing, record_write
from orglint_simulator.fields import check_body, require_fields
from orglint_simulator.organization.actions import COVER_CHANGED, COVERED, UNCOVERED
from orglint_simulator.organization.coverage import build_applying_resource, cover_resource, uncover_resource
from orglint_simulator.organization.grants import locate_resource
from orglint_simulator.organization.policies import Policy

CHANGE = {name: field for name, field in RESOURCE.items() if name != "id"}


def add_resource(call: Call) -> Reply:
    """Let a policy cover a resource; asking twice applies it again."""
    policy, given = resolve_path_policy(call), require_fields(check_body(RESOURCE, call.body), "id")
    if locate_resource(call.organization, given["id"]) is None:
        refuse_unknown("ADMIN-404-1", "resource")
    record_write(call, COVERED, about=policy_thing(policy))
    return accept_policy(call, cover_resource(policy, build_applying_resource(given)), [given["id"]])


def _find_covered_resource(call: Call, policy: Policy) -> dict[str, Any]:
    wanted = call.path["resourceId"]
    found = next((resource for resource in policy.resources if resource["id"] == wanted), None)
    if found is None:
        refuse_unknown("ADMIN-404-6", "resource of the policy")
    return found


def change_resource(call: Call) -> Reply:
    """Change how a policy covers a resource."""
    policy = resolve_path_policy(call)
    before, given = _find_covered_resource(call, policy), check_body(CHANGE, call.body)
    merged = build_applying_resource(
        {"id": before["id"], **{name: {**before[name], **given.get(name, {})} for name in CHANGE}}
    )
    record_write(call, COVER_CHANGED, about=policy_thing(policy))
    return accept_policy(call, cover_resource(policy, merged), [before["id"]])


def remove_resource(call: Call) -> Reply:
    """End that a policy covers a resource."""
    policy = resolve_path_policy(call)
    found = _find_covered_resource(call, policy)
    record_write(call, UNCOVERED, about=policy_thing(policy))
    accept_policy(call, uncover_resource(policy, found["id"]), [found["id"]])
    return reply_without_body()


RESOURCES = f"{ONE}/resources"
ENDPOINTS = (
    Endpoint("POST", RESOURCES, SCOPE, add_resource, body=True),
    Endpoint("PUT", f"{RESOURCES}/{{resourceId}}", SCOPE, change_resource, body=True),
    Endpoint("DELETE", f"{RESOURCES}/{{resourceId}}", SCOPE, remove_resource),
)
