"""What each channel was told last: one small file a channel in the store, written after a message was sent."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from orglint.documents.files import make_folder, read_plain_file, write_atomically
from orglint.documents.json_text import encode_document
from orglint.model.wording import format_timestamp, parse_timestamp

FOLDER = "notified"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Told:
    """The result that a channel knows of, by its snapshot and digest, and the message that told it.

    `broken` is set while the channel knows that runs have no result; `message` is empty where nothing was to be told.
    """

    to: str
    snapshot: str = ""
    digest: str = ""
    message: str = ""
    at: datetime | None = None
    broken: bool = False


def read_told(store: Path, organization: str, channel: str) -> Told | None:
    """Return what a channel was told last; None if nothing is known of it, so that it is told rather once too often."""
    return _read_file(_name_file(store, organization, channel))


def _read_file(file: Path) -> Told | None:
    try:
        members = json.loads(read_plain_file(file))
        if members.pop("format") != _FORMAT:
            return None
        told = Told(**members)
        return replace(told, at=parse_timestamp(told.at))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write_told(store: Path, organization: str, channel: str, told: Told) -> None:
    """Record what a channel was told, in one step."""
    _write_file(_name_file(store, organization, channel), told)


def _write_file(file: Path, told: Told) -> None:
    make_folder(file.parent)
    members = {"format": _FORMAT, **asdict(told), "at": format_timestamp(told.at) if told.at else None}
    write_atomically(file, encode_document(members).encode("ascii"))


def list_told(store: Path) -> Iterator[Told]:
    """Yield what the channels of all organizations were told last, as far as that can be read."""
    for file in _list_files(store):
        if told := _read_file(file):
            yield told


def replace_digests(store: Path, digests: Mapping[str, str]) -> None:
    """Let channels know results under the digests that these have now, by those that they had."""
    for file in _list_files(store):
        told = _read_file(file)
        if told and told.digest in digests:
            _write_file(file, replace(told, digest=digests[told.digest]))


def _list_files(store: Path) -> list[Path]:
    return sorted((store / FOLDER).glob("*.json"))


def _name_file(store: Path, organization: str, channel: str) -> Path:
    name = sha256(f"{organization}\0{channel}".encode()).hexdigest()[:16]
    return store / FOLDER / f"{name}.json"
