"""The organization of the demo breaks every essential rule that it can, and some rules decide otherwise."""

import json
from datetime import UTC, datetime
from pathlib import Path

from orglint.cli import demo_settings
from orglint.cli.commands.demo import command
from orglint.model.rule import Profile
from support.bundled import load_bundled_rules
from support.local import local, orglint

WHOLE = {"domains/any-verified"}
"""What cannot be broken beside the others: without a verified domain there is no managed account, and so no claim that
is missing, no share of managed accounts, and no second factor to ask for."""


def test_the_demo_breaks_each_essential_rule_but_one_the_unmanaged_admin_first(tmp_path: Path) -> None:
    given = {it.name: it.default for it in command.params}
    present = datetime.now(UTC).replace(microsecond=0)
    settings = demo_settings.write_settings(tmp_path, users=given["users"], seed=given["seed"], present=present)
    words = ("--users", str(given["users"]), "--seed", str(given["seed"]), "--now", f"{present:%Y-%m-%dT%H:%M:%SZ}")
    which = ("--config", settings, "--store", "store", "--profile", "essential")
    with local(tmp_path, *words, "--lapses") as organization:
        collected = organization.snapshot(*which)
        assert collected.code == 0, collected.err
    ended = orglint("check", *which, "--format", "json=r.json", "--format", "terminal", at=tmp_path)
    report = json.loads((tmp_path / "r.json").read_text())
    essential = {rule.id for rule in load_bundled_rules() if rule.plain.profile is Profile.ESSENTIAL}
    outcomes = {rule["id"]: rule["outcome"] for rule in report["rules"]}
    assert outcomes.keys() == essential
    assert {identity for identity, outcome in outcomes.items() if outcome == "fail"} == essential - WHOLE
    assert {outcomes[identity] for identity in WHOLE} == {"pass"}
    failed = {rule["id"]: rule["failed"] for rule in report["rules"]}
    assert 1 <= failed["admins/managed-accounts"] <= 3
    assert failed["groups/self-managed"] == 1
    assert ended.out.index("admins/managed-accounts") < min(
        ended.out.index(it) for it in essential - WHOLE - {"admins/managed-accounts"}
    )
