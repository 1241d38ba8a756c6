"""Pages on disk: each is one file, written whole, that holds its rows and where its walk goes on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from orglint.snapshots import files

_ENCODE = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
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
    `dropped` rows had no identity; `duplicates` rows came again on the page; `total` is the number of rows that the
    API says there are, where it says so.
    """

    walk: int
    number: int
    cursor: str | None
    rows: int
    requests: int = 1
    dropped: int = 0
    duplicates: int = 0
    total: int | None = None
    new_fields: Mapping[str, int] = field(default_factory=dict)


def write(folder: Path, page: Page, rows: Sequence[Row]) -> None:
    """Keep a page; once this returns, no crash loses it."""
    lines = [_ENCODE(row) for row in rows]
    if max(map(len, lines), default=0) > LARGEST_ROW:
        raise TooLargeError(f"a row is larger than {LARGEST_ROW >> 20} MiB")
    body = "".join(f"{line}\n" for line in lines).encode("ascii")
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
    members = _ENCODE(_members(page))
    # A checksum against accidents, not against attackers: pages live for hours, in a folder of their owner's.
    check = crc32(body, crc32(members.encode("ascii")))
    return f'{{"_page":{members},"_crc32":{check}}}\n'.encode("ascii") + body


def _read(path: Path) -> Page:
    files.refuse_link(path)
    content = path.read_bytes()
    head, _, body = content.partition(b"\n")
    try:
        page = Page(**json.loads(head)["_page"])
    except (ValueError, KeyError, TypeError):
        raise DamagedError(path.name) from None
    if _content(page, body) != content:
        raise DamagedError(path.name)
    return page


def _members(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in Page.__slots__}
