"""`check --across --jobs N` as people run it."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import ORGLINT, orglint, process
from support import stores
from support.stores import NOON, sealed, user

SLOW = f"users.all(a, users.all(b, !(a.name + b.name + user.name).replace('', '{'x' * 200}').matches('(x.*){{20}}%')))"
"""Minutes on any machine."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    users = [user(f"u{n}", name=f"name {n}", status="suspended" if n % 3 else "active") for n in range(120)]
    for day in range(4):
        sealed(tmp_path / "store", "a", users[day:], at=NOON + day * timedelta(days=1))
    return tmp_path / "store"


def test_reports_are_the_same_bytes_however_many_processes_there_are(store: Path, tmp_path: Path) -> None:
    rules = stores.rules(tmp_path, active="high")
    words = ("check", str(store), "--across", "history", "--only-rules", str(rules))
    file = tmp_path / "report.json"
    ended = []
    for jobs in (1, 2):
        shown = process(*words, "--jobs", str(jobs), "--format", "terminal", "--format", f"json={file}")
        ended.append((shown.returncode, shown.stdout, file.read_bytes()))
    assert ended[0] == ended[1]
    assert ended[0][0] == 1


@pytest.mark.parametrize("words", [(), ("--across", "history", "--engine", "spark")])
def test_jobs_where_they_mean_nothing_are_a_mistake(store: Path, words: tuple[str, ...]) -> None:
    ended = orglint("check", str(store), "--jobs", "2", *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--jobs cannot be used here" in ended.stderr


def test_one_snapshot_is_nothing_for_a_cluster(store: Path) -> None:
    ended = orglint("check", "--store", str(store), "--engine", "spark")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--across" in ended.stderr


def begun(store: Path, folder: Path) -> "subprocess.Popen[str]":
    """Start judging that takes minutes in two processes, in a group of processes of its own."""
    (folder / "rules").mkdir()
    rule = stores.RULE.format(severity="low").replace("user.status == 'active'", SLOW)
    (folder / "rules/slow.yaml").write_text(rule.replace("[{status: active}]", "[{name: a}]"))
    words = [*ORGLINT, "check", str(store), "--across", "history", "--only-rules", str(folder / "rules"), "--jobs", "2"]
    started = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 60
    while len(members(started.pid)) < 3 and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(2)  # by now they judge; before that they would end just as well
    return started


def members(group: int) -> list[int]:
    """Return the processes of a group that judge, and the one that has begun it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                found += [int(folder.name)] if "resource_tracker" not in (folder / "cmdline").read_text() else []
    return found


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_it_ends_every_process(store: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    with begun(store, tmp_path) as started:
        os.killpg(started.pid, number) if number is signal.SIGINT else started.send_signal(number)
        out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err.strip()) == (code, "", "orglint: stopped.")
    assert members(started.pid) == []


def test_a_process_that_is_killed_from_outside_leaves_its_snapshot_undecided(store: Path, tmp_path: Path) -> None:
    with begun(store, tmp_path) as started:
        for _ in range(4):
            youngest = max(set(members(started.pid)) - {started.pid})
            os.kill(youngest, signal.SIGKILL)
            time.sleep(1.5)
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=60)
    assert started.returncode in {3, 130}
    assert "Traceback" not in err
    assert members(started.pid) == []
