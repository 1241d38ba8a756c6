"""What an expression reads and a snapshot does not have: why, and which option collects it."""

from collections.abc import Iterator

from orglint.expressions.compiled import Compiled
from orglint.model.snapshot import NOT_ASKED, NOT_COLLECTED, Snapshot
from orglint.snapshots.ledger import explain_missing
from orglint.tables import known_tables


def list_unseen(table: str, read: Compiled, snapshot: Snapshot) -> Iterator[str]:
    """Yield a line for each table and column that an expression reads and that is missing, wholly or in part.

    `table` is the one whose rows it is about.
    """
    reasons = dict(_list_reasons(read.counts | {table}, read, snapshot))
    yield from (f"{name}: {reason}" for name, reason in reasons.items())
    if {NOT_ASKED, NOT_COLLECTED} & set(reasons.values()):
        yield "`orglint snapshot --all` collects every table, and every column that can be asked for."


def _list_reasons(tables: frozenset[str], read: Compiled, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for name in sorted(tables | {table for table, _ in read.reads}):
        ledger = snapshot.tables.get(name)
        if ledger is None:
            yield name, explain_missing(specified=known_tables()[name].specified)
        elif not ledger.complete:
            yield name, f"{ledger.state}, {ledger.reason}"
    for table, column in sorted(read.reads):
        ledger = snapshot.tables.get(table)
        cells = ledger.columns.get(column) if ledger else None
        if ledger and (cells is None or cells.unknown):
            yield f"{table}.{column}", cells.unknown if cells else _explain_missing_column(table, column)


def _explain_missing_column(table: str, column: str) -> str:
    return explain_missing(specified=known_tables()[table].columns[column].specified)
