"""Find snapshots in a store, or in a folder that holds several stores."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from orglint.errors import SnapshotError
from orglint.snapshots.read import (
    SnapshotSummary,
    build_sort_key,
    find_foreign_entries,
    list_folder,
    list_snapshots,
    translate_read_errors,
)


def list_all_snapshots(folder: Path, organization: str | None = None) -> tuple[SnapshotSummary, ...]:
    """Return every snapshot below a folder, by organization and oldest first; those that cannot be read come last.

    Of an organization alone, if one is named; what cannot be read may be of any.
    """
    found = [summary for store in _find_stores(folder) for summary in _list_store(store)]
    return _sort_summaries(folder, (it for it in found if it.problem or organization in (None, it.organization)))


def newest_of_each(folder: Path, organization: str | None = None) -> tuple[SnapshotSummary, ...]:
    """Return the newest snapshot of every organization below a folder; then those that might be newer, if unreadable.

    A snapshot that cannot be read is left out only where each organization of its store has a newer one.
    """
    newest: dict[str, SnapshotSummary] = {}
    doubtful: list[SnapshotSummary] = []
    for store in _find_stores(folder):
        found = [it for it in _list_store(store) if it.problem or organization in (None, it.organization)]
        last = {it.organization: it for it in found if not it.problem}
        oldest = min(map(build_sort_key, last.values()), default=("",))
        doubtful += [it for it in found if it.problem and build_sort_key(it)[0] >= oldest[0]]
        for name, summary in last.items():
            newest[name] = max(newest.get(name, summary), summary, key=build_sort_key)
    return _sort_summaries(folder, (*newest.values(), *doubtful))


def find_foreign_paths(folder: Path) -> tuple[Path, ...]:
    """Return what lies among the snapshots below a folder and can be none."""
    return tuple(path for store in _find_stores(folder) for path in _find_foreign_in_store(store))


def _find_stores(folder: Path) -> Iterator[Path]:
    """Yield the folder itself if it is a store, else the stores that lie in it."""
    with translate_read_errors(folder):
        if not folder.is_dir():
            raise SnapshotError(f"there is no folder {folder}", "Name a store, or a folder that holds several.")
    if _is_store(folder):
        yield folder
    else:
        yield from filter(_is_store, list_folder(folder))


def _is_store(folder: Path) -> bool:
    """Tell whether a folder is a store, also one without snapshots; one that cannot be looked into may be."""
    try:
        return (folder.is_symlink() and not folder.exists()) or any(map(_is_present, _store_folders(folder)))
    except OSError:
        return True


def _is_present(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _store_folders(store: Path) -> tuple[Path, Path]:
    return store / "snapshots", store / "collecting"


def _list_store(store: Path) -> tuple[SnapshotSummary, ...]:
    """Return the snapshots of a store; if it cannot be read, or is not a store, one entry that says why."""
    try:
        return list_snapshots(store) or (
            SnapshotSummary("", store, problem=f"{store} holds no snapshot: {_explain_empty_store(store)}"),
        )
    except SnapshotError as problem:
        return (SnapshotSummary("", store, problem=problem.message),)


def _explain_empty_store(store: Path) -> str:
    """Return why a store holds no snapshot."""
    snapshots, collecting = _store_folders(store)
    if not store.exists():
        return "it is a link that leads nowhere"
    if snapshots.is_symlink() and not snapshots.exists():
        return f"{snapshots.name} is a link that leads nowhere"
    if _is_present(snapshots) and not snapshots.is_dir():
        return f"{snapshots.name} is no folder"
    if _is_present(collecting):
        return "one was begun and not finished; run `orglint snapshot` again to go on"
    return "nothing was collected into it"


def _find_foreign_in_store(store: Path) -> tuple[Path, ...]:
    try:
        return find_foreign_entries(store)
    except SnapshotError:
        return ()


def _sort_summaries(folder: Path, found: Iterable[SnapshotSummary]) -> tuple[SnapshotSummary, ...]:
    ordered = tuple(
        sorted(found, key=lambda it: (bool(it.problem), it.organization, build_sort_key(it), str(it.folder)))
    )
    if not ordered:
        raise SnapshotError(f"{folder} holds no snapshot", "Collect one with `orglint snapshot`.")
    return ordered
