"""Pages on disk: one file each, written atomically, with its rows and the cursor of the next page."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from orglint.documents import files

LARGEST_ROW = 4 << 20
_LISTS = ("missing", "fitting", "refuted", "doubts", "drift")
_NAME = "{walk}-{number:07}.jsonl"
_NUMBER = "[0-9]" * 7

StoredRow = Mapping[str, Any]


class TooLargeError(Exception):
    """A row is larger than `LARGEST_ROW` bytes."""


class UnfitError(Exception):
    """A row, or a member of its page, cannot be stored."""


class DamagedError(Exception):
    """A stored page differs from its checksum, or a table's pages from their digest; it has to be read again."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is stored of a page beside its rows.

    `cursor` leads to the next page, None after the last one; `requests` is the number of calls that the page took.
    `dropped` is the number of rows without an identity. `total` is the number of rows that the page claims the list
    has, and `claims` such numbers by their place, where the specification does not know them. `missing` are the paths
    of specified members that no row of the page has, not even with null; `fitting` and `refuted` are possible renamings
    that its rows support and exclude. `doubts` and `drift` come from the envelope. `checksum` is that of the file, once
    it is written.

    A page of a table that is asked row by row says for which `key`, and which page of that key's rows it is (`place`,
    from 1). `ended` says why it ends without rows: `gone` (the parent has it no more), `refused` or `unknown`.
    """

    walk: int
    number: int
    cursor: str | None
    rows: int
    requests: int = 1
    dropped: int = 0
    total: int | None = None
    claims: Mapping[str, int] = field(default_factory=dict)
    new_fields: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    refuted: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    drift: tuple[str, ...] = ()
    key: str = ""
    place: int = 0
    ended: str = ""
    checksum: int = field(default=0, compare=False)


@lru_cache(maxsize=1024)
def intern_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return equal texts as the same ones: thousands of pages say the same of their names, and are held at once."""
    return texts


def write_page(folder: Path, page: Page, rows: Sequence[StoredRow]) -> Page:
    """Keep a page and return it with its checksum; once this returns, no crash loses it."""
    try:
        lines = [orjson.dumps(row) for row in rows]
    except (TypeError, RecursionError) as refusal:
        raise UnfitError(f"a row cannot be kept: {refusal}") from None
    if max(map(len, lines), default=0) > LARGEST_ROW:
        raise TooLargeError(f"a row is larger than {LARGEST_ROW >> 20} MiB")
    body = b"".join([line + b"\n" for line in lines])
    kept = _add_checksum(page, body)
    files.write_atomically(folder / _NAME.format(walk=page.walk, number=page.number), _page_to_bytes(kept, body))
    return kept


def read_pages(folder: Path, walk: int) -> tuple[Page, ...]:
    """Return the stored pages of a walk in order; raises `DamagedError` if one differs from its checksum."""
    return tuple(page for page, _ in read_page_bodies(folder, walk))


def digest_pages(pages: Iterable[Page]) -> str:
    """Return the SHA-256 of what pages are: no page can be missing, be cut or differ, and it be the same."""
    digest = PagesDigest()
    for page in pages:
        digest.add(page)
    return digest.render()


class PagesDigest:
    """The digest of pages that are not all held at once."""

    def __init__(self) -> None:
        self._hashed = sha256()

    def add(self, page: Page) -> None:
        """Add the next page."""
        self._hashed.update(f"{page.walk} {page.number} {page.rows} {page.checksum}\n".encode())

    def render(self) -> str:
        """Return the digest of all pages until now, as `digest_pages` does."""
        return self._hashed.hexdigest()


def list_walks(folder: Path) -> tuple[int, ...]:
    """Return the numbers of the walks that have stored pages, in order."""
    return tuple(sorted({int(path.name.partition("-")[0]) for path in folder.glob(f"[1-9]-{_NUMBER}.jsonl")}))


def read_page_bodies(folder: Path, walk: int) -> Iterator[tuple[Page, bytes]]:
    """Yield each page of a walk with its rows, one JSON object a line.

    Raises `DamagedError` if a page differs from its checksum.
    """
    for number, path in enumerate(sorted(folder.glob(f"{walk}-{_NUMBER}.jsonl")), start=1):
        page, body = _read_page(path)
        if (page.walk, page.number) != (walk, number):
            raise DamagedError(path.name)
        yield page, body


def remove_walk(folder: Path, walk: int) -> None:
    """Remove the stored pages of a walk."""
    with files.translate_write_errors(folder):
        for path in folder.glob(f"{walk}-*.jsonl"):
            files.remove_path(path)


def _add_checksum(page: Page, body: bytes) -> Page:
    # A checksum against accidents, not against attackers: pages live for hours, in a folder of their owner's.
    return replace(page, checksum=crc32(body, crc32(_page_to_json(page))))


def _page_to_bytes(page: Page, body: bytes) -> bytes:
    return b'{"_page":%b,"_crc32":%d}\n' % (_page_to_json(page), page.checksum) + body


def _read_page(path: Path) -> tuple[Page, bytes]:
    try:
        content = files.read_plain_file(path)
        head, _, body = content.partition(b"\n")
        members = json.loads(head)["_page"]
        lists = {name: intern_texts(tuple(members[name])) for name in _LISTS}
        page = _add_checksum(Page(**{**members, **lists}), body)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise DamagedError(path.name) from None
    if _page_to_bytes(page, body) != content:
        raise DamagedError(path.name)
    return page, body


def _page_to_json(page: Page) -> bytes:
    # A cursor may hold anything, lone surrogates too; only this writer accepts them.
    members = {name: getattr(page, name) for name in Page.__slots__ if name != "checksum"}
    return json.dumps(members, separators=(",", ":")).encode("ascii")
