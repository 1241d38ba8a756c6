"""Remarks on tables that decide nothing, and the doubts about them that the user accepts."""

from collections.abc import Iterable, Iterator

from orglint.model.acceptance import Acceptance, has_matching_doubt
from orglint.model.snapshot import Snapshot, TableLedger, TableState
from orglint.model.waiver_words import describe_acceptance, describe_end
from orglint.model.wording import format_count


def list_remarks(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the remarks on each table that are not gaps, such as duplicate rows or unspecified fields."""
    return [
        (name, reasons) for name, ledger in sorted(snapshot.tables.items()) for reasons in list_table_remarks(ledger)
    ]


def list_table_remarks(ledger: TableLedger) -> Iterator[str]:
    """Yield what one table has to tell; what its reason says already only where nobody reads that otherwise."""
    if ledger.state is TableState.COMPLETE and ledger.reason:
        yield ledger.reason
    yield from (note for note in ledger.notes if not ledger.tells(note))
    yield from list_drift(ledger)


def list_drift(ledger: TableLedger) -> Iterator[str]:
    """Yield what the specification does not know of a table's pages and rows."""
    yield from ledger.drift
    for name, number in sorted(ledger.new_fields.items()):
        yield f"new field {name} in {format_count(number, 'row')}"


def format_doubts(ledger: TableLedger) -> str:
    """Return why a table is not whole: its reason, and every doubt that this does not name."""
    reasons = (ledger.reason, *(doubt.text for doubt in ledger.doubts if not ledger.tells(doubt.text)))
    return "; ".join(filter(None, reasons))


def format_acceptances(acceptances: Iterable[Acceptance], snapshot: Snapshot) -> Iterator[str]:
    """Yield a line for each acceptance: what it accepts, or that there is nothing like it."""
    for acceptance in acceptances:
        name = name_acceptance(acceptance)
        if acceptance.has_ended:
            yield f"not accepted any more: {name}"
            continue
        if not has_matching_doubt(acceptance, snapshot):
            yield f"{name} meets nothing: the snapshot has no such doubt; leave it out"
            continue
        ledger = snapshot.tables[acceptance.table]
        texts = "; ".join(it.text for it in ledger.doubts if acceptance.is_about(it, snapshot))
        rest = "" if ledger.state is TableState.ACCEPTED else "; other doubts about the table remain"
        yield f"accepted by {name}: {texts}{rest}"


def name_acceptance(acceptance: Acceptance) -> str:
    """Return where an acceptance comes from: its option, or its owner, its end and its place in a file."""
    statement, left = acceptance.statement, acceptance.days_left
    if statement is None or left is None:
        return acceptance.option
    where = f"{statement.place}: {describe_acceptance(acceptance)}, {describe_end(statement, left)}"
    return f"{statement.owner} ({where}; {statement.reason})"
