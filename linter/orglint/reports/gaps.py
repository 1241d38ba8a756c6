"""What the snapshot does not hold, told by its ledger."""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.model.snapshot import Snapshot, TableLedger
from orglint.reports.wording import counted


@dataclass(frozen=True, slots=True)
class Gap:
    """A table or a column of which something is missing: what, how, and why."""

    place: str
    state: str
    reason: str


def gaps(snapshot: Snapshot) -> tuple[Gap, ...]:
    """Return every gap, table by table, each followed by its columns."""
    tables = sorted(snapshot.tables.items())
    return tuple(gap for name, ledger in tables for gap in (*_whole(name, ledger), *_columns(name, ledger)))


def rows(ledger: TableLedger) -> str:
    """Return how many rows were read, of how many."""
    expected = f" of {ledger.expected:,}" if ledger.expected is not None else ""
    return f"{ledger.rows:,}{expected} {'row' if ledger.rows == 1 and not expected else 'rows'}"


def _whole(name: str, ledger: TableLedger) -> Iterator[Gap]:
    if not ledger.complete:
        yield Gap(name, ledger.state.value, f"{rows(ledger)} read: {ledger.reason or 'no reason was recorded'}")


def _columns(name: str, ledger: TableLedger) -> Iterator[Gap]:
    for column, seen in sorted(ledger.columns.items()):
        place = f"{name}.{column}"
        if seen.unknown:
            yield Gap(place, "unknown", seen.unknown)
        if seen.invalid:
            yield Gap(place, "invalid", f"{counted(seen.invalid, 'value')} of a wrong type, read as unknown")
