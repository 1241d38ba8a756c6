"""How policies reach resources: first applying, then applied, scheduled or failed; first removing, then gone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from orglint_simulator.organization.grants import locate_resource
from orglint_simulator.organization.policies import Policy

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

Json = Any
Resource = dict[str, Json]
# Products on which a policy of a type cannot be applied: this is how an application fails.
UNFIT: Mapping[str, frozenset[str]] = {
    "ip-allowlist": frozenset({"trello", "loom"}),
    "data-residency": frozenset({"trello", "bitbucket"}),
}


def build_applying_resource(given: Mapping[str, Json]) -> Resource:
    """Return a resource as it is right after somebody asked for it."""
    return {
        "id": given["id"],
        "applicationStatus": "applying",
        "meta": dict(given.get("meta") or {}),
        "links": dict(given.get("links") or {}),
    }


def cover_resource(policy: Policy, resource: Resource) -> Policy:
    """Return a policy that covers a resource, in the place of the same resource if it was covered."""
    if all(held["id"] != resource["id"] for held in policy.resources):
        return replace(policy, resources=(*policy.resources, resource))
    return replace(
        policy, resources=tuple(resource if held["id"] == resource["id"] else held for held in policy.resources)
    )


def uncover_resource(policy: Policy, resource_id: str) -> Policy:
    """Return a policy from which a resource is being removed."""
    return replace(
        policy,
        resources=tuple(
            {**held, "applicationStatus": "removing"} if held["id"] == resource_id else held
            for held in policy.resources
        ),
    )


def finish_resource_changes(org: "Organization", policy_id: str, touched: frozenset[str]) -> None:
    """Bring the touched resources of a policy to their end; nothing happens if the policy is gone by now."""
    policy = org.policies.get(policy_id)
    if policy is None:
        return
    ended = tuple(
        _finish_resource_change(org, policy, held) if held["id"] in touched else held
        for held in policy.resources
        if not (held["id"] in touched and held["applicationStatus"] == "removing")
    )
    org.policies[policy_id] = replace(policy, resources=ended)


def _finish_resource_change(org: "Organization", policy: Policy, held: Resource) -> Resource:
    if held["applicationStatus"] != "applying":
        return held
    place = locate_resource(org, held["id"])
    if place is None or place.owner in UNFIT.get(policy.type, ()):
        ticket = {"ticket": f"https://support.example/tickets/{policy.id[:8]}", **held["links"]}
        return {**held, "applicationStatus": "failed", "links": ticket}
    return {**held, "applicationStatus": "scheduled" if "scheduledDate" in held["meta"] else "applied"}


def purge_policy(org: "Organization", policy_id: str) -> None:
    """Let a deleted policy be gone."""
    org.policies.pop(policy_id, None)
