"""Write a table again without one person: rows of theirs are left out, cells that name them become unknown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from orglint.engine.connection import Connection
from orglint.model.hidden import EXTRA, UNKNOWN
from orglint.model.snapshot import ColumnLedger, TableLedger
from orglint.snapshots.forget.person import Person
from orglint.snapshots.table import ROW_GROUP
from orglint.sql.quoting import quote_identifier, quote_pattern, quote_text
from orglint.sql.unknown import column_sql
from orglint.tables import known_tables
from orglint.tables.privacy import find_person_column


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How many rows were left out of a table, in how many cells of others something was struck, and the new columns.

    `keys` are those for which the rows were asked that are left out, of a table that is asked row by row.
    """

    rows: int
    cells: int
    columns: Mapping[str, ColumnLedger]
    keys: frozenset[str]


def rewrite_table(
    engine: Connection, name: str, source: Path, target: Path, *, ledger: TableLedger, person: Person, pattern: str
) -> Rewritten | None:
    """Write a table without a person; None, and nothing is written, if it does not name them."""
    rows = f"read_parquet({quote_pattern(source)})"
    columns = [str(row[0]) for row in engine.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()]
    theirs = _select_theirs(name, person, pattern)
    struck = {it: _names_them(it, pattern) for it in columns if it != UNKNOWN}
    counted = ", ".join(f"count(*) FILTER (NOT ({theirs}) AND {condition})" for condition in struck.values())
    gone, *cells = engine.execute(f"SELECT count(*) FILTER ({theirs}), {counted} FROM {rows}").fetchall()[0]
    if not gone and not any(cells):
        return None
    number = dict(zip(struck, cells, strict=True))
    changed = {it: struck[it] for it in columns if number.get(it)}
    shown = {it: _select_cell(it, changed[it]) if it in changed else quote_identifier(it) for it in columns}
    shown[UNKNOWN] = f"{_add_unknown({it: changed[it] for it in changed if it != EXTRA})} AS {UNKNOWN}"
    key = known_tables()[name].key if name in known_tables() else columns[0]
    engine.execute(
        f"COPY (SELECT {', '.join(shown.values())} FROM {rows} WHERE NOT ({theirs}) ORDER BY {quote_identifier(key)}) "
        f"TO {quote_text(str(target))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    counted_again = _recount(engine, rows, theirs, ledger, {it: number[it] for it in columns if it in ledger.columns})
    return Rewritten(gone, sum(cells), counted_again, _list_asked_keys(engine, name, rows, theirs))


def _list_asked_keys(engine: Connection, name: str, rows: str, theirs: str) -> frozenset[str]:
    asked_by = known_tables()[name].asked_by if name in known_tables() else ""
    if not asked_by:
        return frozenset()
    found = engine.execute(f"SELECT DISTINCT {quote_identifier(asked_by)} FROM {rows} WHERE {theirs}").fetchall()
    return frozenset(key for (key,) in found if key is not None)


def rewrite_keys(engine: Connection, source: Path, target: Path, left_out: Collection[str]) -> int:
    """Write the keys for which a table was answered, but for some; return how many of these there were."""
    rows, theirs = f"read_parquet({quote_pattern(source)})", f"key IN ({_list_texts(left_out)})"
    gone = int(engine.execute(f"SELECT count(*) FROM {rows} WHERE {theirs}").fetchall()[0][0])
    if gone:
        engine.execute(
            f"COPY (SELECT key FROM {rows} WHERE NOT {theirs} ORDER BY key) TO {quote_text(str(target))} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
    return gone


def _select_theirs(name: str, person: Person, pattern: str) -> str:
    """Return the condition of rows that are the person's: they have the id, or are called by what names them."""
    column, conditions = find_person_column(name), ["false"]
    if column and person.ids:
        conditions.append(f"coalesce({quote_identifier(column)} IN ({_list_texts(person.ids)}), false)")
    if name in known_tables():
        conditions.append(_names_them(known_tables()[name].key, pattern))
    return " OR ".join(conditions)


def _list_texts(texts: Collection[str]) -> str:
    return ", ".join(map(quote_text, sorted(texts))) or "NULL"


def _names_them(column: str, pattern: str) -> str:
    text = f"CAST(to_json({quote_identifier(column)}) AS VARCHAR)"
    return f"coalesce(regexp_matches({text}, {quote_text(pattern)}), false)"


def _select_cell(column: str, condition: str) -> str:
    return f"CASE WHEN NOT {condition} THEN {quote_identifier(column)} END AS {quote_identifier(column)}"


def _add_unknown(struck: Mapping[str, str]) -> str:
    """Return the list of what is unknown in a row, with each cell that is struck in the place of what was in it."""
    if not struck:
        return UNKNOWN
    cases = ", ".join(f"CASE WHEN {condition} THEN {quote_text(it)} END" for it, condition in struck.items())
    whole = f"list_filter([{cases}], lambda title: title IS NOT NULL)"
    rest = f"list_filter(coalesce({UNKNOWN}, []), lambda path: NOT list_contains({whole}, {column_sql('path')}))"
    return f"list_sort(list_concat({rest}, {whole}))"


def _recount(
    engine: Connection, rows: str, theirs: str, ledger: TableLedger, struck: Mapping[str, int]
) -> dict[str, ColumnLedger]:
    """Return the ledger's columns without the rows that are left out; a cell that is struck counts as invalid."""
    asked = []
    for name in struck:
        cell, bad = quote_identifier(name), f"list_contains(coalesce({UNKNOWN}, []), {quote_text(name)})"
        asked += [f"count({cell})", f"count(*) FILTER ({cell} IS NULL AND NOT {bad})", f"count(*) FILTER ({bad})"]
    found = engine.execute(f"SELECT {', '.join(asked) or '0'} FROM {rows} WHERE {theirs}").fetchall()[0]
    columns = dict(ledger.columns)
    for place, (name, cells) in enumerate(struck.items()):
        present, absent, invalid = found[3 * place : 3 * place + 3]
        before = ledger.columns[name]
        columns[name] = replace(
            before,
            present=max(before.present - present - cells, 0),
            absent=max(before.absent - absent, 0),
            invalid=max(before.invalid - invalid, 0) + cells,
        )
    return columns
