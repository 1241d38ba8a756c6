"""Derived columns, added to a table's rows one by one, each with its part of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from orglint.engine.connection import Connection
from orglint.model.hidden import UNKNOWN
from orglint.model.snapshot import ColumnLedger
from orglint.model.table import Column, Table
from orglint.snapshots.derive import Derivation, DerivationInputs, derive_column
from orglint.snapshots.load import sent_columns
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables.derived import DerivedColumn


@dataclass(frozen=True, slots=True)
class Derived:
    """The rows with their derived columns (a query), each column's ledger, and when its cells are unknown (as SQL)."""

    rows: str
    ledgers: Mapping[str, ColumnLedger]
    conditions: Mapping[str, str]


def add_derived_columns(
    engine: Connection,
    table: Table,
    rows: str,
    columns: Mapping[str, ColumnLedger],
    *,
    taken_at: datetime,
    before: datetime | None,
) -> Derived:
    """Add the derived columns of a table to its rows (a query): each sees what the ones before it have worked out.

    All are counted at once, since to plan a query takes longer than to run it on few rows. So whether a cell is unknown
    may depend on columns that the API sends, and not on another derived one.
    """
    unknown = {column.name: _build_unknown_condition(column.name, columns) for column in sent_columns(table)}
    inputs = DerivationInputs(table.name, unknown, taken_at, before)
    derivations: dict[str, Derivation] = {}
    for column in table.columns.values():
        if isinstance(column, DerivedColumn):
            derivation = derivations[column.name] = derive_column(column, inputs)
            rows = f"SELECT *, {derivation.value} AS {quote_identifier(column.name)} FROM ({rows})"
    ledgers = dict(columns)
    for name, counted in _count_cells(engine, rows, derivations).items():
        ledgers[name] = _build_column_ledger(table.columns[name], counted, derivations[name], columns=ledgers)
    conditions = {name: "true" if ledgers[name].unknown else it.unknown for name, it in derivations.items()}
    return Derived(rows, ledgers, conditions)


def _build_unknown_condition(title: str, columns: Mapping[str, ColumnLedger]) -> str:
    if columns[title].unknown:
        return "true"
    return f"list_contains({UNKNOWN}, {quote_text(title)})"


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many rows there are, in how many a derived cell is there or unknown, and whether the column is vacuous."""

    rows: int
    present: int
    unknown: int
    vacuous: bool


def _count_cells(engine: Connection, rows: str, derivations: Mapping[str, Derivation]) -> dict[str, _Counted]:
    if not derivations:
        return {}
    counts = ", ".join(
        f"count({quote_identifier(name)}), count(*) FILTER ({derivation.unknown}), {derivation.vacuous}"
        for name, derivation in derivations.items()
    )
    answer = engine.execute(f"SELECT count(*), {counts} FROM ({rows})").fetchone()
    assert answer is not None
    number, *cells = answer
    return {name: _Counted(number, *cells[3 * at : 3 * at + 3]) for at, name in enumerate(derivations)}


def _build_column_ledger(
    column: Column, counted: _Counted, derivation: Derivation, *, columns: Mapping[str, ColumnLedger]
) -> ColumnLedger:
    reason = derivation.because if counted.vacuous else ""
    if not reason and counted.rows and counted.unknown == counted.rows:
        reason = _explain_inherited_unknown(column, columns)
    return ColumnLedger(counted.present, counted.rows - counted.present, 0, reason)


def _explain_inherited_unknown(column: Column, columns: Mapping[str, ColumnLedger]) -> str:
    lost = [f"{title} is unknown: {columns[title].unknown}" for title in column.inputs if columns[title].unknown]
    return "; ".join(lost) or f"{' and '.join(column.inputs)} do not show it in any row"
