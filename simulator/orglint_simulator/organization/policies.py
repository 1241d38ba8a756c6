"""Which policies the organization has, on which resources, and how far each has been applied."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orglint_simulator.organization.company import Company
from orglint_simulator.organization.dice import build_throw, derive_uuid, rolls
from orglint_simulator.organization.lives import DAY, format_timestamp
from orglint_simulator.organization.products import PRODUCTS

Json = Any

# Kind, name, status, rule, and the states in which its resources may be: each seed takes one of these.
PolicyPlan = tuple[str, str, str, Json, tuple[tuple[str, ...], ...]]
OFFICES = ("203.0.113.0/24", "198.51.100.16/28", "2001:db8:40::/48")
EVERYWHERE = (("applied",),)
NOWHERE: tuple[tuple[str, ...], ...] = ((),)
PLANS: tuple[PolicyPlan, ...] = (
    (
        "ip-allowlist",
        "Offices and VPN",
        "enabled",
        {"in": list(OFFICES)},
        (("applied", "applied"), ("applied", "failed")),
    ),
    ("ip-allowlist", "Old office", "disabled", {"in": ["0.0.0.0/0"]}, (("removing",), ("applied",), ())),
    (
        "data-residency",
        "European data",
        "enabled",
        {"in": ["eu"]},
        (("applied", "scheduled"), ("applied",), ("scheduled",)),
    ),
    ("data-residency", "Trial of Australia", "disabled", {"in": ["au"]}, (("removing",), ("failed",), ("applying",))),
    (
        "data-security",
        "No anonymous export",
        "enabled",
        {"in": []},
        (("applied",), ("failed", "applied"), ("applying",)),
    ),
    ("generative-ai", "Assistants", "enabled", {"consented": True, "scopeType": "ORG", "off": ["loom"]}, EVERYWHERE),
    ("user-join-settings-default", "Who may join", "enabled", ["approved-domains", "invited"], NOWHERE),
    (
        "admin-notification-settings",
        "Notices to admins",
        "enabled",
        {"notification": [{"name": "weekly-digest"}]},
        NOWHERE,
    ),
    ("ugc-data-use-preferences", "Use of content", "enabled", [], NOWHERE),
    ("hipaa", "Health data", "disabled", {"adminApprovalSummary": None}, NOWHERE),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy; `type` is its kind, such as ip-allowlist."""

    id: str
    type: str
    name: str
    status: str
    rule: Json
    resources: tuple[dict[str, Json], ...]
    created: str
    updated: str | None


def build_policies(seed: int, company: Company, users: int, now: int) -> dict[str, Policy]:
    """Return the policies by id; which resources they reach, and how well, differs from seed to seed."""
    if not users:
        return {}
    throw = build_throw(seed, "policies")
    made = (_build_policy(seed, company, at, rolls(throw(at)), now=now) for at in range(len(PLANS)))
    return {policy.id: policy for policy in made}


def _build_policy(seed: int, company: Company, at: int, roll: tuple[int, ...], *, now: int) -> Policy:
    kind, name, status, rule, reaches = PLANS[at]
    policy_id = derive_uuid(seed, "policy", at)
    states = reaches[roll[0] % len(reaches)]
    created = now - (30 + roll[1] % 900) * DAY
    updated = format_timestamp(created + roll[2] % 29 * DAY, "000") if roll[3] & 1 else None
    resources = tuple(_build_resources(company, states, now, luck=roll[4]))
    return Policy(policy_id, kind, name, status, rule, resources, format_timestamp(created, "000"), updated)


def _build_resources(company: Company, states: tuple[str, ...], now: int, *, luck: int) -> Iterator[dict[str, Json]]:
    for place, state in enumerate(states):
        product = (0, 1, 2)[(luck + place) % 3]
        directory = company.directories[place % len(company.directories)]
        resource: dict[str, Json] = {
            "id": directory.resources[product],
            "applicationStatus": state,
            "meta": {},
            "links": {},
        }
        if state == "scheduled":
            resource["meta"] = {"scheduledDate": format_timestamp(now + 12 * DAY, "000")}
        if state == "failed":
            resource["links"] = {"ticket": f"https://support.example/tickets/{PRODUCTS[product].key}-{luck}"}
        yield resource
