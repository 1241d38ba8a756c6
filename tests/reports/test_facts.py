"""What every report says of a run is what the JSON says."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orglint.model.attestation import Attestation, AttestationUse
from orglint.model.digests import digest_rules
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Result
from orglint.model.statement import Statement
from orglint.reports import FORMATS
from orglint.reports.facts import list_facts, list_notes
from support import random_results, results

REQUIRED = """orglint organization outcome exit_code decided fail_on as_of snapshot.id snapshot.taken_at
snapshot.complete
rules_sha256 settings_sha256 left_out totals.failed totals.unknown totals.waived totals.not_set_up totals.off
totals.rules.pass totals.rules.fail totals.rules.unknown totals.rules.waived totals.rules.not-applicable"""


def find_member(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = document[name]
    return document


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(random_results.results())
def test_every_fact_stands_in_the_json_under_its_name(result: Result) -> None:
    document = json.loads(FORMATS["json"].render(result))
    facts = list_facts(result)
    assert set(REQUIRED.split()) <= set(facts)
    assert facts == {path: find_member(document, path) for path in facts}


def test_notes_name_doubts_and_what_somebody_declares() -> None:
    notes = list_notes(results.mixed())
    assert [note.partition(" ")[0] for note in notes] == ["in", "counts", "--accept-difference"]


def test_notes_say_who_attests_a_rule_that_nothing_was_looked_at_for() -> None:
    rule = replace(results.admins().rule, attest=True)
    statement = Statement("restored", "it-ops", date(2026, 3, 9))
    use = AttestationUse(Attestation(rule.id, holds=True, statement=statement, on=date(2026, 1, 1)), 7)
    verdict = results.verdict(
        rule, Outcome.PASS, (1, 1, 0, 0, 0), reason=Reason(ReasonCode.ATTESTED, said="attested by it-ops")
    )
    notes = list_notes(results.result(replace(verdict, attestation=use)))
    assert notes[0] == "admins/managed-accounts: attested by it-ops"
    assert notes[1].startswith("attestation to look at: admins/managed-accounts")


@pytest.mark.parametrize("change", [{"id": "accounts/other"}, {"sha256": "ff"}])
def test_another_rule_or_another_file_is_another_digest(change: dict[str, str]) -> None:
    rule = results.admins().rule
    assert digest_rules([rule]) != digest_rules([replace(rule, **change)])


def test_the_order_of_rules_does_not_count() -> None:
    rules = [verdict.rule for verdict in results.mixed().verdicts]
    assert digest_rules(rules) == digest_rules(reversed(rules))
