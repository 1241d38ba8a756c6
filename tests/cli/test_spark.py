"""`--engine spark` as people run it: the same bytes as without, silent, and plain words where it cannot start."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import ORGLINT
from cli.conftest import process as orglint
from orglint.model.snapshot import TableState
from support import stores
from support.connect_server import free_port, serving
from support.local import local
from support.spark_session import needs_java
from support.stores import NOON, sealed, user

SOME = [
    user(f"u{n}", status="suspended" if n % 3 else "active", lastActive=f"2026-0{n % 9 + 1}-02T00:00:00Z")
    for n in range(25)
]
SPARK = ("--engine", "spark", "--spark-url")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stores of three organizations: one collected whole, two of users alone, with a history and a damage."""
    folder = tmp_path_factory.mktemp("many stores")
    with local(folder / "home", "--users", "60", "--seed", "21") as organization:
        assert organization.snapshot("--all", "--store", str(folder / "one")).code == 0
    for age in range(3):
        sealed(folder / "two", "b", SOME[age:], at=NOON - age * timedelta(days=1))
    sealed(folder / "two", "c", SOME, state=TableState.PARTIAL)
    damaged = sealed(folder / "two", "c", SOME, at=NOON - timedelta(days=9))
    (damaged.folder / "users.parquet").write_bytes(b"x")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server")) as url:
        yield url


def report(folder: Path, at: Path, *words: str) -> tuple[int, str, str]:
    """Return the exit code, the JSON report, and what was printed."""
    file = at / "report.json"
    formats = ("--format", f"json={file}", "--format", "terminal")
    # a time zone of the machine that must not matter, and a folder in which nothing may be left behind
    ended = orglint("check", str(folder), *formats, *words, cwd=at, TZ="America/St_Johns")
    assert ended.stderr == ""
    text = file.read_text("ascii")
    file.unlink()
    assert list(at.iterdir()) == []
    return ended.returncode, text, ended.stdout


@needs_java
def test_a_history_gives_the_same_bytes_on_this_machine(many: Path, tmp_path: Path) -> None:
    words = ("--across", "history")
    ours = report(many, tmp_path, *words)
    assert report(many, tmp_path, *words, *SPARK, "local[2]") == ours
    assert len(json.loads(ours[1])["results"]) == 5
    assert len(json.loads(ours[1])["unreadable"]) == 1


@needs_java
def test_every_organization_gives_the_same_bytes_by_connect(many: Path, tmp_path: Path, server: str) -> None:
    words = ("--across", "organizations", "--max-age", "9999d")
    ours = report(many, tmp_path, *words)
    assert report(many, tmp_path, *words, *SPARK, server) == ours
    assert len(json.loads(ours[1])["results"]) == 3


@needs_java
def test_a_query_and_an_explanation_are_the_same_by_connect(many: Path, server: str) -> None:
    snapshot = next((many / "one" / "snapshots").iterdir())
    asked = ("query", "users", "user.status == 'active' && user.lastActive < now", str(snapshot))
    explained = ("check", str(snapshot), "--explain", "accounts/dormant", "--max-age", "9999d")
    for words in (asked, explained):
        first, second = orglint(*words), orglint(*words, *SPARK, server)
        assert first.stdout
        assert (second.returncode, second.stdout, second.stderr) == (first.returncode, first.stdout, first.stderr)


@needs_java
def test_who_stops_it_finds_nothing_left_behind(many: Path, tmp_path: Path) -> None:
    words = [*ORGLINT, "check", str(many), "--across", "history", *SPARK, "local[2]"]
    with subprocess.Popen(
        words,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads
    ) as process:
        until = time.monotonic() + 120
        while not list(tmp_path.glob("orglint-spark-*/blockmgr-*")) and time.monotonic() < until:
            time.sleep(0.2)
        time.sleep(3)  # by now it judges; it would stop just as well if it did not yet
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err.strip()) == (130, "", "orglint: stopped.")
    assert not list(tmp_path.glob("orglint-spark-*"))


def snapshot_of_users(tmp_path: Path) -> tuple[str, ...]:
    rules = stores.rules(tmp_path, active="high")
    return (str(sealed(tmp_path / "store", "a", SOME).folder), "--only-rules", str(rules))


@pytest.mark.parametrize(
    "url", ["sc://127.0.0.1:{port}", "sc://127.0.0.1:{port}/;token=secret", "spark://127.0.0.1:{port}"]
)
def test_a_spark_that_nobody_serves_is_said_in_plain_words(tmp_path: Path, url: str) -> None:
    ended = orglint("check", *snapshot_of_users(tmp_path), *SPARK, url.format(port=free_port()))
    assert (ended.returncode, ended.stdout) == (4, "")
    said = ended.stderr.splitlines()
    assert len(said) == 2
    assert said[0].startswith("orglint: nothing was judged: ")
    assert "127.0.0.1" in said[0]
    assert "secret" not in ended.stderr


@pytest.mark.parametrize("url", ["spark://nowhere", "sc://127.0.0.1:1/;what"])
def test_a_url_that_is_none_is_a_mistake(tmp_path: Path, url: str) -> None:
    ended = orglint("check", *snapshot_of_users(tmp_path), *SPARK, url)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is no URL of Spark" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


@needs_java
def test_a_master_that_spark_does_not_know_is_a_mistake(tmp_path: Path) -> None:
    ended = orglint("check", *snapshot_of_users(tmp_path), *SPARK, "nonsense")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[0] == "orglint: nothing was judged: nonsense is no URL of Spark"
    assert len(ended.stderr.splitlines()) == 2


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "cat", "dirname", "env", "ps", "sed", "uname"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    ended = orglint("check", *snapshot_of_users(tmp_path), *SPARK, "local[2]", PATH=str(tools), JAVA_HOME="")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[0].startswith("orglint: nothing was judged: Spark could not start Java")
    assert "Install Java 17" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


@pytest.mark.parametrize("missing", ["pyspark", "grpc"])
def test_without_its_libraries_it_says_what_to_install(tmp_path: Path, missing: str) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / f"{missing}.py").write_text(f"raise ModuleNotFoundError('No module named {missing}', name='{missing}')")
    path = os.pathsep.join((str(hidden), *filter(None, sys.path)))
    ended = orglint("check", *snapshot_of_users(tmp_path), *SPARK, "sc://127.0.0.1:1", PYTHONPATH=path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert missing in ended.stderr
    assert "orglint[spark] in place of orglint" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


def test_beside_the_compiled_sqlglot_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "sqlglotc").mkdir()
    (tmp_path / "sqlglotc/__init__.py").touch()
    path = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    ended = orglint("check", *snapshot_of_users(tmp_path), *SPARK, "local[2]", PYTHONPATH=path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "pip uninstall sqlglotc" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2
