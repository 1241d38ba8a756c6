"""Read tables by searching: rows can be asked for by key, and ids without rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from orglint.collect.end import describe_refusal
from orglint.collect.pagination import BrokenWalkError
from orglint.collect.requests import build_request
from orglint.collect.walk import Route, TableReader, Walk, folder_of, kept_pages, read_rows, walk_route
from orglint.errors import CollectError
from orglint.http.decode import NotAPageError
from orglint.snapshots import pages
from orglint.snapshots.keys import WalkedKeys
from orglint.tables import Declaration, known_tables
from orglint.tables.endpoints import Endpoint
from orglint.tables.search import Filters, SearchFilters

ALL = "-"  # in the place of a directory's id
PAGE = 100
AT_ONCE = 10
FAILURES = (BrokenWalkError, NotAPageError, CollectError, pages.TooLargeError, pages.UnfitError)


@dataclass(frozen=True, slots=True)
class Search:
    """How a table is searched, as its declaration says."""

    table: str
    endpoint: Endpoint
    filters: SearchFilters

    @property
    def walks(self) -> dict[int, Filters]:
        """The filters of each walk over the rows by its number, but for the wider one."""
        return dict(enumerate(self.filters.walks, start=1))

    def walk(self, reader: TableReader, number: int, filters: Filters, *, ids: bool = False, most: int = 0) -> Walk:
        """Walk all rows that match filters, or the first pages of them, if there is a number of those."""
        route = Route(
            self.table,
            self.endpoint,
            number,
            lambda cursor: self._build_page_request(reader, filters, cursor, expand=not ids),
            ids=ids,
            most=most,
        )
        return walk_route(reader, route)

    def fetch_rows(self, reader: TableReader, number: int, keys: Sequence[str]) -> Walk:
        """Ask for rows by their keys, ten at a time, and keep each ten as a page; some may not be there any more."""
        kept = list(kept_pages(reader, self.table, number))
        begun = 0
        for filters in self.filters.everywhere:
            found = found_keys(reader, self.table, number, most=begun)
            left = [key for key in keys if key not in found]
            chunks = [left[start : start + AT_ONCE] for start in range(0, len(left), AT_ONCE)]
            for place, chunk in enumerate(chunks, start=begun + 1):
                if place > len(kept):
                    kept.append(self._fetch_chunk(reader, number, place, {**filters, self.filters.keys: chunk}))
            begun += len(chunks)
        return Walk(tuple(kept))

    def has_row(self, reader: TableReader, key: str) -> bool:
        """Ask whether the table has a row of this key, which nothing stores.

        Raises `BrokenWalkError` if an answer is in doubt, which says nothing then.
        """
        for filters in self.filters.everywhere:
            request = self._build_page_request(reader, {**filters, self.filters.keys: [key]}, None, expand=False)
            found, around = read_rows(reader, self.table, self.endpoint, request)
            if found.dropped or around.doubts or around.cursor is not None:
                raise BrokenWalkError(f"the search for {self.table} answered what is in doubt")
            if any(row[known_tables()[self.table].key] == key for row in found.rows):
                return True
        return False

    def _build_page_request(
        self, reader: TableReader, filters: Filters, cursor: str | None, *, expand: bool
    ) -> Mapping[str, Any]:
        """Return the request for one page of what filters leave in all directories, with or without `reader.asked`."""
        asked = reader.asked if expand else ()
        return build_search_request(self.endpoint, reader.organization, filters, cursor, asked)

    def _fetch_chunk(self, reader: TableReader, number: int, place: int, filters: Filters) -> pages.Page:
        before, key = reader.api.budget.requests, known_tables()[self.table].key
        request = self._build_page_request(reader, filters, None, expand=True)
        found, around = read_rows(reader, self.table, self.endpoint, request)
        rows = [row for row in found.rows if row[key] in filters[self.filters.keys]]
        page = pages.Page(
            walk=number,
            number=place,
            cursor=None,
            rows=len(rows),
            requests=reader.api.budget.requests - before,
            **found.page_fields,
            doubts=around.doubts,
            drift=around.drift,
        )
        return pages.write_page(folder_of(reader, self.table), page, rows)


def build_search(declaration: Declaration) -> Search:
    """Return how a table is searched that can be."""
    assert declaration.search is not None
    return Search(declaration.name, declaration.endpoint, declaration.search)


def build_search_request(
    endpoint: Endpoint, organization: str, filters: Filters, cursor: str | None, asked: Sequence[str]
) -> Mapping[str, Any]:
    """Return the request for one page of what filters leave in all directories, with values of `expand`."""
    body: dict[str, Any] = {"limit": PAGE, **filters}
    if asked:
        body["expand"] = list(asked)
    if cursor:
        body["cursor"] = cursor
    return build_request(endpoint, organization, ALL, body=body)


def found_keys(reader: TableReader, table: str, number: int, *, most: int) -> frozenset[str]:
    """Return the keys of the rows on a walk's first pages, at most `most` of them."""
    key = known_tables()[table].key
    bodies = (body for page, body in pages.read_page_bodies(folder_of(reader, table), number) if page.number <= most)
    return frozenset(orjson.loads(line)[key] for body in bodies for line in body.splitlines())


def locate_walk_keys(reader: TableReader, table: str, walks: Iterable[Walk], *, ids: bool = False) -> WalkedKeys:
    """Return what walks brought, for comparison by keys."""
    kept = [walk for walk in walks if walk.pages]
    numbers = tuple(walk.pages[0].walk for walk in kept)
    return WalkedKeys(folder_of(reader, table, ids=ids), numbers, sum(walk.rows for walk in kept))


def describe_failure(problem: Exception) -> str:
    """Return why rows could not be asked for in addition; a failure that ends the whole run is raised again."""
    if isinstance(problem, CollectError | NotAPageError):
        return describe_refusal(problem)
    return str(problem)
