"""`policies/required` says of each type what is the case with it, and nothing that is not."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from orglint import rulebook, tables
from orglint.engine.duckdb import open_engine
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from support.bundled import load_bundled_rules

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
RULE = "policies/required"


def said(*policies: dict[str, Any], types: Sequence[str] = ("ip-allowlist",)) -> tuple[str, list[str]]:
    """Return the outcome, and the messages of the findings."""
    rules = rulebook.load(
        rulebook.find_bundled_rules(),
        tables.known_tables(),
        overrides=rulebook.ParameterValues({RULE: {"types": list(types)}}),
    )
    rows = {
        "organization": [{"id": "one"}],
        "policies": [{"id": f"p-{number}", **policy} for number, policy in enumerate(policies)],
    }
    with open_engine() as engine:
        bench = over_rows(engine, rows, tables.known_tables(), now=NOW)
        (verdict,) = judge_on(bench, [rule for rule in rules if rule.id == RULE])
    return verdict.outcome, [finding.message for finding in verdict.findings]


def policy(status: str, *states: str, kind: str = "ip-allowlist") -> dict[str, Any]:
    return {"type": kind, "status": status, "resources": [{"applicationStatus": state} for state in states]}


@pytest.mark.parametrize(
    ("policies", "told"),
    [
        ([], "ip-allowlist is missing"),
        ([policy("disabled", "applied")], "ip-allowlist is disabled"),
        ([policy("draft")], "ip-allowlist is draft"),
        ([policy("enabled")], "ip-allowlist is enabled, applied to nothing"),
        ([policy("enabled", "applying")], "ip-allowlist is enabled, still applying on 1 of 1 resources"),
        ([policy("active", "applied", "failed", "applied")], "ip-allowlist is active, failed on 1 of 3 resources"),
        ([policy("enabled", "applied", "removing")], "ip-allowlist is enabled, being removed from 1 of 2 resources"),
        ([policy("enabled", "scheduled")], "ip-allowlist is enabled, only scheduled for 1 of 1 resources"),
        (
            [policy("enabled", "failed", "applying", "applied")],  # what is applied elsewhere may still be applying
            "ip-allowlist is enabled, failed on 1 of 3 resources",
        ),
        (
            [policy("enabled", "failed", "applying")],
            "ip-allowlist is enabled, failed on 1 of 2 resources, still applying on 1 of 2 resources",
        ),
        (
            [policy("disabled"), policy("enabled", "applying")],
            "ip-allowlist is disabled; ip-allowlist is enabled, still applying on 1 of 1 resources",
        ),
    ],
)
def test_what_is_the_case_is_said(policies: list[dict[str, Any]], told: str) -> None:
    assert said(*policies) == ("fail", [f"required, and not in force: {told}"])


def test_only_types_that_are_not_in_force_are_named() -> None:
    fine, slow = policy("enabled", "applied"), policy("enabled", "applying", kind="data-security")
    types = ("ip-allowlist", "data-security", "data-residency")
    told = "data-residency is missing; data-security is enabled, still applying on 1 of 1 resources"
    assert said(fine, slow, types=types) == ("fail", [f"required, and not in force: {told}"])


def test_nothing_but_an_allowlist_is_required_unless_somebody_says_so() -> None:
    (rule,) = [rule for rule in load_bundled_rules() if rule.id == RULE]
    assert rule.plain.parameters["types"].value == ["ip-allowlist"]


@pytest.mark.parametrize("status", ["enabled", "active"])
def test_a_policy_that_is_in_force_suffices_beside_others_that_are_not(status: str) -> None:
    assert said(policy("disabled"), policy("enabled", "failed"), policy(status, "applied", "applying")) == ("pass", [])
