"""`orglint store forget` that is killed: every snapshot is the old one or the new one, and a second run finishes it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import orglint
from cli.test_store_forget import A, seal
from orglint.documents.swap import restore_swapped, swap_folders
from orglint.snapshots import read_snapshot

KILLED = """\
import os, sys
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod"}
left = int(sys.argv.pop(1))
seen = 0

def count(event, arguments):
    global seen
    if event in CHANGES and "forgetting" in str(arguments):
        seen += 1
        if seen == left:
            os.kill(os.getpid(), 9)

sys.addaudithook(count)
from orglint.__main__ import main
try:
    main()
finally:
    print(seen)
"""


def run(store: Path, left: int) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", KILLED, str(left), "store", "forget", A, "--store", str(store)]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ)


def test_each_snapshot_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    first = tmp_path / "first"
    before = [seal(first), seal(first, days=1)]
    shutil.copytree(first, tmp_path / "whole")
    steps = int(run(tmp_path / "whole", 0).stdout.splitlines()[-1])
    assert steps > 20
    for left in (steps // 3, steps // 2, steps - 3):
        store = tmp_path / str(left)
        shutil.copytree(first, store)
        assert run(store, left).returncode == -signal.SIGKILL
        after = [read_snapshot(store / "snapshots" / it.id) for it in before]
        for old, new in zip(before, after, strict=True):
            assert (new.tables == old.tables) == (not new.forgotten)
        # who is forgotten in some snapshots is forgotten in all as soon as it is run again
        again = orglint("store", "forget", A, "--store", str(store))
        assert again.returncode == (2 if all(it.forgotten for it in after) else 0), again.stderr
        assert all(read_snapshot(it.folder).forgotten for it in after)
        assert not (store / "forgetting").exists()


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    swap_folders(tmp_path / "one", tmp_path / "two")
    assert [(tmp_path / name / "file").read_text() for name in ("one", "two")] == ["two", "one"]


@pytest.mark.parametrize("there", [True, False])
def test_what_was_left_beside_its_place_comes_back_or_goes(tmp_path: Path, *, there: bool) -> None:
    (tmp_path / ".s1.away").mkdir()
    (tmp_path / ".s1.away" / "old").touch()
    if there:
        (tmp_path / "s1").mkdir()
    restore_swapped(tmp_path)
    assert [it.name for it in tmp_path.iterdir()] == ["s1"]
    assert (tmp_path / "s1" / "old").exists() != there
