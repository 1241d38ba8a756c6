"""Making, changing, deleting and validating policies (v1): accepted at once, applied a little later."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orglint.simulator.call import Call, Endpoint, Json, Reply, done, refuse_bad, refuse_unknown
from orglint.simulator.endpoints.policies import PATH, row
from orglint.simulator.endpoints.writing import policy_thing, wrote
from orglint.simulator.fields import BODY, Field, checked, many, needed, nested, one, text
from orglint.simulator.organization.actions import POLICY_CHANGED, POLICY_DELETED, POLICY_MADE, POLICY_VALIDATED
from orglint.simulator.organization.coverage import apply, asked, cover, forget, uncover
from orglint.simulator.organization.dice import identity
from orglint.simulator.organization.grants import locate
from orglint.simulator.organization.lives import stamp
from orglint.simulator.organization.policies import Policy

ONE = f"{PATH}/{{policyId}}"
SCOPE = "write:policies:admin"
STATES = ("enabled", "disabled")
RESOURCE: Mapping[str, Field] = {
    "id": text(),
    "meta": nested(
        {
            "scheduledDate": text(),
            "migrationStartDateTime": text(),
            "migrationEndDataTime": text(),
            "atlassianAccountId": text(),
        }
    ),
    "links": nested({"ticket": text()}),
}
ATTRIBUTES: Mapping[str, Field] = {
    "type": one("ip-allowlist", "data-residency"),
    "name": text(),
    "status": one(*STATES),
    "rule": nested({"in": many(text())}, "in"),
    "resources": many(nested(RESOURCE, "id")),
}
DATA: Mapping[str, Field] = {"type": one("policy"), "attributes": nested(ATTRIBUTES, "type")}
MAKE: Mapping[str, Field] = {"data": nested(DATA, "type", "attributes")}
CHANGE: Mapping[str, Field] = {"data": nested({**DATA, "id": text()}, "type", "attributes")}


def held(call: Call) -> Policy:
    """Return the policy that the path names."""
    policy = call.organization.policies.get(call.path["policyId"])
    if policy is None:
        refuse_unknown("ADMIN-404-5", "policy")
    return policy


def accept(call: Call, policy: Policy, touched: Iterable[str]) -> Reply:
    """Keep a policy as it was asked for, and have the touched resources brought to their end a little later."""
    org, named = call.organization, frozenset(touched)
    changed = replace(policy, updated=stamp(call.present, "000")) if policy.id in org.policies else policy
    org.policies[policy.id] = changed
    call.work.postpone(call.settings.policy_seconds, lambda: apply(org, policy.id, named))
    return Reply({"data": row(changed)}, 202)


def _resources(call: Call, attributes: Mapping[str, Json]) -> list[dict[str, Json]]:
    given = [asked(resource) for resource in attributes.get("resources", ())]
    if any(locate(call.organization, resource["id"]) is None for resource in given):
        refuse_bad("ADMIN-400-4", "A resource is not one of this organization.")
    return given


def make(call: Call) -> Reply:
    """Make a policy."""
    org, attributes = call.organization, needed(checked(MAKE, call.body), "data")["data"]["attributes"]
    policy = Policy(
        id=identity(org.seed, "policy made", len(org.log.events) + 1),
        type=attributes["type"],
        name=attributes.get("name", attributes["type"]),
        status=attributes.get("status", STATES[0]),
        rule=attributes.get("rule", {"in": []}),
        resources=(),
        created=stamp(call.present, "000"),
        updated=None,
    )
    for resource in _resources(call, attributes):
        policy = cover(policy, resource)
    wrote(call, POLICY_MADE, about=policy_thing(policy))
    return accept(call, policy, [resource["id"] for resource in policy.resources])


def change(call: Call) -> Reply:
    """Change what is given of a policy; resources that are not given any more are removed."""
    policy, data = held(call), needed(checked(CHANGE, call.body), "data")["data"]
    attributes = data["attributes"]
    if data.get("id", policy.id) != policy.id or attributes["type"] != policy.type:
        refuse_bad(BODY, "The id and the type of a policy cannot be changed.")
    given = _resources(call, attributes)
    changed = replace(policy, **{name: attributes[name] for name in ("name", "status", "rule") if name in attributes})
    for resource in given:
        changed = cover(changed, resource)
    kept = {resource["id"] for resource in given}
    for resource in changed.resources if "resources" in attributes else ():
        changed = changed if resource["id"] in kept else uncover(changed, resource["id"])
    wrote(call, POLICY_CHANGED, about=policy_thing(changed))
    return accept(call, changed, [resource["id"] for resource in changed.resources])


def delete(call: Call) -> Reply:
    """Delete a policy: it is gone when it has been removed from its resources."""
    org, policy = call.organization, held(call)
    for resource in policy.resources:
        policy = uncover(policy, resource["id"])
    accept(call, policy, ())
    call.work.postpone(call.settings.policy_seconds, lambda: forget(org, policy.id))
    wrote(call, POLICY_DELETED, about=policy_thing(policy))
    return done(202)


def validate(call: Call) -> Reply:
    """Queue a check of a policy; in spite of its method this is a write."""
    policy = call.organization.policies.get(call.path["policyId"])
    if policy is None:
        refuse_bad("ADMIN-400-4", "The policy was not found.")
    wrote(call, POLICY_VALIDATED, about=policy_thing(policy))
    return done(202)


ENDPOINTS = (
    Endpoint("POST", PATH, SCOPE, make, body=True),
    Endpoint("PUT", ONE, SCOPE, change, body=True),
    Endpoint("DELETE", ONE, SCOPE, delete),
    Endpoint("GET", f"{ONE}/validate", SCOPE, validate),
)
