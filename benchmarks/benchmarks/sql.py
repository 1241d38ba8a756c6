"""The bundled rules as somebody who knows DuckDB would write them; nothing here comes from the compiler.

Each rule is three pieces of SQL over a sealed file, in three-valued logic, and the columns that its findings show; an
organization's rule is one query.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_SAY = "coalesce(strftime({0}, '%Y-%m-%d'), '?')"


@dataclass(frozen=True, slots=True)
class ByRow:
    """One rule over the rows of one file, as SQL; `key` identifies a row."""

    file: str
    key: str
    where: str
    require: str
    message: str
    evidence: str


_USED = "coalesce(list_bool_or([p.lastActiveTimestamp >= $now - INTERVAL 90 DAY FOR p IN productAccess]), false)"
_NEVER_ACTIVE = (
    "CASE WHEN lastActive IS NOT NULL THEN false WHEN NOT list_contains(_unknown, 'lastActive') THEN true END"
)

ROWS: Mapping[str, ByRow] = {
    "accounts/dormant": ByRow(
        file="users",
        key="accountId",
        where="status = 'active' AND claimStatus = 'managed'",
        require=f"addedToOrg >= $now - INTERVAL 30 DAY OR {_USED}",
        message=(
            "coalesce(email, '?') || ' is active, was last seen ' || "
            f"{_SAY.format('lastActive')} || ' and added ' || {_SAY.format('addedToOrg')}"
        ),
        evidence="addedToOrg, claimStatus, productAccess, status",
    ),
    "accounts/stale-suspended": ByRow(
        file="users",
        key="accountId",
        where="status = 'suspended'",
        require=(
            "statusSince >= $now - INTERVAL 90 DAY "
            f"AND ({_USED} OR {_NEVER_ACTIVE} AND addedToOrg >= $now - INTERVAL 90 DAY)"
        ),
        message=(
            "coalesce(email, '?') || ' is suspended, and ' || CASE "
            f"WHEN statusSince < $now - INTERVAL 90 DAY THEN 'has been since ' || {_SAY.format('statusSince')} "
            f"WHEN lastActive IS NOT NULL THEN 'was last active on ' || {_SAY.format('lastActive')} "
            f"ELSE 'was never active and added on ' || {_SAY.format('addedToOrg')} END"
        ),
        evidence="addedToOrg, lastActive, productAccess, status, statusSince",
    ),
    "admins/managed-accounts": ByRow(
        file="users",
        key="accountId",
        where="list_contains(platformRoles, 'atlassian/org-admin') AND accountStatus = 'active'",
        require="claimStatus = 'managed'",
        message="coalesce(email, '?') || ' is an organization admin on an unmanaged account'",
        evidence="accountStatus, claimStatus, platformRoles",
    ),
    "domains/verified": ByRow(
        file="domains",
        key="id",
        where="true",
        require="claim.status = 'verified'",
        message="'the claim on ' || coalesce(name, '?') || ' is ' || coalesce(claim.status, '?')",
        evidence="claim",
    ),
}

WHOLE: Mapping[str, str] = {
    "admins/count": """
        SELECT
            n BETWEEN 2 AND 5,
            coalesce(CAST(n AS VARCHAR), '?') || ' active organization admins, there should be 2 to 5'
        FROM (
            SELECT CASE WHEN NOT bool_or(admin IS NULL) THEN count_if(admin) END AS n
            FROM (
                SELECT list_contains(platformRoles, 'atlassian/org-admin') AND status = 'active' AS admin FROM {users}
            )
        )""",
    "policies/required": """
        SELECT bool_and(kept), ''
        FROM (
            SELECT CASE
                WHEN bool_or(p.good) THEN true
                WHEN NOT coalesce(bool_or(p.good IS NULL), false) THEN false
            END AS kept
            FROM (VALUES ('ip-allowlist')) AS wanted(type)
            LEFT JOIN (
                SELECT type, status IN ('enabled', 'active')
                    AND list_contains([r.applicationStatus FOR r IN resources], 'applied')
                    AND NOT list_has_any([r.applicationStatus FOR r IN resources], ['failed', 'removing', 'scheduled'])
                        AS good
                FROM {policies}
            ) AS p ON p.type = wanted.type
            GROUP BY wanted.type
        )""",
}
