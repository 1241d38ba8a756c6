"""What an expression reads and a snapshot does not have: why, and which option collects it."""

from collections.abc import Iterator

from orglint.expressions.compiled import Compiled
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.snapshot import Snapshot
from orglint.snapshots.ledger import explain_missing
from orglint.tables import known_tables


def list_unseen(table: str, read: Compiled, snapshot: Snapshot) -> Iterator[str]:
    """Yield a line for each table and column that an expression reads and that is missing, wholly or in part.

    `table` is the one whose rows it is about.
    """
    reasons = dict(_list_reasons(read.counts | {table}, read, snapshot))
    yield from (f"{name}: {reason}" for name, reason in reasons.items())
    if {ReasonCode.NOT_ASKED, ReasonCode.NOT_COLLECTED} & {reason.code for reason in reasons.values()}:
        yield "`orglint snapshot --all` collects every table, and every column that can be asked for."


def _list_reasons(tables: frozenset[str], read: Compiled, snapshot: Snapshot) -> Iterator[tuple[str, Reason]]:
    for name in sorted(tables | {table for table, _ in read.reads}):
        ledger = snapshot.tables.get(name)
        if ledger is None:
            yield name, explain_missing(specified=known_tables()[name].specified)
        elif ledger.gap:
            yield name, ledger.gap
    for table, column in sorted(read.reads):
        ledger = snapshot.tables.get(table)
        cells = ledger.columns.get(column) if ledger else None
        reason = cells.reason if cells else _explain_missing_column(table, column)
        if ledger and reason:
            yield f"{table}.{column}", reason


def _explain_missing_column(table: str, column: str) -> Reason:
    return explain_missing(specified=known_tables()[table].columns[column].specified)
