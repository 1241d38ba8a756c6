"""Snapshots made from hand-written rows, sealed by the real code into a real folder."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from orglint.collect.names import Tree, build_name_tree, never_came
from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, pages, seal
from orglint.snapshots.collecting import AnsweredKeys, Collecting
from orglint.tables import find_declaration
from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.items import load_item_schema
from orglint.tables.members import list_members
from orglint.tables.schema import load_specification

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DIGESTS = {ORGANIZATIONS.name: load_specification(ORGANIZATIONS).sha256}
TASK = collecting.Task("org-1", "https://api.example/admin", {"tables": []}, DIGESTS, "0.1.0")
EARLIER_TASK = replace(TASK, specifications={ORGANIZATIONS.name: "0" * 64})
"""As `TASK`, under another specification than this version's."""
ASKED = ("platformRoles", "productAccess", "groups", "counts.resources", "counts.users")

Rows = Iterable[Mapping[str, Any]]
Harm = Callable[[Path], object]
"""What befalls the folder of the pages before they are sealed."""


@cache
def _list_names(table: str) -> Tree:
    """Return the names of a table's columns, and of the members in them."""
    declaration = find_declaration(table)
    members = list_members(declaration, load_item_schema(declaration)["properties"])
    return build_name_tree({member.column: member.schema for member in members})


def _missing(table: str, rows: Rows) -> tuple[str, ...]:
    """Return the names that came in no row; a row that leaves a list out holds null in its place here."""
    sent = [{name: cell for name, cell in row.items() if name not in row.get("_left", ())} for row in rows]
    return tuple(never_came(_list_names(table), sent))


class Making:
    """Writes pages of users and of other tables, seals them, and reads what the sealed files hold."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.said: list[str] = []

    def snapshot(
        self,
        *user_pages: Rows,
        at: datetime = NOON,
        harm: Harm = str,
        also: Sequence[pages.Page] = (),
        beside: Mapping[str, Rows] | None = None,
        partial: Collection[str] = (),
        by_key: Mapping[str, AnsweredKeys] | None = None,
        counted: Mapping[str, Mapping[str, Any]] | None = None,
        task: collecting.Task = TASK,
        **told: Any,
    ) -> Snapshot:
        """Seal pages of users, and one page of each table `beside` them; those that are `partial` ended early.

        Tables that are asked by key say in `by_key` for which; `counted` is what is known of tables beside the users.
        """
        token = f"t{at:%d%H%M%S}"
        begun = collecting.resume_collecting(self.store, task, fresh_id=f"{at:%Y%m%dT%H%M%SZ}-{token}", now=at)
        each = {"users": user_pages, **{table: (rows,) for table, rows in (beside or {}).items()}}
        written = {table: _write_pages(begun, table, parts) for table, parts in each.items() if parts}
        harm(begun.pages("users"))
        ends = {
            table: collecting.TableWalk(
                table,
                TableState.PARTIAL if table in partial else TableState.COMPLETE,
                len(kept),
                len(kept),
                at,
                asked=ASKED,
                digest=pages.digest_pages([*kept, *(also if table == "users" else ())]),
                by_key=(by_key or {}).get(table),
            )
            for table, kept in written.items()
        }
        ends |= {table: replace(ends[table], **known) for table, known in (counted or {}).items()}
        if "users" in ends:
            ends["users"] = replace(ends["users"], **told)
        return seal.seal_snapshot(self.store, begun, ends, sealed_at=at, say=self.said.append)

    def cells(self, snapshot: Snapshot, columns: str, table: str = "users") -> list[tuple[Any, ...]]:
        file = snapshot.folder / snapshot.files[table].name
        key = find_declaration(table).key
        return duckdb.sql(f"SELECT {columns} FROM read_parquet('{file}') ORDER BY {key}").fetchall()


def _write_pages(begun: Collecting, table: str, parts: Sequence[Rows]) -> list[pages.Page]:
    written = []
    for number, rows in enumerate(parts, start=1):
        kept = list(rows)
        cursor = None if number == len(parts) else f"c{number}"
        page = pages.Page(1, number, cursor, len(kept), missing=_missing(table, kept))
        written.append(pages.write_page(begun.pages(table), page, kept))
    return written


Make = Callable[..., dict[str, Any]]
