"""What tables say that others contradict: that there is no row, no row of some name, nothing in a column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from orglint.engine.connection import Connection
from orglint.model.reasons import ReasonCode
from orglint.model.snapshot import ColumnLedger, Doubt, DoubtKind, TableLedger
from orglint.snapshots.load import fetch_number
from orglint.snapshots.losses import add_doubt
from orglint.snapshots.shown import select_possible_rows, select_rows
from orglint.sql.quoting import quote_identifier
from orglint.tables import DECLARATIONS, known_tables
from orglint.tables.declaration import Declaration
from orglint.tables.evidence import Evidence, Reference, RowsOf, Silence

_VENDOR = "atlassian.com"
"""Accounts of programs have addresses below this domain, which no other organization can claim."""


@dataclass(frozen=True, slots=True)
class SealedTables:
    """The sealed tables of a snapshot: their ledgers, and the SQL of the rows of each."""

    engine: Connection
    ledgers: Mapping[str, TableLedger]
    locate: Callable[[str], str]

    def count(self, rows: RowsOf, condition: str = "true", what: str = "*") -> int:
        """Return how many of these rows there are; none of a table that was not asked for."""
        if rows.table not in self.ledgers:
            return 0
        wanted = f"{select_rows(rows)} AND {condition}"
        return fetch_number(self.engine, f"SELECT count({what}) FROM {self.locate(rows.table)} WHERE {wanted}")


def doubt_contradictions(tables: SealedTables) -> dict[str, TableLedger]:
    """Return the ledgers, with a doubt for each table or column that another contradicts."""
    found = dict(tables.ledgers)
    for declared in DECLARATIONS:
        if declared.name in found:
            found[declared.name] = _doubt_table(declared, found[declared.name], tables)
    return found


def _doubt_table(declared: Declaration, ledger: TableLedger, tables: SealedTables) -> TableLedger:
    if not ledger.rows:
        doubtful = [it for it in declared.evidence if isinstance(it, Evidence) and (ledger.complete or ledger.doubts)]
        texts = [text for it in doubtful if (text := _find_evidence(it, tables))]
        doubts = [Doubt(DoubtKind.CONTRADICTION, text) for text in texts]
    else:
        ledger = _silence_columns(declared, ledger, tables)
        proven = ledger.expected is not None or not ledger.complete
        references = [it for it in declared.evidence if isinstance(it, Reference) and not proven]
        doubts = [it for one in references if (it := _find_unlisted(declared, one, tables))]
    for doubt in doubts:
        ledger = add_doubt(ledger, doubt)
    return ledger


def _find_evidence(evidence: Evidence | Silence, tables: SealedTables) -> str:
    """Return that something cannot be empty; nothing where no row shows it."""
    if evidence.rows is None:
        return evidence.text
    rows = tables.count(evidence.rows)
    return f"{evidence.text}: {rows:,}" if rows else ""


def _silence_columns(declared: Declaration, ledger: TableLedger, tables: SealedTables) -> TableLedger:
    """Return the ledger with columns unknown as a whole that say nothing, where that is contradicted.

    Of a table of which rows are missing nothing is concluded: the row that says something may be one of those.
    """
    columns = dict(ledger.columns)
    for silence in (it for it in declared.evidence if isinstance(it, Silence)):
        name = next(iter(silence.said.columns))
        if name in columns and not columns[name].unknown and (text := _find_silence(silence, ledger, tables)):
            columns |= _make_unknown(declared.name, name, text, columns)
    return replace(ledger, columns=columns)


def _find_silence(silence: Silence, ledger: TableLedger, tables: SealedTables) -> str:
    if silence.rows and silence.rows.table == silence.said.table:
        rows = tables.count(silence.rows, f"NOT {select_possible_rows(silence.said)}")
        return f"{silence.text}: {rows:,}" if rows else ""
    silent = ledger.complete and not tables.count(RowsOf(silence.said.table), select_possible_rows(silence.said))
    return _find_evidence(silence, tables) if silent else ""


def _make_unknown(table: str, name: str, text: str, columns: Mapping[str, ColumnLedger]) -> dict[str, ColumnLedger]:
    """Return the ledgers of a column and of those that are derived from it, of which nothing is known any more."""
    code = ReasonCode.IN_DOUBT
    derived = [it.name for it in known_tables()[table].columns.values() if name in it.inputs and it.name in columns]
    inherited = {it: f"{name} is unknown: {text}" for it in derived if not columns[it].unknown}
    texts = {name: text, **inherited}
    return {it: replace(columns[it], unknown=why, note="", code=code) for it, why in texts.items()}


def _find_unlisted(declared: Declaration, reference: Reference, tables: SealedTables) -> Doubt | None:
    """Return a doubt if other rows name rows that this table does not have; None where one of its names is unknown."""
    rows, target = tables.locate(declared.name), quote_identifier(reference.target)
    if fetch_number(tables.engine, f"SELECT count(*) - count({target}) FROM {rows}"):
        return None
    named = quote_identifier(reference.column)
    if reference.domains:
        listed = f"SELECT lower({target}) AS listed FROM {rows} UNION ALL SELECT '{_VENDOR}'"
        below = f"EXISTS (FROM ({listed}) WHERE {named} = listed OR ends_with({named}, '.' || listed))"
        # a name of letters of other alphabets has two forms
        condition = (
            f"regexp_full_match({named}, '[a-z0-9.-]+') AND NOT contains('.' || {named}, '.xn--') AND NOT {below}"
        )
    else:
        condition = f"{named} IS NOT NULL AND {named} NOT IN (SELECT {target} FROM {rows})"
    number = tables.count(reference.rows, condition, f"DISTINCT {named}")
    return Doubt(DoubtKind.CONTRADICTION, f"{reference.text}: {number:,}", number) if number else None
