"""Conclude a table after its walks: compare what was read with what the API says there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from orglint.collect.walk import TableReader, Walk, new_fields
from orglint.errors import CollectError
from orglint.http.decode import NotAPageError
from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.snapshots import pages
from orglint.snapshots.collecting import TableWalk, ValueCounts
from orglint.tables import find_declaration

_MOST = 20


@dataclass(frozen=True, slots=True)
class Expected:
    """The number of rows that the API says a table has, and the operation that says so.

    `problem` says why the number could not be read; without a number nothing proves that the list is complete. A table
    that has no count has neither. `tallies` are counts of single columns, `others` further numbers of all rows,
    `requests` the number of calls that all of this took.
    """

    rows: int | None = None
    by: str = ""
    requests: int = 0
    problem: str = ""
    tallies: tuple[ValueCounts, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)


def conclude_table(
    reader: TableReader,
    table: str,
    walks: Sequence[Walk],
    *,
    expected: Expected = Expected(),
    doubts: tuple[Doubt, ...] = (),
    notes: tuple[str, ...] = (),
    ids: Sequence[Walk] = (),
) -> TableWalk:
    """Return the result of a table's walks.

    `doubts` are added to those that its pages raise, `notes` are remarks; walks over `ids` count as requests, not as
    rows.
    """
    every = (*walks, *ids)
    drift, said = _list_page_remarks(every, "drift"), _list_page_remarks(every, "doubts")
    total = name_total(table)
    short = (*(_find_short_walks(every, total) if expected.by != total else ()), *_find_claimed_rows(every))
    doubts = (*doubts, *(Doubt(DoubtKind.ENVELOPE, text) for text in said), *short)
    if expected.rows is None and expected.problem:
        doubts = (*doubts, Doubt(DoubtKind.STATISTICS, "nothing proves that the list is whole"))
    return TableWalk(
        table=table,
        state=TableState.DOUBTFUL if doubts else TableState.COMPLETE,
        pages=sum(len(kept.pages) for kept in walks),
        requests=sum(kept.requests for kept in every) + expected.requests,
        read_at=reader.clock(),
        digest=pages.digest_pages(page for kept in walks for page in kept.pages),
        reason="; ".join(part for part in (*(doubt.text for doubt in doubts), expected.problem) if part),
        expected=expected.rows,
        expected_by=expected.by,
        others=expected.others,
        dropped=sum(kept.dropped for kept in walks),
        asked=reader.asked,
        tallies=expected.tallies,
        new_fields=new_fields(walks),
        doubts=doubts,
        drift=drift,
        notes=notes,
    )


def read_claimed_total(table: str, found: Walk) -> Expected:
    """Return how many rows the list itself says there are, should it say so."""
    return Expected(found.total, name_total(table) if found.total is not None else "")


def name_total(table: str) -> str:
    """Return where the pages of a table may say how many rows there are; empty for a table that is no list."""
    pagination = find_declaration(table).pagination
    return pagination.total if pagination else ""


def _find_short_walks(walks: Sequence[Walk], total: str) -> Iterator[Doubt]:
    for kept in walks:
        if kept.whole and kept.total is not None and kept.total > kept.rows:
            text = f"{total} of one of its walks says {kept.total}, {kept.rows} rows were read"
            yield Doubt(DoubtKind.COUNT, text, kept.total - kept.rows)


def _find_claimed_rows(walks: Sequence[Walk]) -> Iterator[Doubt]:
    """Yield a doubt for each place, unknown to the specification, that claims more rows than were read."""
    lacking: dict[str, int] = {}
    for kept in walks:
        for place, claimed in (claim for page in kept.pages for claim in page.claims.items()):
            if kept.whole and claimed > kept.rows:
                lacking[place] = max(lacking.get(place, 0), claimed - kept.rows)
    for place, rows in islice(sorted(lacking.items()), _MOST):
        yield Doubt(DoubtKind.COUNT, f"{place} says that there are {rows} more rows than were read", rows)


def _list_page_remarks(walks: Sequence[Walk], kind: str) -> tuple[str, ...]:
    """Return the remarks of the pages, each once, at most as many as anybody would read."""
    found = (text for kept in walks for page in kept.pages for text in getattr(page, kind))
    return tuple(islice(dict.fromkeys(found), _MOST))


def describe_refusal(problem: CollectError | NotAPageError) -> str:
    """Return why a cross-check could not be read; a failure that ends the whole run is raised again."""
    if isinstance(problem, CollectError) and ends_the_run(problem):
        raise problem
    return str(problem).splitlines()[0]


def ends_the_run(problem: CollectError) -> bool:
    """Tell whether there is no point in asking for anything else: no answer, no valid key, a server that fails."""
    return problem.status in {0, 401, 429} or problem.status >= 500  # noqa: PLR2004 - the class of server errors
