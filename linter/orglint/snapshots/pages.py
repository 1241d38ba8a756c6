"""Pages on disk: each is one file, written whole, that holds its rows and where its walk goes on."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from orglint.snapshots import files

LARGEST_ROW = 4 << 20
_LISTS = ("missing", "fitting", "refuted", "doubts", "drift")
_NAME = "{walk}-{number:07}.jsonl"
_NUMBER = "[0-9]" * 7

StoredRow = Mapping[str, Any]


class TooLargeError(Exception):
    """A row is larger than any that the API could mean."""


class UnfitError(Exception):
    """A row, or what belongs to its page, is nothing that can be kept."""


class DamagedError(Exception):
    """A stored page differs from its checksum, or a table's pages from their digest; it has to be read again."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is remembered of a page beside its rows.

    `cursor` is where the walk goes on, None after its last page; `requests` counts the calls that the page took.
    `dropped` rows had no identity; `total` is the number of rows that the API says there are, where it says so, and
    `claims` such numbers by their place, where the specification does not know that it says so.
    `missing` are the paths of specified members that no row of the page holds, not even with null; `fitting` and
    `refuted` what it shows of possible renamings. `doubts` and `drift` are what the page said beside
    its rows. `checksum` is that of the file, once there is one.
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
    """Return the pages that a walk has kept, in order, after comparing each with its checksum."""
    return tuple(page for page, _ in read_page_bodies(folder, walk))


def digest_pages(pages: Iterable[Page]) -> str:
    """Return the SHA-256 of what pages are: no page can be missing, be cut or differ, and it be the same."""
    hashed = sha256()
    for page in pages:
        hashed.update(f"{page.walk} {page.number} {page.rows} {page.checksum}\n".encode())
    return hashed.hexdigest()


def list_walks(folder: Path) -> tuple[int, ...]:
    """Return the walks that have kept pages, in order."""
    return tuple(sorted({int(path.name.partition("-")[0]) for path in folder.glob(f"[1-9]-{_NUMBER}.jsonl")}))


def read_page_bodies(folder: Path, walk: int) -> Iterator[tuple[Page, bytes]]:
    """Yield each page of a walk with its rows, one a line, after comparing it with its checksum."""
    for number, path in enumerate(sorted(folder.glob(f"{walk}-{_NUMBER}.jsonl")), start=1):
        page, body = _read_page(path)
        if (page.walk, page.number) != (walk, number):
            raise DamagedError(path.name)
        yield page, body


def remove_walk(folder: Path, walk: int) -> None:
    """Remove the pages of a walk, so that it starts again."""
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
    # A cursor is whatever the API sends, half a character too; only this writer takes it as it is.
    members = {name: getattr(page, name) for name in Page.__slots__ if name != "checksum"}
    return json.dumps(members, separators=(",", ":")).encode("ascii")
