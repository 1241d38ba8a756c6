"""Rules that ask for a statement are decided by it and by the time, whatever the snapshot holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from orglint.evaluate import apply_attestations, apply_waivers
from orglint.evaluate.judge.verdicts import NOT_ATTESTED
from orglint.model.attestation import Attestation
from orglint.model.reasons import ReasonCode
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Rule, Severity
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver, WaiverState
from support import results

RULE = Rule("recovery/tried", "Restoring was tried", Severity.HIGH, "organization", "", "", "w", "f", attest=True)
WAITING = Verdict(RULE, Outcome.NOT_APPLICABLE, 0, 0, 0, 0, reason=NOT_ATTESTED)
ON, UNTIL = date(2026, 10, 1), date(2026, 12, 1)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def attestation(*, holds: bool = True, organization: str = "") -> Attestation:
    said = Statement("Restored site B", "it-ops", UNTIL, organization=organization, place="waivers.yaml:3")
    return Attestation(RULE.id, holds, said, ON, "SEC-12")


def judge(*stated: Attestation, at: datetime = NOON, organization: str = "org-1") -> Verdict:
    return apply_attestations([WAITING], stated, organization, at)[0]


def naively(*, holds: bool, day: date) -> Outcome:
    if day < ON or day > UNTIL:
        return Outcome.UNKNOWN
    return Outcome.PASS if holds else Outcome.FAIL


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("days", [-1, 0, 1, 30, 46, 47, 60, 61, 62, 400])
def test_the_outcome_is_what_is_stated_while_it_holds(days: int, *, holds: bool) -> None:
    day = ON + timedelta(days=days)
    for hour in (0, 23):
        verdict = judge(attestation(holds=holds), at=datetime(day.year, day.month, day.day, hour, 59, tzinfo=UTC))
        assert verdict.outcome is naively(holds=holds, day=day)
        assert verdict.rows == verdict.in_scope == 1
        assert [it.outcome for it in verdict.findings] == [verdict.outcome] * (verdict.outcome is not Outcome.PASS)
        assert verdict.attestation is not None
        assert verdict.attestation.ends_soon == (46 < days <= 61) == (0 <= (UNTIL - day).days <= 14)


def test_its_day_is_one_in_utc_wherever_it_is_judged() -> None:
    east = datetime.fromisoformat("2026-12-02T05:00:00+09:00")
    assert judge(attestation(), at=east).outcome is Outcome.PASS
    assert judge(attestation(), at=datetime.fromisoformat("2026-12-01T20:00:00-05:00")).outcome is Outcome.UNKNOWN


def test_nothing_stated_is_not_set_up_and_so_is_what_is_stated_of_another_organization() -> None:
    assert judge().not_set_up
    assert judge(attestation(organization="org-2")) == WAITING
    assert judge(attestation(organization="org-1")).outcome is Outcome.PASS


def test_of_two_statements_about_a_rule_the_one_counts_that_it_does_not_hold() -> None:
    said = (attestation(), attestation(holds=False))
    assert judge(*said).outcome is judge(*reversed(said)).outcome is Outcome.FAIL


def test_a_pass_says_who_attests_it_and_how_long_it_still_holds() -> None:
    verdict = judge(attestation())
    assert verdict.attested
    assert verdict.reason is not None
    assert verdict.reason.code is ReasonCode.ATTESTED
    words = "attested by it-ops on 2026-10-01, until 2026-12-01: Restored site B (SEC-12)"
    assert str(verdict.reason) == words
    soon = judge(attestation(), at=NOON + timedelta(days=25))
    assert "until 2026-12-01, 5 days left" in str(soon.reason)


def test_a_failing_one_can_be_waived_and_what_is_over_cannot() -> None:
    excuse = Waiver(RULE.id, "org-1", Statement("Planned", "it-ops", UNTIL))
    failing = judge(attestation(holds=False))
    (waived,), (use,) = apply_waivers([failing], [excuse], "org-1", NOON)
    assert (waived.outcome, use.state) == (Outcome.WAIVED, WaiverState.APPLIED)
    longer = replace(excuse, statement=replace(excuse.statement, until=date(2027, 1, 1)))
    later = NOON + timedelta(days=40)
    (over,), (use,) = apply_waivers([judge(attestation(holds=False), at=later)], [longer], "org-1", later)
    assert (over.outcome, use.state) == (Outcome.UNKNOWN, WaiverState.UNDECIDED)
    (_,), (use,) = apply_waivers([judge(attestation())], [excuse], "org-1", NOON)
    assert use.state is WaiverState.UNUSED


def test_what_is_attested_alone_makes_no_run_a_success_in_which_nothing_else_was_decided() -> None:
    nothing = Verdict(replace(RULE, id="a/b", attest=False), Outcome.NOT_APPLICABLE, 3, 0, 0, 0)
    seen = Verdict(replace(RULE, id="a/c", attest=False), Outcome.PASS, 3, 3, 0, 0)
    held = judge(attestation())

    def exit_code(*verdicts: Verdict) -> int:
        base = results.clean()
        return Result(base.snapshot, base.as_of, base.fail_on, verdicts).exit_code

    assert exit_code(nothing, held) == 3
    assert exit_code(nothing, seen, held) == 0
    assert exit_code(held) == 0
    assert exit_code(WAITING) == 3
    assert exit_code(seen, judge(attestation(holds=False))) == 1
    assert exit_code(seen, judge(attestation(), at=NOON + timedelta(days=60))) == 3
