"""The same key twice: which rows differ in more than what moves by itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orglint.snapshots import pages
from orglint.snapshots.duplicates import differing_keys
from orglint.tables import known_tables
from support.making import Make


def _differing(folder: Path, *walks: tuple[int, list[Mapping[str, Any]]], table: str = "users") -> tuple[str, ...]:
    for walk, rows in walks:
        for number, row in enumerate(rows, start=1):
            pages.write_page(folder, pages.Page(walk, number, None, 1), [row])
    spill = folder.parent / "spill"
    spill.mkdir()
    return differing_keys(folder, known_tables()[table], spill)


def _used(time: str, product: str = "a") -> dict[str, str]:
    return {"id": product, "key": "jira", "lastActiveTimestamp": time}


def test_keys_that_came_once_differ_in_nothing(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    assert _differing(folder, (1, [user(1), user(2)])) == ()


def test_identical_rows_differ_in_nothing_within_and_across_walks(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    assert _differing(folder, (1, [user(1), user(1)]), (3, [user(1)])) == ()


def test_rows_that_differ_are_found_within_and_across_walks(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    first = [user(1, status="active"), user(1, status="suspended"), user(2), user(3)]
    found = _differing(folder, (1, first), (2, [user(2, platformRoles=["atlassian/org-admin"]), user(3)]))
    assert found == ("712020:0001", "712020:0002")


def test_activity_counts_and_the_order_of_lists_may_differ(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    uses = [_used("2026-01-01T00:00:00Z"), _used("2026-01-01T00:00:00Z", "b")]
    later = [_used("2026-01-02T00:00:00Z", "b"), _used("2026-01-01T00:00:00Z")]
    before = user(1, productAccess=uses, counts={"resources": 1}, platformRoles=["a", "b"])
    after = user(1, productAccess=later, counts={"resources": 2}, platformRoles=["b", "a"])
    assert _differing(folder, (1, [before, after])) == ()


def test_a_cell_that_is_invalid_or_left_out_in_one_of_the_rows_differs(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    rows = [
        user(1, groups=None, _left=["groups"]),
        user(1, groups=None),
        user(2, mfaEnabled=None, _bad=["mfaEnabled"]),
        user(2),
    ]
    assert _differing(folder, (1, rows)) == ("712020:0001", "712020:0002")


def test_rows_that_were_asked_for_again_are_left_out(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    assert _differing(folder, (1, [user(1)]), (9, [user(1, status="suspended")])) == ()


def test_members_of_activity_move_in_managed_accounts_too(tmp_path: Path) -> None:
    folder = tmp_path / "managed_accounts"
    folder.mkdir()

    def account(time: str, name: str = "n") -> dict[str, Any]:
        access = [{"key": "jira-core", "name": name, "last_active": time}]
        return {"account_id": "a", "last_active": time, "product_access": access}

    first, second = account("2026-01-01T00:00:00Z"), account("2026-01-02T00:00:00Z")
    assert _differing(folder, (1, [first, second]), table="managed_accounts") == ()


def test_a_list_that_is_null_differs_from_an_empty_one(tmp_path: Path, user: Make) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    assert _differing(folder, (1, [user(1, groups=[]), user(1, groups=None)])) == ("712020:0001",)
