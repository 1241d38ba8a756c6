"""Members that may have been renamed are unknown where they are missing, decided over the whole table."""

from pathlib import Path
from typing import Any

import duckdb

from orglint.model.snapshot import Snapshot
from snapshots.pages_of import sealed

G, H = {"id": "g", "name": "n"}, {"id": "h", "name": "n"}


def _user(number: int, **cells: Any) -> dict[str, Any]:
    return {"accountId": str(number), "platformRoles": [], "productAccess": [], **cells}


def _cells(snapshot: Snapshot, table: str, column: str) -> list[tuple[Any, ...]]:
    file = snapshot.folder / f"{table}.parquet"
    marks = f"list_filter(_unknown, lambda path: path[:{len(column)}] = '{column}')"
    return duckdb.sql(f"SELECT {column}, {marks} FROM read_parquet('{file}') ORDER BY 1 NULLS FIRST").fetchall()


def test_a_list_that_was_renamed_in_one_row_is_unknown_there_and_empty_elsewhere(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, "users", [_user(1, groups=[G]), _user(2)], [_user(3, groups2=[H])])
    assert _cells(snapshot, "users", "groups") == [
        (None, ["groups"]),
        ([], []),
        ([{**G, "description": None}], []),
    ]
    note = snapshot.tables["users"].columns["groups"].note
    assert note == "in 1 of 3 rows it, or a part of it, may stand under another name: groups2"


def test_a_new_member_beside_the_known_one_renames_nothing(tmp_path: Path) -> None:
    both = _user(1, groups=[G], groups2=[H])
    snapshot = sealed(tmp_path, "users", [both], [_user(2, groups2=[H])])
    assert _cells(snapshot, "users", "groups")[0] == ([], [])
    assert snapshot.tables["users"].columns["groups"].note == ""


def test_a_renaming_is_refuted_by_any_row_of_the_table(tmp_path: Path) -> None:
    first, last = [_user(1, groups2=[H]), _user(3, groups=[G])], [_user(2, groups=[G], groups2=[H])]
    snapshot = sealed(tmp_path, "users", first, last)
    assert _cells(snapshot, "users", "groups")[0] == ([], [])


def test_a_member_of_a_record_that_was_renamed_is_unknown_there(tmp_path: Path) -> None:
    used = {"id": "a", "key": "k", "lastActiveTimestamp": "2026-01-01T00:00:00Z"}
    other = {"id": "b", "key": "k", "lastUse": "2026-01-02T00:00:00Z"}
    snapshot = sealed(tmp_path, "users", [_user(1, productAccess=[used]), _user(2, productAccess=[used, other])])
    mark = "productAccess~lastActiveTimestamp"
    paths = [marks for _, marks in _cells(snapshot, "users", "productAccess")]
    assert ["productAccess[1].lastActiveTimestamp", "productAccess~", mark] in paths
    assert [marks for _, marks in _cells(snapshot, "users", "lastActive")].count(["lastActive"]) == 1


def test_what_may_be_missing_everywhere_is_unknown_if_a_new_member_fits_it(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, "users", [_user(1, workTitle="x"), _user(2)])
    users = snapshot.tables["users"].columns
    assert users["jobTitle"].unknown == "absent in every row; it may stand under another name: workTitle"
    assert users["deactivatedOn"].unknown == ""


def test_a_member_that_may_be_missing_everywhere_is_unknown_in_every_record_if_a_new_one_fits_it(
    tmp_path: Path,
) -> None:
    snapshot = sealed(tmp_path, "users", [_user(1, groups=[{**G, "summary": "x"}]), _user(2, groups=[H])])
    marks = [marks for _, marks in _cells(snapshot, "users", "groups")]
    assert marks == [["groups[0].description", "groups~", "groups~description"]] * 2


def test_one_policy_without_its_attributes_has_no_empty_list_of_resources(tmp_path: Path) -> None:
    whole = {"id": "1", "attributes": {"type": "t", "status": "enabled", "resources": [{"id": "r"}]}}
    items = [whole, {"id": "2", "attributes": None}, {"id": "3"}, {"id": "4", "attributes2": whole["attributes"]}]
    snapshot = sealed(tmp_path, "policies", items)
    cells = _cells(snapshot, "policies", "resources")
    assert [marks for value, marks in cells if value is None] == [["resources"]] * 3
    assert snapshot.tables["policies"].columns["resources"].invalid == 3


def test_a_lifted_member_that_was_renamed_is_unknown_there(tmp_path: Path) -> None:
    first = {"id": "1", "attributes": {"type": "t", "resources": [{"id": "r"}]}}
    second = {"id": "2", "attributes": {"type": "t", "appliedTo": [{"id": "r"}]}}
    snapshot = sealed(tmp_path, "policies", [first, second, {"id": "3", "attributes": {"type": "t"}}])
    assert [marks for _, marks in _cells(snapshot, "policies", "resources")].count(["resources"]) == 1
    assert _cells(snapshot, "policies", "len(resources)")[1][0] == 0
