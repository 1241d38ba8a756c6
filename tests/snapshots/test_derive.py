"""Derived columns: their values, and that they are unknown where what they are made of is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from orglint.documents import files
from orglint.model.snapshot import DataFile, Snapshot
from orglint.snapshots import manifest
from support.making import Make, Making


def _utc(*parts: int) -> datetime:
    """Return a time in UTC as the sealed files hold it: without saying so."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


USED = "2026-05-04T03:02:01Z"
FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = FIRST + timedelta(days=7)


def _used(*times: str | None) -> list[dict[str, str]]:
    return [{"id": "a", "key": "jira", **({"lastActiveTimestamp": time} if time else {})} for time in times]


def test_last_active_is_the_latest_use_of_any_product(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, productAccess=_used("2025-01-01T00:00:00Z", USED, None))])
    assert making.cells(snapshot, "lastActive") == [(_utc(2026, 5, 4, 3, 2, 1),)]


def test_who_never_used_a_product_has_no_last_active(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, productAccess=_used(USED)), user(2, productAccess=_used(None)), user(3)])
    cells = making.cells(snapshot, "lastActive IS NULL, list_contains(_unknown, 'lastActive')")
    assert cells == [(False, False), (True, False), (True, False)]


def test_last_active_is_unknown_where_the_products_are(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, productAccess=_used(USED)), user(2, productAccess=None)])
    assert making.cells(snapshot, "list_contains(_unknown, 'lastActive')") == [(False,), (True,)]


def test_last_active_is_unknown_as_a_whole_if_products_were_not_asked_for(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1)], asked=("platformRoles",))
    reason = snapshot.tables["users"].columns["lastActive"].unknown
    assert reason == "productAccess is unknown: not asked for"


def test_a_renamed_time_of_use_does_not_read_as_never(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, productAccess=_used(None)), user(2, productAccess=_used(None))])
    users = snapshot.tables["users"].columns
    assert users["lastActive"].unknown == "no product that a user may use shows when it was used"


def test_the_domain_follows_the_last_at_sign_in_lower_case(making: Making, user: Make) -> None:
    rows = [user(1, email='"a@b"@Example.COM'), user(2, email=None), user(3, email="nobody")]
    snapshot = making.snapshot(rows)
    assert making.cells(snapshot, "emailDomain") == [("example.com",), (None,), (None,)]


def _since(making: Making, snapshot: Snapshot) -> list[tuple[Any, ...]]:
    return making.cells(snapshot, "statusSince, statusSinceBy, statusNotBefore")


def test_last_active_is_unknown_where_the_time_of_one_use_is(making: Making, user: Make) -> None:
    rows = [
        user(1, productAccess=_used(USED, None), _bad=["productAccess[1].lastActiveTimestamp"]),
        user(2, productAccess=[*_used(USED), None], _bad=["productAccess[1]"]),
        user(3, productAccess=_used(USED), _bad=["productAccess[0].key"]),
    ]
    cells = making.cells(making.snapshot(rows), "lastActive, list_contains(_unknown, 'lastActive')")
    assert cells == [(None, True), (None, True), (_utc(2026, 5, 4, 3, 2, 1), False)]


def test_at_first_a_status_is_certain_since_the_snapshot_alone(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, status="suspended", productAccess=_used(USED)), user(2)])
    assert _since(making, snapshot) == [
        (_naive(FIRST), "observed", _utc(2026, 5, 4, 3, 2, 1)),
        (_naive(FIRST), "observed", None),
    ]
    assert making.cells(snapshot, "list_contains(_unknown, 'statusNotBefore')") == [(False,), (True,)]


@pytest.mark.parametrize(("status", "known"), [("suspended", True), ("deactivated", True), ("active", False)])
def test_the_last_use_was_before_a_status_in_which_nobody_can_be_active(
    status: str, known: Any, making: Making, user: Make
) -> None:
    snapshot = making.snapshot([user(1, status=status, productAccess=_used(USED)), user(2, productAccess=_used(USED))])
    assert making.cells(snapshot, "statusNotBefore IS NOT NULL")[0] == (known,)


def test_a_known_use_was_before_it_also_where_another_is_unknown(making: Making, user: Make) -> None:
    rows = [
        user(
            1,
            status="suspended",
            productAccess=_used(USED, None),
            _bad=["productAccess[1].lastActiveTimestamp"],
        )
    ]
    assert _since(making, making.snapshot(rows))[0][2] == _utc(2026, 5, 4, 3, 2, 1)


def test_a_status_that_stayed_keeps_its_dates(making: Making, user: Make) -> None:
    making.snapshot([user(1, productAccess=_used(USED))], at=FIRST - timedelta(days=7))
    first = making.snapshot([user(1, status="suspended", productAccess=_used(USED))], at=FIRST)
    expected = [(_naive(FIRST), "observed", _naive(FIRST - timedelta(days=7)))]
    assert _since(making, first) == expected
    later = making.snapshot([user(1, status="suspended", productAccess=_used(USED))], at=LATER)
    assert _since(making, later) == expected


def test_a_status_that_changed_counts_from_the_snapshot_that_saw_it(making: Making, user: Make) -> None:
    making.snapshot([user(1, status="active", productAccess=_used(USED))], at=FIRST)
    later = making.snapshot([user(1, status="suspended", productAccess=_used(USED))], at=LATER)
    assert _since(making, later) == [(_naive(LATER), "observed", _naive(FIRST))]


def test_a_use_after_the_status_was_last_seen_otherwise_is_the_better_bound(making: Making, user: Make) -> None:
    making.snapshot([user(1, status="active", productAccess=_used(USED))], at=FIRST)
    used = _used("2026-11-03T00:00:00Z")
    later = making.snapshot([user(1, status="suspended", productAccess=used)], at=LATER)
    assert _since(making, later) == [(_naive(LATER), "observed", _utc(2026, 11, 3))]


def test_who_was_not_there_before_has_the_status_since_this_snapshot(making: Making, user: Make) -> None:
    making.snapshot([user(1)], at=FIRST)
    later = making.snapshot([user(1), user(2, status="suspended")], at=LATER)
    assert making.cells(later, "statusSince") == [(_naive(FIRST),), (_naive(LATER),)]


def test_what_an_older_orglint_knew_by_activity_is_dropped(making: Making, user: Make) -> None:
    first = making.snapshot([user(1, status="suspended")], at=FIRST)
    _reseal(first, "* REPLACE ('activity' AS statusSinceBy, TIMESTAMP '2020-01-01' AS statusSince)")
    later = making.snapshot([user(1, status="suspended"), user(2)], at=LATER)
    assert making.cells(later, "statusSince, statusSinceBy")[0] == (_naive(FIRST), "observed")


def test_a_snapshot_that_does_not_know_not_before_is_a_past_too(making: Making, user: Make) -> None:
    first = making.snapshot([user(1, status="suspended")], at=FIRST)
    _reseal(first, "* EXCLUDE (statusNotBefore)", without="statusNotBefore")
    later = making.snapshot([user(1, status="suspended"), user(2)], at=LATER)
    assert making.cells(later, "statusSince, statusNotBefore")[0] == (_naive(FIRST), None)


def _reseal(snapshot: Snapshot, columns: str, without: str = "") -> None:
    """Make a snapshot one that another version of the tool sealed."""
    file = snapshot.folder / "users.parquet"
    beside = snapshot.folder.parent / "beside.parquet"
    duckdb.sql(f"COPY (SELECT {columns} FROM read_parquet('{file}')) TO '{beside}' (FORMAT parquet)")
    file.unlink()
    beside.rename(file)
    data = DataFile(file.name, files.digest_file(file), file.stat().st_size)
    users = snapshot.tables["users"]
    known = {name: ledger for name, ledger in users.columns.items() if name != without}
    other = replace(snapshot, tables={"users": replace(users, columns=known)}, files={"users": data})
    (snapshot.folder / "manifest.json").write_bytes(manifest.render_manifest(other))


def test_a_partial_snapshot_is_no_past_to_count_from(making: Making, user: Make) -> None:
    making.snapshot([user(1)], at=FIRST, dropped=1)
    later = making.snapshot([user(1, status="suspended")], at=LATER)
    assert making.cells(later, "statusSince") == [(_naive(LATER),)]
    assert later.previous == ""


def test_a_snapshot_whose_time_is_in_doubt_is_no_past_to_count_from(making: Making, user: Make) -> None:
    making.snapshot([user(1, status="suspended")], at=FIRST)
    doubted = making.snapshot([user(1, status="suspended")], at=LATER)
    (doubted.folder / "manifest.json").write_bytes(
        manifest.render_manifest(replace(doubted, doubts=("a clock is wrong",)))
    )
    last = making.snapshot([user(1, status="suspended")], at=LATER + timedelta(days=1))
    assert making.cells(last, "statusSince") == [(_naive(LATER + timedelta(days=1)),)]
    assert last.previous == ""
    assert making.said == [
        f"since when a status lasts is counted anew: the time of the snapshot {doubted.id} is in doubt"
    ]


def test_a_damaged_earlier_snapshot_is_said_and_not_used(making: Making, user: Make) -> None:
    first = making.snapshot([user(1)], at=FIRST)
    (first.folder / "users.parquet").write_bytes(b"")
    later = making.snapshot([user(1, status="suspended")], at=LATER)
    assert making.cells(later, "statusSince") == [(_naive(LATER),)]
    assert "an earlier snapshot is not used" in making.said[0]


def test_what_may_be_an_earlier_snapshot_and_cannot_be_read_is_said(making: Making, user: Make) -> None:
    first = making.snapshot([user(1)], at=FIRST)
    (first.folder / "manifest.json").write_bytes(b"{}")
    making.snapshot([user(1)], at=LATER)
    assert len(making.said) == 1
    assert making.said[0].startswith(f"what may be an earlier snapshot is not used: {first.folder}/manifest.json")


def test_since_when_needs_no_products(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, status="suspended"), user(2)], asked=())
    assert making.cells(snapshot, "statusSince, list_contains(_unknown, 'statusSince')") == [(_naive(FIRST), False)] * 2


def test_since_when_is_unknown_where_the_status_is(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1), user(2, status=None)])
    assert making.cells(snapshot, "list_contains(_unknown, 'statusSince')") == [(False,), (True,)]
