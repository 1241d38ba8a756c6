"""Rules in six families, as many of each as are asked for: the rule file, the SQL by hand, and each peer's own words.

Times are microseconds since 1970 for the peers: two of them cannot compare anything else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from orglint.rulebook.rule import CompiledRule

DAY = 86_400_000_000
ADMIN = "atlassian/org-admin"

_RULE = """\
title: {title}
severity: medium
table: {table}
params:
  n: {{type: int, default: {n}, meaning: What tells this rule from the others of its family}}
{more}require: >-
  {require}
message: "{{{say}}}"
why: It is measured.
fix: Nothing.
examples:
  pass: [{{}}]
  fail: [{{}}]
"""

Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Family:
    """One family: where and require as CEL and as SQL, and by peer a function of n and now that gives both."""

    name: str
    table: str
    where: str
    require: str
    sql: Callable[[int], tuple[str, str]]
    words: Mapping[str, Callable[[int, int], Pair]]
    more: str = ""

    def file(self, number: int) -> str:
        """Return the rule file of one rule of the family."""
        more = self.more + (f'where: "{self.where}"\n' if self.where else "")
        say = "user.email" if self.table == "users" else "admins"
        return _RULE.format(
            title=f"{self.name} {number}", table=self.table, n=number, more=more, require=self.require, say=say
        )


def family(rule: CompiledRule) -> Family:
    """Return the family that a rule is of."""
    return FAMILIES[rule.id.partition("/")[0]]


def _at_least(column: str, least: int) -> dict[str, Any]:
    return {"required": [column], "properties": {column: {"type": "integer", "minimum": least}}}


def _is(**values: str) -> dict[str, Any]:
    return {"required": list(values), "properties": {name: {"const": value} for name, value in values.items()}}


def _value(key: str, value: Any, op: str = "eq") -> dict[str, Any]:
    return {"type": "value", "key": key, "value": value, "op": op}


_SEEN = (
    "CASE WHEN lastActive IS NOT NULL THEN lastActive >= $now - INTERVAL {0} DAY "
    "WHEN NOT list_contains(_unknown, 'lastActive') THEN false END"
)
_HOLDS_ADMIN = {"required": ["platformRoles"], "properties": {"platformRoles": {"contains": {"const": ADMIN}}}}

FAMILIES: Mapping[str, Family] = {
    one.name: one
    for one in (
        Family(
            "dormant",
            "users",
            "user.status == 'active' && user.claimStatus == 'managed'",
            "now - user.addedToOrg <= days(30) || has(user.lastActive) && now - user.lastActive <= days(60 + params.n)",
            lambda n: (
                "status = 'active' AND claimStatus = 'managed'",
                f"addedToOrg >= $now - INTERVAL 30 DAY OR {_SEEN.format(60 + n)}",
            ),
            {
                "json schema": lambda n, now: (
                    _is(status="active", claimStatus="managed"),
                    {"anyOf": [_at_least("addedToOrg", now - 30 * DAY), _at_least("lastActive", now - (60 + n) * DAY)]},
                ),
                "c7n": lambda n, now: (
                    {"and": [_value("status", "active"), _value("claimStatus", "managed")]},
                    {
                        "or": [
                            _value("addedToOrg", now - 30 * DAY, "ge"),
                            _value("lastActive", now - (60 + n) * DAY, "ge"),
                        ]
                    },
                ),
                "jmespath": lambda n, now: (
                    "status == 'active' && claimStatus == 'managed'",
                    f"addedToOrg >= `{now - 30 * DAY}` || lastActive >= `{now - (60 + n) * DAY}`",
                ),
                "python": lambda n, now: (
                    lambda row: row["status"] == "active" and row["claimStatus"] == "managed",
                    lambda row: (
                        row["addedToOrg"] >= now - 30 * DAY
                        or (row["lastActive"] is not None and row["lastActive"] >= now - (60 + n) * DAY)
                    ),
                ),
            },
        ),
        Family(
            "suspended",
            "users",
            "user.status == 'suspended'",
            "now - user.statusSince <= days(30 + params.n)",
            lambda n: ("status = 'suspended'", f"statusSince >= $now - INTERVAL {30 + n} DAY"),
            {
                "json schema": lambda n, now: (_is(status="suspended"), _at_least("statusSince", now - (30 + n) * DAY)),
                "c7n": lambda n, now: (
                    _value("status", "suspended"),
                    _value("statusSince", now - (30 + n) * DAY, "ge"),
                ),
                "jmespath": lambda n, now: ("status == 'suspended'", f"statusSince >= `{now - (30 + n) * DAY}`"),
                "python": lambda n, now: (
                    lambda row: row["status"] == "suspended",
                    lambda row: row["statusSince"] >= now - (30 + n) * DAY,
                ),
            },
        ),
        Family(
            "admins",
            "users",
            f"'{ADMIN}' in user.platformRoles && user.status == 'active'",
            "user.claimStatus == 'managed' && user.name != 'Nobody ' + string(params.n)",
            lambda n: (
                f"list_contains(platformRoles, '{ADMIN}') AND status = 'active'",
                f"claimStatus = 'managed' AND name <> 'Nobody {n}'",
            ),
            {
                "json schema": lambda n, _: (
                    {"allOf": [_HOLDS_ADMIN, _is(status="active")]},
                    {
                        "allOf": [
                            _is(claimStatus="managed"),
                            {"properties": {"name": {"not": {"const": f"Nobody {n}"}}}},
                        ]
                    },
                ),
                "c7n": lambda n, _: (
                    {"and": [_value("platformRoles", ADMIN, "contains"), _value("status", "active")]},
                    {"and": [_value("claimStatus", "managed"), _value("name", f"Nobody {n}", "ne")]},
                ),
                "jmespath": lambda n, _: (
                    f"contains(platformRoles, '{ADMIN}') && status == 'active'",
                    f"claimStatus == 'managed' && name != 'Nobody {n}'",
                ),
                "python": lambda n, _: (
                    lambda row: ADMIN in row["platformRoles"] and row["status"] == "active",
                    lambda row: row["claimStatus"] == "managed" and row["name"] != f"Nobody {n}",
                ),
            },
        ),
        Family(
            "addresses",
            "users",
            "user.status == 'active'",
            "user.email.endsWith('.example') && !user.email.startsWith(string(params.n))",
            lambda n: ("status = 'active'", f"ends_with(email, '.example') AND NOT starts_with(email, '{n}')"),
            {
                "json schema": lambda n, _: (
                    _is(status="active"),
                    {"properties": {"email": {"pattern": r"\.example$", "not": {"pattern": f"^{n}"}}}},
                ),
                "c7n": lambda n, _: (
                    _value("status", "active"),
                    {
                        "and": [
                            _value("email", r"(?s).*\.example$", "regex"),
                            {"not": [_value("email", f"^{n}", "regex")]},
                        ]
                    },
                ),
                "jmespath": lambda n, _: (
                    "status == 'active'",
                    f"ends_with(email, '.example') && !starts_with(email, '{n}')",
                ),
                "python": lambda n, _: (
                    lambda row: row["status"] == "active",
                    lambda row: row["email"].endswith(".example") and not row["email"].startswith(str(n)),
                ),
            },
        ),
        Family(
            "seen",
            "users",
            "user.claimStatus == 'managed'",
            "has(user.lastActive) && now - user.lastActive <= days(365 + params.n)",
            lambda n: (
                "claimStatus = 'managed'",
                _SEEN.format(365 + n),
            ),
            {
                "json schema": lambda n, now: (
                    _is(claimStatus="managed"),
                    _at_least("lastActive", now - (365 + n) * DAY),
                ),
                "c7n": lambda n, now: (
                    _value("claimStatus", "managed"),
                    _value("lastActive", now - (365 + n) * DAY, "ge"),
                ),
                "jmespath": lambda n, now: ("claimStatus == 'managed'", f"lastActive >= `{now - (365 + n) * DAY}`"),
                "python": lambda n, now: (
                    lambda row: row["claimStatus"] == "managed",
                    lambda row: row["lastActive"] is not None and row["lastActive"] >= now - (365 + n) * DAY,
                ),
            },
        ),
        Family(
            "few",
            "organization",
            "",
            "admins <= params.n",
            lambda n: ("true", f"n <= {n}"),
            {
                "jmespath": lambda n, _: (
                    "`true`",
                    f"length([?contains(platformRoles, '{ADMIN}') && status == 'active']) <= `{n}`",
                ),
                "python": lambda n, _: (
                    lambda _: True,
                    lambda rows: sum(ADMIN in row["platformRoles"] and row["status"] == "active" for row in rows) <= n,
                ),
            },
            more=f"let:\n  admins: users.filter(u, '{ADMIN}' in u.platformRoles && u.status == 'active').size()\n",
        ),
    )
}
