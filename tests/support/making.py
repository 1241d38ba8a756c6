"""Snapshots made from hand-written rows, sealed by the real code into a real folder."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from orglint.collect.names import build_name_tree, never_came
from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, pages, seal
from orglint.tables import find_declaration
from orglint.tables.items import load_item_schema

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
TASK = collecting.Task("org-1", "https://api.example/admin", {"tables": []}, {"organizations": "0" * 64}, "0.1.0")
ASKED = ("platformRoles", "productAccess", "groups", "counts.resources")

NAMES = build_name_tree(load_item_schema(find_declaration("users"))["properties"])

Harm = Callable[[Path], object]
"""What befalls the folder of the pages before they are sealed."""


def _missing(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names that came in no row; a row that leaves a list out holds null in its place here."""
    sent = [{name: cell for name, cell in row.items() if name not in row.get("_left", ())} for row in rows]
    return tuple(never_came(NAMES, sent))


class Making:
    """Writes pages of users, seals them, and reads what the sealed file holds."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.said: list[str] = []

    def snapshot(
        self,
        *user_pages: Iterable[Mapping[str, Any]],
        at: datetime = NOON,
        harm: Harm = str,
        also: Sequence[pages.Page] = (),
        **told: Any,
    ) -> Snapshot:
        token = f"t{at:%d%H%M%S}"
        begun = collecting.resume_collecting(self.store, TASK, fresh_id=f"{at:%Y%m%dT%H%M%SZ}-{token}", now=at)
        written = []
        for number, rows in enumerate(user_pages, start=1):
            kept = list(rows)
            cursor = None if number == len(user_pages) else f"c{number}"
            page = pages.Page(1, number, cursor, len(kept), missing=_missing(kept))
            written.append(pages.write_page(begun.pages("users"), page, kept))
        users = collecting.TableWalk("users", TableState.COMPLETE, len(written), len(written), at, asked=ASKED)
        harm(begun.pages("users"))
        ends = {"users": replace(users, digest=pages.digest_pages([*written, *also]), **told)}
        return seal.seal_snapshot(self.store, begun, ends, sealed_at=at, say=self.said.append)

    def cells(self, snapshot: Snapshot, columns: str) -> list[tuple[Any, ...]]:
        file = snapshot.folder / snapshot.files["users"].name
        return duckdb.sql(f"SELECT {columns} FROM read_parquet('{file}') ORDER BY accountId").fetchall()


Make = Callable[..., dict[str, Any]]
