"""Derived columns, added to a table's rows one by one, each with its part of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from orglint.model.snapshot import ColumnLedger
from orglint.model.table import Column, Table
from orglint.snapshots.derive import DERIVATIONS, Derivation, Ground
from orglint.snapshots.engine import name, text
from orglint.snapshots.load import UNKNOWN, own


@dataclass(frozen=True, slots=True)
class Derived:
    """The last of the views, and for each derived column its ledger and when its cells are unknown (as SQL)."""

    view: str
    ledgers: Mapping[str, ColumnLedger]
    conditions: Mapping[str, str]


def derive(
    engine: duckdb.DuckDBPyConnection,
    table: Table,
    columns: Mapping[str, ColumnLedger],
    *,
    taken_at: datetime,
    before: datetime | None,
) -> Derived:
    """Put one view over the other, starting from `known`: each sees what the ones below it have worked out."""
    ledgers = dict(columns)
    unknown = {column.name: _lost(column.name, columns) for column in own(table)}
    view = "known"
    for column in table.columns.values():
        if not column.inputs:
            continue
        derivation = DERIVATIONS[table.name, column.name](Ground(unknown, taken_at, before))
        view, below = f"known_{column.name}", view
        cells = f"SELECT *, {derivation.value} AS {name(column.name)} FROM {name(below)}"
        engine.execute(f"CREATE OR REPLACE TEMP VIEW {name(view)} AS {cells}")
        ledgers[column.name] = _ledger(engine, view, column, derivation=derivation, columns=ledgers)
        unknown[column.name] = "true" if ledgers[column.name].unknown else derivation.unknown
    conditions = {title: condition for title, condition in unknown.items() if table.columns[title].inputs}
    return Derived(view, ledgers, conditions)


def _lost(title: str, columns: Mapping[str, ColumnLedger]) -> str:
    if columns[title].unknown:
        return "true"
    return f"list_contains({UNKNOWN}, {text(title)})"


def _ledger(
    engine: duckdb.DuckDBPyConnection,
    view: str,
    column: Column,
    *,
    derivation: Derivation,
    columns: Mapping[str, ColumnLedger],
) -> ColumnLedger:
    counts = f"count(*), count({name(column.name)}), count(*) FILTER ({derivation.unknown}), {derivation.vacuous}"
    answer = engine.execute(f"SELECT {counts} FROM {name(view)}").fetchone()
    assert answer is not None
    rows, present, unknown, vacuous = answer
    reason = derivation.because if vacuous else ""
    if not reason and rows and unknown == rows:
        reason = _inherited(column, columns)
    return ColumnLedger(present, rows - present, 0, reason)


def _inherited(column: Column, columns: Mapping[str, ColumnLedger]) -> str:
    lost = [f"{title} is unknown: {columns[title].unknown}" for title in column.inputs if columns[title].unknown]
    return "; ".join(lost) or f"{' and '.join(column.inputs)} do not show it in any row"
