"""`orglint check --keep`: a result that later runs compare with, which says who of earlier findings is still there."""

import json
import stat
from pathlib import Path
from typing import Any

from orglint.model.snapshot import TableState
from support.weeks import add_day, check, keep_days


def read_kept(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "store" / "results").glob("*/*.json"))
    return [json.loads(file.read_text("utf-8")) for file in files]


def test_what_is_kept_is_what_json_says(tmp_path: Path) -> None:
    add_day(tmp_path, 0, "aB")
    ended = check(tmp_path, "--keep", "--format", "json")
    assert ended.returncode == 1, ended.stderr
    assert read_kept(tmp_path) == [json.loads(ended.stdout)]


def test_kept_results_are_for_their_owner_alone(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB")
    for path in (tmp_path / "store" / "results").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_result_says_which_subjects_of_earlier_ones_are_still_there(tmp_path: Path) -> None:
    keep_days(tmp_path, "ABc", "aBc", "ac")
    followed = [it["followed"] for it in read_kept(tmp_path)]
    assert followed == [
        {},
        {"users": {"there": ["a-a", "a-b"], "gone": [], "open": []}},
        {"users": {"there": ["a-a"], "gone": ["a-b"], "open": []}},
    ]


def test_after_a_day_that_saw_less_the_next_one_still_looks_for_all(tmp_path: Path) -> None:
    keep_days(tmp_path, "ABc")
    assert check(tmp_path, add_day(tmp_path, 1, "a", state=TableState.PARTIAL), "--keep").returncode == 3
    assert check(tmp_path, add_day(tmp_path, 2, "ac"), "--keep").returncode == 0
    assert [it["followed"]["users"] for it in read_kept(tmp_path)[1:]] == [
        {"there": ["a-a"], "gone": [], "open": ["a-b"]},
        {"there": ["a-a"], "gone": ["a-b"], "open": []},
    ]


def test_a_kept_result_that_was_changed_is_left_out_and_told(tmp_path: Path) -> None:
    keep_days(tmp_path, "AB")
    file = next((tmp_path / "store" / "results").glob("*/*.json"))
    file.write_text(file.read_text("utf-8").replace("a-b", "a-x"))
    add_day(tmp_path, 1, "a")
    ended = check(tmp_path, "--keep")
    assert ended.returncode == 0
    assert "a kept result was left out" in ended.stderr
    assert "its digest differs" in ended.stderr


def test_many_results_are_not_kept_at_once(tmp_path: Path) -> None:
    add_day(tmp_path, 0, "a")
    ended = check(tmp_path, "--keep", "--explain", "users/active")
    assert ended.returncode == 2
    assert "nothing was judged: --keep is about one result" in ended.stderr
