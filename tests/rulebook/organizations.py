"""Small organizations made by chance, in which much is wrong: rows of which all is known, and settings."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DOMAINS = ("acme.example", "Acme.test", "agency.example", "gmail.com")
ADDRESSES = ("ann", "bob", "bot", "svc-build", "glass", "Botho")
ROLES = ("org-admin", "site-admin", "user-access-admin", "admin", "user", "unit-admin")
ARI = "ari:cloud:identity::group/"
Rows = list[dict[str, Any]]


def make_organization(seed: int) -> tuple[dict[str, Rows], dict[str, Any]]:
    """Return the tables and the settings that a seed gives."""
    chance = Random(seed)
    groups = [_make_group(chance, number) for number in range(5)]
    users = [_make_user(chance, number, groups) for number in range(12)]
    tables = {
        "organization": [{"id": "org-1", "name": "Acme"}],
        "users": users,
        "groups": groups,
        "domains": [_make_domain(chance, number) for number in range(chance.randint(0, 4))],
        "policies": [_make_policy(chance, number) for number in range(chance.randint(0, 5))],
        "managed_accounts": [_make_account(chance, user) for user in users],
        "user_roles": [row for user in users for row in _make_user_roles(chance, user)],
        "group_roles": [row for group in groups for row in _make_group_roles(chance, group)],
    }
    return tables, _make_settings(chance)


def _some(chance: Random, *values: Any, most: int = 2) -> list[Any]:
    return chance.sample(values, chance.randint(0, min(most, len(values))))


def _time(chance: Random, *, absent: bool = False) -> datetime | None:
    """Return a time near a bound that some rule has, or far from all."""
    if absent and chance.random() < 0.3:
        return None
    days = chance.choice((0, 2, 7, 14, 30, 45, 90, 400))
    return NOW - timedelta(days=days, seconds=chance.choice((-1, 0, 1)) if days else 0)


def _make_user(chance: Random, number: int, groups: Rows) -> dict[str, Any]:
    domain = chance.choice(DOMAINS)
    email = None if chance.random() < 0.15 else f"{chance.choice(ADDRESSES)}@{domain}"
    return {
        "accountId": f"u{number}",
        "name": f"User {number}",
        "email": email,
        "emailDomain": None if email is None else domain.lower(),
        "status": chance.choice(
            ("active", "active", "active", "suspended", "deactivated", "for_deletion", "not_invited")
        ),
        "accountStatus": chance.choice(("active", "active", "inactive")),
        "claimStatus": chance.choice(("managed", "managed", "unmanaged")),
        "mfaEnabled": chance.random() < 0.8,
        "emailVerified": chance.random() < 0.7,
        "managementSource": chance.choice(("synced", "invited", None)),
        "platformRoles": _some(chance, *(f"atlassian/{it}" for it in (*ROLES[:3], "ai-access"))),
        "productAccess": [{"lastActiveTimestamp": _time(chance, absent=True)} for _ in range(chance.randint(0, 2))],
        "groups": [{"id": chance.choice((ARI, "")) + it["id"], "name": it["name"]} for it in _some(chance, *groups)],
        "addedToOrg": _time(chance),
        "deactivatedOn": _time(chance, absent=True),
        "statusSince": _time(chance),
        "statusNotBefore": _time(chance),
    } | {"lastActive": None}


def _make_group(chance: Random, number: int) -> dict[str, Any]:
    return {
        "id": f"g{number}",
        "name": chance.choice(("staff", "Staff", "ops", "Site-admins", "jira-admins")),
        "description": chance.choice((None, "", " ", "What it is for")),
        "externalSynced": chance.random() < 0.4,
        "managedBy": chance.choice(("open", "team-members", "admins", "external", None)),
        "counts": {"users": chance.choice((0, 3, 10, 11)), "resources": chance.choice((0, 1, 2))},
    }


def _make_domain(chance: Random, number: int) -> dict[str, Any]:
    claim = {
        "status": chance.choice(("verified", "verified", "unverified", "superseded", "missing_token", "deleted")),
        "type": chance.choice(("dns", "http")),
    }
    return {"id": f"d{number}", "name": chance.choice(DOMAINS), "claim": claim}


def _make_policy(chance: Random, number: int) -> dict[str, Any]:
    def resource() -> dict[str, Any]:
        when = _time(chance, absent=True)
        status = chance.choice(("applied", "applied", "applied", "applying", "removing", "failed", "scheduled"))
        return {
            "id": "r",
            "applicationStatus": status,
            "meta": {"scheduledDate": None if when is None else f"{when:%Y-%m-%dT%H:%M:%SZ}"},
        }

    return {
        "id": f"p{number}",
        "name": f"Policy {number}",
        "type": chance.choice(("ip-allowlist", "data-residency", "data-security", "hipaa")),
        "status": chance.choice(("enabled", "active", "enabled", "disabled", "draft")),
        "createdAt": _time(chance),
        "updatedAt": _time(chance, absent=True),
        "resources": [resource() for _ in range(chance.randint(0, 2))],
    }


def _make_account(chance: Random, user: dict[str, Any]) -> dict[str, Any]:
    status = chance.choice(("active", "active", "inactive", "closed"))
    key = user["accountId"]
    return {"account_id": key, "email": None, "access_billable": chance.random() < 0.7, "account_status": status}


def _make_user_roles(chance: Random, user: dict[str, Any]) -> Rows:
    def assignment() -> dict[str, Any]:
        ways = _some(chance, "direct", "group_direct", "inferred")
        return {"role": f"atlassian/{chance.choice(ROLES)}", "roleAssignmentMethods": ways}

    def row(number: int) -> dict[str, Any]:
        given = [assignment() for _ in range(chance.randint(0, 2))]
        roles = [it["role"] for it in given]
        key = user["accountId"]
        return {"accountId": key, "id": f"{key} r{number}", "roleAssignments": given, "roles": roles}

    return [row(number) for number in range(chance.randint(0, 2))]


def _make_group_roles(chance: Random, group: dict[str, Any]) -> Rows:
    def row(number: int) -> dict[str, Any]:
        return {
            "groupId": group["id"],
            "id": f"{group['id']} r{number}",
            "roles": [f"atlassian/{it}" for it in _some(chance, *ROLES)],
            "defaultRole": chance.choice((None, *(f"atlassian/{it}" for it in ROLES))),
        }

    return [row(number) for number in range(chance.randint(0, 2))]


def _make_settings(chance: Random) -> dict[str, Any]:
    addresses = [f"{name}@{domain}" for name in ADDRESSES for domain in DOMAINS[:2]]
    return {
        "domains": _some(chance, "ACME.example", "acme.test"),
        "partners": _some(chance, "Agency.example", "gmail.com"),
        "break_glass": _some(chance, *(it.lower() for it in addresses)),
        "service_accounts": _some(chance, *(it.lower() for it in addresses), most=6),
        "approved_admins": _some(chance, *addresses, most=4),
        "approved_groups": _some(chance, "jira-admins", "ops", "staff"),
        "approved_workspaces": [],
        "required_policies": _some(chance, "ip-allowlist", "data-security"),
        "sso": chance.random() < 0.3,
    }
