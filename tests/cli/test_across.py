"""Many snapshots in one run: each judged as it would be alone, a line for each, the highest exit code."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cli.conftest import orglint
from orglint import results
from orglint.model.snapshot import Snapshot, TableState
from support import stores
from support.stores import NOON, sealed, user

FILES = ("result.schema.json", "results.schema.json")
DAY = timedelta(days=1)
LATER = "2026-11-03T12:00:00Z"
GOOD, BAD = [user("u1")], [user("u1"), user("u2", status="suspended")]
SCHEMAS = [json.loads((Path(results.__file__).parent / name).read_text()) for name in FILES]
REGISTRY = Registry().with_resources(zip(FILES, map(Resource.from_contents, SCHEMAS), strict=True))
VALIDATOR = Draft202012Validator(SCHEMAS[1], registry=REGISTRY)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return stores.rules(tmp_path, active="high")


def across(folder: Path, which: str, rules: Path, *words: str) -> tuple[int, dict[str, Any]]:
    report = folder.parent / "report.json"
    words = (str(folder), "--across", which, "--only-rules", str(rules), "--format", f"json={report}", *words)
    ended = orglint("check", *words)
    assert ended.stderr.startswith("orglint · ")
    assert ended.stderr.endswith(f" · written to {report}\n")
    document = json.loads(report.read_text("ascii"))
    VALIDATOR.validate(document)
    return ended.returncode, document


def ids(document: dict[str, Any]) -> list[str]:
    return [result["snapshot"]["id"] for result in document["results"]]


def spoil(snapshot: Snapshot) -> None:
    (snapshot.folder / "users.parquet").write_bytes(b"x")


def test_the_newest_snapshot_of_each_organization_is_judged(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    sealed(store, "a", BAD, at=NOON - DAY)
    newest = [sealed(store, "a", GOOD), sealed(store, "b", GOOD, at=NOON - 2 * DAY)]
    code, document = across(store, "organizations", rules, "--max-age", "999d")
    assert ids(document) == [snapshot.id for snapshot in newest]
    assert (code, document["exit_code"], document["outcome"]) == (0, 0, "pass")


def test_a_history_is_every_snapshot_oldest_first_and_may_be_old(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    taken = [sealed(store, "a", users, at=NOON - age * DAY) for users, age in ((GOOD, 9), (BAD, 4), (GOOD, 0))]
    code, document = across(store, "history", rules, "--max-age", "1m")
    assert ids(document) == [snapshot.id for snapshot in taken]
    assert [result["exit_code"] for result in document["results"]] == [0, 1, 0]
    assert [result["as_of"] for result in document["results"]] == [
        result["snapshot"]["taken_at"] for result in document["results"]
    ]
    assert code == document["exit_code"] == 1


def test_the_newest_of_each_organization_may_not_be_old(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    sealed(store, "a", GOOD)
    code, document = across(store, "organizations", rules, "--as-of", LATER)
    assert (code, document["results"][0]["exit_code"]) == (3, 3)
    assert "--max-age" in document["results"][0]["doubts"][0]


def test_a_folder_of_stores_is_all_their_organizations(tmp_path: Path, rules: Path) -> None:
    folder = tmp_path / "stores"
    first = sealed(folder / "one", "a", GOOD, at=NOON - DAY)
    second = sealed(folder / "two", "a", BAD)
    third = sealed(folder / "two", "b", GOOD)
    (folder / "nothing").mkdir()
    assert ids(across(folder, "organizations", rules)[1]) == [second.id, third.id]
    assert ids(across(folder, "history", rules)[1]) == [first.id, second.id, third.id]


@pytest.mark.parametrize("which", ["organizations", "history"])
def test_each_result_is_what_a_single_check_writes(tmp_path: Path, rules: Path, which: str) -> None:
    store = tmp_path / "store"
    taken = [sealed(store, name, users) for name, users in (("a", BAD), ("b", GOOD), ("c", [user("u1", status=None)]))]
    words = ("--only-rules", str(rules), "--as-of", "2026-11-01T13:00:00Z", "--format", "json")
    alone = [orglint("check", str(snapshot.folder), *words).stdout for snapshot in taken]
    together = orglint("check", str(store), "--across", which, *words)
    assert together.returncode == 3
    for text in alone:
        assert text.removesuffix("\n") in together.stdout
    assert json.loads(together.stdout)["results"] == [json.loads(text) for text in alone]


def test_a_damaged_snapshot_is_unknown_and_the_others_are_judged(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    fine, damaged = sealed(store, "a", GOOD), sealed(store, "b", GOOD)
    spoil(damaged)
    code, document = across(store, "organizations", rules, "--max-age", "999d")
    assert (code, ids(document)) == (3, [fine.id])
    (told,) = document["unreadable"]
    assert (told["snapshot"], told["organization"]) == (damaged.id, "b")
    assert "users.parquet" in told["problem"]


def test_a_snapshot_that_holds_the_rows_of_another_is_unknown(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    fine, changed = sealed(store, "a", GOOD), sealed(store, "b", BAD)
    shutil.copy(fine.folder / "users.parquet", changed.folder / "users.parquet")
    code, document = across(store, "organizations", rules, "--max-age", "999d")
    assert (code, ids(document)) == (3, [fine.id])
    assert [told["snapshot"] for told in document["unreadable"]] == [changed.id]


def test_a_damaged_manifest_might_be_the_newest_of_an_organization(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    old = sealed(store, "b", GOOD, at=NOON - 9 * DAY)
    middle = sealed(store, "a", GOOD, at=NOON - 4 * DAY)
    sealed(store, "a", GOOD)
    (middle.folder / "manifest.json").write_text("{}")
    code, document = across(store, "organizations", rules, "--max-age", "999d")
    assert (code, [told["snapshot"] for told in document["unreadable"]]) == (3, [middle.id])
    (old.folder / "manifest.json").write_text("{}")
    code, document = across(store, "organizations", rules, "--max-age", "999d")
    assert document["unreadable"] == []


def test_a_damaged_manifest_that_is_older_than_all_is_history(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    old = sealed(store, "a", GOOD, at=NOON - DAY)
    new = sealed(store, "a", GOOD)
    (old.folder / "manifest.json").write_text("{}")
    assert across(store, "organizations", rules, "--max-age", "999d")[0] == 0
    code, document = across(store, "history", rules)
    assert (code, ids(document), len(document["unreadable"])) == (3, [new.id], 1)


def test_the_terminal_has_a_line_for_each_snapshot_and_the_rules_that_fail_anywhere(tmp_path: Path) -> None:
    rules = stores.rules(tmp_path, active="high", busy="low")
    store = tmp_path / "store"
    sealed(store, "a", BAD)
    sealed(store, "b", [user("u1", status=None)])
    sealed(store, "c", GOOD)
    damaged = sealed(store, "d", GOOD)
    spoil(damaged)
    ended = orglint("check", str(store), "--across", "organizations", "--only-rules", str(rules), "--max-age", "999d")
    lines = ended.stdout.splitlines()
    assert lines[0] == "orglint · 4 snapshots · FAIL"
    assert [line for line in lines if line.startswith("│ a ")] == ["│ a  2026-11-01 12:00 UTC  FAIL  1 high, 1 low · a"]
    assert [line for line in lines if line.startswith("│ b ")] == [
        "│ b  2026-11-01 12:00 UTC  UNKNOWN  2 rows unknown · b"
    ]
    assert [line for line in lines if line.startswith("│ c ")] == ["│ c  2026-11-01 12:00 UTC  PASS  no findings · c"]
    assert sum(line.startswith("│ UNKNOWN") for line in lines) == 1
    assert damaged.id in ended.stdout
    assert "high users/active  fails in 1, unknown in 1 of 3: Users are active" in lines
    assert "low users/busy  fails in 1, unknown in 1 of 3: Users are active" in lines
    assert ended.returncode == 3


def test_a_table_that_was_cut_short_is_unknown_among_many(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    sealed(store, "a", GOOD, state=TableState.PARTIAL)
    sealed(store, "b", GOOD)
    code, document = across(store, "organizations", rules, "--max-age", "999d")
    assert (code, [result["outcome"] for result in document["results"]]) == (3, ["unknown", "pass"])


def test_report_only_forgives_findings_and_nothing_else(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    sealed(store, "a", BAD)
    assert across(store, "history", rules, "--report-only")[0] == 0
    spoil(sealed(store, "b", GOOD))
    assert across(store, "history", rules, "--report-only")[0] == 3


def test_an_organization_can_be_named(tmp_path: Path, rules: Path) -> None:
    store = tmp_path / "store"
    sealed(store, "a", BAD)
    only = sealed(store, "b", GOOD)
    assert ids(across(store, "history", rules, "--org", "b")[1]) == [only.id]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "csv=r.csv"), "--format csv cannot hold many snapshots"),
        (("--explain", "users/active"), "--explain is about one snapshot"),
    ],
)
def test_what_is_about_one_snapshot_is_refused(tmp_path: Path, rules: Path, words: tuple[str, ...], said: str) -> None:
    sealed(tmp_path / "store", "a", GOOD)
    ended = orglint("check", str(tmp_path / "store"), "--across", "history", "--only-rules", str(rules), *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


@pytest.mark.parametrize("folder", ["missing", "."])
def test_where_there_is_no_snapshot_nothing_passes(tmp_path: Path, rules: Path, folder: str) -> None:
    ended = orglint("check", str(tmp_path / folder), "--across", "history", "--only-rules", str(rules))
    assert ended.returncode == 3
    assert ended.stderr.startswith("orglint: ")


def test_a_report_that_cannot_be_written_stops_no_other(tmp_path: Path, rules: Path) -> None:
    store, report = tmp_path / "store", tmp_path / "report.json"
    sealed(store, "a", GOOD)
    words = (
        "--only-rules",
        str(rules),
        "--max-age",
        "999d",
        "--format",
        "json=/dev/full",
        "--format",
        f"json={report}",
    )
    ended = orglint("check", str(store), "--across", "history", *words)
    assert ended.returncode == 5
    assert "/dev/full" in ended.stderr
    assert len(json.loads(report.read_text())["results"]) == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
