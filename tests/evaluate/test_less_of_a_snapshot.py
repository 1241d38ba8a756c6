"""Less information never helps: the same organization sealed into two real snapshots, of which one knows less."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evaluate.less import helped
from orglint import expressions, tables
from orglint.errors import ExpressionError
from orglint.evaluate import judge_rules
from orglint.model.snapshot import Snapshot, TableState
from orglint.rulebook.rule import CompiledRule
from support.bundled import load_bundled_rules
from support.expressions import grammar
from support.expressions.grammar import Name, Names
from support.making import NOON, Making
from support.rules import compiled_rule
from support.searching import at_full

KNOWN = tables.known_tables()
SCOPE = expressions.organization_scope(KNOWN).with_row(KNOWN["users"])
NAMES = Names((Name("user", "user"), Name("now", "timestamp")), tables=0)
CELLS = {
    "status": ["active", "suspended"],
    "accountStatus": ["active", "inactive", "closed"],
    "claimStatus": ["managed", "unmanaged"],
    "email": ["a@example.com", "b@example.org", "odd", None],
    "jobTitle": ["", "a", None],
    "mfaEnabled": [True, False],
    "addedToOrg": ["2024-01-01T00:00:00Z", "2026-10-31T23:59:59.999Z"],
    "platformRoles": [[], ["atlassian/org-admin"], ["atlassian/site-admin", "atlassian/org-admin"], None],
    "groups": [[], [{"id": "g1"}], [{"id": "g1"}, {"id": "g2"}], None],
    "productAccess": [[], [{"key": "jira", "lastActiveTimestamp": "2026-10-01T00:00:00Z"}], [{"key": "a"}], None],
    "counts": [{"resources": 0}, {"resources": 7}, {}],
}
FUTURE = "2126-05-01T00:00:00Z"
"""A use that cannot have been, so that nobody knows when it was."""
LISTS = ("platformRoles", "groups", "productAccess")
LISTED = ("status", "accountStatus", "claimStatus")
Rows = list[dict[str, Any]]


def users(dice: random.Random) -> Rows:
    return [_user(dice, number) for number in range(dice.randint(0, 6))]


def _user(dice: random.Random, number: int) -> dict[str, Any]:
    cells = {name: dice.choice(values) for name, values in CELLS.items()}
    left = [name for name in LISTS if cells[name] is None and dice.random() < 0.5]
    return {"accountId": f"712020:{number:04}", **cells, "_left": left, "_bad": []}


def with_less(dice: random.Random, rows: Rows) -> tuple[list[Rows], dict[str, Any]]:
    """Return pages of the same rows with cells that are invalid or that nobody listed, and what the walk tells."""
    fewer = [_worse(dice, row) if dice.random() < 0.7 else row for row in rows]
    told = dice.choice([{}, {}, {"state": TableState.PARTIAL}, {"state": TableState.DOUBTFUL}, {"dropped": 1}])
    asked = dice.choice([{}, {}, {"asked": ()}, {"asked": ("platformRoles",)}])
    if told.get("state") is TableState.PARTIAL and fewer:  # the later pages never came
        fewer = fewer[: dice.randrange(len(fewer))]
    half = len(fewer) // 2
    return [fewer[:half], fewer[half:]], {**told, **asked}


def _worse(dice: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    bad = dice.sample(sorted(CELLS), dice.randint(0, 4))
    strange: dict[str, Any] = {name: "unheard-of" for name in LISTED if dice.random() < 0.2}
    if row["platformRoles"]:
        strange["platformRoles"] = [role if dice.random() < 0.7 else "unheard-of" for role in row["platformRoles"]]
    if row["productAccess"] and dice.random() < 0.3:
        strange["productAccess"] = [{**it, "lastActiveTimestamp": FUTURE} for it in row["productAccess"]]
    return {**row, **strange, **dict.fromkeys(bad), "_bad": bad, "_left": [it for it in row["_left"] if it not in bad]}


def random_rule(dice: random.Random, number: int) -> CompiledRule | None:
    texts = [str(grammar.grow("bool", depth, NAMES, dice.randrange)) for depth in (1, 3)]
    try:
        where, require = (expressions.compile_condition(text, SCOPE) for text in texts)
    except ExpressionError:  # a constant part that is an error; what else may be refused is the business of other tests
        return None
    return compiled_rule(where, require, table="users", identity=f"r{number:02}")


def verdicts(rules: list[CompiledRule], snapshot: Snapshot) -> list[Any]:
    return list(judge_rules(rules, snapshot, KNOWN, now=NOON + timedelta(days=1)))


@pytest.mark.parametrize("seed", range(at_full(8)))
def test_a_snapshot_that_knows_less_is_no_better(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    rules = [rule for number in range(25) if (rule := random_rule(dice, number))]
    rules += [rule for rule in load_bundled_rules() if rule.table == "users"]
    rows = users(dice)
    more = Making(tmp_path / "more").snapshot(rows)
    pages, told = with_less(dice, rows)
    less = Making(tmp_path / "less").snapshot(*pages, **told)
    keys = {row["accountId"] for page in pages for row in page}
    for before, after in zip(verdicts(rules, more), verdicts(rules, less), strict=True):
        assert helped(before, after, keys) == [], (before.rule.where, before.rule.require)
