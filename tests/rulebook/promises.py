"""What each bundled rule promises, once more: written by hand in plain Python over rows of which all is known.

It shares no code with the rules or the tool. Of a row, None is an absent cell. `in_scope` and `keeps` are what a rule's
`where` and `require` say of one row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

Row = Mapping[str, Any]
ADMIN_ROLES = {"atlassian/site-admin", "atlassian/user-access-admin"}
ADMINISTER = ADMIN_ROLES | {"atlassian/admin", "atlassian/org-admin", "atlassian/unit-admin"}
PROGRAMS = {
    *("svc", "service", "bot", "robot", "ci", "cd", "jenkins", "build", "deploy", "automation", "integration", "api"),
    *("noreply", "no-reply"),
}


@dataclass(frozen=True, slots=True)
class World:
    """Everything there is, at a time; `settings` are all set."""

    tables: Mapping[str, list[dict[str, Any]]]
    settings: Mapping[str, Any]
    now: datetime

    def __getitem__(self, table: str) -> list[dict[str, Any]]:
        return self.tables[table]

    def since(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def lists(self, setting: str, text: str | None) -> bool:
        """Return whether a setting lists a text, whatever its capital letters."""
        return text is not None and text.lower() in {it.lower() for it in self.settings[setting]}

    def is_verified(self, name: str | None) -> bool:
        return any(name == it["name"].lower() and it["claim"]["status"] == "verified" for it in self["domains"])

    def roles_of(self, user: Row) -> list[dict[str, Any]]:
        return [it for it in self["user_roles"] if it["accountId"] == user["accountId"]]

    def roles_by(self, group: Row) -> list[dict[str, Any]]:
        return [it for it in self["group_roles"] if it["groupId"] == group["id"]]

    def members(self, group: Row) -> list[dict[str, Any]]:
        ari = f"ari:cloud:identity::group/{group['id']}"
        return [user for user in self["users"] if ari in [it["id"] for it in user["groups"]]]


@dataclass(frozen=True, slots=True)
class Promise:
    """One rule about the rows of a table."""

    table: str
    in_scope: Callable[[World, Row], bool]
    keeps: Callable[[World, Row], bool]


def used_since(world: World, user: Row, days: int) -> bool:
    times = [it["lastActiveTimestamp"] for it in user["productAccess"]]
    return any(time is not None and time >= world.since(days) for time in times)


def is_used(world: World, user: Row, days: int, grace: int) -> bool:
    return bool(user["addedToOrg"] >= world.since(grace)) or used_since(world, user, days)


def is_admin(user: Row) -> bool:
    return "atlassian/org-admin" in user["platformRoles"]


def is_active_admin(_: World, user: Row) -> bool:
    return is_admin(user) and user["status"] == "active"


def is_delegated(user: Row) -> bool:
    return bool(ADMIN_ROLES & set(user["platformRoles"]))


def is_active_managed(_: World, user: Row) -> bool:
    return bool(user["status"] == "active" and user["claimStatus"] == "managed")


def is_external(_: World, user: Row) -> bool:
    return bool(user["claimStatus"] == "unmanaged" and user["accountStatus"] == "active")


def administers_nothing(_: World, user: Row) -> bool:
    return set(user["platformRoles"]) <= {"atlassian/ai-access"}


def held(world: World, user: Row) -> list[tuple[str, set[str]]]:
    """Return the roles of somebody on anything, with the ways in which they came."""
    rows = world.roles_of(user)
    return [(it["role"], set(it["roleAssignmentMethods"])) for row in rows for it in row["roleAssignments"]]


def gives_administration(world: World, group: Row) -> bool:
    given = {role for row in world.roles_by(group) for role in row["roles"]}
    return group["counts"]["resources"] > 0 and bool(ADMINISTER & given)


def is_in_force(policy: Row) -> bool:
    return policy["status"] in {"enabled", "active"}


def states(policy: Row) -> list[str]:
    return [it["applicationStatus"] for it in policy["resources"]]


def everywhere(_: World, __: Row) -> bool:
    return True


def count(world: World, holds: Callable[[Row], bool], table: str = "users") -> int:
    return sum(holds(row) for row in world[table])


def are_emergency_accounts_ready(world: World, _: Row) -> bool:
    ready = {it["email"].lower() for it in world["users"] if it["email"] is not None and is_active_admin(world, it)}
    named = world.settings["break_glass"]
    return 1 <= len(named) <= 3 and all(it.lower() in ready for it in named)


def is_suspended_lately(world: World, user: Row) -> bool:
    limit = world.since(90)
    times = [it["lastActiveTimestamp"] for it in user["productAccess"] if it["lastActiveTimestamp"] is not None]
    used = max(times, default=user["addedToOrg"])
    return bool(user["statusSince"] >= limit and used >= limit)


def is_program_like(_: World, user: Row) -> bool:
    if user["status"] != "active" or user["email"] is None:
        return False
    local = user["email"].lower().partition("@")[0]
    return any(local == it or (local.startswith(it) and local[len(it)] in "-_.+") for it in PROGRAMS)


def has_managed_namesake(world: World, user: Row) -> bool:
    def name(it: Row) -> str | None:
        return None if it["email"] is None else str(it["email"]).lower().partition("@")[0]

    return any(
        name(it) == name(user) and it["claimStatus"] == "managed" and it["accountStatus"] == "active"
        for it in world["users"]
    )


def is_applied(world: World, type_: str, *, wholly: bool) -> bool:
    return any(
        it["type"] == type_
        and is_in_force(it)
        and "applied" in states(it)
        and (not wholly or set(states(it)) == {"applied"})
        for it in world["policies"]
    )


def is_required_in_force(world: World, _: Row) -> bool:
    return all(
        any(
            it["type"] == type_
            and is_in_force(it)
            and "applied" in states(it)
            and not {"failed", "removing", "scheduled"} & set(states(it))
            for it in world["policies"]
        )
        for type_ in world.settings["required_policies"]
    )


def waiting_days(policy: Row) -> list[datetime]:
    return [
        datetime.fromisoformat(it["meta"]["scheduledDate"])
        for it in policy["resources"]
        if it["applicationStatus"] == "scheduled" and it["meta"]["scheduledDate"] is not None
    ]


def is_exempt(world: World, user: Row, *settings: str) -> bool:
    return any(user["email"] is not None and world.lists(it, user["email"]) for it in settings)


USERS = {
    "accounts/consumer-mail": (
        lambda _, it: it["status"] == "active" and it["emailDomain"] is not None,
        lambda _, it: it["emailDomain"] not in {"gmail.com", "web.de"},
    ),
    "accounts/deactivated-in-groups": (
        lambda _, it: it["status"] in {"deactivated", "for_deletion"},
        lambda _, it: not it["groups"],
    ),
    "accounts/direct-access": (
        is_active_managed,
        lambda world, it: (
            not any(
                "direct" in ways and "group_direct" not in ways and role not in ADMINISTER - {"atlassian/unit-admin"}
                for role, ways in held(world, it)
            )
        ),
    ),
    "accounts/dormant": (is_active_managed, lambda world, it: is_used(world, it, 90, 30)),
    "accounts/external-admins": (
        is_external,
        lambda world, it: (
            not any(
                role in {"atlassian/admin", "atlassian/user-access-admin", "atlassian/unit-admin"}
                for role, _ in held(world, it)
            )
        ),
    ),
    "accounts/external-dormant": (
        lambda _, it: it["status"] == "active" and it["claimStatus"] == "unmanaged",
        lambda world, it: is_used(world, it, 30, 30),
    ),
    "accounts/hidden-addresses": (is_external, lambda _, it: it["email"] is not None),
    "accounts/in-a-group": (is_active_managed, lambda _, it: bool(it["groups"])),
    "accounts/likely-duplicates": (
        lambda _, it: it["claimStatus"] == "unmanaged" and it["status"] == "active" and it["email"] is not None,
        lambda world, it: not has_managed_namesake(world, it),
    ),
    "accounts/one-per-address": (
        lambda _, it: it["email"] is not None,
        lambda world, it: (
            count(world, lambda u: u["email"] is not None and u["email"].lower() == it["email"].lower()) == 1
        ),
    ),
    "accounts/partners": (is_external, lambda world, it: world.lists("partners", it["emailDomain"])),
    "accounts/service-accounts": (is_program_like, lambda world, it: world.lists("service_accounts", it["email"])),
    "accounts/stale-suspended": (lambda _, it: it["status"] == "suspended", is_suspended_lately),
    "accounts/synced": (
        lambda world, it: (
            world.settings["sso"]
            and is_active_managed(world, it)
            and not is_exempt(world, it, "break_glass", "service_accounts")
        ),
        lambda _, it: it["managementSource"] == "synced",
    ),
    "accounts/unclaimed": (
        lambda world, it: is_external(world, it) and it["emailDomain"] is not None,
        lambda world, it: not world.is_verified(it["emailDomain"]),
    ),
    "accounts/verified-addresses": (
        lambda _, it: it["status"] == "active",
        lambda world, it: it["emailVerified"] or it["addedToOrg"] >= world.since(14),
    ),
    "admins/approved": (
        lambda _, it: is_admin(it) and it["accountStatus"] == "active",
        lambda world, it: world.lists("approved_admins", it["email"]),
    ),
    "admins/break-glass-two-step": (
        lambda world, it: world.lists("break_glass", it["email"]),
        lambda _, it: it["mfaEnabled"] and it["claimStatus"] == "managed",
    ),
    "admins/dedicated": (is_active_admin, lambda world, it: not used_since(world, it, 30)),
    "admins/delegated-managed": (
        lambda _, it: it["accountStatus"] == "active" and is_delegated(it),
        lambda _, it: it["claimStatus"] == "managed",
    ),
    "admins/inactive-accounts": (
        lambda _, it: it["status"] in {"suspended", "deactivated", "for_deletion"},
        administers_nothing,
    ),
    "admins/managed-accounts": (
        lambda _, it: is_admin(it) and it["accountStatus"] == "active",
        lambda _, it: it["claimStatus"] == "managed",
    ),
    "admins/roles-by-group": (
        lambda _, it: it["status"] == "active" and is_delegated(it),
        lambda world, it: (
            not any(
                role in ADMIN_ROLES | {"atlassian/admin"} and "group_direct" not in ways
                for role, ways in held(world, it)
            )
        ),
    ),
    "admins/service-accounts": (
        lambda world, it: it["accountStatus"] == "active" and world.lists("service_accounts", it["email"]),
        administers_nothing,
    ),
    "admins/two-step-verification": (
        lambda world, it: is_active_managed(world, it) and is_admin(it) and not world.settings["sso"],
        lambda _, it: it["mfaEnabled"],
    ),
    "admins/used": (
        lambda world, it: is_active_admin(world, it) and not is_exempt(world, it, "break_glass"),
        lambda world, it: is_used(world, it, 45, 30),
    ),
    "admins/verified-address": (is_active_admin, lambda _, it: it["emailVerified"]),
    "admins/verified-domains": (is_active_admin, lambda world, it: world.is_verified(it["emailDomain"])),
    "authentication/delegated-admins": (
        lambda world, it: is_active_managed(world, it) and is_delegated(it) and not world.settings["sso"],
        lambda _, it: it["mfaEnabled"],
    ),
    "authentication/product-admins": (
        lambda world, it: is_active_managed(world, it) and not world.settings["sso"] and not it["mfaEnabled"],
        lambda world, it: not any(role in {"atlassian/admin", "atlassian/unit-admin"} for role, _ in held(world, it)),
    ),
    "authentication/two-step-verification": (
        lambda world, it: (
            is_active_managed(world, it) and not world.settings["sso"] and not is_exempt(world, it, "service_accounts")
        ),
        lambda _, it: it["mfaEnabled"],
    ),
}
GROUPS = {
    "groups/active-members": (
        lambda _, it: it["counts"]["users"] > 0 and it["counts"]["resources"] > 0,
        lambda world, it: any(user["status"] == "active" for user in world.members(it)),
    ),
    "groups/admin-groups-internal": (
        gives_administration,
        lambda world, it: all(user["claimStatus"] == "managed" for user in world.members(it)),
    ),
    "groups/admin-groups-small": (
        lambda _, it: it["counts"]["users"] > 10 and it["counts"]["resources"] > 0,
        lambda world, it: not gives_administration(world, it),
    ),
    "groups/admin-groups-synced": (
        lambda world, it: world.settings["sso"] and gives_administration(world, it),
        lambda _, it: it["externalSynced"],
    ),
    "groups/approved": (gives_administration, lambda world, it: it["name"] in world.settings["approved_groups"]),
    "groups/default-role": (
        lambda _, it: it["counts"]["resources"] > 0,
        lambda world, it: not any(row["defaultRole"] in ADMINISTER for row in world.roles_by(it)),
    ),
    "groups/described": (
        lambda _, it: it["counts"]["resources"] > 0,
        lambda _, it: it["description"] is not None and it["description"].strip() != "",
    ),
    "groups/empty": (lambda _, it: not it["externalSynced"], lambda _, it: it["counts"]["users"] > 0),
    "groups/empty-with-access": (lambda _, it: it["counts"]["resources"] > 0, lambda _, it: it["counts"]["users"] > 0),
    "groups/legacy-admins": (
        lambda _, it: it["name"].lower() in {"administrators", "site-admins"} and it["counts"]["resources"] > 0,
        lambda _, it: it["counts"]["users"] == 0,
    ),
    "groups/names": (
        everywhere,
        lambda world, it: (
            not any(
                other["name"].lower() == it["name"].lower() and other["name"] != it["name"] for other in world["groups"]
            )
        ),
    ),
    "groups/self-managed": (
        lambda _, it: it["managedBy"] in {"open", "team-members"} and it["counts"]["resources"] > 0,
        lambda world, it: not any(row["roles"] for row in world.roles_by(it)),
    ),
}
DOMAINS = {
    "domains/approved": (
        lambda _, it: it["claim"]["status"] == "verified",
        lambda world, it: world.lists("domains", it["name"]),
    ),
    "domains/by-dns": (lambda _, it: it["claim"]["status"] == "verified", lambda _, it: it["claim"]["type"] == "dns"),
    "domains/verified": (everywhere, lambda _, it: it["claim"]["status"] == "verified"),
}
POLICIES = {
    "policies/applied": (lambda _, it: is_in_force(it), lambda _, it: "failed" not in states(it)),
    "policies/covering": (
        lambda _, it: is_in_force(it) and it["type"] in {"ip-allowlist", "data-residency", "data-security"},
        lambda _, it: bool(it["resources"]),
    ),
    "policies/on-time": (
        lambda _, it: is_in_force(it) and bool(waiting_days(it)),
        lambda world, it: min(waiting_days(it)) >= world.since(2),
    ),
}
WHOLE = {
    "accounts/external-share": (
        everywhere,
        lambda world, _: (
            count(world, lambda u: u["status"] == "active" and u["claimStatus"] == "unmanaged") * 100
            <= 25 * count(world, lambda u: u["status"] == "active")
        ),
    ),
    "admins/approved-list": (
        everywhere,
        lambda world, _: all(
            any(u["email"] is not None and u["email"].lower() == it.lower() and is_admin(u) for u in world["users"])
            for it in world.settings["approved_admins"]
        ),
    ),
    "admins/break-glass": (everywhere, are_emergency_accounts_ready),
    "admins/count": (everywhere, lambda world, _: 2 <= count(world, lambda u: is_active_admin(world, u)) <= 5),
    "admins/delegated-count": (
        everywhere,
        lambda world, _: count(world, lambda u: u["status"] == "active" and is_delegated(u)) <= 10,
    ),
    "authentication/coverage": (
        lambda world, _: not world.settings["sso"],
        lambda world, _: (
            count(world, lambda u: is_active_managed(world, u) and u["mfaEnabled"]) * 100
            >= 90 * count(world, lambda u: is_active_managed(world, u))
        ),
    ),
    "domains/any-verified": (
        everywhere,
        lambda world, _: any(it["claim"]["status"] == "verified" for it in world["domains"]),
    ),
    "domains/required": (
        everywhere,
        lambda world, _: all(world.is_verified(it.lower()) for it in world.settings["domains"]),
    ),
    "policies/data-residency": (everywhere, lambda world, _: is_applied(world, "data-residency", wholly=True)),
    "policies/data-security": (everywhere, lambda world, _: is_applied(world, "data-security", wholly=False)),
    "policies/required": (everywhere, is_required_in_force),
}
ACCOUNTS = {
    "accounts/billed": (lambda _, it: it["access_billable"], lambda _, it: it["account_status"] == "active"),
}
PROMISES: Mapping[str, Promise] = {
    name: Promise(table, *both)
    for table, promises in {
        "users": USERS,
        "groups": GROUPS,
        "domains": DOMAINS,
        "policies": POLICIES,
        "organization": WHOLE,
        "managed_accounts": ACCOUNTS,
    }.items()
    for name, both in promises.items()
}
