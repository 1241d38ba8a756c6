"""One table sealed from what the API sends, page by page, as collecting does."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orglint.collect.rows import items_to_rows
from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, pages, seal

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
TASK = collecting.Task("org-1", "https://api.example/admin", {"tables": []}, {"organizations": "0" * 64}, "0.1.0")
ASKED = ("platformRoles", "productAccess", "groups", "counts.resources")


def sealed(store: Path, table: str, *given: list[Mapping[str, Any]]) -> Snapshot:
    """Seal what the API sent, page by page, as collecting does."""
    begun = collecting.resume_collecting(store, TASK, fresh_id="20261101T120000Z-a", now=NOON)
    written = []
    for number, items in enumerate(given, start=1):
        found = items_to_rows(table, [dict(item) for item in items])
        cursor = None if number == len(given) else "c"
        page = pages.Page(1, number, cursor, len(found.rows), **found.page_fields)
        written.append(pages.write_page(begun.pages(table), page, found.rows))
    end = collecting.TableWalk(table, TableState.COMPLETE, 1, 1, NOON, digest=pages.digest_pages(written), asked=ASKED)
    return seal.seal_snapshot(store, begun, {table: end}, sealed_at=NOON, say=print)
