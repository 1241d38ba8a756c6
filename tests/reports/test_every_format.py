"""Whatever the format, a report says what the JSON says: how much is unknown, waived, not set up, off, left out."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest

from orglint.model.attestation import Attestation, AttestationUse
from orglint.model.choice import Choice
from orglint.model.neutralize import neutralize
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.model.rule import Profile, Severity
from orglint.model.statement import Statement
from orglint.reports import FORMATS
from orglint.reports.facts import list_facts, list_notes
from orglint.results import read_result, write_result
from reports.readers import READERS, flatten, read_report
from support import results
from support.outputs import join_text

REQUIRED = {
    *("orglint", "organization", "outcome", "exit_code", "decided", "as_of", "rules_sha256", "settings_sha256"),
    *(f"snapshot.{name}" for name in ("id", "taken_at", "complete")),
    *("left_out", "totals.off", "totals.not_set_up", "totals.failed", "totals.unknown", "totals.waived"),
    *(f"totals.rules.{outcome}" for outcome in Outcome),
}
"""What no report leaves out."""


def waits(name: str, reason: Reason) -> Verdict:
    rule = results.rule(name, Severity.HIGH, "Guests come from partners")
    return results.verdict(rule, Outcome.NOT_APPLICABLE, (0, 0, 0, 0, 0), reason=reason)


def attested() -> Verdict:
    rule = replace(results.rule("own/restored", Severity.LOW, "Backups were restored"), attest=True)
    statement = Statement("restored site B", "it-ops", date(2026, 12, 1))
    use = AttestationUse(Attestation(rule.id, holds=True, statement=statement, on=date(2026, 1, 1)), 90)
    reason = Reason(ReasonCode.ATTESTED, said="attested by it-ops")
    return replace(results.verdict(rule, Outcome.PASS, (1, 1, 0, 0, 0), reason=reason), attestation=use)


def everything() -> Result:
    """Return a result in which no total is that of another."""
    waiting = [waits(f"own/{n}", Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))) for n in range(7)]
    mixed = results.mixed()
    return replace(
        mixed,
        verdicts=tuple(sorted((*mixed.verdicts, *waiting, attested()), key=lambda it: it.rule.id)),
        off=tuple(OffRule(f"own/off{n}", Reason(ReasonCode.OFF, said=f"decided in SEC-{n}")) for n in range(5)),
        left_out=23,
        choice=Choice(Profile.ESSENTIAL, ("own/beyond",)),
        settings_sha256="5e" * 32,
    )


RESULTS = {
    "everything": everything(),
    "mixed": results.mixed(),
    "clean": results.clean(),
    "failing": results.failing(),
    "large": results.large(3_000),
    "nothing": results.result(),
}


@cache
def document(name: str) -> dict[str, Any]:
    return dict(flatten(json.loads(FORMATS["json"].render(RESULTS[name]))))


def is_same(said: Any, fact: Any) -> bool:
    """Return whether a report says a fact: as text, a time to the minute or in seconds, a digest in short."""
    if isinstance(fact, bool):
        return str(said).lower() in {str(fact).lower(), str(int(fact))}
    if isinstance(said, float):
        return datetime.fromtimestamp(said, UTC) == datetime.fromisoformat(fact)
    if isinstance(said, str) and said.endswith(" UTC"):
        return said.removesuffix(" UTC").replace(" ", "T") == fact[:16]
    short = re.fullmatch(r"[0-9a-f]{12}", str(said)) and fact.startswith(said)
    return str(said) == str(fact) or bool(short)


def test_every_format_is_read_back() -> None:
    assert set(READERS) == set(FORMATS), "a format needs a reader in tests/reports/readers.py"


def test_no_total_of_the_result_is_that_of_another() -> None:
    totals = {name: fact for name, fact in document("everything").items() if "total" in name or name == "left_out"}
    told = [totals[name] for name in ("left_out", "totals.off", "totals.not_set_up", "totals.unknown", "totals.waived")]
    assert len(set(told)) == len(told)
    assert 0 not in told


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("name", FORMATS)
def test_what_a_report_says_of_a_run_is_what_the_json_says(name: str, result: str) -> None:
    told, wanted = read_report(name, RESULTS[result]).facts, document(result)
    assert set(told) >= REQUIRED, sorted(REQUIRED - set(told))
    known = set(list_facts(RESULTS[result]))
    assert {it: (told[it], wanted[it]) for it in known & set(told) if not is_same(told[it], wanted[it])} == {}


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_says_what_is_doubted_and_declared(name: str) -> None:
    if name != "json":  # which has members for each
        text = " ".join(read_report(name, RESULTS["everything"]).text.split()).casefold()
        assert [it for it in list_notes(RESULTS["mixed"]) if neutralize(it).casefold() not in text] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_of_the_stored_result_has_the_same_bytes(name: str) -> None:
    stored = read_result(write_result(RESULTS["everything"]).encode(), "r.json")
    before, after = (
        [*map(join_text, FORMATS[name].render_outputs(result))] for result in (RESULTS["everything"], stored)
    )
    assert before == after


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_of_an_undecided_run_reads_as_a_success(name: str) -> None:
    unsure = replace(results.clean(), doubts=("the snapshot is 3 days old",))
    told = read_report(name, unsure)
    assert told.facts["outcome"] == "unknown"
    assert "the snapshot is 3 days old" in told.text


LARGEST_PIECE = 1_000_000


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_report_is_made_in_pieces_or_is_short(name: str) -> None:
    for output in FORMATS[name].render_outputs(RESULTS["large"]):
        pieces = (output.content,) if isinstance(output.content, str | bytes) else output.content
        assert max(map(len, pieces)) < LARGEST_PIECE


def test_people_see_what_is_not_set_up_apart_from_what_is_not_applicable() -> None:
    text = read_report("terminal", RESULTS["everything"]).text
    assert re.search(r"^NOT SET UP +7 rules: .*settings\.partners", text, re.MULTILINE)
    assert re.search(r"^NOT APPLICABLE +1 rule\b", text, re.MULTILINE)
