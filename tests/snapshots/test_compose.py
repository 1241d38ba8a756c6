"""Rows with one key become one: what moves as it was read last, what agrees as it is, all else unknown."""

from typing import Any

import pytest

from orglint.model.snapshot import Snapshot
from orglint.snapshots import pages
from support.making import Make, Making

OLD, NEW = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"


def _cells(making: Making, snapshot: Snapshot, column: str) -> list[tuple[Any, ...]]:
    return making.cells(snapshot, f"{column}, list_contains(_unknown, '{column.partition('.')[0]}')")


def test_identical_rows_are_one_and_are_told(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, name="a"), user(2)], [user(1, name="a")])
    users = snapshot.tables["users"]
    assert (users.rows, users.complete) == (2, True)
    assert users.notes == ("1 row came more than once while the organization was read",)
    assert _cells(making, snapshot, "name")[0] == ("a", False)


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("name", "a", "b"),
        ("claimStatus", "managed", "unmanaged"),
        ("claimStatus", "managed", None),
        ("mfaEnabled", True, False),
        ("addedToOrg", OLD, NEW),
        ("status", "active", "suspended"),
    ],
)
def test_a_cell_that_differs_is_unknown(column: str, before: Any, after: Any, making: Making, user: Make) -> None:
    rows = [user(1, **{column: before}), user(2, **{column: before})]
    snapshot = making.snapshot(rows, [user(1, **{column: after})])
    first, second = _cells(making, snapshot, column)
    assert first == (None, True)
    assert second[1] is False
    note = f"1 row came with different content; for that reason unknown: {column} in 1 row"
    assert note in snapshot.tables["users"].notes
    assert snapshot.tables["users"].columns[column].note == "in 1 of 2 rows it differed between rows with one key"


def test_what_agrees_beside_it_is_known(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, name="a", claimStatus="managed")], [user(1, name="b", claimStatus="managed")])
    assert _cells(making, snapshot, "claimStatus") == [("managed", False)]


def test_activity_and_counts_are_as_they_were_read_last(making: Making, user: Make) -> None:
    def row(time: str, resources: int) -> dict[str, Any]:
        access = [{"id": "a", "key": "jira", "lastActiveTimestamp": time}]
        return user(1, productAccess=access, counts={"resources": resources})

    snapshot = making.snapshot([row(OLD, 2)], [row(NEW, 1)])
    assert making.cells(snapshot, "counts.resources, lastActive::VARCHAR") == [(1, "2026-01-02 00:00:00")]
    assert snapshot.tables["users"].notes == ("1 row came more than once while the organization was read",)


def test_what_was_invalid_in_one_of_the_rows_is_unknown(making: Making, user: Make) -> None:
    rows = [user(1, mfaEnabled=True), user(2, mfaEnabled=True)]
    snapshot = making.snapshot(rows, [user(1, mfaEnabled=None, _bad=["mfaEnabled"])])
    assert _cells(making, snapshot, "mfaEnabled") == [(None, True), (True, False)]


def test_what_was_invalid_in_one_of_the_rows_and_null_in_the_last_is_unknown(making: Making, user: Make) -> None:
    rows = [user(1, email=None, _bad=["email"]), user(2)]
    snapshot = making.snapshot(rows, [user(1, email=None)])
    assert _cells(making, snapshot, "email") == [(None, True), ("u2@example.com", False)]


def test_a_list_that_is_left_out_of_one_of_the_rows_is_empty_there(making: Making, user: Make) -> None:
    left = user(1, groups=None, _left=["groups"])
    rows = [user(1, groups=[{"id": "g", "name": "all"}]), user(2, groups=[{"id": "g", "name": "all"}])]
    snapshot = making.snapshot([*rows, left])
    (cell, unknown), _ = _cells(making, snapshot, "groups")
    assert ([group["id"] for group in cell], unknown) == (["g"], False)


def test_a_list_that_is_null_in_one_of_the_rows_is_not_empty(making: Making, user: Make) -> None:
    rows = [user(1, platformRoles=None), user(2)]
    assert _cells(making, making.snapshot(rows, [user(1, platformRoles=[])]), "platformRoles")[0] == (None, True)


def test_active_in_one_directory_is_active(making: Making, user: Make) -> None:
    rows = [
        user(1, membershipStatus="suspended", status="suspended"),
        user(1, membershipStatus="active", status="active"),
        user(1, membershipStatus="no_membership", status="not_invited"),
    ]
    snapshot = making.snapshot(rows)
    assert _cells(making, snapshot, "membershipStatus") == [("active", False)]
    assert _cells(making, snapshot, "status") == [("active", False)]


def test_suspended_in_one_directory_and_no_member_of_another_is_unknown(making: Making, user: Make) -> None:
    rows = [
        user(1, membershipStatus="suspended", status="suspended"),
        user(1, membershipStatus="no_membership", status="not_invited"),
        user(2, membershipStatus="active"),
    ]
    snapshot = making.snapshot(rows)
    assert _cells(making, snapshot, "membershipStatus")[0] == (None, True)
    assert _cells(making, snapshot, "status")[0] == (None, True)


def test_lists_hold_what_any_of_the_rows_holds(making: Making, user: Make) -> None:
    def access(product: str, time: str) -> dict[str, str]:
        return {"id": product, "key": "jira", "lastActiveTimestamp": time}

    rows = [
        user(1, platformRoles=["a"], groups=[{"id": "g", "name": "n"}], productAccess=[access("p", OLD)]),
        user(
            1, platformRoles=[], groups=[{"id": "h", "name": "n"}], productAccess=[access("p", NEW), access("q", OLD)]
        ),
    ]
    snapshot = making.snapshot(rows)
    cells = making.cells(snapshot, "platformRoles, list_transform(groups, lambda g: g.id), lastActive::VARCHAR")
    assert cells == [(["a"], ["g", "h"], "2026-01-02 00:00:00")]
    assert making.cells(snapshot, "len(productAccess)") == [(2,)]
    assert snapshot.tables["users"].notes[-1] == "1 row came with different content"


def test_one_record_with_two_contents_is_unknown(making: Making, user: Make) -> None:
    rows = [user(1, groups=[{"id": "g", "name": "n"}]), user(1, groups=[{"id": "g", "name": "m"}]), user(2)]
    assert _cells(making, making.snapshot(rows), "groups") == [(None, True), ([], False)]


def test_records_without_id_are_not_united(making: Making, user: Make) -> None:
    rows = [user(1, groups=[{"name": "n"}]), user(1, groups=[{"name": "m"}]), user(2)]
    assert _cells(making, making.snapshot(rows), "groups") == [(None, True), ([], False)]


def test_rows_that_were_asked_for_again_replace_all_earlier_ones(making: Making, user: Make) -> None:
    def again(folder: Any) -> None:
        written = pages.write_page(folder, pages.Page(9, 1, None, 1), [user(1, name="c", claimStatus="managed")])
        digests.append(written)

    digests: list[pages.Page] = []
    first = [user(1, name="a"), user(2, name="x")], [user(1, name="b")]
    snapshot = making.snapshot(*first, harm=again, also=digests)
    assert _cells(making, snapshot, "name") == [("c", False), ("x", False)]
    assert snapshot.tables["users"].notes == ()
