"""Waivers excuse what a naive oracle lets them excuse, at any time, and nothing becomes better when less is known."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from orglint.evaluate import apply_waivers
from orglint.model.findings import Finding, ListedFindings
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Verdict
from orglint.model.rule import Rule, Severity
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver
from support import waiving
from support.searching import at_full

START = date(2026, 11, 28)
GAP = Reason(ReasonCode.PARTIAL, table="users")
NO_VALUE = Reason(ReasonCode.NO_VALUE)
KEYS = ("a", "b", "ab", "ba", "a[b]", "A", "a*", "", "é", "abab")
PATTERNS = ("*", "a*", "?", "*b", "?b*", "a[*", "a**b*a?*b", "é?", "[ab]*")


def draw_verdict(draw: random.Random, identity: str) -> Verdict:
    rule = Rule(identity, "", Severity.HIGH, "users", "", "", "", "")
    found = []
    for key in draw.sample(KEYS, draw.randint(0, len(KEYS))):
        outcome = draw.choice([Outcome.FAIL, Outcome.FAIL, Outcome.FAIL, Outcome.UNKNOWN])
        evidence = {"n": draw.choice([1, 1.5, True, "1", [1]])}
        found.append(Finding(identity, "users", key, outcome, "", evidence, *[NO_VALUE] * (outcome is Outcome.UNKNOWN)))
    return build_verdict(rule, found, passed=draw.randint(0, 2), gap=draw.choice([None, None, GAP]))


def build_verdict(rule: Rule, found: Sequence[Finding], *, passed: int, gap: Reason | None) -> Verdict:
    counts = Counter(it.outcome for it in found)
    failed, unknown = counts[Outcome.FAIL], counts[Outcome.UNKNOWN]
    outcome, reason = conclude(failed, unknown, 0, passed, gap)
    rows = passed + failed + unknown
    return Verdict(rule, outcome, rows, passed, failed, unknown, reason=reason, findings=ListedFindings(found))


def conclude(failed: int, unknown: int, waived: int, passed: int, gap: Reason | None) -> tuple[Outcome, Reason | None]:
    """Return what a rule concludes of its rows, as the design has it."""
    if failed:
        return Outcome.FAIL, gap
    if gap or unknown:
        return Outcome.UNKNOWN, gap or NO_VALUE
    if waived:
        return Outcome.WAIVED, None
    return (Outcome.PASS if passed else Outcome.NOT_APPLICABLE), None


def draw_waiver(draw: random.Random) -> Waiver:
    until = START + timedelta(days=draw.choice([-400, -2, -1, 0, 0, 1, 2, 13, 14, 15, 300]))
    statement = Statement(f"why {draw.random()}", "me", until, organization=draw.choice(["", "", "org", "other"]))
    rule = draw.choice(["r/one", "r/two", "r/left-out"])
    if draw.random() < 0.5:
        return Waiver(rule, draw.choice(PATTERNS), statement, draw.randint(1, 6))
    when: dict[str, Any] = {"n": draw.choice([1, 1.5, True, "1", [1]])} if draw.random() < 0.5 else {}
    return Waiver(rule, draw.choice([it for it in KEYS if "*" not in it]), statement, when=when)


@pytest.mark.parametrize("seed", range(at_full(20)))
def test_waivers_do_what_a_naive_oracle_says(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(100):
        verdicts = [draw_verdict(draw, identity) for identity in ("r/one", "r/two")]
        waivers = [draw_waiver(draw) for _ in range(draw.randint(0, 8))]
        moment = datetime(START.year, START.month, START.day, tzinfo=UTC)
        at = moment + timedelta(seconds=draw.choice([-1, 0, 1, 43_200, 86_399, 86_400]), days=draw.randint(-2, 2))
        judged, uses = apply_waivers(verdicts, waivers, "org", at)
        by_id = {it.rule.id: it for it in verdicts}
        assert [it.waiver for it in uses] == waivers
        states = [waiving.state(it, by_id.get(it.rule), "org", at) for it in waivers]
        assert [it.state for it in uses] == states
        for before, after in zip(verdicts, judged, strict=True):
            expected = waiving.outcomes(before, waivers, "org", at)
            assert [(it.key, it.outcome) for it in after.findings] == expected
            check_sums(before, after, [it for it, said in zip(waivers, states, strict=True) if said == "applied"])


def check_sums(before: Verdict, after: Verdict, applied: Sequence[Waiver]) -> None:
    counts = Counter(it.outcome for it in after.findings)
    told = (after.failed, after.unknown, after.waived)
    assert told == (counts[Outcome.FAIL], counts[Outcome.UNKNOWN], counts[Outcome.WAIVED])
    assert (after.rows, after.passed, after.in_scope) == (before.rows, before.passed, before.in_scope)
    gap = before.reason if before.reason == GAP else None
    assert (after.outcome, after.reason) == conclude(*told, after.passed, gap)
    assert dict(after.findings.counts) == Counter((it.outcome, it.reason) for it in after.findings)
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED):
        by_key = sorted((it for it in after.findings if it.outcome is outcome), key=lambda it: it.key)
        assert [*after.findings.select_outcome(outcome)] == by_key
        by_column = [it.keys for it in after.findings.select_columns(outcome, ())]
        assert [key for keys in by_column for key in keys] == [it.key for it in by_key]
        assert [*after.findings.select_outcome(outcome, 2)] == by_key[:2]
    for found in after.findings:
        excuses = [it for it in applied if found in waiving.matched(it, after)]
        said = [it.statement.reason in (found.waiver or "") for it in excuses]
        assert (found.outcome is Outcome.WAIVED) == (found.waiver is not None) == bool(said and found.waiver)
        assert all(said) or found.outcome is Outcome.UNKNOWN
        assert [*after.findings.select_keys([found.key])] == [found]
    for pattern in PATTERNS:
        alike = [(it.key, it.outcome) for it in after.findings if waiving.text_matches(it.key, pattern)]
        assert sorted(after.findings.list_keys(pattern)) == sorted(alike)


LESS = {
    Outcome.FAIL: {Outcome.FAIL, Outcome.UNKNOWN},
    Outcome.UNKNOWN: {Outcome.UNKNOWN},
    Outcome.WAIVED: {Outcome.WAIVED, Outcome.UNKNOWN, Outcome.FAIL},
}


@pytest.mark.parametrize("seed", range(at_full(10)))
def test_a_row_of_which_less_is_known_excuses_no_other(seed: int) -> None:
    draw = random.Random(f"less {seed}")
    for _ in range(100):
        verdict = draw_verdict(draw, "r/one")
        waivers = [draw_waiver(draw) for _ in range(4)]
        found = [
            it._replace(outcome=Outcome.UNKNOWN, reason=NO_VALUE) if draw.random() < 0.3 else it
            for it in verdict.findings
        ]
        gap = verdict.reason if verdict.reason == GAP else None
        less = build_verdict(verdict.rule, found, passed=verdict.passed, gap=gap)
        at = datetime(2026, 11, 28, tzinfo=UTC)
        (before,), _ = apply_waivers([verdict], waivers, "org", at)
        (after,), _ = apply_waivers([less], waivers, "org", at)
        for was, now in zip(before.findings, after.findings, strict=True):
            assert now.outcome in LESS[was.outcome]
        if before.outcome in {Outcome.FAIL, Outcome.UNKNOWN}:
            assert after.outcome in {Outcome.FAIL, Outcome.UNKNOWN}


def test_a_moment_without_a_zone_is_refused() -> None:
    waiver = Waiver("r/one", "a", Statement("why", "me", START))
    with pytest.raises(ValueError, match="zone"):
        apply_waivers([], [waiver], "org", datetime(2026, 11, 28))  # noqa: DTZ001 - that is the point


def test_W_8_a_rule_that_could_not_be_judged_is_not_excused() -> None:
    verdict = draw_verdict(random.Random(1), "r/one")
    unjudged = replace(verdict, outcome=Outcome.UNKNOWN, failed=0, unknown=0, reason=GAP, findings=ListedFindings())
    judged, uses = apply_waivers(
        [unjudged], [Waiver("r/one", "*", Statement("w", "me", START), 9)], "org", datetime(2026, 11, 28, tzinfo=UTC)
    )
    assert judged == (unjudged,)
    assert [it.state for it in uses] == ["undecided"]
