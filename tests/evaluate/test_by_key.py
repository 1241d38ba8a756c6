"""Rules about users that ask for their roles: decided for users who were asked for, and for no others.

The oracle is plain Python over every role that there is.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evaluate.less import helped
from orglint import expressions, tables
from orglint.evaluate import judge_rules
from orglint.evaluate.judge.asked_keys import list_key_needs, select_keys
from orglint.model.reasons import ReasonCode
from orglint.model.result import Outcome, Verdict
from orglint.model.snapshot import Snapshot, TableState
from orglint.rulebook.rule import CompiledRule
from orglint.snapshots.collecting import AnsweredKeys
from support.making import NOON, Making
from support.rules import compiled_rule

KNOWN = tables.known_tables()
ORG_ADMIN, ADMIN, USER = "atlassian/org-admin", "atlassian/admin", "atlassian/user"
IS_ADMIN = "'atlassian/org-admin' in user.platformRoles"
DIRECT = (
    "user_roles.exists(r, r.accountId == user.accountId && "
    "r.roleAssignments.exists(a, a.role == 'atlassian/admin' && 'direct' in a.roleAssignmentMethods))"
)


@dataclass(frozen=True)
class World:
    """Users, and every role that they hold, by account."""

    users: Sequence[dict[str, Any]]
    roles: dict[str, list[dict[str, Any]]]

    def seal(self, store: Path, keys: AnsweredKeys, **told: Any) -> Snapshot:
        """Return a snapshot that saw the roles of the answered keys."""
        seen = [row for account in keys.answered for row in self.roles[account]]
        return Making(store).snapshot(self.users, beside={"user_roles": seen}, by_key={"user_roles": keys}, **told)

    def has_direct_admin(self, account: str) -> bool:
        given = [it for row in self.roles[account] for it in row["roleAssignments"]]
        return any(it["role"] == ADMIN and "direct" in it["roleAssignmentMethods"] for it in given)


def random_world(seed: int) -> World:
    dice = random.Random(seed)
    users = [random_user(dice, f"712020:{number:02}") for number in range(12)]
    least = {it["accountId"]: 1 if it["platformRoles"] else 0 for it in users}
    roles = {account: random_roles(dice, account, number) for account, number in least.items()}
    return World(users, roles)


def random_user(dice: random.Random, account: str) -> dict[str, Any]:
    plain = {"status": "active", "accountStatus": "active", "membershipStatus": "active", "claimStatus": "managed"}
    return {
        "accountId": account,
        **plain,
        "platformRoles": dice.choice([[], [], [ORG_ADMIN], ["atlassian/site-admin"]]),
        "_left": [],
        "_bad": [],
    }


def random_roles(dice: random.Random, account: str, least: int) -> list[dict[str, Any]]:
    """Return the roles of an account, on as many resources as that at least: who administers something has one."""

    def given() -> dict[str, Any]:
        methods = dice.sample(["direct", "group_direct", "inferred"], dice.randint(1, 2))
        return {"role": dice.choice([ADMIN, USER, ORG_ADMIN]), "roleAssignmentMethods": methods}

    return [
        {
            "accountId": account,
            "id": f"{account} ari:cloud:jira::site/{number} d1",
            "resourceId": f"ari:cloud:jira::site/{number}",
            "resourceOwner": "jira",
            "directoryId": "d1",
            "roleAssignments": [given() for _ in range(dice.randint(1, 2))],
            "userDirectoryStatus": "active",
        }
        for number in range(dice.randint(least, 3))
    ]


def rule(where: str, require: str, *, table: str = "users", identity: str = "r") -> CompiledRule:
    scope = expressions.organization_scope(KNOWN).with_row(KNOWN[table])
    return compiled_rule(
        *(expressions.compile_condition(it, scope) for it in (where, require)), table=table, identity=identity
    )


def judged(snapshot: Snapshot, *rules: CompiledRule) -> list[Verdict]:
    return list(judge_rules(rules, snapshot, KNOWN, now=NOON + timedelta(hours=1)))


def without_roles(store: Path, world: World) -> Snapshot:
    return Making(store).snapshot(world.users)


@pytest.mark.parametrize("seed", range(8))
def test_the_keys_that_a_rule_reaches_are_chosen_and_decide_it(seed: int, tmp_path: Path) -> None:
    world, promise = random_world(seed), rule(IS_ADMIN, f"!{DIRECT}")
    chosen = select_keys([promise], without_roles(tmp_path / "before", world), KNOWN, now=NOON)["user_roles"]
    admins = [it["accountId"] for it in world.users if ORG_ADMIN in it["platformRoles"]]
    assert list(chosen) == sorted(admins)
    (verdict,) = judged(world.seal(tmp_path / "after", AnsweredKeys(len(chosen), chosen)), promise)
    broken = {account for account in admins if world.has_direct_admin(account)}
    assert {it.key for it in verdict.findings} == broken
    expected = Outcome.FAIL if broken else Outcome.PASS if admins else Outcome.NOT_APPLICABLE
    assert (verdict.outcome, verdict.unknown, verdict.reason) == (expected, 0, None)


@pytest.mark.parametrize("seed", range(8))
def test_users_of_whom_nobody_was_asked_are_unknown(seed: int, tmp_path: Path) -> None:
    world, dice = random_world(seed), random.Random(seed)
    accounts = [it["accountId"] for it in world.users]
    answered = tuple(dice.sample(accounts, dice.randint(0, len(accounts))))
    (verdict,) = judged(world.seal(tmp_path, AnsweredKeys(len(answered), answered)), rule("true", f"!{DIRECT}"))
    found = {it.key: it.outcome for it in verdict.findings}
    broken = {it for it in answered if world.has_direct_admin(it)}
    assert {it for it, outcome in found.items() if outcome is Outcome.FAIL} == broken
    assert {it for it, outcome in found.items() if outcome is Outcome.UNKNOWN} == set(accounts) - set(answered)
    assert verdict.outcome in ({Outcome.FAIL} if broken else {Outcome.UNKNOWN, Outcome.PASS})
    for finding in verdict.findings:
        if finding.outcome is Outcome.UNKNOWN:
            assert finding.reason
            assert finding.reason.code is ReasonCode.BY_KEY
            assert str(finding.reason) == f"user_roles: asked for {len(answered)} of 12 users"


HOLDER_IS_THERE = "users.exists(u, u.accountId == user_role.accountId)"
RULES = [
    rule(IS_ADMIN, f"!{DIRECT}", identity="a"),
    rule(DIRECT, IS_ADMIN, identity="b"),
    rule("true", "user_roles.filter(r, r.accountId == user.accountId).size() < 3", identity="c"),
    rule("true", "user_roles.all(r, r.accountId != user.accountId || r.directoryId == 'd1')", identity="d"),
    rule("true", "user_roles.size() < 10", table="organization", identity="e"),
    rule("true", "!user_roles.exists(r, r.resourceId == 'ari:cloud:jira::site/2')", table="organization", identity="f"),
    rule("true", "user_role.roleAssignments.all(a, a.role != 'atlassian/org-admin')", table="user_roles", identity="g"),
    rule("user_role.resourceId.endsWith('/0')", HOLDER_IS_THERE, table="user_roles", identity="h"),
]


@pytest.mark.parametrize("seed", range(12))
def test_less_keys_never_help(seed: int, tmp_path: Path) -> None:
    world, dice = random_world(seed), random.Random(seed)
    accounts = [it["accountId"] for it in world.users]
    more = dice.sample(accounts, dice.randint(0, 12)) if seed % 3 else accounts
    less = dice.sample(more, dice.randint(0, len(more)))
    failed = dice.random() < 0.3
    one = world.seal(tmp_path / "more", AnsweredKeys(len(more), tuple(more)))
    other = world.seal(tmp_path / "less", AnsweredKeys(len(more) if failed else len(less), tuple(less)))
    keys = {
        "users": set(accounts),
        "organization": {"org-1"},
        "user_roles": {r["id"] for it in less for r in world.roles[it]},
    }
    for before, after in zip(judged(one, *RULES), judged(other, *RULES), strict=True):
        assert helped(before, after, keys[before.rule.table]) == [], before.rule.id


@pytest.mark.parametrize("seed", range(4))
def test_all_is_decided_where_every_key_was_answered(seed: int, tmp_path: Path) -> None:
    world = random_world(seed)
    accounts = tuple(it["accountId"] for it in world.users)
    snapshot = world.seal(tmp_path, AnsweredKeys(12, accounts))
    assert snapshot.tables["user_roles"].state is TableState.COMPLETE
    assert [it.outcome for it in judged(snapshot, *RULES[:4], *RULES[6:]) if it.outcome is Outcome.UNKNOWN] == []


def test_a_rule_whose_own_table_was_asked_by_key_does_not_pass(tmp_path: Path) -> None:
    world = World([random_user(random.Random(1), "712020:00")], {"712020:00": []})
    (verdict,) = judged(world.seal(tmp_path, AnsweredKeys(0, ())), RULES[6])
    assert (verdict.outcome, verdict.reason and verdict.reason.code) == (Outcome.UNKNOWN, ReasonCode.BY_KEY)


def needs(*rules: CompiledRule) -> set[tuple[str, bool]]:
    return {(need.rule.id, need.every) for need in list_key_needs(rules, KNOWN)}


def test_who_needs_every_key_is_told() -> None:
    assert needs(*RULES) == {*((name, False) for name in "abcd"), *((name, True) for name in "efgh")}


def test_a_condition_that_asks_for_roles_itself_needs_the_keys_that_it_may_be_about(tmp_path: Path) -> None:
    world = random_world(3)
    active = rule(f"user.claimStatus == 'managed' && {DIRECT}", IS_ADMIN)
    chosen = select_keys([active], without_roles(tmp_path, world), KNOWN, now=NOON)
    assert list(chosen["user_roles"]) == [it["accountId"] for it in world.users]


def test_several_rules_need_the_keys_of_each_once(tmp_path: Path) -> None:
    world = random_world(5)
    site = rule("'atlassian/site-admin' in user.platformRoles", f"!{DIRECT}", identity="s")
    chosen = select_keys([RULES[0], site, RULES[0]], without_roles(tmp_path, world), KNOWN, now=NOON)["user_roles"]
    assert list(chosen) == [it["accountId"] for it in world.users if it["platformRoles"]]
    assert len(chosen) < 12


def test_a_rule_about_another_table_needs_the_keys_that_it_names(tmp_path: Path) -> None:
    world = random_world(6)
    accounts = [{"account_id": it, "_left": [], "_bad": []} for it in ("712020:03", "712020:99")]
    snapshot = Making(tmp_path).snapshot(world.users, beside={"managed_accounts": accounts})
    named = rule("true", "!user_roles.exists(r, r.accountId == account.account_id)", table="managed_accounts")
    assert select_keys([named], snapshot, KNOWN, now=NOON) == {"user_roles": ("712020:03",)}


def test_rules_that_ask_for_no_roles_choose_nothing(tmp_path: Path) -> None:
    assert select_keys([rule(IS_ADMIN, "true")], without_roles(tmp_path, random_world(1)), KNOWN, now=NOON) == {}


def test_an_unknown_condition_reaches_a_row(tmp_path: Path) -> None:
    world = random_world(2)
    hidden = [{**it, "platformRoles": None, "_bad": ["platformRoles"]} for it in world.users[:4]]
    chosen = select_keys([RULES[0]], without_roles(tmp_path, World([*hidden, *world.users[4:]], {})), KNOWN, now=NOON)
    assert {it["accountId"] for it in hidden} <= set(chosen["user_roles"])
