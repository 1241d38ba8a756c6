"""Refuse to write a report into a snapshot or into the folders of a store."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from os.path import realpath
from pathlib import Path

from orglint.cli.privacy import FILE as PSEUDONYMS
from orglint.errors import OutputError, UsageError

_SNAPSHOTS = "snapshots"
_OWN = frozenset({_SNAPSHOTS, "collecting", "importing", "notified", "removing", "forgetting", "results"})
_MANIFEST = "manifest.json"
_WRITTEN_BY_PEOPLE = frozenset({".yaml", ".yml"})


def check_report_place(file: str, named: Sequence[Path], nothing: str) -> None:
    """Raise `UsageError` if a report may not be written there; `named` are stores, or folders in them, of this run.

    Links are followed, and what is not there yet counts as what it would be. `nothing` says what was not done.
    """
    place = Path(realpath(file))
    if place.suffix.lower() in _WRITTEN_BY_PEOPLE or place.name == PSEUDONYMS:
        message = f"{nothing}: {file} is called like a file that no report is: settings, waivers, a rule or a key"
        raise UsageError(message, "Name another file for the report.")
    stores = {Path(realpath(folder)) for folder in named}
    stores |= {up.parent for folder in stores for up in (folder, *folder.parents) if up.name in _OWN}
    for up in (place, *place.parents):
        if up != place and _is_there(up / _MANIFEST):
            raise UsageError(f"{nothing}: {file} is inside a snapshot", "Write the report somewhere else.")
        if up.name in _OWN and (up.parent in stores or _is_store(up.parent)):
            message = f"{nothing}: {file} is in {up.name}/ of a store, where only orglint writes"
            raise UsageError(message, "Write the report somewhere else.")


def refuse_other_file(file: Path, beginning: bytes, nothing: str) -> None:
    """Raise `UsageError` if an archive would replace a file that does not begin as archives do; an empty one may go."""
    try:
        if not file.is_file() or not file.stat().st_size:
            return
        with file.open("rb") as found:
            begins_so = found.read(len(beginning)) == beginning
    except OSError as refusal:
        raise OutputError(f"{nothing}: {file} could not be written: {refusal.strerror}") from None
    if not begins_so:
        raise UsageError(f"{nothing}: {file} is there, and is not an archive", "Name another file, or remove it.")


def _is_store(folder: Path) -> bool:
    """Return whether a folder, though not named as one, is a store: it has snapshots, or an unfinished one."""
    sealed = any(_is_there(it / _MANIFEST) for it in _list_folder(folder / _SNAPSHOTS))
    return sealed or any(_is_there(it / "collecting.json") for it in _list_folder(folder / "collecting"))


def _list_folder(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.iterdir()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
