"""The resources of policies (v1): accepted at once, applied a little later."""

from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply, done, refuse_unknown
from orglint.simulator.endpoints.policy_writes import ONE, RESOURCE, SCOPE, accept, held
from orglint.simulator.endpoints.writing import policy_thing, wrote
from orglint.simulator.fields import checked, needed
from orglint.simulator.organization.actions import COVER_CHANGED, COVERED, UNCOVERED
from orglint.simulator.organization.coverage import asked, cover, uncover
from orglint.simulator.organization.grants import locate
from orglint.simulator.organization.policies import Policy

CHANGE = {name: field for name, field in RESOURCE.items() if name != "id"}


def add(call: Call) -> Reply:
    """Let a policy cover a resource; asking twice applies it again."""
    policy, given = held(call), needed(checked(RESOURCE, call.body), "id")
    if locate(call.organization, given["id"]) is None:
        refuse_unknown("ADMIN-404-1", "resource")
    wrote(call, COVERED, about=policy_thing(policy))
    return accept(call, cover(policy, asked(given)), [given["id"]])


def _covered(call: Call, policy: Policy) -> dict[str, Any]:
    wanted = call.path["resourceId"]
    found = next((resource for resource in policy.resources if resource["id"] == wanted), None)
    if found is None:
        refuse_unknown("ADMIN-404-6", "resource of the policy")
    return found


def change(call: Call) -> Reply:
    """Change how a policy covers a resource."""
    policy = held(call)
    before, given = _covered(call, policy), checked(CHANGE, call.body)
    merged = asked({"id": before["id"], **{name: {**before[name], **given.get(name, {})} for name in CHANGE}})
    wrote(call, COVER_CHANGED, about=policy_thing(policy))
    return accept(call, cover(policy, merged), [before["id"]])


def end(call: Call) -> Reply:
    """End that a policy covers a resource."""
    policy = held(call)
    found = _covered(call, policy)
    wrote(call, UNCOVERED, about=policy_thing(policy))
    accept(call, uncover(policy, found["id"]), [found["id"]])
    return done()


RESOURCES = f"{ONE}/resources"
ENDPOINTS = (
    Endpoint("POST", RESOURCES, SCOPE, add, body=True),
    Endpoint("PUT", f"{RESOURCES}/{{resourceId}}", SCOPE, change, body=True),
    Endpoint("DELETE", f"{RESOURCES}/{{resourceId}}", SCOPE, end),
)
