"""Cross-checks: what the rows show of a list column against what the API says it holds."""

import duckdb

from orglint.model.table import Table
from orglint.snapshots.collecting import Tally
from orglint.snapshots.engine import name
from orglint.snapshots.values import schema


def doubt(engine: duckdb.DuckDBPyConnection, table: Table, tally: Tally, left_out: int) -> str:
    """Return how the rows in `cells` disagree with the tally; empty if they do not."""
    if tally.counts is None:
        return f"cells are left out, and {tally.by} could not be read to prove them empty" if left_out else ""
    rows = dict(engine.execute(_count(tally.column)).fetchall())
    # The API also counts values that are no business of this column: only those that it can hold are compared.
    values = sorted(
        {*schema(table, tally.column)["items"].get("x-known-values", ()), *(rows.keys() & tally.counts.keys())}
    )
    wrong = [value for value in values if rows.get(value, 0) != tally.counts.get(value, 0)]
    return "; ".join(
        f"{tally.by} counts {tally.counts.get(value, 0)} {value}, the rows show {rows.get(value, 0)}" for value in wrong
    )


def _count(column: str) -> str:
    values = f"SELECT unnest(list_distinct({name(column)})) AS value FROM cells"
    return f"SELECT value, count(*) FROM ({values}) GROUP BY value"
