"""`orglint history`: outcomes over time, for people and for programs."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import orglint
from support.kept_days import keep_day

COUNTS = [3, 0, 8, 8, 4]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    for number, failed in enumerate(COUNTS):
        more = {"unknown": {"admins/count": 1}} if number == 1 else {}
        keep_day(tmp_path, number, {"admins/count": failed}, **more)
    return tmp_path


def history(store: Path, *words: str, code: int = 0) -> str:
    ended = orglint("history", "--store", str(store), *words)
    assert ended.returncode == code, ended.stderr
    return ended.stdout if code == 0 else ended.stderr


def test_a_chart_at_the_terminal_has_a_gap_where_a_number_is_not_known(store: Path) -> None:
    told = history(store, "--by", "total")
    assert "The org-1 · 5 results from 2026-11-01 06:00 UTC to 2026-11-05 06:00 UTC (4 days), 1 with a gap" in told
    (line,) = [it for it in told.splitlines() if it.startswith("  all rules")]
    assert line.split() == ["all", "rules", "▄·██▅", "3", "4", "3", "8"]
    assert "2026-11-02 06:00 UTC: not in the lines of what it does not decide: admins/count" in told


def test_one_row_that_fails_is_seen_in_a_chart_beside_very_many(tmp_path: Path) -> None:
    for number, failed in enumerate([0, 1, 300]):
        keep_day(tmp_path, number, {"admins/count": failed})
    assert "▁▂█" in history(tmp_path)


def test_json_and_csv_say_the_same_numbers_and_that_one_is_not_known(store: Path) -> None:
    document = json.loads(history(store, "--by", "rule", "--format", "json"))
    Draft202012Validator(json.loads(orglint("schema", "history").stdout)).validate(document)
    (members,) = document["organizations"]
    assert members["lines"] == [{"name": "admins/count", "failed": [3, None, 8, 8, 4]}]
    assert [it["complete"] for it in members["results"]] == [True, False, True, True, True]
    rows = list(csv.DictReader(StringIO(history(store, "--by", "rule", "--format", "csv").lstrip("\ufeff"))))
    assert [it["failed"] for it in rows] == ["3", "", "8", "8", "4"]
    assert [it["complete"] for it in rows] == ["yes", "no", "yes", "yes", "yes"]


def test_a_line_of_the_page_is_broken_at_what_is_not_known_and_the_page_runs_nothing(store: Path) -> None:
    page = history(store, "--by", "total", "--format", "html")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)
    chart = ET.fromstring(re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0])
    (line,) = chart.findall("polyline")
    points = [tuple(map(float, it.split(","))) for it in line.attrib["points"].split()]
    assert [x for x, _ in points] == sorted({x for x, _ in points})
    assert [y for _, y in points] == [4.0, 4.0, 24.0], "8, 8 and 4 of at most 8 rows"
    (alone,) = chart.findall("circle")
    assert float(alone.attrib["cx"]) < points[0][0]
    assert len([it for it in chart.findall("line") if it.attrib["class"] == "gap"]) == 1


def test_text_from_elsewhere_is_only_text_on_the_page(tmp_path: Path) -> None:
    keep_day(tmp_path, 0, {"admins/count": 1}, doubts=("<b>\x1b[2J</b>",))
    page = history(tmp_path, "--format", "html")
    assert "<b>" not in page
    assert "\x1b" not in page + history(tmp_path)


def test_without_a_kept_result_it_is_said_how_to_have_one(tmp_path: Path) -> None:
    said = history(tmp_path, code=3)
    assert "keeps no result" in said
    assert "check --keep" in said


def test_each_organization_of_the_settings_is_looked_for_in_its_own_store(tmp_path: Path) -> None:
    keep_day(tmp_path / "a", 0, {"admins/count": 1})
    keep_day(tmp_path / "b", 0, {"admins/count": 2}, organization="org-2")
    own = "organizations: {one: {id: org-1, store: a}, two: {id: org-2, store: b}}\n"
    (tmp_path / "orglint.yaml").write_text(own)
    for words, names in (
        ((), ["org-1", "org-2"]),
        (("--org", "all"), ["org-1", "org-2"]),
        (("--org", "two"), ["org-2"]),
    ):
        members = json.loads(orglint("history", *words, "--format", "json", cwd=tmp_path).stdout)
        assert [it["organization"] for it in members["organizations"]] == names
