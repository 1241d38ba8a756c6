"""Tables that lost many rows since the last complete snapshot, where no count of the API explains it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orglint.model.snapshot import Doubt, DoubtKind, Snapshot, TableLedger, TableState, lost_many


def doubt_losses(ledgers: Mapping[str, TableLedger], earlier: Iterable[Snapshot]) -> dict[str, TableLedger]:
    """Return the ledgers, with a doubt for each table that lost many rows; `earlier` snapshots come newest first.

    How many rows a table has that is asked by key depends on the keys: none of those is doubted.
    """
    whole = {name: ledger for name, ledger in ledgers.items() if ledger.complete and ledger.keys is None}
    unproven = {name for name, ledger in whole.items() if ledger.expected != ledger.rows}
    found = dict(ledgers)
    for snapshot in earlier:
        seen = {name for name in unproven if name in snapshot.tables and snapshot.tables[name].was_complete}
        found |= {name: _compare_row_counts(name, ledgers[name], snapshot) for name in seen}
        unproven -= seen
        if not unproven:
            break
    return found


def add_doubt(ledger: TableLedger, doubt: Doubt) -> TableLedger:
    """Return the ledger of a table with one more reason not to trust that it is whole."""
    reason = "; ".join(part for part in (ledger.reason, doubt.text) if part)
    state = TableState.DOUBTFUL if ledger.complete else ledger.state
    return replace(ledger, state=state, reason=reason, doubts=(*ledger.doubts, doubt))


def _compare_row_counts(name: str, ledger: TableLedger, snapshot: Snapshot) -> TableLedger:
    before = snapshot.tables[name].rows_then
    if not lost_many(before, ledger.rows):
        return ledger
    lost = before - ledger.rows
    text = f"{ledger.rows} rows, {lost} fewer than the {before} in the snapshot {snapshot.id}, and no count that agrees"
    return add_doubt(ledger, Doubt(DoubtKind.LOSS, text, lost))
