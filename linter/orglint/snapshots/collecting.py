"""The progress of an unfinished snapshot on disk: its task, the tables that are finished, and every page so far."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from orglint.documents import files
from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.snapshots import pages
from orglint.tables import known_tables

FORMAT = 6
STALE = timedelta(hours=24)
_HEAD = "collecting.json"
_WALKED = "walked.json"
_NO_PAGES = pages.digest_pages(())


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be collected, from where and by which tool; progress of another task cannot be gone on with.

    `specifications` are the digests of the documents of the APIs that are asked, by the names of those.
    """

    organization: str
    base_url: str
    plan: Mapping[str, Any]
    specifications: Mapping[str, str]
    orglint: str


@dataclass(frozen=True, slots=True)
class Collecting:
    """A snapshot that is being collected; `resumed` says that it continues earlier progress, `note` why it does not.

    `began_at` is the time of this machine's clock at the beginning, and `ahead` by how many seconds the API's clock was
    ahead of it then, once that is known; `timed` says that `taken_at` and `doubts` have been decided from both.
    """

    folder: Path
    task: Task
    id: str
    taken_at: datetime
    began_at: datetime
    resumed: bool = False
    note: str = ""
    ahead: float | None = None
    timed: bool = False
    doubts: tuple[str, ...] = ()

    def pages(self, table: str) -> Path:
        """Return the folder for the pages of a table."""
        return files.make_folder(self.folder / table)


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """The API's counts of the values of one column, by value; None if it did not answer.

    A `problem` is a reason why nothing may be concluded from the column. With `of_all` every row has exactly one value.
    For some values the API listed the keys of the rows that have them: these `holders` decide instead of the count.
    """

    column: str
    by: str
    counts: Mapping[str, int] | None
    of_all: bool = False
    problem: str = ""
    holders: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableWalk:
    """What is known of a table after its walks, beside its rows.

    `digest` is that of its pages as they were read: only those may be sealed. `asked` holds the values of `expand` that
    the requests carried; `dropped` is the number of rows without an identity. `expected` is the number of rows that the
    API counts, `others` are further numbers, each a lower bound. `by_key` is of tables that are asked row by row.
    """

    table: str
    state: TableState
    pages: int
    requests: int
    read_at: datetime
    digest: str = _NO_PAGES
    reason: str = ""
    expected: int | None = None
    expected_by: str = ""
    others: Mapping[str, int] = field(default_factory=dict)
    dropped: int = 0
    asked: tuple[str, ...] = ()
    tallies: tuple[ValueCounts, ...] = ()
    new_fields: Mapping[str, int] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    drift: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    by_key: "AnsweredKeys | None" = None


@dataclass(frozen=True, slots=True)
class AnsweredKeys:
    """For which keys of its parent a table was asked.

    `chosen` is how many there were to ask for. `answered` are those whose rows were all read, without any doubt about
    them; `left` those that were neither in the table nor any more in its parent.
    """

    chosen: int
    answered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def resume_collecting(store: Path, task: Task, *, fresh_id: str, now: datetime, fresh: bool = False) -> Collecting:
    """Return the progress of a collection of the same task that is not stale; else start a new one.

    `fresh` starts a new one in any case; earlier pages are then removed, and `note` of the result says why.
    """
    folder = files.make_folder(files.make_folder(store / "collecting") / task.organization)
    head = folder / _HEAD
    if fresh:
        files.remove_path(head)
    there = head.exists() or head.is_symlink()
    begun = _read_sealed(head) if there else None
    problem = _describe_difference(begun, task, now) if there else ""
    if begun and not problem:
        return _restore_collecting(folder, task, begun)
    files.remove_path(folder)
    files.make_folder(folder)
    beginning = Collecting(folder, task, fresh_id, now, began_at=now, note=problem)
    save_progress(beginning)
    return beginning


def find_begun(folder: Path) -> Collecting | None:
    """Return what was begun in a folder, whatever it was to become; None if that cannot be told."""
    begun = _read_sealed(folder / _HEAD)
    if begun is None or begun.get("format") != FORMAT:
        return None
    return _restore_collecting(folder, Task(**begun["task"]), begun)


def save_progress(collecting: Collecting) -> None:
    """Store what is known of the snapshot before its tables are read; called again when more is decided."""
    times = {"taken_at": collecting.taken_at.isoformat(), "began_at": collecting.began_at.isoformat()}
    plain = {name: getattr(collecting, name) for name in ("id", "ahead", "timed", "doubts")}
    _write_sealed(collecting.folder / _HEAD, {"format": FORMAT, "task": asdict(collecting.task), **plain, **times})


def _restore_collecting(folder: Path, task: Task, members: Mapping[str, Any]) -> Collecting:
    taken_at, began_at = (datetime.fromisoformat(members[name]) for name in ("taken_at", "began_at"))
    decided = {"ahead": members["ahead"], "timed": members["timed"], "doubts": tuple(members["doubts"])}
    return Collecting(folder, task, members["id"], taken_at, began_at, resumed=True, **decided)


def save_table_walk(collecting: Collecting, table_walk: TableWalk) -> None:
    """Remember that a table's walks are over, and how they ended."""
    _write_sealed(
        collecting.pages(table_walk.table) / _WALKED, {**asdict(table_walk), "read_at": table_walk.read_at.isoformat()}
    )


def load_table_walk(collecting: Collecting, table: str) -> TableWalk | None:
    """Return how the walks of a table ended; None if they have not.

    Raises `DamagedError` if the file, or any page that it vouches for, has changed.
    """
    path = collecting.folder / table / _WALKED
    if not path.exists() and not path.is_symlink():
        return None
    members = _read_sealed(path)
    if members is None or members["digest"] != _digest_pages(path.parent):
        raise pages.DamagedError(table)
    tallies = tuple(ValueCounts(**counts) for counts in members.pop("tallies"))
    read_at = datetime.fromisoformat(members.pop("read_at"))
    state = TableState(members.pop("state"))
    doubts = tuple(Doubt(**{**doubt, "kind": DoubtKind(doubt["kind"])}) for doubt in members.pop("doubts"))
    members |= {name: tuple(members[name]) for name in ("asked", "drift", "notes")}
    keys = members.pop("by_key")
    members["by_key"] = AnsweredKeys(keys["chosen"], tuple(keys["answered"]), tuple(keys["left"])) if keys else None
    return TableWalk(state=state, read_at=read_at, tallies=tallies, doubts=doubts, **members)


def holds_something(collecting: Collecting) -> bool:
    """Return whether a page of any table is stored."""
    return any(pages.list_walks(collecting.folder / table) for table in known_tables())


def save_table_facts(collecting: Collecting, table: str, title: str, members: Mapping[str, Any]) -> None:
    """Store facts about a table beside its pages, as a sealed JSON file called `title`."""
    _write_sealed(collecting.pages(table) / f"{title}.json", members)


def load_table_facts(collecting: Collecting, table: str, title: str) -> dict[str, Any] | None:
    """Return what was stored about a table; None if it is missing or damaged."""
    return _read_sealed(collecting.folder / table / f"{title}.json")


def remove_table(collecting: Collecting, table: str) -> None:
    """Remove everything that is stored of a table, so that it is read again."""
    files.remove_path(collecting.folder / table)


def _digest_pages(folder: Path) -> str:
    bodies = (pages.read_page_bodies(folder, walk) for walk in pages.list_walks(folder))
    return pages.digest_pages(page for walk in bodies for page, _ in walk)


def _write_sealed(path: Path, members: Mapping[str, Any]) -> None:
    files.write_atomically(path, _to_sealed_json(members))


def _read_sealed(path: Path) -> dict[str, Any] | None:
    """Return what was written; None if it is not that any more."""
    try:
        content = files.read_plain_file(path)
        members: dict[str, Any] = json.loads(content)
        members.pop("seal")
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    return members if _to_sealed_json(members) == content else None


def _to_sealed_json(members: Mapping[str, Any]) -> bytes:
    plain = json.dumps(members, sort_keys=True)
    return json.dumps({**members, "seal": sha256(plain.encode()).hexdigest()}, sort_keys=True).encode()


def _describe_difference(begun: Mapping[str, Any] | None, task: Task, now: datetime) -> str:
    if begun is None:
        return "what was begun is damaged"
    if begun.get("format") != FORMAT:
        return "what was begun has another format"
    then, wanted = begun["task"], asdict(task)
    changed = [_TASK_WORDS[name] for name in wanted if then.get(name) != json.loads(json.dumps(wanted[name]))]
    if changed:
        return f"what was begun differs in {', '.join(changed)}"
    apart = abs(now - datetime.fromisoformat(begun["began_at"]))
    return "what was begun is more than a day old" if apart > STALE else ""


_TASK_WORDS = {
    "organization": "the organization",
    "base_url": "the base URL",
    "plan": "what is collected",
    "specifications": "the specification of an API",
    "orglint": "the version of orglint",
}
