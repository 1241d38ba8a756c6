"""`orglint check --keep`: a result that later runs compare with, which says who of earlier findings is still there."""

import csv
import json
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.model.snapshot import TableState
from support.weeks import FIRST, add_day, check, keep_days


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


def test_a_kept_result_of_another_organization_than_its_snapshot_is_not_as_stored(tmp_path: Path) -> None:
    keep_days(tmp_path, "AB")
    verify = ("verify", "--all", "--store", str(tmp_path / "store"))
    assert orglint(*verify).returncode == 0
    file = next((tmp_path / "store" / "results").glob("*/*.json"))
    document = json.loads(file.read_text("ascii"))
    document["organization"] = "another"
    content = json.dumps(document).encode("ascii")
    digest = sha256(content).hexdigest()[:16]
    file.with_name(f"{file.name[:17]}{digest}.json").write_bytes(content)
    file.unlink()
    ended = orglint(*verify)
    assert ended.returncode == 3
    assert "it is about another, and its snapshot is not" in ended.stdout


def test_many_results_are_not_kept_at_once(tmp_path: Path) -> None:
    add_day(tmp_path, 0, "a")
    ended = check(tmp_path, "--keep", "--explain", "users/active")
    assert ended.returncode == 2
    assert "nothing was judged: --keep is about one result" in ended.stderr


def test_findings_are_there_since_the_first_result_that_had_them(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBC", "aBc")
    check(tmp_path, add_day(tmp_path, 2, "a", state=TableState.PARTIAL), "--keep")
    ended = check(tmp_path, add_day(tmp_path, 3, "ABCd"), "--keep", "--format", "json", "--format", "csv=r.csv")
    found = {it["key"]: it for it in json.loads(ended.stdout)["rules"][0]["findings"]}
    times = [read["as_of"] for read in read_kept(tmp_path)]
    assert {key: (it["since"], it["not_before"]) for key, it in found.items()} == {
        "a-a": (times[3], times[1]),
        "a-b": (times[0], None),
        "a-c": (times[3], times[1]),
    }
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["key"]: row["since"] for row in csv.DictReader(file) if row["about"] == "row"} == {
            key: it["since"] for key, it in found.items()
        }


@pytest.mark.parametrize("format_", ["terminal", "markdown", "sarif", "junit", "ocsf", "gitlab", "html", "action-plan"])
def test_every_format_says_since_when_findings_are_there(tmp_path: Path, format_: str) -> None:
    keep_days(tmp_path, "aB")
    day = FIRST.date().isoformat()
    ended = check(tmp_path, add_day(tmp_path, 1, "aB"), "--keep", "--format", format_)
    said = {
        "ocsf": str(int(FIRST.timestamp() * 1000)),
        "html": f">{day}</time>",
        "action-plan": day,
        "terminal": f"{day} or before, less than a day",
    }
    assert said.get(format_, f"since {day}") in " ".join(ended.stdout.split())


def list_new(page: str) -> list[str]:
    """Return how many findings a page says are new."""
    return re.findall(r"([0-9]+) new\b", page.partition('class="sum-line"')[2].partition("</p>")[0])


def test_the_page_of_a_result_that_is_kept_says_what_changed(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBc", "aBC")
    add_day(tmp_path, 2, "ABC")
    assert "What changed" not in check(tmp_path, "--format", "html").stdout
    page = check(tmp_path, "--keep", "--format", "html").stdout
    assert ("What changed" in page, list_new(page), 'id="trend"' in page) == (True, ["1"], True)


def test_the_page_says_what_changed_since_the_baseline_that_the_gate_has(tmp_path: Path) -> None:
    keep_days(tmp_path, "aBc", "aBC")
    first, second = sorted((tmp_path / "store" / "results").glob("*/*.json"))
    add_day(tmp_path, 2, "ABC")
    for words, number in (((str(second),), "1"), ((str(first),), "2"), ((str(first), "--keep"), "2")):
        assert list_new(check(tmp_path, "--new-since", *words, "--format", "html").stdout) == [number]
