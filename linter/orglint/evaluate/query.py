"""Which rows of a table an expression holds for, and for how many that is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orglint.errors import SnapshotError
from orglint.evaluate.bench import over_snapshot
from orglint.evaluate.engine import EvaluationError, Opener, identifier
from orglint.evaluate.engines import duckdb
from orglint.evaluate.findings import plain
from orglint.model.rule import Compiled
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows for which an expression is true, cut at a limit, and how many rows gave which answer."""

    rows: tuple[Mapping[str, Any], ...]
    true: int
    false: int
    unknown: int


def query(
    table: Table,
    condition: Compiled,
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    limit: int,
    opener: Opener = duckdb.opened,
    known: KnownValues = NONE_KNOWN,
) -> Answer:
    """Return the rows of a table for which a condition is true: the key and every column that it reads.

    `known` are values that the user declares to be listed.
    """
    read = sorted({table.key} | {column for name, column in condition.reads if name == table.name})
    row = identifier(table.variable)
    source = f"FROM {identifier(table.name)} AS {row}"
    listed = ", ".join(f"{row}.{identifier(column)}" for column in read)
    where = f"WHERE {condition.sql} ORDER BY {row}.{identifier(table.key)} LIMIT {limit:d}"
    counts = ", ".join(f"count(*) FILTER (WHERE {test})" for test in ("v", "NOT v", "v IS NULL"))
    counted = f"SELECT {counts} FROM (SELECT {condition.sql} AS v {source})"
    chosen = f"SELECT {listed} {source} {where}"
    with over_snapshot(snapshot, tables, now=now, opener=opener, known=known) as bench:
        try:
            true, false, unknown = bench.engine.rows(counted, bench.values)[0]
            rows = bench.engine.rows(chosen, bench.values)
        except EvaluationError as error:
            raise SnapshotError(f"the query could not be answered: {error}") from None
    return Answer(tuple(dict(zip(read, map(plain, cells), strict=True)) for cells in rows), true, false, unknown)
