"""What cannot be read of a store is told by its path, decides nothing, and does not stop the others."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.bundled import find_founding_rules
from support.command import orglint, unprivileged
from support.local import Local, local

STORES = {"a store": ".", "its snapshots": "snapshots"}
PARTS = {"the snapshots": "snapshots", "a snapshot": "snapshots/*", "a table": "snapshots/*/users.parquet"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    with local(tmp_path_factory.mktemp("collected"), "--users", "30") as organization:
        assert organization.snapshot().code == 0
        yield organization


@pytest.fixture
def store(collected: Local, tmp_path: Path) -> Path:
    return Path(shutil.copytree(collected.folder / "orglint-store", tmp_path / "many" / "b"))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        yield
    finally:
        path.chmod(mode)


def refused(path: Path, *words: str | Path) -> None:
    with locked(path):
        ended = orglint(*words, at=path.parent, python=unprivileged())
    assert (ended.code, ended.out) == (3, ""), ended
    assert str(path) in ended.err
    assert "Permission denied" in ended.err


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_part_of_a_store_that_cannot_be_read_is_undecided(part: str, store: Path) -> None:
    refused(next(store.glob(part)), "check", "--store", store)


@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_table_that_cannot_be_read_is_undecided_when_its_snapshot_is_named(command: str, store: Path) -> None:
    table = next(store.glob(PARTS["a table"]))
    refused(table, command, table.parent)


@pytest.mark.parametrize("named", ["by its path", "by its id"])
def test_a_snapshot_below_a_folder_that_cannot_be_read_is_undecided(named: str, store: Path) -> None:
    snapshot = next((store / "snapshots").iterdir())
    words = ("check", snapshot) if named == "by its path" else ("verify", "--store", store, snapshot.name)
    with locked(store / "snapshots"):
        ended = orglint(*words, at=store, python=unprivileged())
    assert (ended.code, ended.out) == (3, ""), ended
    assert "Permission denied" in ended.err


@pytest.mark.parametrize("part", STORES.values(), ids=STORES)
def test_a_store_that_cannot_be_read_does_not_stop_the_others(part: str, store: Path) -> None:
    good = store.rename(store.with_name("a"))
    shutil.copytree(good, store)
    with locked(store / part):
        words = ("check", store.parent, "--across", "organizations", "--format", "json")
        ended = orglint(*words, at=store.parent.parent, python=unprivileged())
    assert ended.code == 3, ended
    assert next(good.glob("snapshots/*")).name in ended.out
    assert f"{store}" in ended.out
    assert "Permission denied" in ended.out
    assert '"pass"' in ended.out or '"fail"' in ended.out


def test_a_store_whose_snapshots_cannot_be_seen_is_told_before_anything_is_asked(collected: Local, store: Path) -> None:
    folder = store / "snapshots"
    shutil.rmtree(folder)
    folder.write_text("")
    before = len(collected.requests())
    ended = collected.snapshot("--store", store)
    assert (ended.code, str(folder) in ended.err) == (5, True), ended
    assert len(collected.requests()) == before


def test_a_locked_folder_of_the_user_who_collects_is_opened_again(collected: Local, store: Path) -> None:
    (store / "snapshots").chmod(0)
    where = ("--org", collected.org_id, "--base-url", collected.base_url, "--store", store)
    where = (*where, "--only-rules", find_founding_rules())
    key = {"ORGLINT_API_KEY": collected.api_key}
    ended = orglint("snapshot", *where, at=store.parent, python=unprivileged(), env=key)
    assert ended.code == 0, ended
    assert len(list((store / "snapshots").iterdir())) == 2


@pytest.mark.parametrize("name", ["junk", "000", "lost+found"])
def test_a_folder_that_may_be_the_newest_snapshot_is_not_passed_over(name: str, store: Path) -> None:
    (store / "snapshots" / name).mkdir()
    ended = orglint("check", "--store", store, at=store.parent)
    assert (ended.code, ended.out) == (3, "")
    assert name in ended.err
    assert "move it out of the store" in ended.err
