"""New packages take the old ones' places all or none, whatever interrupts it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path, PosixPath
from typing import Any, Self

import pytest

from regen.swap import name_replaced, put_back, swap
from spec.conftest import ROOT
from spec.disk import content

OLD, NEW = {"__init__.py": b'"""Old."""\n'}, {"__init__.py": b'"""New."""\n'}


def make(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_bytes(text)
    return folder


class Interrupted(PosixPath):
    """A path that somebody interrupts just after it was renamed."""

    def rename(self, target: str | os.PathLike[str]) -> Self:
        Path(self).rename(target)
        raise KeyboardInterrupt


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A client that is already there."""
    return make(tmp_path / "old" / "atlassian_admin", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The client that is to take its place, in a folder that is deleted at the end."""
    return make(tmp_path / "new" / "atlassian_admin", NEW)


def test_a_new_client_takes_the_place_and_nothing_is_left_of_the_old_one(old: Path, new: Path) -> None:
    swap([(new, old)])
    assert content(old) == NEW
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_a_swap_that_fails_halfway_puts_the_old_client_back(old: Path, new: Path) -> None:
    with pytest.raises(FileNotFoundError):
        swap([(new / "never-made", old)])
    assert content(old.parent) == {f"{old.name}/{name}": text for name, text in OLD.items()}


def test_a_swap_that_fails_at_the_second_client_puts_the_first_one_back(old: Path, new: Path) -> None:
    with pytest.raises(FileNotFoundError):
        swap([(new, old), (new / "never-made", old.with_name("other"))])
    assert content(new) == NEW
    assert content(old.parent) == {f"{old.name}/{name}": text for name, text in OLD.items()}


@pytest.mark.parametrize("moment", ["away", "in"])
def test_a_swap_that_is_interrupted_just_after_a_rename_puts_the_old_client_back(
    old: Path, new: Path, moment: str
) -> None:
    pair = (new, Interrupted(old)) if moment == "away" else (Interrupted(new), old)
    with pytest.raises(KeyboardInterrupt):
        swap([pair])
    assert content(old.parent) == {f"{old.name}/{name}": text for name, text in OLD.items()}
    assert content(new) == NEW


def test_a_client_is_put_back_by_the_next_run_if_one_was_ended_at_once(regen: Any, old: Path, tmp_path: Path) -> None:
    old.rename(name_replaced(old))
    done = regen(tmp_path / "nowhere.yaml", "--out", old)
    assert f"{old}: put back" in done.stdout
    assert content(old.parent) == {f"{old.name}/{name}": text for name, text in OLD.items()}


def test_what_a_run_that_was_ended_at_once_left_behind_does_not_come_back(old: Path, new: Path) -> None:
    make(name_replaced(old), {"__init__.py": b"older"})
    assert not put_back(old)
    swap([(new, old)])
    assert content(old.parent) == {f"{old.name}/{name}": text for name, text in NEW.items()}


def test_a_run_that_is_told_to_end_leaves_nothing_behind(old: Path) -> None:
    command = [sys.executable, "-m", "regen", "--api", "control", "--out", str(old)]
    with subprocess.Popen(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "spec")}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        ends = time.monotonic() + 60
        while not list(old.parent.glob(".regen-*")) and process.poll() is None and time.monotonic() < ends:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, b"regen: interrupted\n")
    assert content(old.parent) == {f"{old.name}/{name}": text for name, text in OLD.items()}
    assert [path.name for path in old.parent.iterdir()] == [old.name]
