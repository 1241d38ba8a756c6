"""Progress survives, damage starts again, and two collectors never share a store."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orglint.errors import CollectError, OutputError
from orglint.model.snapshot import TableState
from orglint.snapshots import collecting, lock, pages

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DIGESTS = {"organizations": "0" * 64}
TASK = collecting.Task(
    "org-1", "https://api.example/admin", {"tables": ["users"]}, {"organizations": "0" * 64}, "0.1.0"
)


def _begin(
    store: Path, task: collecting.Task = TASK, now: datetime = NOW, fresh_id: str = "20261101T120000Z-a"
) -> collecting.Collecting:
    return collecting.resume_collecting(store, task, fresh_id=fresh_id, now=now)


def _page(folder: Path, number: int, cursor: str | None = "next") -> pages.Page:
    page = pages.Page(1, number, cursor, 1, new_fields={"odd": 1})
    pages.write_page(folder, page, [{"accountId": str(number)}])
    return page


def test_pages_are_found_again_as_they_were_written(tmp_path: Path) -> None:
    folder = _begin(tmp_path).pages("users")
    written = (_page(folder, 1), _page(folder, 2, cursor=None))
    assert pages.read_pages(folder, 1) == written
    assert pages.read_pages(folder, 2) == ()


def test_the_same_task_is_gone_on_with(tmp_path: Path) -> None:
    begun = _begin(tmp_path)
    again = _begin(tmp_path, now=NOW + timedelta(hours=1), fresh_id="20261101T130000Z-b")
    assert (again.id, again.taken_at, again.resumed, again.note) == (begun.id, NOW, True, "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"base_url": "https://other.example/admin"}, "the base URL"),
        ({"plan": {"tables": ["groups"]}}, "what is collected"),
        ({"specifications": {"organizations": "1" * 64}}, "the specification of an API"),
        ({"orglint": "9"}, "the version of orglint"),
    ],
)
def test_N_23_another_task_starts_clean_and_says_why(tmp_path: Path, change: dict[str, str], said: str) -> None:
    _page(_begin(tmp_path).pages("users"), 1)
    again = _begin(tmp_path, replace(TASK, **change), fresh_id="20261101T130000Z-b")
    assert (again.id, again.resumed) == ("20261101T130000Z-b", False)
    assert again.note == f"what was begun differs in {said}"
    assert pages.read_pages(again.pages("users"), 1) == ()


def test_who_wants_a_fresh_start_gets_one(tmp_path: Path) -> None:
    _page(_begin(tmp_path).pages("users"), 1)
    again = collecting.resume_collecting(tmp_path, TASK, fresh_id="20261101T130000Z-b", now=NOW, fresh=True)
    assert (again.id, again.resumed, again.note) == ("20261101T130000Z-b", False, "")
    assert pages.read_pages(again.pages("users"), 1) == ()


def test_progress_of_more_than_a_day_ago_starts_clean(tmp_path: Path) -> None:
    _begin(tmp_path)
    again = _begin(tmp_path, now=NOW + timedelta(hours=25))
    assert (again.resumed, again.note) == (False, "what was begun is more than a day old")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff"])
def test_S_9_a_damaged_head_starts_clean_and_says_so(tmp_path: Path, content: Any) -> None:
    (_begin(tmp_path).folder / "collecting.json").write_bytes(content)
    again = _begin(tmp_path)
    assert not again.resumed
    assert again.note.startswith("what was begun")


def test_S_9_every_damaged_page_is_noticed(tmp_path: Path) -> None:
    folder = _begin(tmp_path).pages("users")
    _page(folder, 1)
    path = next(folder.glob("*.jsonl"))
    content = path.read_bytes()
    for place in range(len(content) - 1):
        damaged = bytearray(content)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        try:
            assert pages.read_pages(folder, 1) == ()
        except pages.DamagedError:
            continue


def test_a_page_that_is_gone_is_noticed(tmp_path: Path) -> None:
    folder = _begin(tmp_path).pages("users")
    for number in (1, 2, 3):
        _page(folder, number)
    next(folder.glob("1-*2.jsonl")).unlink()
    with pytest.raises(pages.DamagedError):
        pages.read_pages(folder, 1)


def test_the_end_of_a_table_is_remembered(tmp_path: Path) -> None:
    begun = _begin(tmp_path)
    tally = collecting.ValueCounts("platformRoles", "users/stats", {"a": 1})
    end = collecting.TableWalk("users", TableState.DOUBTFUL, 3, 5, NOW, reason="r", expected=9, tallies=(tally,))
    collecting.save_table_walk(begun, end)
    assert collecting.load_table_walk(begun, "users") == end
    assert collecting.load_table_walk(begun, "groups") is None


def test_a_symlink_in_the_place_of_progress_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "collecting").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (store / "collecting" / "org-1").symlink_to(outside)
    with pytest.raises(OutputError, match="symlink"):
        _begin(store)
    assert list(outside.iterdir()) == []


def test_S_7_a_store_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(OutputError, match="store"), lock.hold_lock(tmp_path / "store"):
        pass


def test_S_5_a_second_collector_is_turned_away_at_once(tmp_path: Path) -> None:
    with lock.hold_lock(tmp_path), pytest.raises(CollectError, match="busy") as refusal, lock.hold_lock(tmp_path):
        pass
    assert refusal.value.exit_code == 4


def test_S_5_the_lock_ends_with_its_holder_however_that_ends(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from orglint.snapshots import lock\n"
        "with lock.hold_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(CollectError), lock.hold_lock(tmp_path):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with lock.hold_lock(tmp_path):
        pass
