"""What a finding tells people: what they call the row, what it shows, and what of that nobody knows."""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluate.test_called import USERS, report, rules
from orglint import rulebook, tables
from orglint.model.snapshot import Snapshot
from support import stores

ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({"deactivatedOn": "2026-01-01T00:00:00Z", "department": "IT"}, []),
    ({"deactivatedOn": None, "department": None}, []),
    ({"deactivatedOn": None, "department": None, "_bad": ["deactivatedOn"]}, ["user.deactivatedOn"]),
    (
        {"deactivatedOn": None, "department": None, "_bad": ["deactivatedOn", "department"]},
        ["user.deactivatedOn", "user.department"],
    ),
]
"""Cells of users, and what of them is not known, though the rule fails: `_bad` are those that could not be used."""


def tell(folder: Path, snapshot: Snapshot, more: str) -> list[dict[str, Any]]:
    found = rules(folder, "{user.status}", more)
    loaded = rulebook.load(found, tables.known_tables())
    return list(json.loads(report(loaded, snapshot))["rules"][0]["findings"])


def test_the_subject_is_what_people_call_the_row(tmp_path: Path) -> None:
    snapshot = stores.sealed(
        tmp_path, "acme", [stores.user(f"k{n}", status="suspended") | cells for n, (cells, _, _) in enumerate(USERS)]
    )
    assert [it["subject"] for it in tell(tmp_path, snapshot, "{}")] == [called for _, called, _ in USERS]


@pytest.mark.parametrize("show", ["[deactivatedOn, department]", "[department, deactivatedOn, status]"])
def test_what_is_unknown_is_never_told_as_absent(tmp_path: Path, show: str) -> None:
    snapshot = stores.sealed(
        tmp_path, "acme", [stores.user(f"k{n}", status="suspended") | cells for n, (cells, _) in enumerate(ROWS)]
    )
    found = tell(tmp_path, snapshot, f"{{}}\nshow: {show}")
    assert [sorted(it["unknown_values"]) for it in found] == [unknown for _, unknown in ROWS]
    assert [it["evidence"]["user.deactivatedOn"] for it in found] == ["2026-01-01T00:00:00Z", None, None, None]


def test_a_name_of_let_without_a_value_is_unknown(tmp_path: Path) -> None:
    snapshot = stores.sealed(tmp_path, "acme", [stores.user("k0", status="suspended", department=None)])
    (found,) = tell(tmp_path, snapshot, "{big: user.department.size()}\nshow: [big]")
    assert (found["evidence"]["big"], found["unknown_values"]) == (None, ["big"])
