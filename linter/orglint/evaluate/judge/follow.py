"""Look up the subjects of earlier findings in a snapshot: which are still there, and which have left."""

from collections.abc import Collection, Mapping

from orglint.engine.duckdb import Engine
from orglint.engine.queries import EvaluationError
from orglint.model.followed import Followed, FollowedKeys
from orglint.model.snapshot import Snapshot, TableState
from orglint.model.table import Table
from orglint.sql.quoting import quote_identifier, quote_text


def follow_keys(
    engine: Engine, snapshot: Snapshot, tables: Mapping[str, Table], keys: Mapping[str, Collection[str]]
) -> FollowedKeys:
    """Return what became of rows, by their table; the engine may read the snapshot's files."""
    return {name: _follow_table(engine, snapshot, tables.get(name), name, frozenset(keys[name])) for name in keys}


def _follow_table(engine: Engine, snapshot: Snapshot, table: Table | None, name: str, keys: frozenset[str]) -> Followed:
    if table is None or name not in snapshot.tables or name not in snapshot.files:
        return Followed(open=keys)
    file = snapshot.folder / snapshot.files[name].name
    key = quote_identifier(table.key)
    sought = "SELECT unnest(CAST($keys AS VARCHAR[]))"
    query = f"SELECT DISTINCT {key} FROM read_parquet({quote_text(str(file))}) WHERE {key} IN ({sought})"
    try:
        there = frozenset(row[0] for row in engine.fetch(query, {"keys": sorted(keys)}))
    except EvaluationError:  # sealed under a specification that calls the key otherwise
        return Followed(open=keys)
    missing = keys - there
    return Followed(there, missing) if _names_every_row(snapshot, table) else Followed(there, open=missing)


def _names_every_row(snapshot: Snapshot, table: Table) -> bool:
    """Return whether a key that is not in a table is the key of no row: all rows were seen, each with its key."""
    ledger = snapshot.tables[table.name]
    key = ledger.columns.get(table.key)
    return ledger.state is TableState.COMPLETE and not (key and (key.unknown or key.invalid))
