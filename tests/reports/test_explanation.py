"""An explanation as people and programs read it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from orglint import rulebook, tables
from orglint.engine.duckdb import open_engine
from orglint.evaluate.explain.explanation import explain_on
from orglint.evaluate.session import Session, over_rows
from orglint.model.explanation import Explanation
from orglint.reports import FORMATS, Layout, list_formats
from support.golden_files import Golden

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TYPES = {"policies/required": {"types": ["ip-allowlist", "data-residency"]}}
RULES = {
    rule.id: rule
    for rule in rulebook.load(
        rulebook.find_bundled_rules(), tables.known_tables(), overrides=rulebook.ParameterValues(TYPES)
    )
}
USERS = [
    {"accountId": "u-1", "status": "active", "claimStatus": "managed", "email": "ada@example.com", "lastActive": None}
    | {"productAccess": [{"key": "jira", "lastActiveTimestamp": None}]}
    | {"addedToOrg": datetime(2024, 5, 21, 9, 51, 18, tzinfo=UTC)},
    {"accountId": "u-2", "status": "active", "claimStatus": "managed", "email": "x\x1b[2J\u202e", "addedToOrg": None},
]
POLICIES = [
    {"id": "p-1", "type": "ip-allowlist", "status": "enabled", "resources": [{"applicationStatus": "applied"}]},
    {"id": "p-2", "type": "data-residency", "status": "enabled", "resources": [{"applicationStatus": "failed"}]},
]


@pytest.fixture(scope="module")
def bench() -> Iterator[Session]:
    with open_engine() as engine:
        rows = {"users": USERS, "policies": POLICIES, "organization": [{"id": "org-1", "name": "Hollowell"}]}
        yield over_rows(engine, rows, tables.known_tables(), now=NOW)


def explanation(bench: Session, rule: str, key: str = "") -> Explanation:
    told = explain_on(bench, RULES[rule], now=NOW, key=key, read_at=dict.fromkeys(tables.known_tables(), NOW))
    return replace(told, orglint="0.1.0", doubts=("the snapshot is 3 days old",) if key == "u-2" else ())


CASES = {
    "fails": ("accounts/dormant", "u-1"),
    "unknown": ("accounts/dormant", "u-2"),
    "tables": ("policies/required", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_an_explanation_reads_like_this(bench: Session, golden: Golden, name: str) -> None:
    golden(f"explanation.{name}.80.txt", FORMATS["terminal"].render(explanation(bench, *CASES[name]), Layout(80)))


def test_a_program_reads_an_explanation_like_this(bench: Session, golden: Golden) -> None:
    golden("explanation.json", FORMATS["json"].render(explanation(bench, *CASES["tables"])))


@pytest.mark.parametrize("format_", list_formats(Explanation))
def test_what_people_wrote_into_their_data_stays_inert(bench: Session, format_: str) -> None:
    text = FORMATS[format_].render(explanation(bench, "accounts/dormant", "u-2"))
    assert not {"\x1b", "\u202e"} & set(text)


def test_both_forms_say_the_same_outcome(bench: Session) -> None:
    told = explanation(bench, "accounts/dormant", "u-1")
    assert json.loads(FORMATS["json"].render(told))["outcome"] == "fail"
    assert "accounts/dormant · FAIL" in FORMATS["terminal"].render(told)
