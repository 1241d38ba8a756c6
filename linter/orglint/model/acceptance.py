"""Doubts about tables that the user accepts: written statements, which every report names."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace

from orglint.model.snapshot import Doubt, DoubtKind, Snapshot, TableLedger, TableState, lost_many
from orglint.model.statement import Statement

_GAPS = frozenset({DoubtKind.COUNT, DoubtKind.CONTRADICTION, DoubtKind.FORGOTTEN})


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A doubt about a table that the user accepts: missing rows, or what an earlier snapshot had and this one lost.

    `difference` is the exact number of missing rows, `snapshot` the id of the snapshot that lost rows. `measure` is the
    number of rows that the table has in it, if it is an earlier one: later losses are counted from there. One that is
    written in a waiver file has a statement, and the days that are left until its last one: below 0 it accepts nothing.
    """

    table: str
    difference: int | None = None
    snapshot: str = ""
    measure: int | None = None
    statement: Statement | None = None
    days_left: int | None = None

    @property
    def option(self) -> str:
        """The option that says so."""
        name, value = ("loss", self.snapshot) if self.snapshot else ("difference", self.difference)
        return shlex.join([f"--accept-{name}", f"{self.table}={value}"])

    @property
    def has_ended(self) -> bool:
        """Whether its last day is over."""
        return self.days_left is not None and self.days_left < 0

    def is_about(self, doubt: Doubt, snapshot: Snapshot) -> bool:
        """Return whether this is the doubt that is accepted, and not one more than that."""
        if self.has_ended:
            return False
        if not self.snapshot:
            return doubt.difference == self.difference and self._is_the_only_gap(doubt, snapshot)
        return doubt.kind is DoubtKind.LOSS and (self.snapshot == snapshot.id or self._has_lost_no_more(snapshot))

    def _is_the_only_gap(self, doubt: Doubt, snapshot: Snapshot) -> bool:
        """Return whether rows are missing for one reason, this doubt's: the number is that of all that are missing."""
        gaps = {it.kind for it in snapshot.tables[self.table].doubts} & _GAPS
        return doubt.kind in _GAPS and gaps == {doubt.kind}

    def _has_lost_no_more(self, snapshot: Snapshot) -> bool:
        return self.measure is not None and not lost_many(self.measure, snapshot.tables[self.table].rows)


def accept_doubts(snapshot: Snapshot, acceptances: Sequence[Acceptance]) -> Snapshot:
    """Return the snapshot as it is to be judged: a table is accepted if every single doubt about it is."""
    tables = {
        name: _accept_table_doubts(name, ledger, snapshot, acceptances) for name, ledger in snapshot.tables.items()
    }
    return replace(snapshot, tables=tables)


def has_matching_doubt(acceptance: Acceptance, snapshot: Snapshot) -> bool:
    """Return whether there is a doubt that an acceptance is about."""
    ledger = snapshot.tables.get(acceptance.table)
    return ledger is not None and any(acceptance.is_about(doubt, snapshot) for doubt in ledger.doubts)


def _accept_table_doubts(
    name: str, ledger: TableLedger, snapshot: Snapshot, acceptances: Sequence[Acceptance]
) -> TableLedger:
    own = [it for it in acceptances if it.table == name]
    every = all(any(it.is_about(doubt, snapshot) for it in own) for doubt in ledger.doubts)
    if ledger.state is TableState.DOUBTFUL and ledger.doubts and every:
        return replace(ledger, state=TableState.ACCEPTED)
    return ledger
