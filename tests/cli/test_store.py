"""`orglint store`: a snapshot from one store into another, at the command line."""

import stat
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.snapshots.archives import make_key
from support import stores
from support.stores import user

KEY = make_key()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("from") / "store"
    stores.sealed(store, "o1", [user("a1"), user("a2", status="suspended")])
    return store


def test_a_snapshot_travels_and_is_judged_there_as_here(tmp_path: Path, store: Path) -> None:
    rules = ("--only-rules", str(stores.rules(tmp_path, active="high")), "--as-of", "2026-11-01T12:00:00Z")
    archive, there = str(tmp_path / "archive"), str(tmp_path / "to")
    ended = orglint("store", "export", archive, "--store", str(store), ORGLINT_ARCHIVE_KEY=KEY)
    said = "20261101T120000Z-o1 of o1, taken 2026-11-01 12:00 UTC (1 table)"
    assert (ended.returncode, ended.stdout) == (0, f"exported {said} to {archive}\n"), ended.stderr
    assert stat.S_IMODE(Path(archive).stat().st_mode) == 0o600
    ended = orglint("store", "import", archive, "--store", there, ORGLINT_ARCHIVE_KEY=f"{KEY}\n")
    assert (ended.returncode, ended.stdout) == (0, f"imported {said}\n"), ended.stderr
    ended = orglint("store", "import", archive, "--store", there, ORGLINT_ARCHIVE_KEY=KEY)
    assert (ended.returncode, ended.stdout) == (0, f"already there, and unchanged: {said}\n")
    here = orglint("check", "--store", str(store), *rules, "--format", "json")
    assert here.returncode == 1
    assert orglint("check", "--store", there, *rules, "--format", "json").stdout == here.stdout
    assert orglint("verify", "20261101T120000Z-o1", "--store", there).returncode == 0


@pytest.mark.parametrize("command", ["export", "import"])
def test_without_a_key_nothing_travels(tmp_path: Path, store: Path, command: str) -> None:
    ended = orglint("store", command, str(tmp_path / "archive"), "--store", str(store))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"nothing was {command}ed: there is no key" in ended.stderr
    assert "orglint store key" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_key_may_be_in_a_file_that_nobody_else_can_read(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "key"
    file.write_text(orglint("store", "key").stdout)
    words = ("store", "export", str(tmp_path / "archive"), "--store", str(store), "--archive-key-file", str(file))
    file.chmod(0o644)
    ended = orglint(*words)
    assert (ended.returncode, "chmod 600" in ended.stderr) == (2, True)
    file.chmod(0o600)
    assert orglint(*words, ORGLINT_ARCHIVE_KEY="not this").returncode == 0
    assert orglint("store", "key").stdout != file.read_text()


def test_a_key_that_is_none_is_not_repeated(tmp_path: Path, store: Path) -> None:
    ended = orglint("store", "export", str(tmp_path / "a"), "--store", str(store), ORGLINT_ARCHIVE_KEY="pass-word")
    assert ended.returncode == 2
    assert "pass-word" not in ended.stderr + ended.stdout


def test_only_an_archive_is_replaced(tmp_path: Path, store: Path) -> None:
    def export(file: Path) -> tuple[int, str]:
        ended = orglint("store", "export", str(file), "--store", str(store), ORGLINT_ARCHIVE_KEY=KEY)
        return ended.returncode, ended.stderr

    archive, other = tmp_path / "archive", tmp_path / "notes.txt"
    assert export(archive)[0] == export(archive)[0] == 0
    other.write_text("my notes")
    code, said = export(other)
    assert (code, other.read_text(), "is not an archive" in said) == (2, "my notes", True)
    code, said = export(store / "snapshots" / "archive")
    assert (code, "nothing was exported" in said) == (2, True)
    code, said = export(tmp_path / "no" / "folder")
    assert (code, "could not be written" in said) == (5, True)


def test_an_archive_that_is_cut_is_refused(tmp_path: Path, store: Path) -> None:
    archive = tmp_path / "archive"
    assert orglint("store", "export", str(archive), "--store", str(store), ORGLINT_ARCHIVE_KEY=KEY).returncode == 0
    archive.write_bytes(archive.read_bytes()[:-1])
    ended = orglint("store", "import", str(archive), "--store", str(tmp_path / "to"), ORGLINT_ARCHIVE_KEY=KEY)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "Nothing was imported" in ended.stderr
    assert list((tmp_path / "to" / "snapshots").iterdir()) == []
