"""Pages on disk: each is one file, written whole, that holds its rows and where its walk goes on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from orglint.snapshots import files

LARGEST_ROW = 4 << 20
_NAME = "{walk}-{number:07}.jsonl"

Row = Mapping[str, Any]


class TooLargeError(Exception):
    """A row is larger than any that the API could mean."""


class DamagedError(Exception):
    """A page file is not what was written; its walk has to start again."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is remembered of a page beside its rows.

    `cursor` is where the walk goes on, None after its last page; `requests` counts the calls that the page took.
    `dropped` rows had no identity; `total` is the number of rows that the API says there are, where it says so.
    """

    walk: int
    number: int
    cursor: str | None
    rows: int
    requests: int = 1
    dropped: int = 0
    total: int | None = None
    new_fields: Mapping[str, int] = field(default_factory=dict)


def write(folder: Path, page: Page, rows: Sequence[Row]) -> None:
    """Keep a page; once this returns, no crash loses it."""
    lines = [orjson.dumps(row) for row in rows]
    if max(map(len, lines), default=0) > LARGEST_ROW:
        raise TooLargeError(f"a row is larger than {LARGEST_ROW >> 20} MiB")
    body = b"".join([line + b"\n" for line in lines])
    files.write(folder / _NAME.format(walk=page.walk, number=page.number), _content(page, body))


def walked(folder: Path, walk: int) -> tuple[Page, ...]:
    """Return the pages that a walk has kept, in order, after comparing each with its checksum."""
    return tuple(_unbroken(folder, walk))


def walks(folder: Path) -> tuple[int, ...]:
    """Return the walks that have kept pages, in order."""
    return tuple(sorted({int(path.name.partition("-")[0]) for path in folder.glob("*-*.jsonl")}))


def bodies(folder: Path, walk: int) -> Iterator[bytes]:
    """Return the rows of each page of a walk, one a line."""
    for path in sorted(folder.glob(f"{walk}-*.jsonl")):
        yield path.read_bytes().partition(b"\n")[2]


def forget(folder: Path, walk: int) -> None:
    """Remove the pages of a walk, so that it starts again."""
    with files.writing(folder):
        for path in folder.glob(f"{walk}-*.jsonl"):
            path.unlink()


def _unbroken(folder: Path, walk: int) -> Iterator[Page]:
    for number, path in enumerate(sorted(folder.glob(f"{walk}-*.jsonl")), start=1):
        page = _read(path)
        if (page.walk, page.number) != (walk, number):
            raise DamagedError(path.name)
        yield page


def _content(page: Page, body: bytes) -> bytes:
    members = orjson.dumps(_members(page))
    # A checksum against accidents, not against attackers: pages live for hours, in a folder of their owner's.
    return b'{"_page":%b,"_crc32":%d}\n' % (members, crc32(body, crc32(members))) + body


def _read(path: Path) -> Page:
    files.refuse_link(path)
    content = path.read_bytes()
    head, _, body = content.partition(b"\n")
    try:
        page = Page(**orjson.loads(head)["_page"])
    except (ValueError, KeyError, TypeError):
        raise DamagedError(path.name) from None
    if _content(page, body) != content:
        raise DamagedError(path.name)
    return page


def _members(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in Page.__slots__}
