"""Derived columns: their values, and that they are unknown where what they are made of is."""

from datetime import UTC, datetime, timedelta

from snapshots.making import Make, Making


def _utc(*parts: int) -> datetime:
    """Return a time in UTC as the sealed files hold it: without saying so."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


ADDED = _utc(2024, 1, 1)
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
    assert users["statusSince"].unknown != ""


def test_the_domain_follows_the_last_at_sign_in_lower_case(making: Making, user: Make) -> None:
    rows = [user(1, email='"a@b"@Example.COM'), user(2, email=None), user(3, email="nobody")]
    snapshot = making.snapshot(rows)
    assert making.cells(snapshot, "emailDomain") == [("example.com",), (None,), (None,)]


def test_at_first_a_status_counts_from_the_last_activity(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, status="suspended", productAccess=_used(USED))])
    assert making.cells(snapshot, "statusSince, statusSinceBy") == [(_utc(2026, 5, 4, 3, 2, 1), "activity")]


def test_without_activity_a_status_counts_from_when_the_user_was_added(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, status="suspended"), user(2, productAccess=_used(USED))])
    assert making.cells(snapshot, "statusSince, statusSinceBy")[0] == (ADDED, "activity")


def test_a_status_that_stayed_keeps_its_date(making: Making, user: Make) -> None:
    making.snapshot([user(1, status="suspended", productAccess=_used(USED))], at=FIRST)
    later = making.snapshot([user(1, status="suspended", productAccess=_used("2026-11-05T00:00:00Z"))], at=LATER)
    assert making.cells(later, "statusSince, statusSinceBy") == [(_utc(2026, 5, 4, 3, 2, 1), "activity")]


def test_a_status_that_changed_counts_from_the_snapshot_that_saw_it(making: Making, user: Make) -> None:
    making.snapshot([user(1, status="active", productAccess=_used(USED))], at=FIRST)
    later = making.snapshot([user(1, status="suspended", productAccess=_used(USED))], at=LATER)
    assert making.cells(later, "statusSince, statusSinceBy") == [(LATER.replace(tzinfo=None), "observed")]


def test_what_was_observed_stays_observed(making: Making, user: Make) -> None:
    making.snapshot([user(1, productAccess=_used(USED))], at=FIRST)
    for days in (1, 2):
        last = making.snapshot([user(1, status="suspended")], at=FIRST + timedelta(days=days))
    seen = (FIRST + timedelta(days=1)).replace(tzinfo=None)
    assert making.cells(last, "statusSince, statusSinceBy") == [(seen, "observed")]


def test_a_partial_snapshot_is_no_past_to_count_from(making: Making, user: Make) -> None:
    making.snapshot([user(1)], at=FIRST, dropped=1)
    later = making.snapshot([user(1, status="suspended")], at=LATER)
    assert making.cells(later, "statusSinceBy") == [("activity",)]
    assert later.previous == ""


def test_a_damaged_earlier_snapshot_is_said_and_not_used(making: Making, user: Make) -> None:
    first = making.snapshot([user(1)], at=FIRST)
    (first.folder / "users.parquet").write_bytes(b"")
    later = making.snapshot([user(1, status="suspended")], at=LATER)
    assert making.cells(later, "statusSinceBy") == [("activity",)]
    assert "an earlier snapshot is not used" in making.said[0]


def test_since_when_is_unknown_without_products_unless_the_past_decides(making: Making, user: Make) -> None:
    making.snapshot([user(1, status="suspended", productAccess=_used(USED)), user(2)], at=FIRST)
    rows = [user(1, status="suspended"), user(2, status="suspended"), user(3)]
    later = making.snapshot(rows, at=LATER, asked=())
    cells = making.cells(later, "statusSince, list_contains(_unknown, 'statusSince')")
    assert cells == [
        (_utc(2026, 5, 4, 3, 2, 1), False),
        (LATER.replace(tzinfo=None), False),
        (None, True),
    ]


def test_since_when_is_unknown_where_the_status_is(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1), user(2, status=None)])
    assert making.cells(snapshot, "list_contains(_unknown, 'statusSince')") == [(False,), (True,)]
