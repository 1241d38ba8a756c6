"""The rows of a table for which an expression is true, and how many are unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orglint.engine import duckdb
from orglint.engine.duckdb import EngineFactory
from orglint.engine.queries import EvaluationError
from orglint.errors import SnapshotError
from orglint.evaluate.judge.evidence import to_json_value
from orglint.evaluate.session import over_snapshot
from orglint.expressions.compiled import Compiled
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.unknown import MARK, UNKNOWN_CELLS
from orglint.model.values import NONE_KNOWN, KnownValues
from orglint.sql.quoting import quote_identifier


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The rows for which an expression is true, up to a limit, and the number of rows by answer.

    `unknown_paths` has for each of these rows the paths of what is unknown in it.
    """

    rows: tuple[Mapping[str, Any], ...]
    true: int
    false: int
    unknown: int
    unknown_paths: tuple[tuple[str, ...], ...] = ()


def query_rows(  # noqa: PLR0913 - most are left out by most callers
    table: Table,
    condition: Compiled,
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    limit: int,
    columns: Sequence[str] = (),
    open_engine: EngineFactory = duckdb.open_engine,
    known: KnownValues = NONE_KNOWN,
) -> QueryResult:
    """Return the rows of a table for which a condition is true: the key and every column that it reads.

    If `columns` are named, the rows have these instead. `known` are values that the user declares to be listed.
    """
    read = list(columns) or sorted({table.key} | {column for name, column in condition.reads if name == table.name})
    row = quote_identifier(table.variable)
    source = f"FROM {quote_identifier(table.name)} AS {row}"
    listed = ", ".join(f"{row}.{quote_identifier(column)}" for column in (*read, UNKNOWN_CELLS))
    where = f"WHERE {condition.sql} ORDER BY {row}.{quote_identifier(table.key)} LIMIT {limit:d}"
    counts = ", ".join(f"count(*) FILTER (WHERE {test})" for test in ("v", "NOT v", "v IS NULL"))
    counted = f"SELECT {counts} FROM (SELECT {condition.sql} AS v {source})"
    chosen = f"SELECT {listed} {source} {where}"
    with over_snapshot(snapshot, tables, now=now, open_engine=open_engine, known=known) as session:
        try:
            true, false, unknown = session.engine.fetch(counted, session.values)[0]
            rows = session.engine.fetch(chosen, session.values)
        except EvaluationError as error:
            raise SnapshotError(f"the query could not be answered: {error}") from None
    return QueryResult(
        tuple(dict(zip(read, map(to_json_value, cells[:-1]), strict=True)) for cells in rows),
        true,
        false,
        unknown,
        tuple(tuple(path for path in cells[-1] or () if MARK not in path) for cells in rows),
    )
