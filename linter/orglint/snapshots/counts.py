"""Compare the number of rows with the number that the API counts: too few are a doubt, too many are a remark."""

from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.snapshots.collecting import TableWalk


def compare_row_count(table_walk: TableWalk, rows: int) -> tuple[TableState, tuple[Doubt, ...], tuple[str, ...]]:
    """Return the state of a table, the doubts about it, and remarks on its number of rows.

    The count was asked after the walk. People come and go meanwhile: more rows than it says are somebody who left and
    was seen; fewer are somebody who was not seen, or was never there, and nothing tells which. A statistic may count
    fewer than all, so only one that counts more than the rows says anything.
    """
    if table_walk.dropped:
        state = TableState.PARTIAL if table_walk.state is TableState.COMPLETE else table_walk.state
        return state, table_walk.doubts, (*table_walk.notes, f"{table_walk.dropped} rows without a valid identity")
    said = {table_walk.expected_by: table_walk.expected} if table_walk.expected is not None else {}
    short = tuple(
        Doubt(DoubtKind.COUNT, f"{by} says {number}, {rows} were read", number - rows)
        for by, number in {**table_walk.others, **said}.items()
        if number > rows
    )
    more = (f"{by} says {number}, {rows} were read" for by, number in said.items() if number < rows)
    doubtful = short and table_walk.state is TableState.COMPLETE
    return (
        TableState.DOUBTFUL if doubtful else table_walk.state,
        (*table_walk.doubts, *short),
        (*table_walk.notes, *more),
    )
