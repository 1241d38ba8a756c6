"""A small organization's result, built by hand: every outcome, every state of a table, and hostile names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from orglint.model.acceptance import Acceptance
from orglint.model.findings import ListedFindings
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Finding, Outcome, Result, Verdict
from orglint.model.rule import Parameter, Rule, Severity
from orglint.model.snapshot import ColumnLedger, Doubt, DoubtKind, Snapshot, TableLedger, TableState
from orglint.model.values import NewValues
from reports.hostile import HOSTILE

TAKEN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NOT_SENT = Reason(ReasonCode.ABSENT, place="user.lastActive")
AS_OF = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def find_reads(*texts: str) -> frozenset[tuple[str, str]]:
    return frozenset(("users", word) for text in texts for word in re.findall(r"\buser\.(\w+)", text))


def rule(rule_id: str, severity: Severity, title: str, *, table: str = "users", **more: Any) -> Rule:
    facts: dict[str, Any] = {
        "where": "user.accountStatus == 'active'",
        "require": "user.claimStatus == 'managed'",
        "why": "Nobody but its owner can deactivate an unmanaged account or enforce a second factor on it.",
        "fix": "Claim the account's domain, or move the role to a managed account and revoke it here.",
        "sha256": sha256(rule_id.encode()).hexdigest(),
    } | more
    reads = find_reads(facts["where"], facts["require"], "user.email + string(user.productAccess)")
    return Rule(id=rule_id, title=title, severity=severity, table=table, reads=reads, **facts)


def finding(
    rule_id: str, key: str, message: str, evidence: Mapping[str, Any], *, outcome: Outcome = Outcome.FAIL, **more: Any
) -> Finding:
    table = "policies" if rule_id.startswith("policies/") else "users"
    return Finding(rule_id, table, key, outcome, message, evidence, **more)


def key(number: int) -> str:
    return f"712020:{number:08x}-4b1d-4c7e-9a52-0c5d3c1e7f00"


def verdict(of: Rule, outcome: Outcome, counts: Sequence[int], *findings: Finding, **more: Any) -> Verdict:
    rows, passed, failed, unknown, waived = counts
    found = ListedFindings(findings)
    return Verdict(of, outcome, rows, passed, failed, unknown, waived, more.get("reason"), found)


def admins() -> Verdict:
    promise = rule(
        "admins/managed-accounts",
        Severity.CRITICAL,
        "Organization admins are managed accounts",
        where="'atlassian/org-admin' in user.platformRoles",
        references=("https://support.atlassian.com/user-management/docs/what-are-managed-accounts/", "CIS 5.1"),
        controls={"nist-800-53": ("AC-2", "AC-6"), "soc2": ("CC6.1", "CC6.3"), "iso-27001": ("A.5.18",)},
    )
    names = ("mara.lindqvist@gmail.example", "ops@contractor.example")
    found = [
        finding(
            promise.id,
            key(number),
            f"{name} is an organization admin on an unmanaged account",
            {"user.claimStatus": "unmanaged", "user.platformRoles": ["atlassian/org-admin", "atlassian/user"]},
        )
        for number, name in enumerate(names)
    ]
    return verdict(promise, Outcome.FAIL, (214, 5, 2, 0, 0), *found)


def dormant() -> Verdict:
    promise = rule(
        "accounts/dormant",
        Severity.MEDIUM,
        "Active users were active in the last 90 days",
        let={"limit": "now - days(params.max_days)"},
        require="user.lastActive > limit",
        parameters={"max_days": Parameter("max_days", "int", 90, "days without activity", 90)},
        why="An account that nobody uses is an account that nobody misses when it is taken over.",
        fix="Suspend the account, or remove it from the products that it does not need.",
        controls={"cis-v8": ("5.3",)},
    )
    seen = "2025-08-01T09:15:00Z"
    failed = [
        finding(
            promise.id,
            key(100 + n),
            f"user{n:02}@corp.example was last active on 2025-08-01",
            {"user.lastActive": seen},
        )
        for n in range(14)
    ]
    unknown = [
        finding(
            promise.id,
            key(200 + n),
            f"user{n}@corp.example",
            {"user.lastActive": None},
            outcome=Outcome.UNKNOWN,
            reason=NOT_SENT,
        )
        for n in range(3)
    ]
    excused = finding(
        promise.id,
        key(300),
        "break-glass@corp.example was never active",
        {"user.lastActive": None},
        outcome=Outcome.WAIVED,
        waiver="break-glass account, sealed; security team, until 2026-06-30",
    )
    return verdict(promise, Outcome.FAIL, (214, 180, 14, 3, 1), excused, *unknown, *failed)


def suspended() -> Verdict:
    promise = rule("accounts/stale-suspended", Severity.HIGH, "No user stays suspended for more than 30 days")
    reasons = [Reason(ReasonCode.PARTIAL, table="users", said="page 3 answered 503")] * 12 + [NOT_SENT]
    found = [
        finding(
            promise.id,
            key(400 + n),
            f"former{n:02}@corp.example",
            {"user.statusSince": None},
            outcome=Outcome.UNKNOWN,
            reason=reason,
        )
        for n, reason in enumerate(reasons)
    ]
    return verdict(promise, Outcome.UNKNOWN, (214, 8, 0, 13, 0), *found)


def hostile(names: Sequence[str] = HOSTILE) -> Verdict:
    promise = rule("accounts/names", Severity.LOW, "Names are plain text")
    found = [
        finding(promise.id, f"{n:02}", f"{name} is a strange name", {"user.name": name, "user.score": float("nan")})
        for n, name in enumerate(names)
    ]
    rows = max(214, len(found))
    return verdict(promise, Outcome.FAIL, (rows, rows - len(found), len(found), 0, 0), *found)


def policies() -> Verdict:
    promise = rule(
        "policies/required",
        Severity.HIGH,
        "Each required policy is enabled and applied",
        table="policies",
        why="A policy that is not applied protects nothing.",
        fix="Enable the policy and apply it to a resource.",
    )
    reason = Reason(ReasonCode.DENIED, table="policies", said="403, the key lacks the scope read:policies:admin")
    return verdict(promise, Outcome.UNKNOWN, (0, 0, 0, 0, 0), reason=reason)


def waived() -> Verdict:
    promise = rule("admins/count", Severity.MEDIUM, "Between two and five people administer the organization")
    found = finding(
        promise.id,
        "9f1b2c",
        "6 users administer the organization, more than 5",
        {"admins": 6},
        outcome=Outcome.WAIVED,
        waiver="migration of the directory; platform team, until 2026-04-01",
    )
    return verdict(promise, Outcome.WAIVED, (1, 0, 0, 0, 1), found)


def passed() -> tuple[Verdict, ...]:
    domains = rule("domains/verified", Severity.HIGH, "Every domain is verified", table="domains")
    groups = rule("groups/owners", Severity.INFO, "Every group has an owner", table="groups")
    return (
        verdict(domains, Outcome.PASS, (3, 3, 0, 0, 0)),
        verdict(groups, Outcome.PASS, (41, 41, 0, 0, 0)),
    )


def not_applicable() -> Verdict:
    promise = rule("accounts/bots", Severity.LOW, "Service accounts have an owner")
    return verdict(promise, Outcome.NOT_APPLICABLE, (214, 0, 0, 0, 0))


def ledger(state: TableState, rows: int, expected: int | None, **more: Any) -> TableLedger:
    pages = rows // 100 + 1
    return TableLedger(state, rows, expected, pages, pages + 1, read_at=TAKEN, **more)


def in_doubt(words: str) -> ColumnLedger:
    return ColumnLedger(0, 214, 0, words, code=ReasonCode.IN_DOUBT)


def snapshot() -> Snapshot:
    tables = {
        "users": ledger(
            TableState.PARTIAL,
            214,
            230,
            expected_by="POST /v2/orgs/{orgId}/directories/-/users/count",
            reason="page 3 answered 503 after 5 tries",
            columns={
                "email": ColumnLedger(212, 0, 2),
                "lastActive": ColumnLedger(210, 4, 0),
                "productAccess": ColumnLedger(200, 14, 0, note="left out although empty lists are sent elsewhere"),
                **{f"spare{n}": in_doubt("absent in every row") for n in range(7)},
                "picture": ColumnLedger(0, 214, 0, "not asked for", code=ReasonCode.NOT_ASKED),
                "platformRoles": in_doubt("absent in every row, which a renamed field would be too"),
            },
            new_fields={"avatarHue": 214},
            drift=("the page has a member that nobody specified: meta.shard",),
            notes=("2 rows came twice, and were the same",),
            new_values={"accountStatus": {"hibernated": 2}},
        ),
        "policies": ledger(TableState.DENIED, 0, None, reason="403, the key lacks the scope read:policies:admin"),
        "groups": ledger(
            TableState.DOUBTFUL,
            41,
            43,
            expected_by="groups/count",
            reason="43 expected, 41 read",
            doubts=(Doubt(DoubtKind.COUNT, "43 expected, 41 read", 2),),
        ),
        "domains": ledger(TableState.COMPLETE, 3, 3, expected_by="meta.total"),
        "organization": ledger(TableState.COMPLETE, 1, None),
    }
    return Snapshot(
        id="2026-03-02T06-00-00Z-5f3a",
        organization="9f1b2c34-0d7e-4f5a-8b6c-1a2b3c4d5e6f",
        organization_name="Fjord & Partners",
        taken_at=TAKEN,
        sealed_at=TAKEN.replace(minute=4),
        base_url="https://api.atlassian.com/admin",
        spec_sha256="ab" * 32,
        orglint="0.1.0",
        previous="",
        folder=Path("store"),
        tables=tables,
        files={},
        specifications={"organizations": "ab" * 32},
    )


def result(*verdicts: Verdict, **more: Any) -> Result:
    ordered = tuple(sorted(verdicts, key=lambda one: one.rule.id))
    facts: dict[str, Any] = {"snapshot": snapshot(), "as_of": AS_OF, "fail_on": Severity.LOW, "orglint": "0.1.0"}
    facts["settings_sha256"] = "5e" * 32
    return Result(verdicts=ordered, **(facts | more))


def mixed(names: Sequence[str] = HOSTILE) -> Result:
    """Every outcome at once, on a snapshot with gaps."""
    return result(
        admins(),
        dormant(),
        suspended(),
        hostile(names),
        policies(),
        waived(),
        *passed(),
        not_applicable(),
        doubts=("the snapshot is 2 hours 30 minutes old, more than --max-age 1h",),
        known={("policies", "status"): ("paused",)},
        acceptances=(Acceptance("groups", difference=3),),
        new_values=(
            NewValues("users", "accountStatus", closed=True, rows={"hibernated": 2}),
            NewValues("users", "accountType", closed=False, rows={names[0]: 7, "robot": 1}),
        ),
    )


def whole() -> Snapshot:
    told: dict[str, Any] = {"new_fields": {}, "doubts": (), "drift": (), "notes": ()}
    tables = {
        name: replace(table, state=TableState.COMPLETE, reason="", columns={}, expected=table.rows, **told)
        for name, table in snapshot().tables.items()
    }
    return replace(snapshot(), tables=tables)


def clean() -> Result:
    """A decided run without findings."""
    return result(*passed(), not_applicable(), snapshot=whole())


def failing() -> Result:
    """A decided run with findings."""
    return result(*passed(), admins(), snapshot=whole())


def large(rows: int) -> Result:
    """One rule with very many findings."""
    promise = rule("accounts/dormant", Severity.HIGH, "Active users were active in the last 90 days")
    found = [finding(promise.id, key(n), f"user{n}@corp.example is dormant", {"user.n": n}) for n in range(rows)]
    return result(verdict(promise, Outcome.FAIL, (rows, 0, rows, 0, 0), *found), snapshot=whole())
