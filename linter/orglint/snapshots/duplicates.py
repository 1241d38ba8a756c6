"""The same key twice: which rows differ in more than what moves by itself."""

from pathlib import Path

import duckdb

from orglint.model.table import Table
from orglint.snapshots.content import fingerprint, still
from orglint.snapshots.engine import aside, name, opened
from orglint.snapshots.load import ASKED_AGAIN, HIDDEN, number, own, read_walks


def differing_keys(folder: Path, table: Table, spill: Path) -> tuple[str, ...]:
    """Return the keys whose rows, in all pages kept so far, differ in more than their moving columns.

    Rows that were asked for again are left out: what they replace may be asked for. Nothing but the keys that came
    twice is held at once.
    """
    with opened(spill, folder) as engine:
        return aside(engine, lambda: _differing(engine, folder, table, spill))


def _differing(engine: duckdb.DuckDBPyConnection, folder: Path, table: Table, spill: Path) -> tuple[str, ...]:
    key = name(table.key)
    read_walks(engine, "keys", (), table, folder=folder, spill=spill, without=ASKED_AGAIN)
    engine.execute(f"CREATE TEMP TABLE twice AS SELECT {key} FROM keys GROUP BY {key} HAVING count(*) > 1")
    if not number(engine, "SELECT count(*) FROM twice"):
        return ()
    where = f"{key} IN (FROM twice)"
    read_walks(engine, "again", own(table), table, folder=folder, spill=spill, without=ASKED_AGAIN, where=where)
    content = fingerprint([*still(table, own(table)).values(), *(name(one) for one in HIDDEN if one != "_extra")])
    query = f"SELECT {key} FROM again GROUP BY {key} HAVING count(DISTINCT {content}) > 1 ORDER BY {key}"
    return tuple(str(row[0]) for row in engine.execute(query).fetchall())
