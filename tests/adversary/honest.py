"""The answers of an honest organization: twelve users, three managed admins, one domain, three policies in force.

Everything agrees with everything: counts with rows, statistics with counts, groups with members. What a test wants to
be otherwise, it changes in the dictionary that `answers` returns: one entry an endpoint, in it one body a page.
"""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

Row = dict[str, Any]
Answers = dict[str, list[Any]]

ORG = "7c0ffee0-1111-4222-8333-944444444444"
DIRECTORY = "d1d1d1d1-0000-4000-8000-000000000001"
SITE = "ari:cloud:jira::site/5a5a5a5a-0000-4000-8000-000000000001"
ADMIN = "atlassian/org-admin"
USERS, MANAGED, OUTSIDE = "users", "managed users", "managed users in no directory"
ACCOUNTS, GROUPS = "managed accounts", "groups"
ORGANIZATION, DIRECTORIES, DOMAINS, POLICIES = "organization", "directories", "domains", "policies"
COUNT, MANAGED_COUNT, STATISTICS = "users/count", "managed users/count", "users/stats"
GROUP_COUNT, GROUP_STATISTICS = "groups/count", "groups/stats"


def moment(now: datetime, days: float) -> str:
    """Return a time so many days before now, to the nanosecond as the API gives it."""
    return f"{now - timedelta(days=days):%Y-%m-%dT%H:%M:%S}.123456789Z"


def user(now: datetime, number: int, **other: Any) -> Row:
    """Return a managed, active user of some years who was here three days ago."""
    name = f"user{number:02}"
    row = {
        "accountId": f"712020:{number:08x}-1111-4222-8333-944444444444",
        "accountType": "atlassian",
        "status": "active",
        "accountStatus": "active",
        "membershipStatus": "active",
        "addedToOrg": moment(now, 900 - number),
        "name": f"User {number}",
        "nickname": name,
        "email": f"{name}@fjord.example",
        "emailVerified": True,
        "claimStatus": "managed",
        "platformRoles": [],
        "picture": f"https://avatars.example/{name}.png",
        "avatar": f"https://avatars.example/{name}",
        "mfaEnabled": True,
        "managementSource": "invited",
        "jobTitle": "Engineer",
        "department": None,
        "organization": "Fjord",
        "location": None,
        "timeZone": "Europe/Oslo",
        "deactivatedOn": None,
        "forDeletion": False,
        "counts": {"resources": 1},
        "productAccess": [{"id": SITE, "key": "jira-software", "lastActiveTimestamp": moment(now, 3)}],
        "groups": [{"id": "ari:cloud:identity::group/g-everybody", "name": "everybody", "description": None}],
        "links": {"self": f"self-{number}"},
    }
    return {**row, **other}


def users(now: datetime) -> list[Row]:
    """Return the twelve."""
    admins = [user(now, number, platformRoles=[ADMIN]) for number in (1, 2, 3)]
    plain = [user(now, number) for number in range(4, 9)]
    fresh = user(now, 9, addedToOrg=moment(now, 5), productAccess=[])
    suspended = user(now, 10, status="suspended", membershipStatus="suspended")
    guest = user(now, 11, claimStatus="unmanaged", email="guest@elsewhere.example", mfaEnabled=False)
    helper = user(now, 12, platformRoles=["atlassian/ai-access"])
    return [*admins, *plain, fresh, suspended, guest, helper]


def policy(number: int, kind: str, **attributes: Any) -> Row:
    """Return a policy that is enabled and applied to one site."""
    given = {
        "type": kind,
        "name": f"Policy {number}",
        "status": "enabled",
        "rule": {"in": ["192.0.2.0/24"]},
        "resources": [{"id": SITE, "applicationStatus": "applied", "meta": {"scheduledDate": None}, "links": None}],
        "createdAt": "2024-01-01T00:00:00Z",
        "updatedAt": None,
        "id": f"p-{number}",
        "ownerId": None,
    }
    return {"id": f"p-{number}", "type": "policy", "attributes": {**given, **attributes}}


def domain(number: int, name: str, status: str = "verified") -> Row:
    """Return a domain with its claim."""
    attributes = {"name": name, "claim": {"type": "dns", "status": status}}
    return {"id": f"dom-{number}", "type": "domains", "attributes": attributes, "links": {"self": f"/domains/{number}"}}


def group(name: str, members: int) -> Row:
    """Return a group."""
    return {
        "id": f"g-{name}",
        "name": name,
        "description": "Who is here",
        "directoryId": DIRECTORY,
        "externalSynced": False,
        "managedBy": "admins",
        "managementAccess": {"deletable": True, "modifiable": True, "readable": True},
        "counts": {"users": members, "resources": 1},
        "links": {"self": f"self-{name}"},
    }


def account(row: Row) -> Row:
    """Return a user as the list of managed accounts has it."""
    access = [
        {
            "key": "jira-software",
            "name": "Jira",
            "url": "https://fjord.example",
            "last_active": one["lastActiveTimestamp"],
        }
        for one in row["productAccess"]
        if one.get("lastActiveTimestamp")
    ]
    return {
        "account_id": row["accountId"],
        "account_type": "atlassian",
        "account_status": row["accountStatus"],
        "name": row["name"],
        "picture": row["picture"],
        "email": row.get("email"),
        "access_billable": True,
        "last_active": max((one["last_active"] for one in access), default=None),
        "product_access": access,
        "links": {"self": "/users/self"},
    }


def organization() -> Row:
    """Return the organization itself."""
    related = {"domains": {"links": {"related": "/domains"}}, "users": {"links": {"related": "/users"}}}
    attributes = {"name": "Fjord & Partners"}
    return {"id": ORG, "type": "orgs", "attributes": attributes, "relationships": related, "links": {"self": "/orgs"}}


def statistics(rows: list[Row]) -> Row:
    """Return what the statistics say of users: each state and each role with its number."""
    states = [row["accountStatus"] for row in rows]
    roles = [role for row in rows for role in row["platformRoles"]]
    return {
        "accountStatus": [
            {"status": state, "count": states.count(state)} for state in ("active", "inactive", "closed")
        ],
        "roles": [{"roleId": role, "count": roles.count(role)} for role in sorted(set(roles))],
    }


def group_statistics(rows: list[Row]) -> Row:
    """Return what the statistics say of groups."""
    totals = {"all": len(rows), "managed": len(rows), "synced": 0}
    return {"totals": totals, "types": [{"type": "GROUP", "count": len(rows)}]}


def pages(rows: list[Row], size: int, address: str = "") -> list[Row]:
    """Return the rows in pages; a continuation is a bare cursor, or a whole address where one is given."""
    parts = [rows[at : at + size] for at in range(0, len(rows), size)] or [[]]
    lead = f"{address}?cursor=" if address else ""
    nexts = [f"{lead}page-{number}" for number in range(1, len(parts))] + [None]
    return [
        {"data": deepcopy(part), "links": {"self": None, "next": follow}}
        for part, follow in zip(parts, nexts, strict=True)
    ]


def answers(
    base: str,
    now: datetime,
    rows: list[Row] | None = None,
    policies: list[Row] | None = None,
    domains: list[Row] | None = None,
) -> Answers:
    """Return every answer of an organization; what is not given is honest and well kept."""
    rows = users(now) if rows is None else rows
    managed = [row for row in rows if row["claimStatus"] == "managed"]
    kinds = ("ip-allowlist", "data-residency", "data-security")
    policies = [policy(number, kind) for number, kind in enumerate(kinds, 1)] if policies is None else policies
    domains = [domain(1, "fjord.example")] if domains is None else domains
    groups = [group("everybody", len(rows)), group("nobody", 0)]
    org = f"{base}/v1/orgs/{ORG}"
    accounts = pages([account(row) for row in managed], 8, f"{org}/users")
    return {
        ORGANIZATION: [{"data": organization()}],
        DIRECTORIES: pages([{"directoryId": DIRECTORY, "name": "Fjord", "icon": None}], 100),
        USERS: pages(rows, 7),
        MANAGED: pages(managed, 7),
        OUTSIDE: pages([], 7),
        COUNT: [{"count": len(rows)}],
        MANAGED_COUNT: [{"count": len(managed)}],
        STATISTICS: [statistics(rows)],
        ACCOUNTS: [{**page, "meta": {"total": len(managed)}} for page in accounts],
        GROUPS: pages(groups, 20),
        GROUP_COUNT: [{"count": len(groups)}],
        GROUP_STATISTICS: [group_statistics(groups)],
        DOMAINS: pages(domains, 20, f"{org}/domains"),
        POLICIES: [
            {**page, "meta": {"next": None, "page_size": 20}} for page in pages(policies, 20, f"{org}/policies")
        ],
    }
