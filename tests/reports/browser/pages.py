"""The results whose pages are opened: one small organization that has something to say in every section."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from orglint.history import compare_results, find_since
from orglint.model.findings import ListedFindings
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.model.rule import Severity, ShownColumn
from orglint.reports import FORMATS, html
from orglint.reports.html.past import Past, summarize_day
from reports.test_every_format import attested, waits
from support import results, shown_results


def everything() -> Result:
    """Every outcome, rows that were not seen, what is not set up and off, waivers and an attestation; few of each."""
    undecided, waived = shown_results.undecided(), shown_results.waived()
    more = (results.waived(), results.not_applicable(), attested(), waits("own/waits", NOT_SET_UP))
    verdicts = [keep_few(verdict) for verdict in (*undecided.verdicts, *more)]
    return replace(
        undecided,
        verdicts=tuple(sorted(verdicts, key=lambda verdict: verdict.rule.id)),
        waivers=waived.waivers,
        off=(OffRule("own/off", Reason(ReasonCode.OFF, said="decided in SEC-1")),),
        left_out=2,
    )


def keep_few(verdict: Verdict) -> Verdict:
    """axe takes a second for each hundred rows."""
    few = {outcome: list(verdict.findings.select_outcome(outcome, FEW)) for outcome in COUNTED}
    found = ListedFindings([finding for findings in few.values() for finding in findings])
    counts: dict[str, Any] = {name: len(few[outcome]) for outcome, name in COUNTED.items()}
    return replace(verdict, findings=found, **counts)


FEW = 3
COUNTED = {Outcome.FAIL: "failed", Outcome.UNKNOWN: "unknown", Outcome.WAIVED: "waived"}
NOT_SET_UP = Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))


@cache
def render_everything() -> str:
    return render_with_past(everything())


def render_with_past(now: Result) -> str:
    """The page of a result with some before it: findings are new, others reopened, one result was not complete."""
    before = [go_back(now, 30, 0), go_back(now, 14, 2, doubts=("the clock was wrong",)), go_back(now, 7, 1)]
    past = Past(
        compare_results(before[-1], now, before[:-1]),
        tuple(summarize_day(it) for it in (*before, now)),
        find_since(now, before),
    )
    return "".join(html.render(now, past))


def go_back(now: Result, days: int, left_out: int, **more: Any) -> Result:
    """Return a result of some days ago, without the first findings of each rule, whose rows passed."""
    then = now.as_of - timedelta(days=days)
    snapshot = replace(now.snapshot, id=f"{days}-days-ago", taken_at=now.snapshot.taken_at - timedelta(days=days))
    verdicts = tuple(drop_first(verdict, left_out) for verdict in now.verdicts)
    return replace(now, snapshot=snapshot, as_of=then, verdicts=verdicts, **more)


def drop_first(verdict: Verdict, number: int) -> Verdict:
    if verdict.failed <= number:
        return verdict
    found = ListedFindings(list(verdict.findings)[number:])
    return replace(verdict, findings=found, failed=verdict.failed - number, passed=verdict.passed + number)


def several() -> Result:
    """Twelve rules of four families and three owners, of every outcome; one has more findings than a card shows."""
    verdicts = [make_verdict(number, *facts) for number, facts in enumerate(SEVERAL)]
    return results.result(*verdicts, snapshot=results.whole())


def make_verdict(number: int, outcome: Outcome, severity: Severity, rows: int) -> Verdict:
    family, owner = ("admins", "groups", "users", "tokens")[number % 4], ("", "it-ops", "security")[number % 3]
    controls = {"soc2": (f"CC6.{number}",)} if number % 2 else {"cis-v8": (f"5.{number}",)}
    rule = results.rule(
        f"{family}/rule{number}", severity, f"{TITLES[number % 5]} number {number}", owner=owner, controls=controls
    )
    rule = replace(rule, variable="user", columns=(ShownColumn("user.email", "email", "text", "none"),))
    reason = {"reason": results.NOT_SENT} if outcome is Outcome.UNKNOWN else {}
    found = [
        results.finding(
            rule.id,
            results.key(1_000 * number + row),
            "told",
            {"user.email": f"person{row * 7 % 50:02}@corp.example"},
            subject=f"person{row * 7 % 50:02}@corp.example",
            outcome=outcome,
            **reason,
        )
        for row in range(rows)
    ]
    counts = [rows if outcome is one else 0 for one in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED)]
    passed = 3 if outcome is Outcome.PASS else 0
    return results.verdict(rule, outcome, (rows + passed, passed, *counts), *found)


TITLES = ("Zones", "accounts", "Mail", "backups", "Apps")
SEVERAL = (
    (Outcome.FAIL, Severity.HIGH, 70),
    (Outcome.FAIL, Severity.CRITICAL, 2),
    (Outcome.UNKNOWN, Severity.CRITICAL, 4),
    (Outcome.PASS, Severity.LOW, 0),
    (Outcome.FAIL, Severity.LOW, 33),
    (Outcome.WAIVED, Severity.MEDIUM, 5),
    (Outcome.NOT_APPLICABLE, Severity.INFO, 0),
    (Outcome.PASS, Severity.HIGH, 0),
    (Outcome.UNKNOWN, Severity.MEDIUM, 1),
    (Outcome.FAIL, Severity.HIGH, 9),
    (Outcome.PASS, Severity.CRITICAL, 0),
    (Outcome.WAIVED, Severity.HIGH, 21),
)


@cache
def render_several() -> str:
    return FORMATS["html"].render(several())
