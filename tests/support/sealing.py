"""Snapshots of any tables, sealed by the real code from hand-written rows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, pages, seal
from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.schema import load_specification

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
ASKED = ("platformRoles", "productAccess", "groups", "counts.resources")
Rows = Sequence[Mapping[str, Any]]


def sealed(store: Path, *, at: datetime = NOON, specified: str = "", **rows: Rows) -> Snapshot:
    """Seal tables as they were collected at a time, under this version's specification or one of another digest."""
    digests = {ORGANIZATIONS.name: specified or load_specification(ORGANIZATIONS).sha256}
    task = collecting.Task("org-1", "https://api.example/admin", {"tables": []}, digests, "0.1.0")
    begun = collecting.resume_collecting(store, task, fresh_id=f"{at:%Y%m%dT%H%M%SZ}-t{at:%d%H%M%S}", now=at)
    ends = {}
    for table, found in rows.items():
        kept = [{"_left": [], "_bad": [], **row} for row in found]
        page = pages.write_page(begun.pages(table), pages.Page(1, 1, None, len(kept)), kept)
        ends[table] = collecting.TableWalk(
            table, TableState.COMPLETE, 1, 1, at, asked=ASKED, digest=pages.digest_pages([page])
        )
    return seal.seal_snapshot(store, begun, ends, sealed_at=at, say=print)


def user(number: int, **cells: Any) -> dict[str, Any]:
    row = {
        "accountId": f"712020:{number:04}",
        "status": "active",
        "accountStatus": "active",
        "membershipStatus": "active",
        "claimStatus": "managed",
        "email": f"u{number}@a.example",
        "addedToOrg": "2024-01-01T00:00:00Z",
        "platformRoles": [],
        "productAccess": [],
        "groups": [],
    }
    return {**row, **cells}


def policy(number: int, **cells: Any) -> dict[str, Any]:
    row = {"id": f"p{number}", "name": f"P{number}", "type": "ip-allowlist", "status": "enabled", "resources": []}
    return {**row, **cells}
