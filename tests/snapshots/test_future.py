"""Times that can only lie in the past and lie in the future are invalid, wherever they are; a day is left to clocks."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from orglint.model.snapshot import Snapshot
from orglint.tables import known_tables
from orglint.tables.values import find_past_places
from support.sealing import policy, sealed, user

YEAR_2126 = "2126-05-01T00:00:00Z"
IN_A_DAY = "2026-11-02T12:00:00Z"
AFTER_A_DAY = "2026-11-02T12:00:00.000001Z"


def cells(snapshot: Snapshot, table: str, columns: str) -> list[tuple[Any, ...]]:
    file = snapshot.folder / snapshot.files[table].name
    return duckdb.sql(
        f"SELECT {columns} FROM read_parquet('{file}') ORDER BY \"{known_tables()[table].key}\""
    ).fetchall()


@pytest.mark.parametrize("column", ["addedToOrg", "deactivatedOn"])
def test_a_time_in_the_future_is_an_invalid_cell(column: str, tmp_path: Path) -> None:
    times = [IN_A_DAY, AFTER_A_DAY, YEAR_2126, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]
    snapshot = sealed(tmp_path, users=[user(number, **{column: time}) for number, time in enumerate(times)])
    found = cells(snapshot, "users", f"{column} IS NULL, list_contains(_unknown, '{column}')")
    assert found == [(False, False), (True, True), (True, True), (True, True), (False, False)]
    ledger = snapshot.tables["users"].columns[column]
    assert (ledger.present, ledger.invalid) == (2, 3)
    assert ledger.note == "a time that can only be past lies after the snapshot was taken, in 3 rows"


def test_a_time_inside_of_a_record_spoils_that_member_alone(tmp_path: Path) -> None:
    access = [{"id": "a", "lastActiveTimestamp": "2026-10-01T00:00:00Z"}, {"id": "b", "lastActiveTimestamp": YEAR_2126}]
    snapshot = sealed(tmp_path, users=[user(1, productAccess=access), user(2, productAccess=access[:1])])
    found = cells(
        snapshot, "users", "[it.id for it in productAccess], [it.lastActiveTimestamp for it in productAccess]"
    )
    assert [(ids, [time is None for time in times]) for ids, times in found] == [
        (["a", "b"], [False, True]),
        (["a"], [False]),
    ]
    marks = {"productAccess[1].lastActiveTimestamp", "productAccess~", "productAccess~lastActiveTimestamp"}
    unknown = [set(entries) for (entries,) in cells(snapshot, "users", "_unknown")]
    assert marks <= unknown[0]
    assert not marks & unknown[1]
    ledger = snapshot.tables["users"].columns["productAccess"]
    assert (ledger.present, ledger.invalid) == (2, 1)
    assert ledger.note == "a time that can only be past lies after the snapshot was taken, in 1 row"


def test_what_is_worked_out_never_sees_a_time_in_the_future(tmp_path: Path) -> None:
    access = [{"id": "a", "lastActiveTimestamp": YEAR_2126}]
    old = [{"id": "a", "lastActiveTimestamp": "2024-01-01T00:00:00Z"}]
    snapshot = sealed(tmp_path, users=[user(1, productAccess=access), user(2, productAccess=old)])
    found = cells(snapshot, "users", "lastActive IS NULL, list_contains(_unknown, 'lastActive')")
    assert found == [(True, True), (False, False)]


def test_the_other_tables_have_such_times_too(tmp_path: Path) -> None:
    policies = [policy(1, createdAt=YEAR_2126, updatedAt=IN_A_DAY), policy(2, createdAt=IN_A_DAY, updatedAt=YEAR_2126)]
    accounts = [{"account_id": "a1", "last_active": YEAR_2126}, {"account_id": "a2", "last_active": IN_A_DAY}]
    snapshot = sealed(tmp_path, policies=policies, managed_accounts=accounts)
    query = "list_contains(_unknown, 'createdAt'), list_contains(_unknown, 'updatedAt')"
    assert cells(snapshot, "policies", query) == [(True, False), (False, True)]
    assert cells(snapshot, "managed_accounts", "list_contains(_unknown, 'last_active')") == [(True,), (False,)]


def test_every_time_of_the_specification_is_declared() -> None:
    """A table with another time must say whether that can lie in the future."""
    times = {
        f"{table.name}.{path}"
        for table in known_tables().values()
        for column in table.columns.values()
        if not column.inputs
        for path in _times(column.name, column.type)
    }
    assert times == {f"{table}.{path}" for table in known_tables() for path in find_past_places(table)}


def _times(path: str, kind: Any) -> list[str]:
    if kind == "timestamp":
        return [path]
    if hasattr(kind, "element"):
        return _times(f"{path}[]", kind.element)
    return [time for field in getattr(kind, "fields", ()) for time in _times(f"{path}.{field.name}", field.type)]
