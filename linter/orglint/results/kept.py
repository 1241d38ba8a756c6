"""Results that a store keeps: `results/<snapshot>/<time>-<digest>.json`, each of them whole, oldest first."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from orglint.documents.files import make_folder, read_plain_file, refuse_link, write_atomically
from orglint.errors import ResultError
from orglint.model.result import Result
from orglint.results.read import read_result
from orglint.results.write import encode_result

FOLDER = "results"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{16})\.json", re.ASCII)
_TIME = "%Y%m%dT%H%M%SZ"
_READABLE = "Give the user who runs orglint the permission to read it, or mend the disk."
_AGAIN = "Take the store from where it was made, or move the file out of it."


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result in a store: its file, the id of its snapshot, and when it was kept."""

    file: Path
    snapshot: str
    kept_at: datetime
    digest: str

    def read(self) -> Result:
        """Return the result; raises `ResultError` if the file is not what was kept."""
        return self.parse_content(self.read_content())

    def read_rules(self, rules: Container[str]) -> Result:
        """Return the result with the findings of some rules, by their ids; all of them where it is laid out otherwise.

        Raises `ResultError` as `read` does.
        """
        return self._place(read_result(self.read_content(), str(self.file), rules))

    def parse_content(self, content: bytes) -> Result:
        """Return the result that the document, or what is left of it, says; raises `ResultError` if it says none."""
        return self._place(read_result(content, str(self.file)))

    def _place(self, result: Result) -> Result:
        if result.snapshot.id != self.snapshot:
            about = f"it is about the snapshot {result.snapshot.id}"
            raise ResultError(
                f"{self.file} is not where it was kept: {about}", f"Move it to {FOLDER}/{result.snapshot.id}."
            )
        return result

    def read_content(self) -> bytes:
        """Return the document; raises `ResultError` if the file is not what was kept."""
        try:
            content = read_plain_file(self.file)
        except OSError as error:
            raise ResultError(f"{self.file} cannot be read: {error.strerror}", _AGAIN) from None
        if _digest(content) != self.digest:
            raise ResultError(f"{self.file} is not what was kept: its digest differs", _AGAIN)
        return content


def keep_result(store: Path, result: Result, kept_at: datetime) -> KeptResult:
    """Put a result into a store, whole or not at all; the same result at the same time is one file."""
    content = "".join(encode_result(result)).encode("ascii")
    refuse_link(store / FOLDER)
    folder = make_folder(store / FOLDER / result.snapshot.id)
    digest = _digest(content)
    file = folder / f"{kept_at.astimezone(UTC).strftime(_TIME)}-{digest}.json"
    write_atomically(file, content)
    return KeptResult(file, result.snapshot.id, kept_at, digest)


def list_kept(store: Path) -> tuple[KeptResult, ...]:
    """Return the results that a store keeps, by the time of their snapshots, then by when they were kept."""
    return tuple(sorted(_find_kept(store), key=_sort_key))


def find_files_beside_results(store: Path) -> tuple[Path, ...]:
    """Return what lies among the kept results of snapshots and is none of them; hidden files are not listed."""
    kept = {it.file for it in _find_kept(store)}
    found = (file for folder in _list_folder(store / FOLDER) for file in _list_folder(folder))
    return tuple(sorted(it for it in found if it not in kept and not it.name.startswith(".")))


def _sort_key(kept: KeptResult) -> tuple[str, datetime, int, str]:
    """Return what puts results in the order in which they were kept, also those of one second, as the disk tells."""
    try:
        written = kept.file.stat().st_mtime_ns
    except OSError:
        written = 0  # reading it tells what is wrong
    return kept.snapshot, kept.kept_at, written, kept.digest


def _find_kept(store: Path) -> Iterator[KeptResult]:
    for file in (file for folder in _list_folder(store / FOLDER) for file in _list_folder(folder)):
        named = _NAME.fullmatch(file.name)
        if named:
            at = datetime.strptime(named[1], _TIME).replace(tzinfo=UTC)
            yield KeptResult(file, file.parent.name, at, named[2])


def _list_folder(folder: Path) -> tuple[Path, ...]:
    """Return what lies in a folder; nothing if it is not there, or none.

    Raises `ResultError` if it cannot be read (a glob passes over it): the newest result may be in it.
    """
    try:
        return tuple(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as refusal:
        raise ResultError(f"{folder} cannot be read: {refusal.strerror}", _READABLE) from None


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
