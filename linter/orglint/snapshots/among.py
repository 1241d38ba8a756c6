"""Snapshots among many: in a store, or in a folder that holds several stores."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from orglint.errors import SnapshotError
from orglint.snapshots import read
from orglint.snapshots.read import Headline, age, below, listing, reading


def history(folder: Path, organization: str | None = None) -> tuple[Headline, ...]:
    """Return every snapshot below a folder, by organization and oldest first; those that cannot be read come last.

    Of an organization alone, if one is named; what cannot be read may be of any.
    """
    found = [headline for store in _stores(folder) for headline in _listing(store)]
    return _in_order(folder, (it for it in found if it.problem or organization in (None, it.organization)))


def newest_of_each(folder: Path, organization: str | None = None) -> tuple[Headline, ...]:
    """Return the newest snapshot of every organization below a folder; then those that might be newer, if unreadable.

    A snapshot that cannot be read is left out only where each organization of its store has a newer one.
    """
    newest: dict[str, Headline] = {}
    doubtful: list[Headline] = []
    for store in _stores(folder):
        found = [it for it in _listing(store) if it.problem or organization in (None, it.organization)]
        last = {it.organization: it for it in found if not it.problem}
        oldest = min(map(age, last.values()), default=("",))
        doubtful += [it for it in found if it.problem and age(it)[0] >= oldest[0]]
        for name, headline in last.items():
            newest[name] = max(newest.get(name, headline), headline, key=age)
    return _in_order(folder, (*newest.values(), *doubtful))


def foreign(folder: Path) -> tuple[Path, ...]:
    """Return what lies among the snapshots below a folder and can be none."""
    return tuple(path for store in _stores(folder) for path in _foreign(store))


def _stores(folder: Path) -> Iterator[Path]:
    """Yield the folder itself if it is a store, else the stores that lie in it."""
    with reading(folder):
        if not folder.is_dir():
            raise SnapshotError(f"there is no folder {folder}", "Name a store, or a folder that holds several.")
    if _is_store(folder):
        yield folder
    else:
        yield from filter(_is_store, below(folder))


def _is_store(folder: Path) -> bool:
    """Tell whether a folder is a store, also one without snapshots; one that cannot be looked into may be."""
    try:
        return (folder.is_symlink() and not folder.exists()) or any(map(_there, _parts(folder)))
    except OSError:
        return True


def _there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _parts(store: Path) -> tuple[Path, Path]:
    return store / "snapshots", store / "collecting"


def _listing(store: Path) -> tuple[Headline, ...]:
    """Return what snapshots a store holds; if that cannot be seen, or is none, the reason in the place of them."""
    try:
        return listing(store) or (Headline("", store, problem=f"{store} holds no snapshot: {_why(store)}"),)
    except SnapshotError as problem:
        return (Headline("", store, problem=problem.message),)


def _why(store: Path) -> str:
    """Return why a store holds no snapshot."""
    snapshots, collecting = _parts(store)
    if not store.exists():
        return "it is a link that leads nowhere"
    if snapshots.is_symlink() and not snapshots.exists():
        return f"{snapshots.name} is a link that leads nowhere"
    if _there(snapshots) and not snapshots.is_dir():
        return f"{snapshots.name} is no folder"
    if _there(collecting):
        return "one was begun and not finished; run `orglint snapshot` again to go on"
    return "nothing was collected into it"


def _foreign(store: Path) -> tuple[Path, ...]:
    try:
        return read.foreign(store)
    except SnapshotError:
        return ()


def _in_order(folder: Path, found: Iterable[Headline]) -> tuple[Headline, ...]:
    ordered = tuple(sorted(found, key=lambda it: (bool(it.problem), it.organization, age(it), str(it.folder))))
    if not ordered:
        raise SnapshotError(f"{folder} holds no snapshot", "Collect one with `orglint snapshot`.")
    return ordered
