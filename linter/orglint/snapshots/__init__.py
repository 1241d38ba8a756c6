"""Snapshots on disk: how their pages are stored while collecting, sealed into files, verified and read."""

from orglint.snapshots.discovery import find_foreign_paths, list_all_snapshots, newest_of_each
from orglint.snapshots.read import (
    SnapshotSummary,
    find_by_short_id,
    find_foreign_entries,
    find_newest_snapshot,
    list_snapshots,
    map_organizations,
    read_newest_snapshot,
    read_sealed,
    read_snapshot,
    refuse_ledger_mismatch,
    rows_before,
)

__all__ = [
    "SnapshotSummary",
    "find_by_short_id",
    "find_foreign_entries",
    "find_foreign_paths",
    "find_newest_snapshot",
    "list_all_snapshots",
    "list_snapshots",
    "map_organizations",
    "newest_of_each",
    "read_newest_snapshot",
    "read_sealed",
    "read_snapshot",
    "refuse_ledger_mismatch",
    "rows_before",
]
