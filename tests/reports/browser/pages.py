"""The results whose pages are opened: one small organization that has something to say in every section."""

from dataclasses import replace
from functools import cache

from orglint.model.findings import ListedFindings
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.model.rule import Severity, ShownColumn
from orglint.reports import FORMATS
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
    counts = {name: len(few[outcome]) for outcome, name in COUNTED.items()}
    return replace(verdict, findings=found, **counts)  # type: ignore[arg-type]


FEW = 3
COUNTED = {Outcome.FAIL: "failed", Outcome.UNKNOWN: "unknown", Outcome.WAIVED: "waived"}
NOT_SET_UP = Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))


@cache
def render_everything() -> str:
    return FORMATS["html"].render(everything())


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
