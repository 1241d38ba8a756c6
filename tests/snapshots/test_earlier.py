"""What derived columns of a table see of its previous snapshot, each table for itself; policies show it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orglint.model.snapshot import Snapshot
from orglint.snapshots import manifest
from support.making import Make, Making

FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = FIRST + timedelta(days=7)
LAST = LATER + timedelta(days=7)
MADE = datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001 - as the sealed files hold it


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _seal(making: Making, *rows: Mapping[str, Any], at: datetime, **told: Any) -> Snapshot:
    """Seal a snapshot of policies alone."""
    return making.snapshot(at=at, beside={"policies": rows}, **told)


def _since(making: Making, snapshot: Snapshot) -> list[tuple[Any, ...]]:
    return making.cells(snapshot, "statusSince, statusSinceBy, statusNotBefore", "policies")


def _unknown(making: Making, snapshot: Snapshot) -> list[list[str]]:
    """Return for each policy which of the derived cells are listed as unknown."""
    return [
        [name for name in ("statusSince", "statusSinceBy", "statusNotBefore") if name in entries]
        for (entries,) in making.cells(snapshot, "_unknown", "policies")
    ]


def _without(snapshot: Snapshot, table: str, *names: str) -> None:
    """Make a snapshot one whose orglint did not know these columns of a table."""
    ledger = snapshot.tables[table]
    known = {name: column for name, column in ledger.columns.items() if name not in names}
    tables = {**snapshot.tables, table: replace(ledger, columns=known)}
    (snapshot.folder / "manifest.json").write_bytes(manifest.render_manifest(replace(snapshot, tables=tables)))


def test_at_first_a_policy_has_its_status_since_the_snapshot_and_not_before_it_was_made(
    making: Making, policy: Make
) -> None:
    snapshot = _seal(making, policy(1), policy(2, createdAt=None), at=FIRST)
    assert _since(making, snapshot) == [
        (_naive(FIRST), "observed", MADE),
        (_naive(FIRST), "observed", None),
    ]
    assert _unknown(making, snapshot) == [[], ["statusNotBefore"]]


def test_a_status_that_stayed_keeps_its_dates(making: Making, policy: Make) -> None:
    _seal(making, policy(1, status="disabled"), at=FIRST)
    changed = _seal(making, policy(1), at=LATER)
    assert _since(making, changed) == [(_naive(LATER), "observed", _naive(FIRST))]
    assert _since(making, _seal(making, policy(1), at=LAST)) == _since(making, changed)


@pytest.mark.parametrize("updated", ["2026-02-03T04:05:06Z", "2026-11-05T00:00:00Z", None])
def test_when_a_policy_was_updated_shows_nothing_of_its_status(
    updated: str | None, making: Making, policy: Make
) -> None:
    _seal(making, policy(1, status="disabled"), policy(2), at=FIRST)
    later = _seal(making, policy(1, updatedAt=updated), policy(2, updatedAt=updated), at=LATER)
    assert _since(making, later) == [
        (_naive(LATER), "observed", _naive(FIRST)),
        (_naive(FIRST), "observed", MADE),
    ]


def test_a_policy_made_since_the_previous_snapshot_has_no_status_before(making: Making, policy: Make) -> None:
    _seal(making, policy(1), at=FIRST)
    later = _seal(making, policy(1), policy(2, createdAt="2026-11-05T00:00:00Z"), at=LATER)
    assert _since(making, later)[1] == (_naive(LATER), "observed", datetime(2026, 11, 5))  # noqa: DTZ001


@pytest.mark.parametrize(("before", "bound"), [("disabled", _naive(FIRST)), ("enabled", MADE)])
def test_what_was_seen_before_it_was_made_was_not_made_then(
    before: str, bound: datetime, making: Making, policy: Make
) -> None:
    _seal(making, policy(1, status=before), at=FIRST)
    later = _seal(making, policy(1, createdAt="2026-11-05T00:00:00Z"), at=LATER)
    assert _since(making, later)[0][2] == bound


def test_a_time_of_making_that_came_too_late_proves_nothing_where_nothing_else_does(
    making: Making, policy: Make
) -> None:
    _seal(making, policy(1, createdAt=None), policy(2), at=FIRST)
    later = _seal(making, policy(1, createdAt="2026-11-05T00:00:00Z"), policy(2), at=LATER)
    assert _since(making, later)[0] == (_naive(FIRST), "observed", None)
    assert _unknown(making, later)[0] == ["statusNotBefore"]


def test_when_a_policy_was_made_is_believed_later_if_it_lies_before_all_that_was_seen(
    making: Making, policy: Make
) -> None:
    _seal(making, policy(1, createdAt=None), policy(2), at=FIRST)
    assert _since(making, _seal(making, policy(1), policy(2), at=LATER))[0][2] == MADE


def test_a_status_that_nobody_listed_proves_nothing(making: Making, policy: Make) -> None:
    _seal(making, policy(1, status="paused", createdAt=None), policy(2), at=FIRST)
    later = _seal(making, policy(1, createdAt=None), policy(2), at=LATER)
    assert _since(making, later)[0] == (_naive(LATER), "observed", None)


def test_since_when_is_unknown_where_the_status_is(making: Making, policy: Make) -> None:
    _seal(making, policy(1), at=FIRST)
    later = _seal(making, policy(1, status=None), policy(2), at=LATER)
    assert _unknown(making, later) == [["statusSince", "statusSinceBy", "statusNotBefore"], []]


def test_a_status_that_was_not_known_then_is_no_other_one(making: Making, policy: Make) -> None:
    _seal(making, policy(1, status=None, createdAt=None), policy(2), at=FIRST)
    later = _seal(making, policy(1, createdAt=None), policy(2), at=LATER)
    assert _since(making, later)[0] == (_naive(LATER), "observed", None)


def test_an_older_snapshot_without_these_columns_still_shows_the_status(making: Making, policy: Make) -> None:
    first = _seal(making, policy(1), policy(2, status="draft"), at=FIRST)
    _without(first, "policies", "statusSince", "statusSinceBy", "statusNotBefore")
    later = _seal(making, policy(1), policy(2), at=LATER)
    assert later.previous == first.id
    assert _since(making, later) == [
        (_naive(FIRST), "observed", MADE),
        (_naive(LATER), "observed", _naive(FIRST)),
    ]


def test_a_snapshot_without_the_status_itself_is_passed_over(making: Making, policy: Make) -> None:
    first = _seal(making, policy(1), at=FIRST)
    _without(_seal(making, policy(1), at=LATER), "policies", "status")
    last = _seal(making, policy(1), at=LAST)
    assert last.previous == first.id
    assert _since(making, last)[0][0] == _naive(FIRST)


def _both(making: Making, users: Iterable[Any], policies: Iterable[Any], at: datetime, *partial: str) -> Snapshot:
    return making.snapshot(users, at=at, beside={"policies": policies}, partial=partial)


def test_each_table_looks_at_the_newest_snapshot_in_which_it_is_complete(
    making: Making, user: Make, policy: Make
) -> None:
    _both(making, [user(1)], [policy(1)], FIRST)
    later = _both(making, [user(1, status="suspended")], [policy(1, status="disabled")], LATER, "policies")
    last = _both(making, [user(1, status="suspended")], [policy(1, status="disabled")], LAST)
    assert last.previous == later.id
    assert making.cells(last, "statusSince, statusNotBefore") == [(_naive(LATER), _naive(FIRST))]
    assert _since(making, last) == [(_naive(LAST), "observed", _naive(FIRST))]


def test_a_table_that_was_never_collected_costs_no_other_its_past(making: Making, user: Make, policy: Make) -> None:
    making.snapshot([user(1)], at=FIRST)
    later = _both(making, [user(1)], [policy(1)], LATER)
    assert making.cells(later, "statusSince") == [(_naive(FIRST),)]
    assert _since(making, later)[0][0] == _naive(LATER)
    assert making.said == []


def test_one_damaged_file_makes_the_whole_snapshot_no_past(making: Making, user: Make, policy: Make) -> None:
    _both(making, [user(1)], [policy(1)], FIRST)
    damaged = _both(making, [user(1)], [policy(1, status="disabled")], LATER)
    (damaged.folder / "users.parquet").write_bytes(b"")
    last = _both(making, [user(1)], [policy(1, status="disabled")], LAST)
    assert _since(making, last) == [(_naive(LAST), "observed", _naive(FIRST))]
    assert [said.partition(":")[0] for said in making.said] == ["an earlier snapshot is not used"]


def test_a_time_in_doubt_is_told_once_for_all_tables(making: Making, user: Make, policy: Make) -> None:
    _both(making, [user(1)], [policy(1)], FIRST)
    doubted = _both(making, [user(1)], [policy(1)], LATER)
    content = manifest.render_manifest(replace(doubted, doubts=("a clock is wrong",)))
    (doubted.folder / "manifest.json").write_bytes(content)
    last = _both(making, [user(1)], [policy(1)], LAST)
    assert (_since(making, last)[0][0], making.cells(last, "statusSince")) == (_naive(LAST), [(_naive(LAST),)])
    assert making.said == [
        f"since when a status lasts is counted anew: the time of the snapshot {doubted.id} is in doubt"
    ]


def test_files_of_snapshots_that_cannot_help_are_not_read(making: Making, policy: Make) -> None:
    useless = _seal(making, policy(1), at=FIRST, partial=("policies",))
    (useless.folder / "policies.parquet").write_bytes(b"")
    _seal(making, policy(1), at=LATER)
    assert making.said == []
