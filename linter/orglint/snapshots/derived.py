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
    """The last of the views, and for each derived column its ledger and when its cells are unknown (as SQL)."""

    view: str
    ledgers: Mapping[str, ColumnLedger]
    conditions: Mapping[str, str]


def add_derived_columns(
    engine: Connection,
    table: Table,
    columns: Mapping[str, ColumnLedger],
    *,
    taken_at: datetime,
    before: datetime | None,
) -> Derived:
    """Put one view over the other, starting from `known`: each sees what the ones below it have worked out."""
    ledgers = dict(columns)
    unknown = {column.name: _build_unknown_condition(column.name, columns) for column in sent_columns(table)}
    view = "known"
    for column in table.columns.values():
        if not isinstance(column, DerivedColumn):
            continue
        derivation = derive_column(column, DerivationInputs(table.name, unknown, taken_at, before))
        view, below = f"known_{column.name}", view
        cells = f"SELECT *, {derivation.value} AS {quote_identifier(column.name)} FROM {quote_identifier(below)}"
        engine.execute(f"CREATE OR REPLACE TEMP VIEW {quote_identifier(view)} AS {cells}")
        ledgers[column.name] = _build_column_ledger(engine, view, column, derivation=derivation, columns=ledgers)
        unknown[column.name] = "true" if ledgers[column.name].unknown else derivation.unknown
    conditions = {title: condition for title, condition in unknown.items() if table.columns[title].inputs}
    return Derived(view, ledgers, conditions)


def _build_unknown_condition(title: str, columns: Mapping[str, ColumnLedger]) -> str:
    if columns[title].unknown:
        return "true"
    return f"list_contains({UNKNOWN}, {quote_text(title)})"


def _build_column_ledger(
    engine: Connection,
    view: str,
    column: Column,
    *,
    derivation: Derivation,
    columns: Mapping[str, ColumnLedger],
) -> ColumnLedger:
    present = f"count({quote_identifier(column.name)})"
    counts = f"count(*), {present}, count(*) FILTER ({derivation.unknown}), {derivation.vacuous}"
    answer = engine.execute(f"SELECT {counts} FROM {quote_identifier(view)}").fetchone()
    assert answer is not None
    rows, present, unknown, vacuous = answer
    reason = derivation.because if vacuous else ""
    if not reason and rows and unknown == rows:
        reason = _explain_inherited_unknown(column, columns)
    return ColumnLedger(present, rows - present, 0, reason)


def _explain_inherited_unknown(column: Column, columns: Mapping[str, ColumnLedger]) -> str:
    lost = [f"{title} is unknown: {columns[title].unknown}" for title in column.inputs if columns[title].unknown]
    return "; ".join(lost) or f"{' and '.join(column.inputs)} do not show it in any row"
