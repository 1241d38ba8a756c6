"""Results as people are to be shown them: findings with subjects and columns, the oldest first; gaps; waivers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from orglint.model.result import Finding, Outcome, Result, Verdict
from orglint.model.rule import Rule, ShownColumn
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver, WaiverState, WaiverUse
from support import results

ADMINS = (
    ShownColumn("user.email", "email", "text", "none"),
    ShownColumn("user.lastActive", "last active", "time", "never"),
    ShownColumn("user.platformRoles", "platform roles", "list", "none"),
)
DORMANT = (
    ShownColumn("user.lastActive", "last active", "time", "never"),
    ShownColumn("user.addedToOrg", "added to org", "time", "never"),
    ShownColumn("user.jobTitle", "job title", "text", "none"),
    ShownColumn("user.claimStatus", "claim status", "text", "none"),
    ShownColumn("unused", "unused", "duration", "none"),
)


def days_ago(days: float) -> str:
    return (results.AS_OF - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def show(verdict: Verdict, columns: Sequence[ShownColumn], variable: str = "user") -> Verdict:
    return replace(verdict, rule=replace(verdict.rule, columns=tuple(columns), variable=variable))


def person(rule: Rule, number: int, subject: str, evidence: dict[str, Any], **more: Any) -> Finding:
    told = f"{subject} is not as it should be"
    return results.finding(rule.id, results.key(number), told, evidence, subject=subject, **more)


def admins() -> Verdict:
    rule = results.admins().rule
    seen = {"mara.lindqvist@gmail.example": 0.1, "ops@contractor.example": 7}
    found = [
        person(
            rule,
            number,
            name,
            {"user.email": name, "user.lastActive": days_ago(days), "user.platformRoles": ["atlassian/org-admin"]},
        )
        for number, (name, days) in enumerate(seen.items())
    ]
    return show(results.verdict(rule, Outcome.FAIL, (214, 5, 2, 0, 0), *found), ADMINS)


def dormant(names: Sequence[str] = ()) -> Verdict:
    """Twelve people: some never seen, of some it is not known; three more of whom nothing can be said."""
    rule = results.dormant().rule
    found = []
    for number in range(12):
        evidence = {
            "user.lastActive": None if number % 4 == 0 else days_ago(100 + 83 * number),
            "user.addedToOrg": days_ago(1_100 + 41 * number),
            "user.jobTitle": None if number % 3 == 0 else f"Engineer {number}",
            "user.claimStatus": "managed",
            "unused": 86_400_000_000 * (30 + number),
        }
        unknown = ("user.lastActive",) if number == 8 else ()
        name = names[number % len(names)] if names else f"person{number:02}@corp.example"
        found.append(person(rule, 400 + number, name, evidence, unknown_values=unknown))
    lost = [
        person(rule, 500 + n, f"lost{n}@corp.example", {}, outcome=Outcome.UNKNOWN, reason=results.NOT_SENT)
        for n in range(3)
    ]
    return show(results.verdict(rule, Outcome.FAIL, (214, 180, 12, 3, 0), *found, *lost), DORMANT)


def failing() -> Result:
    """A decided run with findings."""
    decided = replace(dormant(), unknown=0, findings=results.ListedFindings(tuple(dormant().findings)[:12]))
    return results.result(*results.passed(), admins(), decided, results.not_applicable(), snapshot=results.whole())


def undecided() -> Result:
    """A run in which something was not seen."""
    return results.result(*results.passed(), admins(), dormant(), results.suspended(), results.policies())


def waived() -> Result:
    """A decided run whose findings are all excused, with a waiver that needs a hand."""
    verdict = results.waived()
    ends = {"2026-03-09": WaiverState.APPLIED, "2026-02-20": WaiverState.EXPIRED}
    uses = []
    for end, state in ends.items():
        until = date.fromisoformat(end)
        statement = Statement("the directory moves", "platform", until, "IAM-311", place="waivers.yaml:3")
        uses.append(
            WaiverUse(Waiver(verdict.rule.id, "9f1b2c", statement), state, 1, 0, (until - results.AS_OF.date()).days)
        )
    return results.result(*results.passed(), verdict, snapshot=results.whole(), waivers=tuple(uses))


def hostile(names: Sequence[str]) -> Result:
    """A run whose subjects are hostile."""
    return results.result(dormant(names), snapshot=results.whole())
