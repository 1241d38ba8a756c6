"""`check --across --jobs N` as people run it."""

import json
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


def begin(store: Path, folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start judging that takes minutes in two processes, in a group of its own; return when both of them judge."""
    (folder / "rules").mkdir()
    rule = stores.RULE.format(severity="low").replace("user.status == 'active'", SLOW)
    (folder / "rules/slow.yaml").write_text(rule.replace("[{status: active}]", "[{name: a}]"))
    chosen = ("--across", "history", "--only-rules", str(folder / "rules"), "--jobs", "2")
    started = subprocess.Popen(
        [*ORGLINT, "check", str(store), *chosen, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while len(find_judging(started.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    return started


def find_judging(group: int) -> list[int]:
    """Return the processes of a group whose engine works: it does so in a thread of its own."""
    return [member for member in find_members(group) if member != group and count_threads(member) > 1]


def count_threads(process_: int) -> int:
    with suppress(OSError):
        return len(list(Path(f"/proc/{process_}/task").iterdir()))
    return 0


def find_members(group: int) -> list[int]:
    """Return the processes of a group that have not ended."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = file.read_text().rpartition(")")[2].split()[:3]
            found += [int(file.parent.name)] if int(its_group) == group and state != "Z" else []
    return found


def wait_for_all_to_end(group: int) -> None:
    until = time.monotonic() + 20  # what tracks resources for Python ends a moment later
    while left := find_members(group):
        assert time.monotonic() < until, left
        time.sleep(0.1)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_it_ends_every_process(store: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    with begin(store, tmp_path) as started:
        os.killpg(started.pid, number) if number is signal.SIGINT else started.send_signal(number)
        out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err.strip()) == (code, "", "orglint: stopped.")
    wait_for_all_to_end(started.pid)


def test_when_the_first_process_is_killed_the_others_end_by_themselves(store: Path, tmp_path: Path) -> None:
    with begin(store, tmp_path, "--rule-timeout", "3s") as started:
        started.kill()
        assert find_judging(started.pid)
    wait_for_all_to_end(started.pid)


def test_a_process_that_is_killed_leaves_its_snapshot_undecided_and_no_other(store: Path, tmp_path: Path) -> None:
    with begin(store, tmp_path, "--rule-timeout", "3s", "--format", "json") as started:
        os.kill(find_judging(started.pid)[0], signal.SIGKILL)
        out, err = started.communicate(timeout=120)
    report = json.loads(out)
    assert (started.returncode, report["exit_code"], len(report["results"])) == (3, 3, 3), err
    (lost,) = report["unreadable"]
    assert "the process that judged it ended before it was done (SIGKILL" in lost["problem"]
    wait_for_all_to_end(started.pid)
