"""Findings and undecided rules in the order in which reports tell them."""

from itertools import islice, pairwise

from hypothesis import HealthCheck, given, settings

from orglint.model.ordering import ORDER
from orglint.model.result import Outcome, Result
from orglint.reports.walking import FOUND, count_findings, list_undecided, list_verdicts, walk_findings
from support import random_results, results

MIXED = results.mixed()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(random_results.results())
def test_every_finding_comes_once_and_is_counted(result: Result) -> None:
    walked = list(walk_findings(result))
    every = [it for verdict in result.verdicts for it in verdict.findings]
    assert len(walked) == count_findings(result) == len(every)
    assert all(walked.count(it) == every.count(it.finding) for it in walked)
    assert all(it.finding.rule == it.verdict.rule.id for it in walked)


def test_what_fails_comes_before_what_is_unknown_and_critical_rules_first() -> None:
    places = [
        (FOUND.index(it.finding.outcome), -it.verdict.rule.severity.rank, it.finding.rule, it.finding.key)
        for it in walk_findings(MIXED)
    ]
    assert len({place[0] for place in places}) == 3
    assert all(before <= after for before, after in pairwise(places))


def test_the_worst_are_the_first_that_somebody_takes() -> None:
    taken = list(islice(walk_findings(MIXED), 2))
    assert {it.finding.rule for it in taken} == {"admins/managed-accounts"}
    assert count_findings(MIXED, [Outcome.WAIVED]) == 2


def test_rules_come_by_outcome() -> None:
    outcomes = [ORDER.index(verdict.outcome) for verdict in list_verdicts(MIXED)]
    assert outcomes == sorted(outcomes)
    assert len(outcomes) == len(MIXED.verdicts)


def test_a_rule_that_is_undecided_says_how_many_rows_and_why() -> None:
    told = {it.verdict.rule.id: (it.rows, it.why) for it in list_undecided(MIXED)}
    assert told["policies/required"][0] == 0
    assert "403, the key lacks the scope" in told["policies/required"][1]
    assert told["accounts/stale-suspended"][0] == 13
    assert told["accounts/stale-suspended"][1].endswith("(12 rows); user.lastActive is absent (1 row)")
    assert told["accounts/dormant"][0] == 3
    assert set(told) == {"policies/required", "accounts/stale-suspended", "accounts/dormant"}


def test_more_may_fail_where_a_rule_fails_and_has_a_reason() -> None:
    verdict = results.verdict(results.admins().rule, Outcome.FAIL, (2, 0, 2, 0, 0), reason=results.NOT_SENT)
    assert [it.why for it in list_undecided(results.result(verdict))] == ["user.lastActive is absent"]
