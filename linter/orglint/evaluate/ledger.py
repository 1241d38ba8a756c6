"""Whether a snapshot's tables are what its ledger says."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from orglint.evaluate.bench import over_snapshot
from orglint.evaluate.engine import Engine, EvaluationError, identifier
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def differences(snapshot: Snapshot, tables: Mapping[str, Table]) -> list[str]:
    """Return every way in which the tables differ from the ledger: rows, keys, types."""
    with over_snapshot(snapshot, tables, now=_ANY_TIME) as bench:
        return [text for name in snapshot.files for text in _of_table(bench.engine, tables[name], snapshot)]


def _of_table(engine: Engine, table: Table, snapshot: Snapshot) -> Iterator[str]:
    key = identifier(table.key)
    try:
        rows, keys = engine.rows(f"SELECT count(*), count(DISTINCT {key}) FROM {identifier(table.name)}", {})[0]
    except EvaluationError as error:
        yield f"{table.name} cannot be read ({error})"
        return
    ledger = snapshot.tables[table.name]
    # More rows than were counted are people who left meanwhile, and no contradiction.
    if ledger.complete and ledger.expected is not None and ledger.rows < ledger.expected:
        yield f"{table.name} is called complete with {ledger.rows} rows of {ledger.expected}"
    if rows != ledger.rows:
        yield f"{table.name} has {rows} rows, the ledger says {ledger.rows}"
    if keys != rows:
        yield f"{table.name} has {rows} rows and {keys} different keys"
