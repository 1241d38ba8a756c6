"""Load stored pages into DuckDB, in columns of the types that the specification gives them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from orglint.documents import files
from orglint.engine.connection import Connection
from orglint.model.hidden import LEFT_OUT, LOST, MAYBE, STORED
from orglint.model.table import Column, Scalar, Table
from orglint.snapshots import pages, renamed
from orglint.sql.quoting import quote_identifier, quote_pattern, quote_text
from orglint.sql.types import sql_type

WALK = "_walk"
PLACE = "_place"
ASKED_AGAIN = 9
"""The walk whose rows were asked for again by their key; they replace all earlier ones."""


def sent_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that the API sends; the others, with `inputs`, are derived from them."""
    return tuple(column for column in table.columns.values() if not column.inputs)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the pages of a table show beside its cells.

    `never` are the paths of specified members that no row holds, not even with null; `names` those of members that may
    stand under other names, with these.
    """

    never: frozenset[str]
    names: Mapping[str, tuple[str, ...]]


def load_cells(engine: Connection, table: Table, folder: Path, spill: Path, *, digest: str) -> Loaded:
    """Load the pages of a table into the table `cells` and return what else they show.

    Column types are declared, never inferred: DuckDB's inference drops columns and converts values silently. Raises
    `DamagedError` if the pages do not have the digest.
    """
    found = read_walks(engine, "cells", sent_columns(table), table, folder=folder, spill=spill)
    if pages.digest_pages(found) != digest:
        raise pages.DamagedError(table.name)
    pairs = renamed.find_possible_pairs(found)
    _list_lost_members(engine, pairs)
    return Loaded(_find_missing_members(found), renamed.other_names(pairs))


def _find_missing_members(found: Iterable[pages.Page]) -> frozenset[str]:
    missing = [frozenset(page.missing) for page in found if page.rows]
    return frozenset.intersection(*missing) if missing else frozenset()


def _list_lost_members(engine: Connection, pairs: tuple[str, ...]) -> None:
    """Name in each row what may stand under another name; a list that may is not left out because it is empty."""
    if not pairs:
        return
    engine.execute(f"UPDATE cells SET {LOST} = {renamed.unknown_paths(MAYBE, pairs)} WHERE {MAYBE} IS NOT NULL")
    there = f"list_filter({LEFT_OUT}, lambda title: NOT list_contains({LOST}, title))"
    engine.execute(f"UPDATE cells SET {LEFT_OUT} = {there} WHERE {LOST} IS NOT NULL")


def fetch_number(engine: Connection, query: str) -> int:
    """Return the one cell of the one row of a query, as an integer."""
    row = engine.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def read_walks(
    engine: Connection,
    target: str,
    columns: tuple[Column, ...],
    table: Table,
    *,
    folder: Path,
    spill: Path,
    without: int = 0,
    where: str = "true",
) -> list[pages.Page]:
    """Load columns of the pages, and the key, into a table of the engine; return the pages.

    `without` is the number of a walk that is left out; `where` is a condition as SQL. Without columns only the key is
    loaded.
    """
    # A page holds the hidden columns of every row; where only keys are compared nothing else is read.
    titles = {column.name: column.type for column in columns} | dict(STORED) if columns else {table.key: Scalar.STRING}
    wanted = {title: sql_type(kind) for title, kind in titles.items()}
    engine.execute(f"CREATE OR REPLACE TEMP TABLE {quote_identifier(target)} AS {_select_no_rows(wanted)}")
    found: list[pages.Page] = []
    for walk in pages.list_walks(folder):
        if walk == without:
            continue
        # DuckDB sets a large piece of memory aside for every file that it reads: the pages of a walk are joined first.
        content = spill / f"{walk}.jsonl"
        found += _join_pages(folder, walk, content)
        engine.execute(f"INSERT INTO {quote_identifier(target)} {_select_rows(content, wanted, walk)} WHERE {where}")
        content.unlink()
    return found


def _join_pages(folder: Path, walk: int, content: Path) -> Iterator[pages.Page]:
    files.remove_path(content)  # whatever is there: opening a pipe would block
    with files.translate_write_errors(content), content.open("wb") as file:
        for page, body in pages.read_page_bodies(folder, walk):
            file.write(body)
            yield page


def _select_rows(content: Path, columns: Mapping[str, str], walk: int) -> str:
    declared = ", ".join(f"{quote_text(title)}: {quote_text(kind)}" for title, kind in columns.items())
    return (
        f"SELECT *, {walk}, row_number() OVER (), CAST(NULL AS VARCHAR[]) "
        f"FROM read_json({quote_pattern(content)}, format = 'newline_delimited', "
        f"maximum_object_size = {pages.LARGEST_ROW}, columns = {{{declared}}})"
    )


def _select_no_rows(columns: Mapping[str, str]) -> str:
    titles = {**columns, WALK: "INTEGER", PLACE: "BIGINT", LOST: "VARCHAR[]"}
    cells = ", ".join(f"CAST(NULL AS {kind}) AS {quote_identifier(title)}" for title, kind in titles.items())
    return f"SELECT {cells} WHERE false"
