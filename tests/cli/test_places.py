"""Reports stay out of what a store keeps for itself; what lies there and is no snapshot is named."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.snapshots import list_snapshots
from support import stores
from support.stores import NOON, sealed, user

USERS = [user("u1")]


@pytest.fixture
def rules(tmp_path: Path) -> str:
    return str(stores.rules(tmp_path / "own", active="high"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    sealed(tmp_path / "store", "org", USERS)
    return tmp_path / "store"


def check(at: Path, rules: str, *words: str) -> tuple[int, str, str]:
    ended = orglint("check", "--only-rules", rules, "--max-age", "9999d", *words, cwd=at)
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("folder", ["snapshots", "collecting", "results"])
@pytest.mark.parametrize("way", ["plain", "relative", "link", "new folder", "the folder itself"])
def test_a_report_is_not_written_into_a_store(folder: str, way: str, store: Path, tmp_path: Path, rules: str) -> None:
    inside = store / folder
    if way != "new folder":
        inside.mkdir(exist_ok=True)
    (tmp_path / "link").symlink_to(inside)
    file = {
        "plain": str(inside / "r.json"),
        "relative": f"store/snapshots/../{folder}/./r.json",
        "link": "link/r.json",
        "new folder": str(inside / "deeper/still/r.json"),
        "the folder itself": str(inside),
    }[way]
    before = sorted(store.rglob("*"))
    code, out, err = check(tmp_path, rules, "--store", str(store), "--format", f"json={file}")
    assert (code, out) == (2, "")
    assert f"{Path(file)} is in {folder}/ of a store" in err
    assert sorted(store.rglob("*")) == before


@pytest.mark.parametrize("words", ["--store other store/snapshots/{id}", "--store other store --across history"])
def test_the_store_need_not_be_named_as_one(words: str, store: Path, tmp_path: Path, rules: str) -> None:
    (name,) = [path.name for path in (store / "snapshots").iterdir()]
    (store / "results").mkdir()
    code, _, err = check(tmp_path, rules, *words.format(id=name).split(), "--format", "json=store/results/r.json")
    assert (code, "results/ of a store" in err) == (2, True)


def test_another_store_is_known_by_what_is_in_it(store: Path, tmp_path: Path, rules: str) -> None:
    sealed(tmp_path / "second", "org", USERS)
    words = ("--store", str(store), "--format", "json=second/snapshots/r.json")
    assert check(tmp_path, rules, *words)[0] == 2


def test_a_folder_of_that_name_that_belongs_to_no_store_is_as_good_as_any(
    store: Path, tmp_path: Path, rules: str
) -> None:
    (tmp_path / "results").mkdir()
    assert check(tmp_path, rules, "--store", str(store), "--format", "json=results/r.json")[0] == 0


def put_file(place: Path) -> None:
    place.write_text("x")


def put_folder(place: Path) -> None:
    place.mkdir()
    (place / "report.html").write_text("x")


@pytest.mark.parametrize("put", [put_file, put_folder])
@pytest.mark.parametrize("words", ["--store store", "store --across organizations", ". --across history"])
def test_what_can_be_no_snapshot_is_named_and_skipped(
    put: object, words: str, store: Path, tmp_path: Path, rules: str
) -> None:
    assert callable(put)
    put(store / "snapshots/zzz")
    code, out, err = check(tmp_path, rules, *words.split())
    assert (code, "PASS" in out) == (0, True)
    assert err == f"orglint: {store}/snapshots/zzz is not a snapshot and was skipped; move it out of the store\n"


@pytest.mark.parametrize("name", ["zzz", "20991101T120000Z-org"])
def test_what_may_be_the_newest_snapshot_half_copied_is_not_skipped(
    name: str, store: Path, tmp_path: Path, rules: str
) -> None:
    (store / "snapshots" / name).mkdir()
    (store / "snapshots" / name / "users.parquet").write_text("x")
    code, out, err = check(tmp_path, rules, "--store", "store")
    assert (code, out, name in err) == (3, "", True)


def test_an_archive_with_the_name_of_a_newer_snapshot_is_not_skipped(store: Path, tmp_path: Path, rules: str) -> None:
    (store / "snapshots/20991101T120000Z-org.tar").write_text("x")
    assert check(tmp_path, rules, "--store", "store")[0] == 3


def only_collecting(store: Path) -> None:
    (store / "collecting/org").mkdir(parents=True)


def dangling(store: Path) -> None:
    store.mkdir()
    (store / "snapshots").symlink_to(store / "nowhere")


def plain_file(store: Path) -> None:
    store.mkdir()
    (store / "snapshots").write_text("x")


def empty(store: Path) -> None:
    (store / "snapshots").mkdir(parents=True)


@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_snapshot_that_is_missing_is_looked_for_in_the_store_and_here(
    command: str, store: Path, tmp_path: Path
) -> None:
    ended = orglint(command, "mistyped", "--store", str(store), cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert f"there is no snapshot mistyped, neither in {store / 'snapshots'} nor here" in ended.stderr


def test_the_beginning_or_the_end_of_an_id_names_a_snapshot(store: Path, tmp_path: Path, rules: str) -> None:
    first, later = (it.id for it in (*list_snapshots(store), sealed(store, "org", USERS, at=NOON + timedelta(days=9))))
    words = ("--store", "store", "--format", "json")
    for short in (first, first[:10], first[7:]):
        code, said, _ = check(tmp_path, rules, short, *words)
        assert (code, json.loads(said)["snapshot"]["id"]) == (0, first)
    shared = first[:4]
    assert later.startswith(shared)
    code, said, problem = check(tmp_path, rules, shared, *words)
    assert (code, said) == (2, "")
    assert f"{shared} may be any of 2 snapshots" in problem
    assert check(tmp_path, rules, first[-3:], *words)[0] == 3  # too short to be meant


def leading_nowhere(store: Path) -> None:
    store.symlink_to(store.parent / "nowhere")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (only_collecting, "one was begun and not finished"),
        (dangling, "snapshots is a link that leads nowhere"),
        (plain_file, "snapshots is no folder"),
        (empty, "nothing was collected into it"),
        (leading_nowhere, "it is a link that leads nowhere"),
    ],
)
@pytest.mark.parametrize("which", ["organizations", "history"])
def test_a_store_without_a_snapshot_is_never_left_out_in_silence(
    make: object, said: str, which: str, tmp_path: Path, rules: str
) -> None:
    assert callable(make)
    folder = tmp_path / "stores"
    sealed(folder / "one", "a", USERS, at=NOON - timedelta(days=1))
    make(folder / "two")
    code, out, _ = check(tmp_path, rules, "stores", "--across", which)
    assert code == 3
    told = " ".join(out.replace("│", " ").split())
    assert f"stores/two holds no snapshot: {said}" in told
    assert "PASS" in out
