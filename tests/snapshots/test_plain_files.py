"""Only plain files are opened: a pipe, a link or a folder in the place of one is damage, and nobody waits for it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orglint.documents import files
from orglint.errors import OutputError, SnapshotError
from orglint.model.snapshot import TableState
from orglint.snapshots import collecting, lock, pages, read_snapshot
from support.making import Make, Making

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DIGESTS = {"organizations": "0" * 64}
TASK = collecting.Task(
    "org-1", "https://api.example/admin", {"tables": ["users"]}, {"organizations": "0" * 64}, "0.1.0"
)
Swap = Callable[[Path], None]


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path) -> None:
    beside = path.with_name("elsewhere")
    path.rename(beside)
    path.symlink_to(beside)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").write_text("x")


def _nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


swapped = pytest.mark.parametrize("swap", [_pipe, _link, _folder, _nothing])


def _begin(store: Path) -> collecting.Collecting:
    return collecting.resume_collecting(store, TASK, fresh_id="20261101T120000Z-a", now=NOW)


def _page(folder: Path) -> pages.Page:
    return pages.write_page(folder, pages.Page(1, 1, None, 1), [{"accountId": "1"}])


@swapped
def test_a_page_is_damaged_and_can_be_read_again(swap: Swap, tmp_path: Path) -> None:
    folder = _begin(tmp_path).pages("users")
    _page(folder)
    swap(folder / "1-0000001.jsonl")
    with pytest.raises(pages.DamagedError):
        pages.read_pages(folder, 1)
    pages.remove_walk(folder, 1)
    assert pages.read_pages(folder, 1) == ()
    again = _page(folder)
    assert pages.read_pages(folder, 1) == (again,)


@swapped
def test_the_end_of_a_table_is_damaged_and_the_table_can_be_read_again(swap: Swap, tmp_path: Path) -> None:
    begun = _begin(tmp_path)
    kept = _page(begun.pages("users"))
    end = collecting.TableWalk("users", TableState.COMPLETE, 1, 1, NOW, digest=pages.digest_pages([kept]))
    collecting.save_table_walk(begun, end)
    assert collecting.load_table_walk(begun, "users") == end
    swap(begun.folder / "users" / "walked.json")
    with pytest.raises(pages.DamagedError):
        collecting.load_table_walk(begun, "users")
    collecting.remove_table(begun, "users")
    assert collecting.load_table_walk(begun, "users") is None


@swapped
def test_a_beginning_is_damaged_and_starts_clean(swap: Swap, tmp_path: Path) -> None:
    begun = _begin(tmp_path)
    _page(begun.pages("users"))
    swap(begun.folder / "collecting.json")
    again = _begin(tmp_path)
    assert (again.resumed, again.note) == (False, "what was begun is damaged")
    assert pages.read_pages(again.pages("users"), 1) == ()


@pytest.mark.parametrize("swap", [_pipe, _link, _folder])
def test_a_lock_that_is_no_file_is_refused_at_once(swap: Swap, tmp_path: Path) -> None:
    with lock.hold_lock(tmp_path):
        pass
    swap(tmp_path / "lock")
    with pytest.raises(OutputError, match="lock could not be written"), lock.hold_lock(tmp_path):
        pass


@swapped
def test_what_lies_in_the_place_of_a_file_that_is_written_is_replaced(swap: Swap, tmp_path: Path) -> None:
    (tmp_path / ".x.part").write_text("half")
    swap(tmp_path / ".x.part")
    files.write_atomically(tmp_path / "x", b"whole")
    assert (tmp_path / "x").read_bytes() == b"whole"


@swapped
def test_what_lies_in_the_place_of_joined_pages_is_replaced(swap: Swap, making: Making, user: Make) -> None:
    def harm(folder: Path) -> None:
        spill = files.make_folder(folder.parent / "spill")
        (spill / "1.jsonl").write_text("old")
        swap(spill / "1.jsonl")

    assert making.snapshot([user(1)], harm=harm).tables["users"].rows == 1


@swapped
@pytest.mark.parametrize("name", ["users.parquet", "manifest.json"])
def test_a_sealed_file_that_is_no_file_is_refused(swap: Swap, name: str, making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1)])
    swap(snapshot.folder / name)
    with pytest.raises(SnapshotError):
        read_snapshot(snapshot.folder)
