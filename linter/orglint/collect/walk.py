"""Walking a list from page to page, each kept on disk before the next is asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from orglint.collect.client import Answer, Api
from orglint.collect.decode import NotAPageError
from orglint.collect.envelope import read_envelope
from orglint.collect.pagination import BrokenWalkError, url
from orglint.collect.progress import Progress
from orglint.collect.rows import MOST_NEW, rows
from orglint.errors import CollectError
from orglint.snapshots import pages
from orglint.snapshots.collecting import Collecting
from orglint.tables import specification

CEILING = 1_000_000
_EXPIRED = frozenset({400, 410})

T = TypeVar("T")
Request = Callable[[str | None], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a table needs: the API, the place for its pages, and what to ask for."""

    api: Api
    collecting: Collecting
    asked: tuple[str, ...]
    clock: Callable[[], datetime]
    report: Callable[[Progress], None]

    @property
    def organization(self) -> str:
        """The id of the organization that is read."""
        return self.api.connection.organization

    def ask(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the members that one operation answers to a request."""
        return self.page(operation, request).members

    def page(self, operation: str, request: Mapping[str, Any]) -> Answer:
        """Return one page of rows."""
        return _twice(lambda: self.api.page(_endpoint(operation), request))


def _twice(ask: Callable[[], T]) -> T:
    """Ask once more where something in between answered with no page at all."""
    try:
        return ask()
    except NotAPageError:
        return ask()


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages that a walk has kept, and what it says of them as a whole."""

    pages: tuple[pages.Page, ...]

    @property
    def requests(self) -> int:
        """How many requests the pages took."""
        return sum(page.requests for page in self.pages)

    @property
    def dropped(self) -> int:
        """How many rows had no identity."""
        return sum(page.dropped for page in self.pages)

    @property
    def rows(self) -> int:
        """How many rows the pages hold."""
        return sum(page.rows for page in self.pages)

    @property
    def totals(self) -> frozenset[int]:
        """Every number of rows that a page claimed there to be."""
        return frozenset(page.total for page in self.pages if page.total is not None)

    @property
    def total(self) -> int | None:
        """How many rows the last page that spoke of it claimed there to be."""
        return next((page.total for page in reversed(self.pages) if page.total is not None), None)


def walk(reader: Reader, table: str, operation: str, *, number: int, request: Request) -> Walk:
    """Walk a list to its end, going on from the last page that was kept."""
    try:
        return _walk(reader, table, operation, number=number, request=request)
    except CollectError as refusal:
        begun = kept_pages(reader, table, number)
        if refusal.status not in _EXPIRED or not begun:
            raise
        # A cursor lives for a while only: one more try from the first page.
        reader.report(Progress(table, 0, len(begun), "the walk's cursor was refused; it starts again"))
        pages.forget(reader.collecting.pages(table), number)
        return _walk(reader, table, operation, number=number, request=request)


def _walk(reader: Reader, table: str, operation: str, *, number: int, request: Request) -> Walk:
    folder = reader.collecting.pages(table)
    kept = list(kept_pages(reader, table, number))
    seen = {page.cursor for page in kept if page.cursor}
    if len(seen) < sum(page.cursor is not None for page in kept):
        raise BrokenWalkError(f"the list repeats itself after {len(kept)} pages")
    count = sum(page.rows for page in kept)
    before = _earlier(reader, table, number)
    while not kept or kept[-1].cursor is not None:
        if len(kept) >= CEILING:
            raise BrokenWalkError(f"the list did not end within {CEILING} pages")
        page, found = _page(reader, table, operation, number=number, kept=kept, request=request)
        kept.append(pages.write(folder, page, found))
        count += page.rows
        reader.report(Progress(table, count + before.rows, len(kept) + before.pages))
        if page.cursor in seen:
            raise BrokenWalkError(f"the list repeats itself after {len(kept)} pages")
        if page.cursor is not None:
            seen.add(page.cursor)
    return Walk(tuple(kept))


def _earlier(reader: Reader, table: str, number: int) -> Progress:
    """Return what the walks of a table before this one have read."""
    done = [page for place in range(1, number) for page in kept_pages(reader, table, place)]
    return Progress("", sum(page.rows for page in done), len(done))


def kept_pages(reader: Reader, table: str, number: int) -> tuple[pages.Page, ...]:
    """Return the pages that a walk has kept; none if one of them is damaged."""
    folder = reader.collecting.pages(table)
    try:
        return pages.walked(folder, number)
    except pages.DamagedError as damaged:
        reader.report(Progress(table, 0, 0, f"the kept page {damaged} is damaged; the walk starts again"))
        pages.forget(folder, number)
        return ()


def _page(
    reader: Reader, table: str, operation: str, *, number: int, kept: list[pages.Page], request: Request
) -> tuple[pages.Page, tuple[Mapping[str, Any], ...]]:
    before = reader.api.budget.requests
    cursor = kept[-1].cursor if kept else None
    answer = reader.page(operation, request(cursor))
    items = answer.members.get("data")
    if not isinstance(items, list):
        raise BrokenWalkError(f"page {len(kept) + 1} holds no list of rows under data")
    own_url = url(reader.api.connection.base_url, operation, reader.organization)
    envelope = read_envelope(operation, answer.members, answer.headers, own_url=own_url, asked=cursor)
    found = rows(table, items)
    page = pages.Page(
        walk=number,
        number=len(kept) + 1,
        cursor=envelope.cursor,
        rows=len(found.rows),
        requests=reader.api.budget.requests - before,
        total=envelope.total,
        **found.remembered,
        doubts=envelope.doubts,
        drift=envelope.drift,
    )
    return page, found.rows


def new_fields(walks: Iterable[Walk]) -> dict[str, int]:
    """Add up the members that the specification does not know."""
    total: Counter[str] = Counter()
    for kept in walks:
        for page in kept.pages:
            total.update(page.new_fields)
    return dict(sorted(total.most_common(MOST_NEW)))


def _endpoint(operation: str) -> str:
    described = specification().operations[operation]
    return f"{described['method'].upper()} {described['path']}"
