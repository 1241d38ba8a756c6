"""Making, changing, deleting and validating policies (v1): accepted at once, applied a little later."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orglint_simulator.call import Call, Endpoint, Json, Reply, refuse_bad, refuse_unknown, reply_without_body
from orglint_simulator.endpoints.policies import PATH, policy_to_row
from orglint_simulator.endpoints.writing import policy_thing, record_write
from orglint_simulator.fields import (
    BODY,
    RequestField,
    check_body,
    choice_field,
    list_field,
    object_field,
    require_fields,
    text_field,
)
from orglint_simulator.organization.actions import POLICY_CHANGED, POLICY_DELETED, POLICY_MADE, POLICY_VALIDATED
from orglint_simulator.organization.coverage import (
    build_applying_resource,
    cover_resource,
    finish_resource_changes,
    purge_policy,
    uncover_resource,
)
from orglint_simulator.organization.dice import derive_uuid
from orglint_simulator.organization.grants import locate_resource
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.organization.policies import Policy

ONE = f"{PATH}/{{policyId}}"
SCOPE = "write:policies:admin"
STATES = ("enabled", "disabled")
RESOURCE: Mapping[str, RequestField] = {
    "id": text_field(),
    "meta": object_field(
        {
            "scheduledDate": text_field(),
            "migrationStartDateTime": text_field(),
            "migrationEndDataTime": text_field(),
            "atlassianAccountId": text_field(),
        }
    ),
    "links": object_field({"ticket": text_field()}),
}
ATTRIBUTES: Mapping[str, RequestField] = {
    "type": choice_field("ip-allowlist", "data-residency"),
    "name": text_field(),
    "status": choice_field(*STATES),
    "rule": object_field({"in": list_field(text_field())}, "in"),
    "resources": list_field(object_field(RESOURCE, "id")),
}
DATA: Mapping[str, RequestField] = {"type": choice_field("policy"), "attributes": object_field(ATTRIBUTES, "type")}
MAKE: Mapping[str, RequestField] = {"data": object_field(DATA, "type", "attributes")}
CHANGE: Mapping[str, RequestField] = {"data": object_field({**DATA, "id": text_field()}, "type", "attributes")}


def resolve_path_policy(call: Call) -> Policy:
    """Return the policy that the path names."""
    policy = call.organization.policies.get(call.path["policyId"])
    if policy is None:
        refuse_unknown("ADMIN-404-5", "policy")
    return policy


def accept_policy(call: Call, policy: Policy, touched: Iterable[str]) -> Reply:
    """Keep a policy as it was asked for, and have the touched resources brought to their end a little later."""
    org, named = call.organization, frozenset(touched)
    changed = replace(policy, updated=format_timestamp(call.present, "000")) if policy.id in org.policies else policy
    org.policies[policy.id] = changed
    call.work.postpone_action(call.settings.policy_seconds, lambda: finish_resource_changes(org, policy.id, named))
    return Reply({"data": policy_to_row(changed)}, 202)


def _parse_resources(call: Call, attributes: Mapping[str, Json]) -> list[dict[str, Json]]:
    given = [build_applying_resource(resource) for resource in attributes.get("resources", ())]
    if any(locate_resource(call.organization, resource["id"]) is None for resource in given):
        refuse_bad("ADMIN-400-4", "A resource is not one of this organization.")
    return given


def create_policy(call: Call) -> Reply:
    """Make a policy."""
    org, attributes = call.organization, require_fields(check_body(MAKE, call.body), "data")["data"]["attributes"]
    policy = Policy(
        id=derive_uuid(org.seed, "policy made", len(org.log.events) + 1),
        type=attributes["type"],
        name=attributes.get("name", attributes["type"]),
        status=attributes.get("status", STATES[0]),
        rule=attributes.get("rule", {"in": []}),
        resources=(),
        created=format_timestamp(call.present, "000"),
        updated=None,
    )
    for resource in _parse_resources(call, attributes):
        policy = cover_resource(policy, resource)
    record_write(call, POLICY_MADE, about=policy_thing(policy))
    return accept_policy(call, policy, [resource["id"] for resource in policy.resources])


def change_policy(call: Call) -> Reply:
    """Change what is given of a policy; resources that are not given any more are removed."""
    policy, data = resolve_path_policy(call), require_fields(check_body(CHANGE, call.body), "data")["data"]
    attributes = data["attributes"]
    if data.get("id", policy.id) != policy.id or attributes["type"] != policy.type:
        refuse_bad(BODY, "The id and the type of a policy cannot be changed.")
    given = _parse_resources(call, attributes)
    changed = replace(policy, **{name: attributes[name] for name in ("name", "status", "rule") if name in attributes})
    for resource in given:
        changed = cover_resource(changed, resource)
    kept = {resource["id"] for resource in given}
    for resource in changed.resources if "resources" in attributes else ():
        changed = changed if resource["id"] in kept else uncover_resource(changed, resource["id"])
    record_write(call, POLICY_CHANGED, about=policy_thing(changed))
    return accept_policy(call, changed, [resource["id"] for resource in changed.resources])


def delete_policy(call: Call) -> Reply:
    """Delete a policy: it is gone when it has been removed from its resources."""
    org, policy = call.organization, resolve_path_policy(call)
    for resource in policy.resources:
        policy = uncover_resource(policy, resource["id"])
    accept_policy(call, policy, ())
    call.work.postpone_action(call.settings.policy_seconds, lambda: purge_policy(org, policy.id))
    record_write(call, POLICY_DELETED, about=policy_thing(policy))
    return reply_without_body(202)


def validate_policy(call: Call) -> Reply:
    """Queue a check of a policy; in spite of its method this is a write."""
    policy = call.organization.policies.get(call.path["policyId"])
    if policy is None:
        refuse_bad("ADMIN-400-4", "The policy was not found.")
    record_write(call, POLICY_VALIDATED, about=policy_thing(policy))
    return reply_without_body(202)


ENDPOINTS = (
    Endpoint("POST", PATH, SCOPE, create_policy, body=True),
    Endpoint("PUT", ONE, SCOPE, change_policy, body=True),
    Endpoint("DELETE", ONE, SCOPE, delete_policy),
    Endpoint("GET", f"{ONE}/validate", SCOPE, validate_policy),
)
