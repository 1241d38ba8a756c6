"""Keys that came with several rows whose content differs."""

from pathlib import Path

from orglint.engine.connection import Connection
from orglint.engine.sealing import open_sealing_engine, run_in_thread
from orglint.model.hidden import EXTRA, STORED
from orglint.model.table import Table
from orglint.snapshots.content import fingerprint, select_stable_cells
from orglint.snapshots.load import ASKED_AGAIN, fetch_number, read_walks, sent_columns
from orglint.sql.quoting import quote_identifier


def differing_keys(folder: Path, table: Table, spill: Path) -> tuple[str, ...]:
    """Return the keys whose rows, in all stored pages, differ in more than their moving columns.

    Rows that were asked for again are left out: what they replace may be asked for. Nothing but the keys that came
    twice is held at once.
    """
    with open_sealing_engine(spill, folder) as engine:
        return run_in_thread(engine, lambda: _find_differing_keys(engine, folder, table, spill))


def _find_differing_keys(engine: Connection, folder: Path, table: Table, spill: Path) -> tuple[str, ...]:
    key = quote_identifier(table.key)
    read_walks(engine, "keys", (), table, folder=folder, spill=spill, without=ASKED_AGAIN)
    engine.execute(f"CREATE TEMP TABLE twice AS SELECT {key} FROM keys GROUP BY {key} HAVING count(*) > 1")
    if not fetch_number(engine, "SELECT count(*) FROM twice"):
        return ()
    where = f"{key} IN (FROM twice)"
    read_walks(
        engine, "again", sent_columns(table), table, folder=folder, spill=spill, without=ASKED_AGAIN, where=where
    )
    content = fingerprint(
        [
            *select_stable_cells(table, sent_columns(table)).values(),
            *(quote_identifier(hidden) for hidden in STORED if hidden != EXTRA),
        ]
    )
    query = f"SELECT {key} FROM again GROUP BY {key} HAVING count(DISTINCT {content}) > 1 ORDER BY {key}"
    return tuple(str(row[0]) for row in engine.execute(query).fetchall())
