"""`orglint status`: how old the newest result is, what came of it, and when nobody may rely on it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import orglint
from orglint.reports.status.json import load_status_schema
from support.kept_days import keep_day
from support.stores import sealed, user


def keep(store: Path, hours: float, failed: int, **more: Any) -> Path:
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=hours)
    return keep_day(store, 0, {"admins/count": failed}, first=first, **more).file


def status(folder: Path, *words: str, code: int) -> list[dict[str, Any]]:
    ended = orglint("status", "--store", str(folder), *words, "--format", "json", cwd=folder)
    assert ended.returncode == code, (ended.stdout, ended.stderr)
    document = json.loads(ended.stdout)
    Draft202012Validator(load_status_schema()).validate(document)
    members: list[dict[str, Any]] = document["organizations"]
    return members


def test_the_newest_result_counts_whatever_it_found(tmp_path: Path) -> None:
    keep(tmp_path, 30, 0)
    keep(tmp_path, 2, 5)
    (one,) = status(tmp_path, code=0)
    assert (one["outcome"], one["failed"], one["problems"]) == ("fail", {"critical": 5}, [])
    assert 2 * 3600 <= one["age_seconds"] < 2 * 3600 + 600
    status(tmp_path, "--exit-code", code=1)


@pytest.mark.parametrize(
    ("hours", "more", "said"),
    [
        (40, {}, "older than"),
        (-2, {}, "a clock is wrong"),
        (1, {"unknown": {"admins/count": 2}}, "not everything was decided"),
        (1, {"doubts": ("two clocks differ",)}, "two clocks differ"),
    ],
    ids=["old", "future", "undecided", "doubt"],
)
def test_nobody_may_rely_on_what_is_old_or_undecided(
    hours: int, more: dict[str, Any], said: str, tmp_path: Path
) -> None:
    keep(tmp_path, hours, 0, **more)
    (one,) = status(tmp_path, code=3)
    assert said in " ".join(one["problems"])


def test_a_result_that_leaves_rules_out_is_not_how_the_organization_stands(tmp_path: Path) -> None:
    keep(tmp_path, 3, 0, left_out=2)
    (one,) = status(tmp_path, code=3)
    assert one["problems"] == ["2 rules were left out: not a result of the whole organization"]
    keep(tmp_path, 5, 4)
    keep(tmp_path, 1, 0, left_out=45)
    (one,) = status(tmp_path, "--exit-code", code=1)
    assert (one["outcome"], one["failed"], one["problems"]) == ("fail", {"critical": 4}, [])
    (note,) = one["notes"]
    assert note.startswith("a newer result, as of ")
    assert note.endswith("does not count: 45 rules were left out")


def test_how_old_it_may_be_is_said_by_an_option_or_the_settings(tmp_path: Path) -> None:
    keep(tmp_path, 40, 0)
    status(tmp_path, "--max-age", "2d", code=0)
    (tmp_path / "orglint.yaml").write_text("max_age: 3d\n")
    status(tmp_path, code=0)


def test_a_newer_result_that_cannot_be_read_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    keep(tmp_path, 9, 0)
    file = keep(tmp_path, 1, 0)
    file.write_bytes(file.read_bytes()[:-3])
    (one,) = status(tmp_path, code=3)
    assert "is not what was kept" in one["problems"][0]


def test_a_store_whose_only_result_cannot_be_read_says_so(tmp_path: Path) -> None:
    file = keep(tmp_path, 1, 0)
    file.write_bytes(b"{}")
    (one,) = status(tmp_path, code=3)
    assert "is not what was kept" in one["problems"][0]
    assert orglint("history", "--store", str(tmp_path)).returncode == 3


def test_an_organization_without_any_result_is_told_and_ends_with_3(tmp_path: Path) -> None:
    keep(tmp_path, 1, 0)
    (tmp_path / "orglint.yaml").write_text("organizations: {one: {id: org-1}, two: {id: org-2}}\n")
    found = status(tmp_path, code=3)
    assert [(it["name"], bool(it["problems"])) for it in found] == [("one", False), ("two", True)]
    assert "no result is kept" in found[1]["problems"][0]
    assert [it["name"] for it in status(tmp_path, "--org", "one", code=0)] == ["one"]
    assert status(tmp_path, "--org", "all", code=3)[1]["problems"] == found[1]["problems"]


def test_each_organization_has_the_store_and_the_age_that_it_says_itself(tmp_path: Path) -> None:
    keep(tmp_path / "a", 40, 0)
    keep(tmp_path / "b", 40, 0, organization="org-2")
    own = "organizations: {one: {id: org-1, store: a, max_age: 2d}, two: {id: org-2, store: b}}\n"
    (tmp_path / "orglint.yaml").write_text(own)
    ended = orglint("status", "--format", "json", cwd=tmp_path)
    assert ended.returncode == 3
    found = json.loads(ended.stdout)["organizations"]
    assert [(it["name"], bool(it["snapshot"]), bool(it["problems"])) for it in found] == [
        ("one", True, False),
        ("two", True, True),
    ]


def test_a_snapshot_that_was_taken_since_and_not_checked_is_told(tmp_path: Path) -> None:
    keep(tmp_path, 9, 0, organization="org1")
    sealed(tmp_path, "org1", [user("u1")], at=datetime.now(UTC) - timedelta(hours=1))
    (one,) = status(tmp_path, code=0)
    assert "has no kept result" in one["notes"][0]


def test_an_empty_store_has_no_status(tmp_path: Path) -> None:
    ended = orglint("status", "--store", str(tmp_path), cwd=tmp_path)
    assert ended.returncode == 3
    assert "neither a snapshot nor a result" in ended.stderr


def test_people_read_one_line_for_each_organization_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    keep(tmp_path, 50, 2)
    told = orglint("status", "--store", str(tmp_path), cwd=tmp_path).stdout.splitlines()
    assert told[0].startswith("The org-1 · FAIL · 2 days 2 hours old (")
    assert told[1] == "  2 critical fail"
    assert told[2].startswith("  ? its snapshot is 2 days 2 hours")


@pytest.mark.parametrize("words", [("status",), ("history",), ("diff",), ("store", "list")], ids=" ".join)
def test_results_that_lie_where_nobody_can_look_are_not_passed_over(words: tuple[str, ...], tmp_path: Path) -> None:
    keep(tmp_path, 30, 0)
    keep(tmp_path, 20, 0)
    newest = tmp_path / "results" / "20991231T000000Z-other"
    newest.symlink_to(newest.name)  # a circle cannot be opened, whoever asks
    ended = orglint(*words, "--store", str(tmp_path), cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert f"{newest} cannot be read: Too many levels of symbolic links" in ended.stderr
