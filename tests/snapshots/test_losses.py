"""Tables that lost many rows, and empty lists that cannot be, are doubtful."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orglint.model.snapshot import Doubt, DoubtKind, Snapshot, TableState
from orglint.snapshots import collecting, pages, seal

FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)
KEYS = {"users": "accountId", "managed_accounts": "account_id", "directories": "directoryId"}
Rows = Iterable[Mapping[str, Any]]


def _snapshot(store: Path, days: int = 0, told: Mapping[str, Any] | None = None, **tables: Rows) -> Snapshot:
    at = FIRST + timedelta(days=days)
    task = collecting.Task("org-1", "https://api.example/admin", {"tables": []}, {"organizations": "0" * 64}, "0.1.0")
    begun = collecting.resume_collecting(store, task, fresh_id=f"{at:%Y%m%dT%H%M%SZ}-t", now=at)
    ends = {}
    for name, given in tables.items():
        rows = list(given)
        page = pages.write_page(begun.pages(name), pages.Page(1, 1, None, len(rows)), rows)
        ends[name] = collecting.TableWalk(
            name, TableState.COMPLETE, 1, 1, at, digest=pages.digest_pages([page]), **(told or {})
        )
    return seal.seal_snapshot(store, begun, ends, sealed_at=at, say=print)


def _rows(table: str, number: int, **cells: Any) -> list[dict[str, Any]]:
    return [{KEYS.get(table, "id"): f"k{place}", **cells} for place in range(number)]


@pytest.mark.parametrize(
    ("before", "after", "doubted"), [(10, 7, True), (10, 8, False), (20, 16, False), (20, 15, True)]
)
def test_a_table_that_lost_many_rows_is_doubtful(before: int, after: int, doubted: Any, tmp_path: Path) -> None:
    first = _snapshot(tmp_path, policies=_rows("policies", before))
    policies = _snapshot(tmp_path, 1, policies=_rows("policies", after)).tables["policies"]
    assert (policies.state is TableState.DOUBTFUL) == doubted
    lost = before - after
    text = f"{after} rows, {lost} fewer than the {before} in the snapshot {first.id}, and no count that agrees"
    assert policies.doubts == ((Doubt(DoubtKind.LOSS, text, lost),) if doubted else ())
    assert policies.reason == (text if doubted else "")


def test_two_rows_may_always_go(tmp_path: Path) -> None:
    _snapshot(tmp_path, policies=_rows("policies", 2))
    assert _snapshot(tmp_path, 1, policies=[]).tables["policies"].complete


def test_a_count_that_agrees_proves_a_loss(tmp_path: Path) -> None:
    _snapshot(tmp_path, users=_rows("users", 10))
    agreed = {"expected": 3, "expected_by": "users/count"}
    assert _snapshot(tmp_path, 1, told=agreed, users=_rows("users", 3)).tables["users"].complete


def test_a_doubtful_table_is_no_measure(tmp_path: Path) -> None:
    first = _snapshot(tmp_path, policies=_rows("policies", 10))
    _snapshot(tmp_path, 1, policies=_rows("policies", 4))
    again = _snapshot(tmp_path, 2, policies=_rows("policies", 4)).tables["policies"]
    assert again.doubts[0].difference == 6
    assert first.id in again.doubts[0].text


def test_a_snapshot_without_the_table_is_passed_over(tmp_path: Path) -> None:
    _snapshot(tmp_path, policies=_rows("policies", 10))
    _snapshot(tmp_path, 1, users=_rows("users", 1))
    assert _snapshot(tmp_path, 2, policies=_rows("policies", 1)).tables["policies"].state is TableState.DOUBTFUL
