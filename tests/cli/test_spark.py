"""`--engine spark` as people run it: the same bytes as without, silent, and plain words where it cannot start."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import ORGLINT
from cli.conftest import process as orglint
from support import stores
from support.spark_servers import free_port, serving_standalone
from support.stores import NOON, sealed, user

SOME = [user(f"u{n}", status="suspended" if n % 3 else "active") for n in range(25)]
SPARK = ("--engine", "spark", "--spark-url")
HERE = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
"""What a driver of a cluster on loopback is told."""


@pytest.fixture
def words(tmp_path: Path) -> Sequence[str]:
    """Return the words that judge every snapshot of a store, and there is one, by one rule."""
    sealed(tmp_path / "store", "a", SOME)
    rules = stores.rules(tmp_path, active="high")
    return ("check", str(tmp_path / "store"), "--across", "history", "--only-rules", str(rules))


@pytest.fixture
def many(words: Sequence[str], tmp_path: Path) -> Sequence[str]:
    """Return the same words for a store of twelve snapshots."""
    for age in range(1, 12):
        sealed(tmp_path / "store", "a", SOME[age:], at=NOON - age * timedelta(days=1))
    return words


def report(words: Sequence[str], at: Path, *more: str, **variables: str) -> tuple[int, str, bytes]:
    """Return the exit code, what was printed, and the JSON report."""
    at.mkdir()
    formats = ("--format", "json=report.json", "--format", "terminal")
    # a time zone of the machine that must not matter, and a folder in which nothing may be left behind
    ended = orglint(*words, *formats, *more, cwd=at, TZ="America/St_Johns", **variables)
    assert all("Spark" in line or "judged" in line for line in ended.stderr.splitlines()), (
        ended.stderr
    )  # it may be slow
    assert [path.name for path in at.iterdir()] == ["report.json"]
    return ended.returncode, ended.stdout, (at / "report.json").read_bytes()


@pytest.mark.java
def test_a_history_gives_the_same_bytes_on_this_machine(many: Sequence[str], tmp_path: Path) -> None:
    ours = report(many, tmp_path / "ours", "--jobs", "1")
    assert report(many, tmp_path / "theirs", *SPARK, "local[2]") == ours
    assert ours[0] == 1


@pytest.mark.java
def test_a_standalone_master_gives_the_same_bytes_also_when_an_executor_is_lost(
    many: Sequence[str], tmp_path: Path
) -> None:
    (tmp_path / "spark").mkdir()
    ours = report(many, tmp_path / "ours", "--jobs", "1")
    with serving_standalone(tmp_path / "spark") as (url, worker):
        at = tmp_path / "theirs"
        at.mkdir()
        formats = ("--format", f"json={at / 'report.json'}")
        with subprocess.Popen(
            [*ORGLINT, *many, *formats, *SPARK, url], env={**os.environ, **HERE}, stderr=subprocess.PIPE, text=True
        ) as judging:
            os.kill(wait_for_executor(worker.pid), signal.SIGKILL)
            _, err = judging.communicate(timeout=240)
    assert (judging.returncode, (at / "report.json").read_bytes()) == (ours[0], ours[2]), err


def wait_for_executor(worker: int) -> int:
    """Return the process that runs tasks for a worker of a cluster, once it has a Python of its own."""
    until = time.monotonic() + 300  # a machine that is busy with other work starts four Java machines slowly
    while time.monotonic() < until:
        listed = subprocess.run(["ps", "-ewwo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        lines = [line.split(maxsplit=2) for line in listed.splitlines()]
        executors = [pid for pid, parent, _ in lines if parent == str(worker)]
        for _, parent, args in lines:
            if parent in executors and "pyspark.daemon" in args:
                return int(parent)
        time.sleep(0.05)
    raise AssertionError(listed)


@pytest.mark.java
def test_who_stops_it_finds_nothing_left_behind(many: Sequence[str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [*ORGLINT, *many, *SPARK, "local[2]"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads
    ) as process:
        until = time.monotonic() + 300
        while not list(tmp_path.glob("orglint-spark-*/blockmgr-*")) and time.monotonic() < until:
            time.sleep(0.2)
        time.sleep(3)  # by now it judges; it would stop just as well if it did not yet
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err.strip()) == (130, "", "orglint: stopped.")
    assert not list(tmp_path.glob("orglint-spark-*"))


@pytest.mark.parametrize(
    "url", ["sc://127.0.0.1:{port}", "sc://127.0.0.1:{port}/;token=secret", "spark://127.0.0.1:{port}"]
)
def test_a_spark_that_nobody_serves_is_said_in_plain_words(words: Sequence[str], url: str) -> None:
    ended = orglint(*words, *SPARK, url.format(port=free_port()))
    assert (ended.returncode, ended.stdout) == (4, "")
    said = ended.stderr.splitlines()
    assert len(said) == 2
    assert said[0].startswith("orglint: nothing was judged: ")
    assert "127.0.0.1" in said[0]
    assert "secret" not in ended.stderr


@pytest.mark.parametrize("url", ["spark://nowhere", "sc://127.0.0.1:1/;what"])
def test_a_url_that_is_none_is_a_mistake(words: Sequence[str], url: str) -> None:
    ended = orglint(*words, *SPARK, url)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is not a URL of Spark" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


@pytest.mark.java
def test_a_master_that_spark_does_not_know_is_a_mistake(words: Sequence[str]) -> None:
    ended = orglint(*words, *SPARK, "nonsense")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[0] == "orglint: nothing was judged: nonsense is not a URL of Spark"
    assert len(ended.stderr.splitlines()) == 2


def test_without_java_it_says_what_to_install(words: Sequence[str], tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "cat", "dirname", "env", "ps", "sed", "uname"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    ended = orglint(*words, *SPARK, "local[2]", PATH=str(tools), JAVA_HOME="")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[0].startswith("orglint: nothing was judged: Spark could not start Java")
    assert "Install Java 17" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


@pytest.mark.parametrize("missing", ["pyspark", "grpc"])
def test_without_its_libraries_it_says_what_to_install(words: Sequence[str], tmp_path: Path, missing: str) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / f"{missing}.py").write_text(f"raise ModuleNotFoundError('No module named {missing}', name='{missing}')")
    path = os.pathsep.join((str(hidden), *filter(None, sys.path)))
    ended = orglint(*words, *SPARK, "sc://127.0.0.1:1", PYTHONPATH=path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert missing in ended.stderr
    assert "orglint[spark] in place of orglint" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2
