"""How a table's walks ended: what was read against what the API says there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from orglint.collect.decode import NotAPageError
from orglint.collect.walk import Reader, Walk, new_fields
from orglint.errors import CollectError
from orglint.model.snapshot import TableState
from orglint.snapshots import pages
from orglint.snapshots.collecting import Tally, Walked


@dataclass(frozen=True, slots=True)
class Expected:
    """How many rows the API says a table has, by which operation; `problem` says what would not say it.

    With a problem and no number nothing proves that the list is whole; a table that has no count has neither.
    """

    rows: int | None = None
    by: str = ""
    requests: int = 0
    problem: str = ""


def ended(
    reader: Reader,
    table: str,
    walks: Sequence[Walk],
    *,
    expected: Expected = Expected(),
    state: TableState = TableState.COMPLETE,
    reason: str = "",
    tallies: tuple[Tally, ...] = (),
    requests: int = 0,
) -> Walked:
    """Say of a table how its walks ended."""
    if state is TableState.COMPLETE and expected.rows is None and expected.problem:
        state, reason = TableState.DOUBTFUL, "nothing proves that the list is whole"
    return Walked(
        table=table,
        state=state,
        pages=sum(len(kept.pages) for kept in walks),
        requests=sum(kept.requests for kept in walks) + expected.requests + requests,
        read_at=reader.clock(),
        digest=pages.digest(page for kept in walks for page in kept.pages),
        reason="; ".join(part for part in (reason, expected.problem) if part),
        expected=expected.rows,
        expected_by=expected.by,
        dropped=sum(kept.dropped for kept in walks),
        asked=reader.asked,
        tallies=tallies,
        new_fields=new_fields(walks),
    )


def number(members: dict[str, object]) -> int:
    """Return the count that an operation answered."""
    value = members.get("count")
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotAPageError("no count")
    return value


def refused(problem: CollectError | NotAPageError) -> str:
    """Return why a cross-check could not be read; a failure that ends the whole run is raised again."""
    if isinstance(problem, CollectError) and ends_the_run(problem):
        raise problem
    return str(problem).splitlines()[0]


def ends_the_run(problem: CollectError) -> bool:
    """Tell whether there is no point in asking for anything else: no answer, no valid key, a server that fails."""
    return problem.status in {0, 401, 429} or problem.status >= 500  # noqa: PLR2004 - the class of server errors
