"""What the rows say against the number of them that the API counts: fewer are a doubt, more are told."""

from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.snapshots.collecting import Walked


def counted(walked: Walked, rows: int) -> tuple[TableState, tuple[Doubt, ...], tuple[str, ...]]:
    """Return how much of a table there is, the doubts about it, and what else its number of rows is worth telling.

    The count was asked after the walk. People come and go meanwhile: more rows than it says are somebody who left and
    was seen; fewer are somebody who was not seen, or was never there, and nothing tells which.
    """
    if walked.dropped:
        state = TableState.PARTIAL if walked.state is TableState.COMPLETE else walked.state
        return state, walked.doubts, (*walked.notes, f"{walked.dropped} rows without a valid identity")
    if walked.expected is None or walked.expected == rows:
        return walked.state, walked.doubts, walked.notes
    difference = f"{walked.expected_by} says {walked.expected}, {rows} were read"
    if walked.expected < rows:
        return walked.state, walked.doubts, (*walked.notes, difference)
    short = Doubt(DoubtKind.COUNT, difference, walked.expected - rows)
    state = TableState.DOUBTFUL if walked.state is TableState.COMPLETE else walked.state
    return state, (*walked.doubts, short), walked.notes
