"""Empty tables that cannot be empty, by what is declared to show it: mostly rows of others that refer to theirs."""

from collections.abc import Callable, Mapping

from orglint.model.snapshot import Doubt, DoubtKind, TableLedger
from orglint.model.table import ListOf
from orglint.snapshots.losses import add_doubt
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables import DECLARATIONS, known_tables
from orglint.tables.declaration import Evidence

Count = Callable[[str, str], int]
"""Counts the rows of a table for which a condition, as SQL, holds; none of a table that was not asked for."""


def doubt_contradictions(ledgers: Mapping[str, TableLedger], count: Count) -> dict[str, TableLedger]:
    """Return the ledgers, with a doubt for each empty table that another contradicts."""
    found = dict(ledgers)
    for empty, evidence in [(one.name, evidence) for one in DECLARATIONS for evidence in one.evidence]:
        ledger = found.get(empty)
        if ledger is None or ledger.rows or not (ledger.complete or ledger.doubts):
            continue
        rows = count(evidence.table, _select_evidence(evidence)) if evidence.table in ledgers else 0
        if rows or not evidence.table:
            text = f"{evidence.text}: {rows:,}" if rows else evidence.text
            found[empty] = add_doubt(ledger, Doubt(DoubtKind.CONTRADICTION, text))
    return found


def _select_evidence(evidence: Evidence) -> str:
    """Return as SQL which rows of the other table are evidence."""
    column = quote_identifier(evidence.column)
    if not evidence.column:
        return "true"
    if evidence.values:
        return f"{column} IN ({', '.join(map(quote_text, evidence.values))})"
    listed = isinstance(known_tables()[evidence.table].columns[evidence.column].type, ListOf)
    return f"len({column}) > 0" if listed else f"{column} IS NOT NULL"
