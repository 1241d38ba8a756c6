"""Read tables that are plain lists; since rows cannot be asked for by key, a doubtful list is walked again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from orglint.collect.again import ask_again
from orglint.collect.end import conclude_table, name_total, read_claimed_total
from orglint.collect.progress import Progress
from orglint.collect.search import locate_walk_keys
from orglint.collect.walk import MakeRequest, TableReader, Walk, folder_of, walk_list
from orglint.model.snapshot import Doubt, DoubtKind
from orglint.snapshots import collecting, pages
from orglint.snapshots.collecting import TableWalk
from orglint.snapshots.keys import count_keys, only_in
from orglint.tables import known_tables
from orglint.tables.endpoints import Endpoint

SECOND = 2
_AGAIN = "again"


def read_list(reader: TableReader, table: str, endpoint: Endpoint, request: MakeRequest) -> TableWalk:
    """Read a whole list; once more where it changed while it was read, or where that is wanted."""

    def one(number: int) -> Walk:
        return walk_list(reader, table, endpoint, number=number, request=request)

    walks = [one(1)]
    spent = 0
    if _find_changed_totals(table, walks[0]) or _find_repeated_rows(reader, table, walks[0]):
        spent = _forget_first_walk(reader, table, walks[0])
        walks = [one(1)]
    doubts = (*_find_changed_totals(table, walks[0]), *_find_repeated_rows(reader, table, walks[0]))
    if reader.confirm:
        walks.append(one(SECOND))
    again, asked_notes = ask_again(reader, table, walks, by=one)
    expected = replace(read_claimed_total(table, walks[-1]), requests=spent)
    notes = (*_compare_walks(reader, table, walks), *asked_notes)
    return conclude_table(reader, table, [*walks, *again], expected=expected, doubts=doubts, notes=notes)


def _forget_first_walk(reader: TableReader, table: str, found: Walk) -> int:
    """Forget a walk on which the list changed, but only once; return how many requests it took."""
    digest = pages.digest_pages(found.pages)
    before: Mapping[str, Any] | None = collecting.load_table_facts(reader.collecting, table, _AGAIN)
    if before is None or before["digest"] == digest:
        before = {"digest": digest, "requests": found.requests}
        collecting.save_table_facts(reader.collecting, table, _AGAIN, before)
        reader.report(Progress(table, 0, 0, f"{table} changed while it was read; it is read again"))
        pages.remove_walk(folder_of(reader, table), 1)
    return int(before["requests"])


def _find_changed_totals(table: str, found: Walk) -> tuple[Doubt, ...]:
    if len(found.totals) < 2:  # noqa: PLR2004 - one number does not change
        return ()
    totals = " and ".join(map(str, sorted(found.totals)[:3]))
    return (Doubt(DoubtKind.STATISTICS, f"{name_total(table)} changed while the list was read: {totals}"),)


def _find_repeated_rows(reader: TableReader, table: str, found: Walk) -> tuple[Doubt, ...]:
    """Doubt a list without a total of which a page brought no new row: whoever ignores a cursor says the same again."""
    key, seen = known_tables()[table].key, set[str]()
    rows = found.rows if found.total is None and len(found.pages) > 1 else 0
    if not rows or count_keys(locate_walk_keys(reader, table, [found]), known_tables()[table], reader.spill) == rows:
        return ()
    for page, body in pages.read_page_bodies(folder_of(reader, table), found.pages[0].walk):
        keys = {orjson.loads(line)[key] for line in body.splitlines()}
        if keys and keys <= seen:
            return (Doubt(DoubtKind.ENVELOPE, f"page {page.number} of {table} brought only rows that had come before"),)
        seen |= keys
    return ()


def _compare_walks(reader: TableReader, table: str, walks: list[Walk]) -> tuple[str, ...]:
    if len(walks) < SECOND:
        return ()
    first, second = (locate_walk_keys(reader, table, [kept]) for kept in walks)
    left, joined = (
        len(only_in(one, other, known_tables()[table], reader.spill, most=reader.limits.keys))
        for one, other in ((first, second), (second, first))
    )
    if not left and not joined:
        return (f"two walks of {table} brought the same rows",)
    return (f"two walks of {table} differ: rows only in the second {joined}, only in the first {left}",)
