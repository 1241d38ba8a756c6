"""All bundled rules where every setting is set: a whole key decides them, and what a scope less costs."""

from pathlib import Path

import pytest

import orglint_simulator
from orglint import tables
from support.bundled import load_bundled_rules
from support.local import Row, check, local, outcomes

KNOWN = tables.known_tables()
SCOPES = sorted({table.scope for table in KNOWN.values() if table.scope})
RULES = [rule for rule in load_bundled_rules() if not rule.plain.attest]
EVERY = ("--profile", "strict")


def settle(folder: Path) -> None:
    """Write what the organization says of itself beside the commands that are run there."""
    said = orglint_simulator.state_settings(orglint_simulator.Settings(users=40, seed=5))
    lines = [f"  {name}: {str(value).lower() if isinstance(value, bool) else value}\n" for name, value in said.items()]
    (folder / "orglint.yaml").write_text("settings:\n" + "".join(lines))


def judge(folder: Path, scopes: list[str]) -> dict[str, Row]:
    """Collect an organization with a key that has these scopes, and return what became of each rule."""
    settle(folder)
    with local(folder, "--users", "40", "--seed", "5", "--scopes", ",".join(scopes)) as organization:
        ended = organization.snapshot(*EVERY)
        assert ended.code in {0, 3}, ended
        _, report = check(folder, *EVERY)
    return {rule["id"]: rule for rule in report["rules"]}


def test_a_key_with_all_scopes_decides_every_rule(tmp_path: Path) -> None:
    found = judge(tmp_path, SCOPES)
    assert {rule.id for rule in RULES} <= found.keys()
    told = outcomes({"rules": [found[rule.id] for rule in RULES]})
    assert {name for name, outcome in told.items() if outcome == "unknown"} == set()
    assert {name for name in told if found[name].get("reason_code") == "not-set-up"} == set()


@pytest.mark.parametrize("missing", [it for it in SCOPES if it != "read:orgs:admin"])
def test_without_a_scope_the_rules_that_need_it_are_unknown_and_no_others(missing: str, tmp_path: Path) -> None:
    found = judge(tmp_path, [scope for scope in SCOPES if scope != missing])
    lost = {name for name, table in KNOWN.items() if table.scope == missing}
    unknown = {name for name, rule in found.items() if rule["outcome"] == "unknown"}
    needing = {rule.id for rule in RULES if lost & {rule.table, *rule.counts, *(table for table, _ in rule.reads)}}
    assert {rule.id for rule in RULES if rule.table in lost} <= unknown <= needing
    assert all(found[name]["reason"] for name in unknown)
