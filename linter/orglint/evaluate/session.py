"""The session that rules are judged in: tables in an engine, and why anything in them is unknown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from orglint.engine import duckdb
from orglint.engine.duckdb import Engine, EngineFactory
from orglint.engine.queries import EvaluationError
from orglint.errors import SnapshotError
from orglint.evaluate import views
from orglint.evaluate.judge import unlisted
from orglint.expressions.compiled import complete_name
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues, NewValues
from orglint.snapshots.ledger import explain_missing, unknown_columns

Rows = Sequence[Mapping[str, Any]]

NO_KEYS: Mapping[str, Sequence[str]] = {}
_NOT_USABLE = Reason(ReasonCode.NOT_USABLE)

SMALL_ROWS, SMALL_BYTES = 20_000, 1 << 22
"""Up to how many rows, and bytes of a sealed file, a table may be held whole."""
LARGE_ROWS = 200_000
"""From how many rows on a table is large: what a join holds of it takes a tenth of the engine's memory and more."""


@dataclass(frozen=True, slots=True)
class Session:
    """What rules are judged on: an engine with tables, the values of its parameters, and the reasons of unknowns.

    `gaps` says why each incomplete table is incomplete, `unknown` why a (table, column) is unknown as a whole, `cells`
    why single cells are. `new_values` are unlisted values, which are unknown. With `only_subject` only the row whose
    key is the parameter `subject` is judged; expressions over whole tables still see every row. `by_key` are the tables
    that were asked by key: what they lack makes rows unknown, and nothing else. `sizes` are the rows of tables of
    which an engine may hold all, `large` names those of which it should not hold much at a time.
    """

    engine: Engine
    tables: Mapping[str, Table]
    values: Mapping[str, Any]
    gaps: Mapping[str, Reason]
    unknown: Mapping[tuple[str, str], Reason]
    cells: Reason = _NOT_USABLE
    new_values: tuple[NewValues, ...] = ()
    only_subject: bool = False
    by_key: frozenset[str] = frozenset()
    sizes: Mapping[str, int] = field(default_factory=dict)
    large: frozenset[str] = frozenset()


@contextmanager
def over_snapshot(
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    open_engine: EngineFactory = duckdb.open_engine,
    known: KnownValues = NONE_KNOWN,
) -> Iterator[Session]:
    """Open a session on a verified snapshot; `known` are values that the user declares to be listed.

    `open_engine` opens the engine for its files. Raises `SnapshotError` if a file cannot be read.
    """
    files = [snapshot.folder / file.name for file in snapshot.files.values()]
    complete = [name for name, ledger in snapshot.tables.items() if ledger.complete]
    with open_engine(*files) as engine:
        try:
            found = unlisted.find_unlisted(snapshot, tables, known)
            views.over_snapshot(engine, snapshot, tables, found.columns)
        except EvaluationError as error:
            hint = "Collect again with `orglint snapshot`, or name another snapshot's folder."
            raise SnapshotError(f"the snapshot {snapshot.folder} cannot be read: {error}", hint) from None
        values = _build_values(now, tables, complete)
        yield Session(
            engine,
            tables,
            values,
            _list_gaps(snapshot, tables),
            _list_unknown_columns(snapshot, tables),
            new_values=found.closed,
            by_key=frozenset(name for name, ledger in snapshot.tables.items() if ledger.keys is not None),
            sizes=dict(_list_sizes(snapshot, tables)),
            large=frozenset(name for name, ledger in snapshot.tables.items() if ledger.rows >= LARGE_ROWS),
        )


def over_rows(
    engine: Engine,
    rows: Mapping[str, Rows],
    tables: Mapping[str, Table],
    *,
    now: datetime,
    keys: Mapping[str, Sequence[str]] = NO_KEYS,
) -> Session:
    """Return a session on rows made by hand: tables that are named are complete, others are unknown.

    A table for which `keys` are given is complete for these. The engine's earlier rows of these tables are replaced.
    """
    for table in tables.values():
        views.make_rows(engine, table, rows.get(table.name, ()), keys.get(table.name, ()))
    gaps = {name: Reason(ReasonCode.NOT_GIVEN) for name in tables if name not in rows}
    gaps |= {name: Reason(ReasonCode.BY_KEY, said=f"asked for {len(asked)} keys") for name, asked in keys.items()}
    return Session(
        engine,
        tables,
        _build_values(now, tables, rows.keys() - keys.keys()),
        gaps,
        {},
        Reason(ReasonCode.LEFT_OUT),
        by_key=frozenset(keys),
        sizes={name: len(rows.get(name, ())) for name in tables if len(rows.get(name, ())) <= SMALL_ROWS},
    )


def _list_sizes(snapshot: Snapshot, tables: Mapping[str, Table]) -> Iterator[tuple[str, int]]:
    for name in tables.keys() & snapshot.tables.keys() & snapshot.files.keys():
        rows = snapshot.tables[name].rows
        if rows <= SMALL_ROWS and snapshot.files[name].size <= SMALL_BYTES:
            yield name, rows


def _build_values(now: datetime, tables: Mapping[str, Table], complete: Iterable[str]) -> dict[str, Any]:
    """Return what the engine is given: the time, and which tables are complete."""
    whole = set(complete)
    instant = now.astimezone(UTC).replace(tzinfo=None)
    return {"now": instant, **{complete_name(name): name in whole for name in tables}}


def _list_gaps(snapshot: Snapshot, tables: Mapping[str, Table]) -> dict[str, Reason]:
    ledgers = {name: snapshot.tables.get(name) for name in tables}
    gaps = {
        name: ledger.gap if ledger else explain_missing(specified=tables[name].specified)
        for name, ledger in ledgers.items()
    }
    return {name: gap for name, gap in gaps.items() if gap}


def _list_unknown_columns(snapshot: Snapshot, tables: Mapping[str, Table]) -> dict[tuple[str, str], Reason]:
    return {
        (name, column): reason
        for name, table in tables.items()
        if name in snapshot.tables
        for column, reason in unknown_columns(table, snapshot.tables[name]).items()
    }
