"""The answers to the keys of a table: each page is stored as it comes, and a key is answered when its last one is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from orglint.collect.by_key.request import GONE, REFUSED, UNKNOWN, KeyPage, KeyRequest
from orglint.collect.rows import Row
from orglint.snapshots import pages

WALK = 1
"""All pages of such a table are in one walk, in the order in which they came."""

_Rows = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _OpenKey:
    """A key whose last page has not come: the pages until now, and their rows by their identity."""

    read: tuple[pages.Page, ...] = ()
    rows: _Rows = field(default_factory=dict)


class Answers:
    """Stores pages, and knows of every key how it ended; rows are held only of keys whose last page has not come.

    `answered` are the keys whose rows were all read without a doubt, `left` those that their parent does not have any
    more; `failures` says of all others why they are neither. `refused` is how many of the last ones may not be read,
    `failed` how many of them could not be read, whatever the reason is.
    """

    def __init__(self, folder: Path, key: str, most: int) -> None:
        self.answered: set[str] = set()
        self.left: set[str] = set()
        self.failures: dict[str, str] = {}
        self.refused = self.failed = self.pages = self.rows = self.requests = 0
        self.new_fields = Counter[str]()
        self.drift: dict[str, None] = {}
        self._folder = folder
        self._key = key
        self._most = most
        self._digest = pages.PagesDigest()
        self._open: dict[str, _OpenKey] = {}

    @property
    def asked(self) -> int:
        """How many keys are done with."""
        return len(self.answered) + len(self.left) + len(self.failures)

    @property
    def digest(self) -> str:
        """The digest of all pages until now."""
        return self._digest.render()

    def is_done(self, key: str) -> bool:
        """Tell whether nothing is left to ask for a key."""
        return key in self.answered or key in self.left or key in self.failures

    def build_request(self, key: str) -> KeyRequest:
        """Return what to ask for next for a key: its first page, or the one after those that are stored."""
        found = self._open.get(key)
        return KeyRequest(key, len(found.read) + 1, found.read[-1].cursor) if found else KeyRequest(key)

    def recall(self) -> None:
        """Take note of what an earlier run has stored; raises `DamagedError` if that is no longer what was read."""
        for page, body in pages.read_page_bodies(self._folder, WALK):
            there = page.cursor is not None
            lines = ((orjson.loads(line)[self._key], line) for line in body.splitlines()) if there else ()
            self._note(page, dict(lines))

    def keep(self, found: KeyPage) -> KeyRequest | None:
        """Store a page, and return what to ask for next for its key; None after the last page."""
        try:
            page = self._write(found)
        except (pages.TooLargeError, pages.UnfitError) as problem:
            page = self._write(_without_rows(found, str(problem)))
            found = KeyPage(found.request)
        self._note(page, dict(self._render_rows(found.rows)) if page.cursor is not None else {})
        return self.build_request(page.key) if page.cursor is not None else None

    def _write(self, found: KeyPage) -> pages.Page:
        """Store a page with every doubt that only shows beside the pages before it."""
        number, (key, place) = self.pages + 1, (found.request.key, found.request.place)
        page = pages.Page(walk=WALK, number=number, rows=len(found.rows), key=key, place=place, **found.fields)
        doubts = tuple(self._find_doubts(page, self._render_rows(found.rows)))
        if doubts:
            page = replace(page, cursor=None, doubts=(*page.doubts, *doubts))
        return pages.write_page(self._folder, page, found.rows)

    def _render_rows(self, rows: Iterable[Row]) -> Iterator[tuple[str, bytes]]:
        try:
            for row in rows:
                yield row[self._key], orjson.dumps(row)
        except (TypeError, RecursionError) as refusal:
            raise pages.UnfitError(f"a row cannot be kept: {refusal}") from None

    def _find_doubts(self, page: pages.Page, rows: Iterable[tuple[str, bytes]]) -> Iterator[str]:
        before = self._find_open(page)
        seen = dict(before.rows)
        if any(seen.setdefault(identity, row) != row for identity, row in rows):
            yield "two rows have the same identity and different content"
        if page.cursor is not None and page.cursor in {it.cursor for it in before.read}:
            yield f"the list repeats itself after {page.place} pages"
        elif page.cursor is not None and page.place >= self._most:
            yield f"the list did not end within {self._most} pages"

    def _find_open(self, page: pages.Page) -> _OpenKey:
        """Return what came before a page of its key; a first page begins anew, since cursors expire."""
        return self._open.get(page.key, _OpenKey()) if page.place > 1 else _OpenKey()

    def _note(self, page: pages.Page, rows: _Rows) -> None:
        before = self._find_open(page)
        self._digest.add(page)
        self.pages += 1
        self.rows += page.rows
        self.requests += page.requests
        self.new_fields.update(page.new_fields)
        self.drift.update(dict.fromkeys(page.drift))
        if page.cursor is not None:
            self._open[page.key] = _OpenKey((*before.read, page), {**before.rows, **rows})
        else:
            begun = self._open.pop(page.key, None) is not None
            self._conclude(page, (*before.read, page), begun=begun)

    def _conclude(self, page: pages.Page, every: tuple[pages.Page, ...], *, begun: bool) -> None:
        # A list that knows nobody is not there for this organization; one that knows some knows others not.
        refused = page.ended == REFUSED or (page.ended == UNKNOWN and not self.answered)
        self.refused = self.refused + 1 if refused else 0
        doubt = next((doubt for it in every for doubt in it.doubts), "") or _find_lack(every)
        if page.ended == GONE and not begun:
            self.left.add(page.key)
        elif page.ended == GONE:
            self.failures[page.key] = "it left while its rows were read"
        elif doubt:
            self.failures[page.key] = doubt
            self.failed += page.ended != UNKNOWN
        else:
            self.answered.add(page.key)
            self.failed = 0


def _without_rows(found: KeyPage, why: str) -> KeyPage:
    return KeyPage(found.request, fields={"cursor": None, "requests": found.fields["requests"], "doubts": (why,)})


def _find_lack(every: Iterable[pages.Page]) -> str:
    """Return which place of a key's pages says that there are more rows than came; empty if none does."""
    rows = 0
    claimed: dict[str, int] = {}
    for page in every:
        rows += page.rows
        claimed |= page.claims
        if page.total is not None:
            claimed["meta.total"] = page.total
    return next(
        (f"{place} says that there are more rows than were read" for place, n in claimed.items() if n > rows), ""
    )
