"""Words that people read: numbers, ages and texts as somebody would say them."""

import os
import sys
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from cli.conftest import orglint, process
from orglint.cli.output.progress import Display
from orglint.collect import Progress
from orglint.model.wording import format_age
from orglint_simulator.settings import PRESENT
from support import stores
from support.stores import NOON, sealed, user


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return stores.rules(tmp_path, active="high")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Progress("organization", 1, 1), "orglint: organization: 1 row in 1 page\n"),
        (Progress("users", 1200, 12), "orglint: users: 1,200 rows in 12 pages\n"),
        (Progress("users", 0, 1), "orglint: users: 0 rows in 1 page\n"),
        (
            Progress("user_roles", 9, 5, asked=3, keys=1200),
            "orglint: user_roles: 9 rows in 5 pages, 3 of 1,200 asked\n",
        ),
    ],
)
def test_one_row_is_one_row(step: Progress, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Display() as display:
        display.show(step)
    assert capsys.readouterr().err == said


def test_verify_says_one_row(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, "org", [user("u1")])
    assert "1 row   complete" in orglint("verify", str(snapshot.folder)).stdout


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=3), "3 minutes"),
        (timedelta(hours=36), "1 day 12 hours"),
        (timedelta(hours=36, seconds=1), "1 day 12 hours 1 second"),
    ],
)
def test_an_age_is_said_to_the_second(length: timedelta, said: str) -> None:
    assert format_age(length) == said


def test_a_snapshot_that_is_a_little_too_old_says_by_what(tmp_path: Path, rules: Path) -> None:
    sealed(tmp_path / "store", "org", [user("u1")])
    words = ("--store", str(tmp_path / "store"), "--only-rules", str(rules), "--max-age", "0m")
    shown = orglint(
        "check", *words, "--as-of", f"{NOON + timedelta(seconds=40):%Y-%m-%dT%H:%M:%SZ}", COLUMNS="140"
    ).stdout
    assert "the snapshot is 40 seconds old, older than the 0 seconds that --max-age allows" in shown


def test_what_a_rule_says_over_several_lines_is_said_in_one(tmp_path: Path, rules: Path) -> None:
    file = rules / "users/active.yaml"
    text = (
        file.read_text()
        .replace("why: A test.", "why: |\n  A test\n  of lines.")
        .replace("fix: None.", "fix: |\n  Do\n  it.")
    )
    text = text.replace('where: "true"', "where: |\n  true\n  && true")
    file.write_text(text)
    sealed(tmp_path / "store", "org", [user("u1", status="suspended")])
    words = ("--store", str(tmp_path / "store"), "--only-rules", str(rules), "--max-age", "9999d")
    shown = orglint("check", *words, "--format", "terminal", "--format", f"html={tmp_path}/r.html").stdout
    page = (tmp_path / "r.html").read_text()
    assert "\\x0a" not in page + shown
    assert "    user          status\n    u1@a.example  suspended\n" in shown
    assert "  → Do it.\n" in shown
    for told in ("A test of lines.", "Do it.", "true &amp;&amp; true", "u1 is suspended"):
        assert told in page


def test_a_line_feed_in_data_stays_visible(tmp_path: Path, rules: Path) -> None:
    sealed(tmp_path / "store", "org", [user("u\n1", status="suspended")])
    shown = orglint(
        "check", "--store", str(tmp_path / "store"), "--only-rules", str(rules), "--max-age", "9999d"
    ).stdout
    assert "u\\x0a1@a.example  suspended\n" in shown


def test_simulate_shows_the_time_that_it_takes_for_the_present() -> None:
    assert f"{PRESENT.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} if left out" in " ".join(
        orglint("simulate", "--help").stdout.split()
    )


@pytest.mark.parametrize(("command", "said"), [("demo", "nothing was shown"), ("simulate", "nothing was served")])
def test_without_the_simulator_the_extra_is_named(command: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError('No module named uvicorn', name='uvicorn')")
    path = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    ended = process(command, cwd=tmp_path, PYTHONPATH=path)
    assert (ended.returncode, ended.stdout) == (2, "")
    hint = "Install orglint again with its extra: orglint[simulator] in place of orglint."
    assert ended.stderr == f"orglint: {said}: the simulator is not installed\n  {hint}\n"
    assert not (tmp_path / "orglint-demo").exists()


def test_a_bug_ends_with_70_and_says_where_it_is_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ValueError('what nobody may read')")
    path = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    ended = process("simulate", cwd=tmp_path, PYTHONPATH=path)
    assert (ended.returncode, ended.stdout) == (70, "")
    assert ended.stderr.startswith("orglint: nothing was decided: a bug in orglint (ValueError at ")
    assert "nobody" not in ended.stderr


def test_a_row_is_explained_as_json_in_whatever_order_the_options_stand(tmp_path: Path, rules: Path) -> None:
    sealed(tmp_path / "store", "org", [user("u1", status="suspended")])
    words = ("--store", str(tmp_path / "store"), "--only-rules", str(rules), "--max-age", "9999d")
    first = orglint("check", *words, "--format", "json", "--explain", "users/active:u1")
    second = orglint("check", "--explain", "users/active:u1", "--format", "json", *words)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert first.stdout.startswith('{\n "format": 1,')
    assert '"key": "u1"' in first.stdout
