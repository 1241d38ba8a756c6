"""Attestations in every format: who attests what is never taken for something that was seen."""

import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from evaluate.test_attesting import NOON, RULE, WAITING, attestation
from orglint.evaluate import apply_attestations
from orglint.model.result import Result, Verdict
from orglint.reports import FORMATS, Layout
from reports.hostile import HOSTILE, infested
from support import results

WORDS = "attested by it-ops on 2026-10-01, until 2026-12-01, 5 days left: Restored site B (SEC-12)"
NOT_OF_PASSES = {"action-plan", "csv"}
"""What there is to do, and findings: a rule that passes is in neither; the file of rules beside the second has it."""


def decided(name: str, *, at: datetime = NOON, holds: bool = True) -> Verdict:
    waiting = replace(WAITING, rule=replace(RULE, id=f"recovery/{name}"))
    said = replace(attestation(holds=holds), rule=waiting.rule.id)
    return apply_attestations([waiting], [said], "org", at)[0]


def attested() -> Result:
    soon, over = NOON + timedelta(days=25), NOON + timedelta(days=60)
    found = (decided("broken", holds=False), decided("ended", at=over), decided("held", at=soon), *results.passed())
    return replace(results.clean(), verdicts=tuple(sorted(found, key=lambda it: it.rule.id)))


def render(name: str, result: Result) -> str:
    made = FORMATS[name].render(result, Layout(400, limit=9))
    parts = made if isinstance(made, tuple) else (made,)
    return "".join(part.decode() if isinstance(part, bytes) else part for part in parts)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_of_a_pass_who_attests_it(name: str) -> None:
    page = render(name, attested())
    assert (WORDS in page) == (name not in NOT_OF_PASSES)
    if name == "csv":
        assert "attested" in page


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"prometheus"}))
def test_every_format_says_who_states_that_something_does_not_hold(name: str) -> None:
    assert "it-ops stated on 2026-10-01 that this does not hold: Restored site B" in render(name, attested())


@pytest.mark.parametrize("name", ["terminal", "html"])
def test_what_ends_soon_or_has_ended_is_told_with_its_place(name: str) -> None:
    page = render(name, attested())
    assert "waivers.yaml:3: recovery/held · holds: until 2026-12-01, 5 days left; it-ops: Restored site B" in page
    assert "waivers.yaml:3: recovery/ended · holds: ended on 2026-12-01, 30 days ago" in page
    assert "recovery/broken · does" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_statement_that_tries_to_be_more_than_text_is_text(text: str) -> None:
    hostile = infested(attested(), text)
    page = render("terminal", hostile).replace("\n", "")
    assert [hex(ord(one)) for one in page if unicodedata.category(one) in {"Cc", "Cf", "Cs"}] == []
    html = render("html", hostile)
    assert not any(bad in html for bad in ("<script>alert", "<img", "<h1>owned", "<style>*"))
