"""A sealed snapshot is read only if every byte of it is what was sealed."""

import json
import os
import random
import shutil
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orglint import snapshots
from orglint.documents.files import digest_file
from orglint.errors import SnapshotError
from orglint.model.snapshot import DataFile, Snapshot, TableState
from orglint.snapshots import collecting, manifest, seal
from snapshots.conftest import build_user
from support.making import Make, Making

FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Seal a snapshot once; nobody may change it."""
    return Making(tmp_path_factory.mktemp("original")).snapshot([build_user(n, name=f"name {n}") for n in range(40)])


@pytest.fixture
def sealed(original: Snapshot, making: Making) -> Snapshot:
    """Copy the sealed snapshot into a store of one's own, to be damaged there."""
    folder = making.store / "snapshots" / original.id
    shutil.copytree(original.folder, folder)
    return replace(original, folder=folder)


def test_what_was_sealed_is_what_is_read(making: Making, sealed: Snapshot) -> None:
    assert snapshots.read_snapshot(sealed.folder) == sealed
    assert snapshots.read_newest_snapshot(making.store) == sealed


def test_equal_rows_in_any_order_and_on_any_pages_give_equal_bytes(making: Making, user: Make) -> None:
    rows = [user(n, name=f"name {n}") for n in range(300)]
    first = making.snapshot(rows[:100], rows[100:], at=FIRST)
    content = (first.folder / "users.parquet").read_bytes()
    shutil.rmtree(first.folder)
    random.Random(4).shuffle(rows)
    second = making.snapshot(rows[:7], rows[7:250], rows[250:], at=FIRST)
    assert (second.folder / "users.parquet").read_bytes() == content


def test_S_8_every_flipped_bit_is_refused(sealed: Snapshot) -> None:
    chance = random.Random(8)
    for name in ("manifest.json", "users.parquet"):
        path = sealed.folder / name
        content = path.read_bytes()
        for place in chance.sample(range(len(content) * 8), 150):
            damaged = bytearray(content)
            damaged[place // 8] ^= 1 << place % 8
            path.write_bytes(damaged)
            with pytest.raises(SnapshotError):
                snapshots.read_snapshot(sealed.folder)
        path.write_bytes(content)
    assert snapshots.read_snapshot(sealed.folder) == sealed


@pytest.mark.parametrize("name", ["manifest.json", "users.parquet"])
def test_S_8_every_truncation_is_refused(sealed: Snapshot, name: str) -> None:
    path = sealed.folder / name
    content = path.read_bytes()
    for length in sorted({0, 1, len(content) - 1, *random.Random(8).sample(range(len(content)), 30)}):
        path.write_bytes(content[:length])
        with pytest.raises(SnapshotError):
            snapshots.read_snapshot(sealed.folder)


@pytest.mark.parametrize("name", ["manifest.json", "users.parquet"])
def test_S_8_a_missing_file_is_refused_by_name(sealed: Snapshot, name: str) -> None:
    (sealed.folder / name).unlink()
    with pytest.raises(SnapshotError, match=name):
        snapshots.read_snapshot(sealed.folder)


def test_S_8_an_extra_file_is_refused_by_name(sealed: Snapshot) -> None:
    (sealed.folder / "more.parquet").write_bytes(b"")
    with pytest.raises(SnapshotError, match=r"more\.parquet is there, but no part of it"):
        snapshots.read_snapshot(sealed.folder)


def test_S_8_files_swapped_between_snapshots_are_refused(making: Making, user: Make) -> None:
    one, two = (making.snapshot([user(n)], at=FIRST + timedelta(days=n)) for n in (1, 2))
    (one.folder / "users.parquet").rename(one.folder.parent / "x")
    (two.folder / "users.parquet").rename(one.folder / "users.parquet")
    with pytest.raises(SnapshotError, match=r"users\.parquet"):
        snapshots.read_snapshot(one.folder)


def test_a_file_behind_a_symlink_is_refused(sealed: Snapshot, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (sealed.folder / "users.parquet").rename(outside)
    (sealed.folder / "users.parquet").symlink_to(outside)
    with pytest.raises(SnapshotError, match="no plain file"):
        snapshots.read_snapshot(sealed.folder)


def test_a_renamed_folder_is_refused_and_the_right_name_said(sealed: Snapshot) -> None:
    renamed = sealed.folder.rename(sealed.folder.with_name("mine"))
    with pytest.raises(SnapshotError, match=sealed.id):
        snapshots.read_snapshot(renamed)


def test_S_10_a_newer_format_is_refused_by_its_number(sealed: Snapshot) -> None:
    path = sealed.folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": manifest.FORMAT + 1}))
    with pytest.raises(SnapshotError, match=f"format {manifest.FORMAT + 1}"):
        snapshots.read_snapshot(sealed.folder)


@pytest.mark.parametrize("content", ["", "[]", "{", "{}", '{"format": 1}', "[" * 100_000])
def test_a_manifest_that_is_none_is_refused(sealed: Snapshot, content: str) -> None:
    (sealed.folder / "manifest.json").write_text(content)
    with pytest.raises(SnapshotError, match=r"manifest\.json"):
        snapshots.read_snapshot(sealed.folder)


def test_a_manifest_edited_by_hand_is_refused(sealed: Snapshot) -> None:
    path = sealed.folder / "manifest.json"
    path.write_text(path.read_text().replace('"rows": 40', '"rows": 41'))
    with pytest.raises(SnapshotError, match="changed or damaged"):
        snapshots.read_snapshot(sealed.folder)


def test_a_table_that_is_called_complete_and_has_fewer_rows_than_the_api_counts_is_refused(sealed: Snapshot) -> None:
    users = replace(sealed.tables["users"], expected=41)
    _write_manifest(replace(sealed, tables={"users": users}))
    with pytest.raises(SnapshotError, match="users is called complete with 40 rows of 41"):
        snapshots.read_snapshot(sealed.folder)


def test_a_table_with_one_key_twice_is_refused(sealed: Snapshot) -> None:
    file = sealed.folder / sealed.files["users"].name
    first = f"(SELECT min(accountId) FROM read_parquet('{file}'))"
    doubled = f"replace(accountId, max(accountId) OVER (), {first})"
    duckdb.sql(f"SELECT * REPLACE ({doubled} AS accountId) FROM read_parquet('{file}')").write_parquet(f"{file}.new")
    Path(f"{file}.new").replace(file)
    files = {"users": DataFile(file.name, digest_file(file), file.stat().st_size)}
    _write_manifest(replace(sealed, files=files))
    with pytest.raises(SnapshotError, match="users has 40 rows and 39 different keys"):
        snapshots.read_snapshot(sealed.folder)


def _write_manifest(snapshot: Snapshot) -> None:
    """Write a manifest whose own seal holds, whatever it says."""
    (snapshot.folder / manifest.NAME).write_bytes(manifest.render_manifest(snapshot))


def test_an_empty_folder_is_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="only half of one"):
        snapshots.read_snapshot(tmp_path)


def test_the_newest_of_several_is_the_one_taken_last(making: Making, user: Make) -> None:
    taken = [making.snapshot([user(1)], at=FIRST + timedelta(hours=hours)) for hours in (0, 30, 2)]
    assert snapshots.read_newest_snapshot(making.store).id == taken[1].id
    assert [headline.id for headline in snapshots.list_snapshots(making.store)] == [taken[i].id for i in (0, 2, 1)]


def test_a_store_of_several_organizations_wants_to_be_told_which(making: Making, user: Make) -> None:
    making.snapshot([user(1)])
    other = collecting.Task("org-2", "https://api.example/admin", {}, {"organizations": "0" * 64}, "0.1.0")
    begun = collecting.resume_collecting(making.store, other, fresh_id="20261102T000000Z-b", now=FIRST)
    walked = collecting.TableWalk("organization", TableState.DENIED, 0, 1, FIRST)
    seal.seal_snapshot(making.store, begun, {"organization": walked}, sealed_at=FIRST, say=making.said.append)
    with pytest.raises(SnapshotError, match="org-1, org-2"):
        snapshots.read_newest_snapshot(making.store)
    assert snapshots.read_newest_snapshot(making.store, "org-2").organization == "org-2"


def test_a_store_without_snapshots_says_so(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="holds no snapshot of organization org-9"):
        snapshots.read_newest_snapshot(tmp_path, "org-9")


def test_a_damaged_newest_snapshot_is_not_replaced_by_an_older_one(making: Making, user: Make) -> None:
    making.snapshot([user(1)], at=FIRST)
    newer = making.snapshot([user(1)], at=FIRST + timedelta(days=1))
    (newer.folder / "manifest.json").write_text("{}")
    with pytest.raises(SnapshotError, match=newer.id):
        snapshots.read_newest_snapshot(making.store)


def test_nobody_else_can_read_a_store_whatever_the_umask_says(making: Making, user: Make) -> None:
    before = os.umask(0)
    try:
        snapshot = making.snapshot([user(1)])
    finally:
        os.umask(before)
    for path in (making.store, *making.store.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        assert (path, stat.S_IMODE(path.stat().st_mode)) == (path, wanted)
    assert snapshot.folder.is_dir()


def test_a_store_whose_path_looks_like_a_pattern_works(tmp_path: Path, making: Making, user: Make) -> None:
    making.store = tmp_path / "a[b]*?{c}'d"
    snapshot = making.snapshot([user(1, name="x")], at=FIRST)
    again = making.snapshot([user(1, name="y")], at=FIRST + timedelta(days=1))
    assert again.previous == snapshot.id
    assert again.tables["users"].rows == 1


def test_a_store_whose_path_looks_like_a_pattern_does_not_read_what_matches_it(
    tmp_path: Path, making: Making, user: Make
) -> None:
    making.store = tmp_path / "a*"
    snapshot = making.snapshot([user(1)], at=FIRST)
    shutil.copytree(making.store, tmp_path / "ab")
    again = making.snapshot([user(1)], at=FIRST + timedelta(days=1))
    assert (again.previous, again.tables["users"].rows) == (snapshot.id, 1)
