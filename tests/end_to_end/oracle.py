"""A naive judge: reads an organization over the Admin API by itself and applies the six bundled rules in plain Python.

It shares no code and no library with the tool; each promise is written out by hand from the rule's file.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

Row = dict[str, Any]
QUARTER = timedelta(days=90)
GRACE = timedelta(days=30)
REQUIRED_POLICIES = ("ip-allowlist",)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one rule says: rows of its table, keys in scope, and those of them that break the promise."""

    rows: int
    in_scope: frozenset[str]
    failed: frozenset[str]

    @property
    def outcome(self) -> str:
        """Return the outcome of a rule about which everything is known."""
        if self.failed:
            return "fail"
        return "pass" if self.in_scope else "not-applicable"

    @property
    def counts(self) -> dict[str, int]:
        """Return the numbers that a report gives."""
        failed, scope = len(self.failed), len(self.in_scope)
        return {"rows": self.rows, "in_scope": scope, "passed": scope - failed, "failed": failed, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the rules are about."""

    org_id: str
    users: list[Row]
    domains: list[Row]
    policies: list[Row]


def see(base_url: str, org_id: str, api_key: str) -> Seen:
    """Read an organization."""

    def ask(path: str, body: Row | None = None) -> Row:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}
        with urlopen(Request(base_url + path, data, headers)) as answer:
            page: Row = json.load(answer)
            return page

    members = list(_searched(ask, org_id, {}))
    known = {user["accountId"] for user in members}
    others = [user for user in _searched(ask, org_id, {"claimStatus": "managed"}) if user["accountId"] not in known]
    domains, policies = (list(_listed(ask, f"/v1/orgs/{org_id}/{kind}")) for kind in ("domains", "policies"))
    return Seen(org_id, members + others, domains, policies)


def _searched(ask: Callable[[str, Row], Row], org_id: str, body: Row) -> Iterator[Row]:
    """Yield the rows of a v2 search: a bare cursor goes into the next body."""
    body = {**body, "limit": 100, "expand": ["platformRoles", "productAccess"]}
    while True:
        page = ask(f"/v2/orgs/{org_id}/directories/-/users/search", body)
        yield from page["data"]
        cursor = (page.get("links") or {}).get("next")
        if not cursor:
            return
        body = {**body, "cursor": cursor}


def _listed(ask: Callable[[str], Row], path: str) -> Iterator[Row]:
    """Yield the rows of a v1 list: the next page is named by a whole URL."""
    query = ""
    while True:
        page = ask(path + query)
        yield from page["data"]
        link = (page.get("links") or {}).get("next")
        if not link:
            return
        query = "?" + urlencode({"cursor": parse_qs(urlsplit(link).query)["cursor"][0]})


def judge(seen: Seen, now: datetime, since: Mapping[str, datetime] | None = None) -> dict[str, Judged]:
    """Return what each rule says at a time; `since` is when each user's status was first seen, now if left out."""
    began = since or {user["accountId"]: now for user in seen.users}
    return {
        "accounts/dormant": _users(seen, _is_active_managed, lambda user: _is_used(user, now)),
        "accounts/stale-suspended": _users(
            seen, lambda user: user["status"] == "suspended", lambda user: _is_recent(user, now, began)
        ),
        "admins/managed-accounts": _users(seen, _is_active_admin, lambda user: user["claimStatus"] == "managed"),
        "admins/count": _whole(seen, 2 <= sum(_is_counted_admin(user) for user in seen.users) <= 5),
        "policies/required": _whole(seen, all(_in_force(seen, kind) for kind in REQUIRED_POLICIES)),
        "domains/verified": _domains(seen),
    }


def last_active(user: Row) -> datetime | None:
    """Return when a user last used any product."""
    moments = [_time(access.get("lastActiveTimestamp")) for access in user.get("productAccess") or []]
    return max((moment for moment in moments if moment), default=None)


def _time(text: str | None) -> datetime | None:
    """Return a time given to the second or finer, cut to microseconds."""
    if not text:
        return None
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6]:0<6}").replace(tzinfo=UTC)


def _users(seen: Seen, where: Callable[[Row], bool], require: Callable[[Row], bool]) -> Judged:
    scope = [user for user in seen.users if where(user)]
    failed = frozenset(user["accountId"] for user in scope if not require(user))
    return Judged(len(seen.users), frozenset(user["accountId"] for user in scope), failed)


def _whole(seen: Seen, holds: bool) -> Judged:  # noqa: FBT001 - the one thing that it is about
    me = frozenset([seen.org_id])
    return Judged(1, me, frozenset() if holds else me)


def _domains(seen: Seen) -> Judged:
    keys = frozenset(domain["id"] for domain in seen.domains)
    kept = {domain["id"] for domain in seen.domains if domain["attributes"]["claim"]["status"] == "verified"}
    return Judged(len(seen.domains), keys, keys - kept)


def _is_org_admin(user: Row) -> bool:
    return "atlassian/org-admin" in (user.get("platformRoles") or [])


def _is_active_admin(user: Row) -> bool:
    return _is_org_admin(user) and user["accountStatus"] == "active"


def _is_counted_admin(user: Row) -> bool:
    return _is_org_admin(user) and user["status"] == "active"


def _is_active_managed(user: Row) -> bool:
    return bool(user["status"] == "active" and user["claimStatus"] == "managed")


def _is_used(user: Row, now: datetime) -> bool:
    added, active = _time(user["addedToOrg"]), last_active(user)
    assert added
    return now - added <= GRACE or (active is not None and now - active <= QUARTER)


def _is_recent(user: Row, now: datetime, began: Mapping[str, datetime]) -> bool:
    used = last_active(user) or _time(user["addedToOrg"])
    assert used
    return now - began[user["accountId"]] <= QUARTER and now - used <= QUARTER


def _in_force(seen: Seen, kind: str) -> bool:
    for policy in (policy["attributes"] for policy in seen.policies):
        states = [resource["applicationStatus"] for resource in policy.get("resources") or []]
        whole = "applied" in states and not {"failed", "removing", "scheduled"} & set(states)
        if policy["type"] == kind and policy["status"] in {"enabled", "active"} and whole:
            return True
    return False
