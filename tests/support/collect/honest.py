"""An honest organization of a dozen people in this very process, for tests that change one thing about its answers."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.collect.world import Place, reply, server

ORG = "org-1"
ADMIN = "atlassian/org-admin"
SITE_ADMIN = "atlassian/site-admin"
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One request: what it asks for, how often that was asked before, and the parameters of its query or body."""

    what: str
    times: int
    given: Mapping[str, Any]


def user(number: int, *roles: str, managed: bool = True, member: bool = True, **more: Any) -> Row:
    """Return somebody as the search shows them."""
    return {
        "accountId": f"u{number:03}",
        "accountType": "atlassian",
        "accountStatus": "active",
        "status": "active" if member else "not_invited",
        "membershipStatus": "active" if member else "no_membership",
        "claimStatus": "managed" if managed else "unmanaged",
        "name": f"Person {number}",
        "nickname": f"p{number}",
        "email": f"p{number}@acme.example",
        "emailVerified": True,
        "mfaEnabled": True,
        "addedToOrg": "2024-01-01T00:00:00Z",
        "platformRoles": list(roles),
        "productAccess": [{"id": "ari:x", "key": "jira", "lastActiveTimestamp": "2026-10-30T00:00:00.000000000Z"}],
        "groups": [],
        "counts": {"resources": 1},
        **more,
    }


def _people() -> list[Row]:
    return [user(n, *([ADMIN] if n in {0, 5, 11} else []), member=n != 10) for n in range(12)]


def _groups() -> list[Row]:
    return [{"id": f"g{n}", "name": f"Group {n}", "counts": {"users": n, "resources": 0}} for n in range(3)]


def _domains() -> list[Row]:
    claim = {"type": "dns", "status": "verified"}
    return [{"id": "d0", "type": "domains", "attributes": {"name": "acme.example", "claim": claim}}]


def _policies() -> list[Row]:
    applied = [{"id": "ari:site", "applicationStatus": "applied"}]
    kinds = ("ip-allowlist", "data-residency", "data-security")
    return [
        {
            "id": f"p-{kind}",
            "type": "policy",
            "attributes": {"type": kind, "name": kind, "status": "enabled", "rule": {"in": []}, "resources": applied},
        }
        for kind in kinds
    ]


def role(number: int, *roles: str, **more: Any) -> Row:
    """Return which roles somebody holds on one resource."""
    held = [{"role": role, "roleAssignmentMethods": ["direct"]} for role in roles]
    own = {
        "resourceId": f"ari:r{number}",
        "resourceOwner": "jira",
        "directoryId": "dir",
        "userDirectoryStatus": "active",
    }
    return {**own, "roles": list(roles), "roleAssignments": held, **more}


def _user_roles() -> dict[str, list[Row]]:
    """Return the roles of everybody: one, and of those with a number above 4 seven, which are two pages."""
    return {
        f"u{number:03}": [role(at, "atlassian/user") for at in range(1 if number < 5 else 7)] for number in range(12)
    }


def _group_roles() -> dict[str, list[Row]]:
    one = {"resourceId": "ari:r0", "resourceOwner": "jira", "roles": ["atlassian/user"], "defaultRole": None}
    return {f"g{number}": [one] * bool(number) for number in range(3)}


@dataclass
class Honest:
    """The organization. `before` may change it before a request is answered, `change` may change the answer.

    `size` is how many rows a page holds at most. What `change` returns is sent: members, or bytes as they are.
    """

    users: list[Row] = field(default_factory=_people)
    groups: list[Row] = field(default_factory=_groups)
    domains: list[Row] = field(default_factory=_domains)
    policies: list[Row] = field(default_factory=_policies)
    directories: list[Row] = field(default_factory=lambda: [{"directoryId": "dir", "name": "Main", "icon": "x"}])
    user_roles: dict[str, list[Row]] = field(default_factory=_user_roles)
    group_roles: dict[str, list[Row]] = field(default_factory=_group_roles)
    size: int = 5
    before: Callable[[Asked], None] = lambda _: None
    change: Callable[[Asked, Row], Any] = lambda _, answer: answer
    headers: Callable[[Asked], Mapping[str, str]] = lambda _: {}
    asked: list[Asked] = field(default_factory=list)

    def told(self, what: str) -> list[Asked]:
        """Return every request of a kind."""
        return [one for one in self.asked if one.what == what]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        parts = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        given = json.loads(handler.rfile.read(length) or b"{}") if length else {}
        given |= {name: values[-1] for name, values in parse_qs(parts.query).items()}
        what = parts.path.partition(f"/orgs/{ORG}")[2].removeprefix("/").replace("directories/-/", "") or "organization"
        what = f"{'v1 ' if '/v1/' in parts.path and what == 'users' else ''}{what}"
        asked = Asked(what, len(self.told(what)), given)
        self.asked.append(asked)
        self.before(asked)
        answer = self.change(asked, self._answer(asked, f"http://{handler.headers['Host']}{parts.path}"))
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        reply(handler, sent, status, **self.headers(asked))

    def _answer(self, asked: Asked, address: str) -> Any:
        if asked.what == "users/search":
            return self._page(asked, [row for row in self.users if _searched(row, asked.given)])
        if asked.what == "groups/search":
            wanted = asked.given.get("groupIds")
            return self._page(asked, [row for row in self.groups if wanted is None or row["id"] in wanted])
        if asked.what == "v1 users":
            accounts = [_account(row) for row in self.users if row["claimStatus"] == "managed"]
            return self._page(asked, accounts, address) | {"meta": {"total": len(accounts)}}
        if asked.what.endswith("/role-assignments"):
            return self._roles(asked)
        return self._small(asked, address)

    def _roles(self, asked: Asked) -> Any:
        kind, key, _ = asked.what.split("/")
        there = any(
            row.get("accountId", row.get("id")) == key for row in (self.users if kind == "users" else self.groups)
        )
        rows = (self.user_roles if kind == "users" else self.group_roles).get(key, [])
        return self._page(asked, rows) if there else (404, {"message": "there is none"})

    def _small(self, asked: Asked, address: str) -> Row:
        name = {"id": ORG, "type": "orgs", "attributes": {"name": "Acme"}}
        answers: dict[str, Callable[[], Row]] = {
            "organization": lambda: {"data": name},
            "users/count": lambda: {"count": len(self.users)},
            "users/stats": lambda: statistics(self.users),
            "groups/count": lambda: {"count": len(self.groups)},
            "groups/stats": lambda: {"totals": {"all": len(self.groups)}, "types": []},
            "directories": lambda: self._page(asked, self.directories),
            "domains": lambda: self._page(asked, self.domains, address),
            "policies": lambda: self._page(asked, self.policies, address),
        }
        return answers[asked.what]()

    def _page(self, asked: Asked, rows: list[Row], address: str = "") -> Row:
        start = int(asked.given.get("cursor") or 0)
        stop = start + self.size
        expand = asked.given.get("expand", ())
        shown = [{name: row[name] for name in row if name not in _EXPANDED or name in expand} for row in rows]
        following = f"{address}?cursor={stop}" if address else str(stop)
        return {"data": shown[start:stop] if asked.what == "users/search" else rows[start:stop]} | (
            {"links": {"next": following if stop < len(rows) else None}}
        )


_EXPANDED = ("platformRoles", "productAccess", "groups")


def _searched(row: Row, given: Mapping[str, Any]) -> bool:
    outside = row["membershipStatus"] == "no_membership"
    if outside and given.get("claimStatus") != "managed":
        return False
    tests = (
        ("claimStatus", lambda wanted: row["claimStatus"] == wanted),
        ("membershipStatus", lambda wanted: row["membershipStatus"] in wanted),
        ("accountIds", lambda wanted: row["accountId"] in wanted),
        ("roleIds", lambda wanted: bool(set(row["platformRoles"]) & set(wanted))),
    )
    return all(name not in given or holds(given[name]) for name, holds in tests)


def _account(row: Row) -> Row:
    return {
        "account_id": row["accountId"],
        "account_type": "atlassian",
        "account_status": row["accountStatus"],
        "name": row["name"],
        "email": row["email"],
        "access_billable": True,
        "product_access": [],
    }


def statistics(users: list[Row]) -> Row:
    """Return what the statistics say of people."""
    states = [row["accountStatus"] for row in users]
    roles = [role for row in users for role in row["platformRoles"]]
    return {
        "accountStatus": [{"status": state, "count": states.count(state)} for state in sorted(set(states))],
        "roles": [{"roleId": role, "count": roles.count(role)} for role in sorted(set(roles))],
    }


@contextmanager
def serving(honest: Honest) -> Iterator[Place]:
    """Serve the organization."""
    with server(honest.answer) as place:
        yield Place(place.base_url, ORG)
