"""Whole answers with one change somewhere; `make torture` goes on where this ends."""

from pathlib import Path

import pytest

from adversary import fuzz, honest, oracle, ruined, running
from adversary.changes import NOW
from adversary.packs import Packs
from adversary.serving import World
from adversary.unprovable import UNPROVABLE
from support.searching import at_full

MANY = at_full(200)


@pytest.mark.parametrize("first", range(0, MANY, fuzz.BATCH))
def test_no_change_of_an_answer_ends_in_a_crash_or_in_a_pass_that_is_not_true(
    first: int, place: tuple[World, str], packs: Packs, tmp_path: Path
) -> None:
    assert fuzz.batch(range(first, first + fuzz.BATCH), place, packs, tmp_path) == []


def test_what_nobody_can_prove_is_listed_and_the_list_may_only_shrink() -> None:
    assert sum(map(len, UNPROVABLE.values())) == 10


def test_every_rule_is_broken_somewhere_and_kept_by_the_honest_organization(packs: Packs) -> None:
    every = {str(file.relative_to(packs.of()).with_suffix("")) for file in packs.of().glob("*/*.yaml")}
    honestly = oracle.outcomes(honest.answers("", NOW), NOW)
    broken = [oracle.outcomes(base("", NOW), NOW) for base in (ruined.in_every_way, ruined.in_other_ways)]
    assert set(honestly) == every
    assert set(honestly.values()) == {"pass"}
    assert {rule for outcomes in broken for rule, outcome in outcomes.items() if outcome == "fail"} == every


def test_a_broken_organization_is_found_broken(place: tuple[World, str], packs: Packs, tmp_path: Path) -> None:
    world, base = place
    for made in (ruined.in_every_way, ruined.in_other_ways):
        world.tell(made(base, NOW))
        words = ("--only-rules", packs.of())
        tried = running.attempt(base, tmp_path / made.__name__, words, words)
        assert tried.outcomes == oracle.outcomes(made(base, NOW), NOW)
