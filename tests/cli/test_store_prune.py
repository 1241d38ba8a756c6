"""`orglint store list` and `prune`: what is in a store, and what of it may go."""

import fcntl
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.model.result import Result
from orglint.model.snapshot import TableState
from orglint.notify.told import Told, write_told
from orglint.results.kept import keep_result
from orglint.results.read import read_result
from orglint.snapshots import collecting
from support import stores
from support.stores import sealed, user

NOW = datetime.now(UTC).replace(microsecond=0)


def take(store: Path, organization: str, days: float, *, complete: bool = True) -> str:
    """Seal a snapshot that is so many days old; return its id."""
    state = TableState.COMPLETE if complete else TableState.PARTIAL
    at = NOW - timedelta(days=days)
    return sealed(store, organization, [user("a1"), user("a2")], at=at, state=state).id


def begin(store: Path, organization: str) -> str:
    """Begin a snapshot and leave it there; return its id."""
    task = collecting.Task(organization, "https://api.example/admin", {}, {"organizations": "0" * 64}, "0.1.0")
    return collecting.resume_collecting(store, task, fresh_id=f"20261101T120000Z-{organization}", now=NOW).id


def ids(store: Path) -> set[str]:
    return {it.name for it in (store / "snapshots").iterdir()}


def expect_left(taken: Iterable[tuple[str, float, bool, str]], days: int) -> set[str]:
    """Say naively what stays: what is young, and of each organization the newest complete one, or else the newest."""
    found = list(taken)
    left = {it[3] for it in found if it[1] <= days}
    for organization in {it[0] for it in found}:
        own = [it for it in found if it[0] == organization]
        best = [it for it in own if it[2]] or own
        left.add(min(best, key=lambda it: it[1])[3])
    return left


@pytest.mark.parametrize("days", [5, 30, 90, 400])
def test_what_is_old_goes_but_never_the_newest_complete_one(tmp_path: Path, days: int) -> None:
    ages = [("o1", 300, True), ("o1", 100, True), ("o1", 95, False), ("o1", 20, False), ("o2", 200, False)]
    ages += [("o2", 150, False), ("o3", 120, True), ("o3", 10, True)]
    taken = [(name, age, whole, take(tmp_path, name, age, complete=whole)) for name, age, whole in ages]
    expected = expect_left(taken, days)
    before = ids(tmp_path)
    told = orglint("store", "prune", "--store", str(tmp_path), "--older-than", f"{days}d", "--dry-run")
    assert (told.returncode, ids(tmp_path)) == (0, before)
    ended = orglint("store", "prune", "--store", str(tmp_path), "--older-than", f"{days}d")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ids(tmp_path) == expected
    assert {line.split()[1] for line in told.stdout.splitlines() if line.startswith("- ")} == before - expected
    assert ended.stdout.startswith(told.stdout.replace("would be", "to be"))
    assert {it.name for it in tmp_path.iterdir()} <= {"snapshots", "collecting", "lock"}


def test_ninety_days_are_the_default_and_others_are_left_alone(tmp_path: Path) -> None:
    old, mine = take(tmp_path, "o1", 91), take(tmp_path, "o1", 89)
    other = [take(tmp_path, "o2", 91), take(tmp_path, "o2", 1)]
    assert orglint("store", "prune", "--store", str(tmp_path), "--org", "o1").returncode == 0
    assert ids(tmp_path) == {mine, *other}
    assert old not in ids(tmp_path)


def test_what_is_being_collected_or_cannot_be_read_stays(tmp_path: Path) -> None:
    doubted = take(tmp_path, "o1", 200)
    take(tmp_path, "o1", 1)
    (tmp_path / "snapshots" / doubted / "manifest.json").write_text("{}")
    task = begin(tmp_path, "o3")
    ended = orglint("store", "prune", "--store", str(tmp_path))
    assert (ended.returncode, doubted in ids(tmp_path)) == (0, True)
    assert "stays, it cannot be read" in ended.stdout
    assert "removed: nothing" in ended.stdout
    assert (
        json.loads(orglint("store", "list", "--store", str(tmp_path), "--format", "json").stdout)["unfinished"][0]["id"]
        == task
    )


def keep(store: Path, result: Result, days: float, *, decided: bool = True) -> str:
    """Keep a result that is so many days old; return the name of its file."""
    shown = result if decided else replace(result, doubts=("a doubt",))
    return keep_result(store, shown, NOW - timedelta(days=days)).file.name


def test_results_go_too_but_never_the_newest_complete_one_nor_its_snapshot(tmp_path: Path) -> None:
    about, newest = take(tmp_path, "o1", 200), take(tmp_path, "o1", 1)
    unneeded = take(tmp_path, "o1", 150)
    words = (
        "--only-rules",
        str(stores.rules(tmp_path / "pack", active="high")),
        "--max-age",
        "999d",
        "--format",
        "json",
    )
    judged = orglint("check", str(tmp_path / "snapshots" / about), *words)
    result = read_result(judged.stdout.encode(), "judged")
    assert result.decided
    old, best = keep(tmp_path, result, 200), keep(tmp_path, result, 100)
    young = keep(tmp_path, result, 10, decided=False)
    filtered = keep(tmp_path, replace(result, left_out=2), 5)
    known = keep_result(tmp_path, replace(result, left_out=1), NOW - timedelta(days=150))
    write_told(tmp_path, "o1", "channel", Told("env:ORGLINT_NOTIFY", known.snapshot, known.digest))
    (tmp_path / "results" / about / young.replace("-", "-0")).write_text("no result")
    listed = json.loads(orglint("store", "list", "--store", str(tmp_path), "--format", "json").stdout)["results"]
    names = [(Path(it["file"]).name, it["decided"]) for it in listed]
    assert names == [(old, True), (known.file.name, True), (best, True), (young, False), (filtered, True)]
    ended = orglint("store", "prune", "--store", str(tmp_path))
    assert (ended.returncode, ids(tmp_path)) == (0, {about, newest})
    assert "about it" in ended.stdout
    assert "removed: 1 snapshot, 1 kept result, " in ended.stdout
    assert {it.name for it in (tmp_path / "results" / about).iterdir()} == {
        known.file.name,
        best,
        young,
        filtered,
        young.replace("-", "-0"),
    }
    assert unneeded not in ids(tmp_path)


def test_nothing_goes_while_another_writes(tmp_path: Path) -> None:
    take(tmp_path, "o1", 200)
    take(tmp_path, "o1", 1)
    before = ids(tmp_path)
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = orglint("store", "prune", "--store", str(tmp_path))
    assert (ended.returncode, ended.stdout, ids(tmp_path)) == (4, "", before)
    assert "nothing was removed: the store" in ended.stderr


def test_what_was_half_removed_goes_too(tmp_path: Path) -> None:
    take(tmp_path, "o1", 1)
    (tmp_path / "removing" / "20260101T000000Z-o1").mkdir(parents=True)
    assert orglint("store", "prune", "--store", str(tmp_path)).returncode == 0
    assert not (tmp_path / "removing").exists()


def test_a_store_is_listed_for_people_and_for_programs(tmp_path: Path) -> None:
    first, second = take(tmp_path, "o1", 40), take(tmp_path, "o2", 2, complete=False)
    begin(tmp_path, "o1")
    (tmp_path / "snapshots" / "20260101T000000Z-bad").mkdir()
    words = ("store", "list", "--store", str(tmp_path))
    found = json.loads(orglint(*words, "--format", "json").stdout)
    sizes = {it.name: sum(file.stat().st_size for file in it.iterdir()) for it in (tmp_path / "snapshots").iterdir()}
    assert {it["id"]: it["bytes"] for it in found["snapshots"]} == sizes
    by_id = {it["id"]: it for it in found["snapshots"]}
    assert [by_id[first]["complete"], by_id[second]["complete"]] == [True, False]
    assert by_id[first]["taken_at"] == (NOW - timedelta(days=40)).isoformat().replace("+00:00", "Z")
    lines = orglint(*words).stdout.splitlines()
    assert next(it for it in lines if it.startswith(first)).split()[1:5] == ["o1", "1", "month", "ago"]
    assert any(it.startswith(second) and it.endswith("incomplete") for it in lines)
    assert any("not finished" in it for it in lines)
    assert any("20260101T000000Z-bad" in it and "holds no manifest.json" in it for it in lines)
    assert first not in orglint(*words, "--org", "o2").stdout
    assert "holds nothing" in orglint("store", "list", "--store", str(tmp_path / "none")).stdout
