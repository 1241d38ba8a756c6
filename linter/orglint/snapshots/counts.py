"""What the rows say against the number of them that the API counts: fewer are a doubt, more are told."""

from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.snapshots.collecting import TableWalk


def compare_row_count(walked: TableWalk, rows: int) -> tuple[TableState, tuple[Doubt, ...], tuple[str, ...]]:
    """Return how much of a table there is, the doubts about it, and what else its number of rows is worth telling.

    The count was asked after the walk. People come and go meanwhile: more rows than it says are somebody who left and
    was seen; fewer are somebody who was not seen, or was never there, and nothing tells which. A statistic may count
    fewer than all, so only one that counts more than the rows says anything.
    """
    if walked.dropped:
        state = TableState.PARTIAL if walked.state is TableState.COMPLETE else walked.state
        return state, walked.doubts, (*walked.notes, f"{walked.dropped} rows without a valid identity")
    said = {walked.expected_by: walked.expected} if walked.expected is not None else {}
    short = tuple(
        Doubt(DoubtKind.COUNT, f"{by} says {number}, {rows} were read", number - rows)
        for by, number in {**walked.others, **said}.items()
        if number > rows
    )
    more = (f"{by} says {number}, {rows} were read" for by, number in said.items() if number < rows)
    doubtful = short and walked.state is TableState.COMPLETE
    return TableState.DOUBTFUL if doubtful else walked.state, (*walked.doubts, *short), (*walked.notes, *more)
