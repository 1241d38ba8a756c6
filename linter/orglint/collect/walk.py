"""Walk a list from page to page; each page is stored before the next one is asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from orglint.collect.client import Answer, ApiClient
from orglint.collect.envelope import Envelope, read_envelope
from orglint.collect.limits import USUAL, Limits
from orglint.collect.pagination import BrokenWalkError, build_list_url
from orglint.collect.progress import Progress
from orglint.collect.rows import MOST_NEW, PageRows, items_to_rows
from orglint.documents import files
from orglint.errors import CollectError
from orglint.http.decode import NotAPageError
from orglint.snapshots import pages
from orglint.snapshots.collecting import Collecting
from orglint.tables import known_tables
from orglint.tables.endpoints import Endpoint

FIRST = 3
_EXPIRED = frozenset({400, 410})

T = TypeVar("T")
MakeRequest = Callable[[str | None], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class TableReader:
    """What reading one table needs: the API, the folder of its pages, and what to ask for.

    `asked` are the values of `expand` that requests carry; `confirm` says that ids are walked a second time. `clock`
    gives the time of this machine, `report` takes the progress. A table that is asked row by row is asked for `keys`.
    """

    api: ApiClient
    collecting: Collecting
    asked: tuple[str, ...]
    clock: Callable[[], datetime]
    report: Callable[[Progress], None]
    confirm: bool = False
    limits: Limits = USUAL
    keys: tuple[str, ...] = ()

    @property
    def spill(self) -> Path:
        """Where there is room to work."""
        return files.make_folder(self.collecting.folder / "spill")

    @property
    def organization(self) -> str:
        """The id of the organization that is collected."""
        return self.api.connection.organization

    def ask(self, endpoint: Endpoint, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the members that one operation answers to a request."""
        return self.page(endpoint, request).members

    def page(self, endpoint: Endpoint, request: Mapping[str, Any]) -> Answer:
        """Return one page of rows; a request whose answer is not a page is repeated once."""
        return _retry_once(lambda: self.api.page(str(endpoint), request))


def _retry_once(ask: Callable[[], T]) -> T:
    """Ask once more where something in between answered with no page at all."""
    try:
        return ask()
    except NotAPageError:
        return ask()


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages that a walk over a list has stored, and what they say together."""

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
    def whole(self) -> bool:
        """Whether the list was walked to its end."""
        return bool(self.pages) and self.pages[-1].cursor is None

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


@dataclass(frozen=True, slots=True)
class Route:
    """Which list to walk, and under which number its pages are stored.

    A route for `ids` keeps the keys alone, and apart from the rows; one that ends after `most` pages (none: at the end
    of the list) may not be whole.
    """

    table: str
    endpoint: Endpoint
    number: int
    request: MakeRequest
    ids: bool = False
    most: int = 0

    @property
    def shown(self) -> bool:
        """Whether its rows count as progress: those of the first walks do, later ones bring the same rows again."""
        return not self.ids and self.number <= FIRST

    def enough(self, pages: int) -> bool:
        """Return whether so many pages are as many as are wanted, though the list goes on."""
        return 0 < self.most <= pages


def walk_list(reader: TableReader, table: str, endpoint: Endpoint, *, number: int, request: MakeRequest) -> Walk:
    """Walk a list to its end, from the page after the last one that is stored; each page is stored before the next.

    Raises `CollectError` if an answer is not a page. A cursor that the API refuses as expired (400 or 410) makes the
    walk start again, once.
    """
    return walk_route(reader, Route(table, endpoint, number, request))


def walk_route(reader: TableReader, route: Route) -> Walk:
    """Walk a route to its end, as `walk_list` does."""
    try:
        return _walk_pages(reader, route)
    except CollectError as refusal:
        begun = kept_pages(reader, route.table, route.number, ids=route.ids)
        if refusal.status not in _EXPIRED or not begun:
            raise
        # Cursors expire: one more try from the first page.
        reader.report(Progress(route.table, 0, len(begun), "the walk's cursor was refused; it starts again"))
        pages.remove_walk(folder_of(reader, route.table, ids=route.ids), route.number)
        return _walk_pages(reader, route)


def folder_of(reader: TableReader, table: str, *, ids: bool = False) -> Path:
    """Return the folder of the pages of a table; those of walks over its `ids` have one of their own."""
    folder = reader.collecting.pages(table)
    return files.make_folder(folder / "ids") if ids else folder


def _walk_pages(reader: TableReader, route: Route) -> Walk:
    kept = list(kept_pages(reader, route.table, route.number, ids=route.ids))
    seen = {page.cursor for page in kept if page.cursor}
    if len(seen) < sum(page.cursor is not None for page in kept):
        raise BrokenWalkError(f"the list repeats itself after {len(kept)} pages")
    count = sum(page.rows for page in kept)
    before = _sum_earlier_walks(reader, route)
    while not kept or (kept[-1].cursor is not None and not route.enough(len(kept))):
        if len(kept) >= reader.limits.pages:
            raise BrokenWalkError(f"the list did not end within {reader.limits.pages} pages")
        page = _read_page(reader, route, kept)
        kept.append(page)
        count += page.rows
        if route.shown:
            reader.report(Progress(route.table, count + before.rows, len(kept) + before.pages))
        if page.cursor in seen:
            raise BrokenWalkError(f"the list repeats itself after {len(kept)} pages")
        if page.cursor is not None:
            seen.add(page.cursor)
    return Walk(tuple(kept))


def _sum_earlier_walks(reader: TableReader, route: Route) -> Progress:
    """Return what the walks of a table before this one have read."""
    places = range(1, route.number) if route.shown else ()
    done = [page for place in places for page in kept_pages(reader, route.table, place)]
    return Progress("", sum(page.rows for page in done), len(done))


def kept_pages(reader: TableReader, table: str, number: int, *, ids: bool = False) -> tuple[pages.Page, ...]:
    """Return the stored pages of a walk; an empty tuple if one of them is damaged."""
    folder = folder_of(reader, table, ids=ids)
    try:
        return pages.read_pages(folder, number)
    except pages.DamagedError as damaged:
        reader.report(Progress(table, 0, 0, f"the kept page {damaged} is damaged; the walk starts again"))
        pages.remove_walk(folder, number)
        return ()


def _read_page(reader: TableReader, route: Route, kept: Sequence[pages.Page]) -> pages.Page:
    before = reader.api.budget.requests
    cursor = kept[-1].cursor if kept else None
    found, envelope = read_rows(reader, route.table, route.endpoint, route.request(cursor), asked=cursor)
    page = pages.Page(
        walk=route.number,
        number=len(kept) + 1,
        cursor=envelope.cursor,
        rows=len(found.rows),
        requests=reader.api.budget.requests - before,
        total=envelope.total,
        claims=envelope.claims,
        **found.page_fields,
        doubts=envelope.doubts,
        drift=envelope.drift,
    )
    key = known_tables()[route.table].key
    kept_rows = [{key: row[key]} for row in found.rows] if route.ids else found.rows
    return pages.write_page(folder_of(reader, route.table, ids=route.ids), page, kept_rows)


def read_rows(
    reader: TableReader, table: str, endpoint: Endpoint, request: Mapping[str, Any], *, asked: str | None = None
) -> tuple[PageRows, Envelope]:
    """Return the rows of one page, which was `asked` for with a cursor, and what it says beside them."""
    items, envelope = read_items(reader, endpoint, request, asked=asked)
    return items_to_rows(table, items), envelope


def read_items(
    reader: TableReader, endpoint: Endpoint, request: Mapping[str, Any], *, asked: str | None = None
) -> tuple[list[Any], Envelope]:
    """Return the items of one page as the API sent them, and what it says beside them."""
    answer = reader.page(endpoint, request)
    items = answer.members.get("data")
    if not isinstance(items, list):
        raise BrokenWalkError("a page holds no list of rows under data")
    own_url = build_list_url(reader.api.base_url, endpoint, reader.organization)
    return items, read_envelope(endpoint, answer.members, answer.headers, own_url=own_url, asked=asked)


def new_fields(walks: Iterable[Walk]) -> dict[str, int]:
    """Add up the members that the specification does not know."""
    total: Counter[str] = Counter()
    for kept in walks:
        for page in kept.pages:
            total.update(page.new_fields)
    return dict(sorted(total.most_common(MOST_NEW)))
