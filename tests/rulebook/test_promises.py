"""Every bundled rule against what it promises, written once more by hand; no hole in the rows changes that."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest

from orglint import rulebook, tables
from orglint.engine.duckdb import Engine, open_engine
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from orglint.model.result import Outcome, Verdict
from orglint.rulebook.rule import CompiledRule
from orglint.rulebook.setting_values import SettingValues
from rulebook.organizations import NOW, Rows, make_organization
from rulebook.promises import PROMISES, World
from support.bundled import load_bundled_rules

KNOWN = tables.known_tables()
SEEDS = range(4)
HOLES = 2
KEYS = {name: {KNOWN[name].key} for name in KNOWN}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def load_rules(settings: Mapping[str, Any]) -> tuple[CompiledRule, ...]:
    """Return the rules for an organization that has set everything."""
    loaded = rulebook.load(rulebook.find_bundled_rules(), KNOWN, settings=SettingValues(settings))
    return tuple(rule for rule in loaded if not rule.plain.attest)


def judge(engine: Engine, rules: tuple[CompiledRule, ...], rows: Mapping[str, Rows]) -> dict[str, Verdict]:
    session = over_rows(engine, rows, KNOWN, now=NOW)
    return {verdict.rule.id: verdict for verdict in judge_on(session, list(rules))}


def found(verdict: Verdict, outcome: Outcome) -> set[str]:
    return {finding.key for finding in verdict.findings if finding.outcome is outcome}


def expect(world: World, rule: str) -> tuple[set[str], set[str]]:
    """Return the keys of the rows in scope, and of those that break the promise."""
    promise = PROMISES[rule]
    key = KNOWN[promise.table].key
    scope = [row for row in world[promise.table] if promise.in_scope(world, row)]
    return {row[key] for row in scope}, {row[key] for row in scope if not promise.keeps(world, row)}


def test_every_rule_that_is_judged_is_promised_by_hand() -> None:
    assert set(PROMISES) == {rule.id for rule in load_bundled_rules() if not rule.plain.attest}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rule_says_what_it_promises_whatever_is_unknown(engine: Engine, seed: int) -> None:
    rows, settings = make_organization(seed)
    rules, world = load_rules(settings), World(rows, settings, NOW)
    verdicts = judge(engine, rules, rows)
    for rule, verdict in verdicts.items():
        scope, broken = expect(world, rule)
        assert found(verdict, Outcome.UNKNOWN) == set(), rule
        assert (verdict.in_scope, found(verdict, Outcome.FAIL)) == (len(scope), broken), rule
    chance = Random(seed)
    for _ in range(HOLES):
        less = {name: [_lose_cells(chance, row, KEYS[name]) for row in listed] for name, listed in rows.items()}
        gone = chance.choice([None, None, "users", "domains", "policies", "user_roles", "group_roles", "groups"])
        kept = {name: listed for name, listed in less.items() if name != gone}
        for rule, verdict in judge(engine, rules, kept).items():
            _, broken = expect(world, rule)
            assert found(verdict, Outcome.FAIL) <= broken, (rule, gone)
            if PROMISES[rule].table in kept:
                assert broken <= found(verdict, Outcome.FAIL) | found(verdict, Outcome.UNKNOWN), (rule, gone)
            assert not broken or verdict.outcome in {Outcome.FAIL, Outcome.UNKNOWN}, (rule, gone)


def _lose_cells(chance: Random, row: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    joined = {"accountId", "groupId", *keys}
    return {name: value for name, value in row.items() if name in joined or chance.random() > 0.15}
