"""An organization as they are in the world: the founding rules decide there, and say what is so."""

from pathlib import Path

import pytest

from adversary import oracle, realistic, running
from adversary.changes import NOW
from adversary.serving import World
from support.bundled import FOUNDING, find_founding_rules

RULES = ("--only-rules", find_founding_rules())


@pytest.mark.parametrize("kept", [True, False], ids=["well kept", "badly kept"])
@pytest.mark.parametrize("words", [(), ("--all",)], ids=["what the rules read", "every table"])
def test_every_founding_rule_decides_a_realistic_organization_and_says_what_is_so(
    *, kept: bool, words: tuple[str, ...], place: tuple[World, str], tmp_path: Path
) -> None:
    world, base = place
    answers = realistic.answers(base, NOW, kept=kept)
    truth = oracle.outcomes(realistic.readable(answers), NOW)
    world.tell(answers)
    tried = running.attempt(base, tmp_path / "store", (*words, *RULES), RULES)
    reasons = {rule["id"]: rule["reason"] for rule in tried.result.get("rules", []) if rule["reason"]}
    assert ({rule: tried.outcomes.get(rule) for rule in FOUNDING}, reasons) == (
        {rule: truth[rule] for rule in FOUNDING},
        {},
    )
    assert tried.check.code == (0 if kept else 1), tried.said
    assert {truth[rule] for rule in FOUNDING} == ({"pass"} if kept else {"fail"})


def test_an_organization_in_which_people_come_and_go_is_decided_too(place: tuple[World, str], tmp_path: Path) -> None:
    world, base = place
    world.tell(realistic.answers(base, NOW, kept=True))
    realistic.come_and_go(world, NOW)
    tried = running.attempt(base, tmp_path / "store", RULES, RULES)
    assert {tried.outcomes.get(rule) for rule in FOUNDING} == {"pass"}, tried.said
    assert tried.check.code == 0, tried.said
