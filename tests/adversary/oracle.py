"""What each rule says of honest answers: plain Python, written from the rules' English and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

from adversary import honest
from adversary.honest import ADMIN, Answers, Row

_DAYS = timedelta(days=1)


def outcomes(answers: Answers, now: datetime) -> dict[str, str]:
    """Return the outcome of every rule, the bundled ones and those of this folder."""
    people = _rows(answers, honest.USERS) + _rows(answers, honest.OUTSIDE)
    policies = [row["attributes"] for row in _rows(answers, honest.POLICIES)]
    claims = [row["attributes"]["claim"] for row in _rows(answers, honest.DOMAINS)]
    accounts, groups = _rows(answers, honest.ACCOUNTS), _rows(answers, honest.GROUPS)
    admins = [row for row in people if ADMIN in (row.get("platformRoles") or [])]
    unused = [row for row in people if row["status"] == "active" and row["claimStatus"] == "managed"]
    active = [row for row in admins if row["accountStatus"] == "active"]
    suspended = [row for row in people if row["status"] == "suspended"]
    name = answers[honest.ORGANIZATION][0]["data"]["attributes"]["name"]
    return {
        "accounts/dormant": _each(unused, lambda row: not _is_dormant(row, now)),
        "accounts/stale-suspended": _each(suspended, lambda row: now - _last_sign(row) <= 90 * _DAYS),
        "admins/count": _whole(2 <= sum(row["status"] == "active" for row in admins) <= 5),
        "admins/managed-accounts": _each(active, lambda row: row["claimStatus"] == "managed"),
        "domains/verified": _each(claims, lambda claim: claim["status"] == "verified"),
        "policies/required": _whole(any(_is_allowlist_in_force(one) for one in policies)),
        "policies/whole": _each(policies, lambda one: "failed" not in _states(one)),
        "policies/open": _each(policies, lambda one: one["status"] != "disabled" and one["name"] != "everybody"),
        "groups/closed": _each(groups, lambda row: row["managedBy"] != "open" and row["counts"]["users"] < 100),
        "groups/local": _each(groups, lambda row: not row["externalSynced"]),
        "people/groups": _each(people, lambda row: not _has(row.get("groups"), "name", "root")),
        "people/factor": _each(people, lambda row: row["claimStatus"] != "managed" or row["mfaEnabled"]),
        "people/products": _each(people, lambda row: not _has(row.get("productAccess"), "key", "trello")),
        "billing/billable": _each(accounts, lambda row: row["access_billable"] and row["account_status"] != "closed"),
        "billing/products": _each(accounts, lambda row: not _has(row.get("product_access"), "key", "trello")),
        "places/directories": _each(_rows(answers, honest.DIRECTORIES), lambda row: row["name"] != "legacy"),
        "places/name": _whole(name != "Untitled"),
        "places/claims": _each(claims, lambda claim: claim["type"] == "dns"),
    }


def _rows(answers: Answers, name: str) -> list[Row]:
    return [row for page in answers[name] for row in page["data"]]


def _each(rows: list[Any], holds: Any) -> str:
    if not rows:
        return "not-applicable"
    return "pass" if all(map(holds, rows)) else "fail"


def _whole(holds: bool) -> str:  # noqa: FBT001 - the one thing that it is about
    return "pass" if holds else "fail"


def _has(records: list[Row] | None, member: str, value: str) -> bool:
    return any(record.get(member) == value for record in records or [])


def _states(policy: Row) -> list[str]:
    return [resource["applicationStatus"] for resource in policy.get("resources") or []]


def _is_allowlist_in_force(policy: Row) -> bool:
    states = _states(policy)
    is_on = policy["status"] in {"enabled", "active"}
    return policy["type"] == "ip-allowlist" and is_on and "applied" in states and "failed" not in states


def _moment(text: str) -> datetime:
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6]:0<6}").replace(tzinfo=UTC)


def _last_use(row: Row) -> datetime | None:
    times = [one.get("lastActiveTimestamp") for one in row.get("productAccess") or []]
    return max((_moment(one) for one in times if one), default=None)


def _is_dormant(row: Row, now: datetime) -> bool:
    used = _last_use(row)
    return now - _moment(row["addedToOrg"]) > 30 * _DAYS and (used is None or now - used > 90 * _DAYS)


def _last_sign(row: Row) -> datetime:
    """Return when a suspended user was last active, or if never, was added."""
    return _last_use(row) or _moment(row["addedToOrg"])
