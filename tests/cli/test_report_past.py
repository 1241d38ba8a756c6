"""`orglint report --previous RESULT --history FOLDER`: since when findings are there, what changed, and the trend."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from cli.conftest import orglint
from support.weeks import FIRST, add_day, check, keep_days

KEY = "0123456789abcdef0123456789abcdef"


def store_days(folder: Path, *days: str) -> None:
    """Judge a snapshot for each text, and store its result as a file in the folder `past`; the last one as r.json."""
    (folder / "past").mkdir()
    for number, users in enumerate(days):
        file = f"past/{number}.json" if number < len(days) - 1 else "r.json"
        check(folder, add_day(folder, number, users), "--format", f"json={file}")


def report(folder: Path, *words: str, code: int = 0, **variables: str) -> CompletedProcess[str]:
    ended = orglint("report", "r.json", *words, cwd=folder, **variables)
    assert ended.returncode == code, ended.stderr
    return ended


def read_findings(folder: Path, *words: str) -> dict[str, Any]:
    told = json.loads(report(folder, *words, "--format", "json").stdout)
    return {it["key"]: it for it in told["rules"][0]["findings"]}


def test_a_folder_of_results_says_since_when_findings_are_there(tmp_path: Path) -> None:
    store_days(tmp_path, "aBc", "aBC", "ABC")
    (tmp_path / "past" / "notes.json").write_text("[]")
    found = read_findings(tmp_path, "--history", "past")
    since = {key: int(it["since"][11:13]) - FIRST.hour for key, it in found.items()}
    assert {key: hours % 24 for key, hours in since.items()} == {"a-a": 2, "a-b": 0, "a-c": 1}
    assert "since" not in read_findings(tmp_path)["a-a"]
    assert "notes.json is not a result" in report(tmp_path, "--history", "past").stderr


def test_a_store_has_a_history_too(tmp_path: Path) -> None:
    keep_days(tmp_path, "aB")
    check(tmp_path, add_day(tmp_path, 1, "AB"), "--format", "json=r.json")
    assert read_findings(tmp_path, "--history", "store")["a-b"]["since"].startswith(FIRST.strftime("%Y-%m-%dT%H"))


def test_the_page_says_what_changed_and_shows_the_trend(tmp_path: Path) -> None:
    store_days(tmp_path, "aBc", "aBC", "Abc")
    page = report(tmp_path, "--previous", "past/1.json", "--format", "html").stdout
    assert "What changed" in page
    assert "1 before" not in page
    assert "2 before" in page
    assert 'id="trend"' not in page
    whole = report(tmp_path, "--history", "past", "--format", "html").stdout
    assert "2 before" in whole
    assert 'id="trend"' in whole
    assert "What changed" not in report(tmp_path, "--format", "html").stdout


@pytest.mark.parametrize("privacy", ["ids", "pseudonyms"])
def test_the_past_names_nobody_where_the_report_does_not(tmp_path: Path, privacy: str) -> None:
    store_days(tmp_path, "aBCD", "aBc", "ABe")
    words = ("--history", "past", "--format", "html", "--privacy", privacy)
    page = report(tmp_path, *words, ORGLINT_PSEUDONYM_KEY=KEY).stdout
    assert "What changed" in page
    assert "@a.example" not in page
    assert privacy == "ids" or not any(f">a-{letter}<" in page for letter in "abcd")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--previous", "absent.json"), 3, "absent.json cannot be read"),
        (("--history", "absent"), 2, "nothing was rendered: there is no folder absent"),
        (("--previous", "later.json"), 3, "Name the older result first"),
    ],
    ids=["no file", "no folder", "later"],
)
def test_what_is_no_past(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    store_days(tmp_path, "aB")
    check(tmp_path, add_day(tmp_path, 1, "aB"), "--format", "json=later.json")
    assert said in report(tmp_path, *words, code=code).stderr
