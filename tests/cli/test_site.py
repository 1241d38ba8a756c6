"""`orglint report --site`: pages of the results that a store keeps, an archive and a feed, whole or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli.conftest import orglint
from orglint.model.result import Result
from orglint.results.kept import keep_result, list_kept
from reports.trees import tree
from support.days import FIRST, KEYS, Day, Row, build_result

ATOM = "{http://www.w3.org/2005/Atom}"
FINE = Row(there=True, fails=(False, False), waived=(False, False), known=(True, True), read=True)
BAD = replace(FINE, fails=(True, False))


def keep(home: Path, number: int, *bad: str, whole: bool = True, name: str = "Acme", left_out: int = 0) -> None:
    rows = {key: BAD if key in bad else FINE for key in KEYS}
    day = Day(rows, whole=whole, runs=(True, True), set_up=(True, True), looks_up=True)
    result = build_result(day, number)
    named: Result = replace(result, left_out=left_out, snapshot=replace(result.snapshot, organization_name=name))
    keep_result(home / "orglint-store", named, FIRST + timedelta(days=number))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder whose store keeps three days: ada fails, ada and bo, nothing is known of some."""
    for number, bad, whole in ((0, ("ada",), True), (1, ("ada", "bo"), True), (2, ("bo",), False)):
        keep(tmp_path, number, *bad, whole=whole)
    return tmp_path


def write(home: Path, *words: str) -> str:
    ended = orglint("report", "--site", "site", *words, cwd=home)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def list_files(site: Path) -> dict[str, bytes]:
    return {str(it.relative_to(site)): it.read_bytes() for it in site.rglob("*") if it.is_file()}


def test_every_result_has_a_page_and_a_line_and_the_newest_comes_first(home: Path) -> None:
    assert write(home) == "site: 3 results\n"
    files = list_files(home / "site")
    pages = sorted(it for it in files if it.startswith("results/"))
    assert {"index.html", "newest.html", "feed.xml", "orglint-site.json"} | set(pages) == set(files)
    index = tree(files["index.html"].decode())
    rows = [[cell.said() for cell in row.all("th", "td")] for row in index.all("tr")][1:]
    assert [row[0] for row in rows] == ["2026-11-03 06:00 UTC", "2026-11-02 06:00 UTC", "2026-11-01 06:00 UTC"]
    assert [row[1] for row in rows] == ["fail, not all decided", "fail", "fail"]
    assert [row[3] for row in rows] == ["1+", "2", "1"]  # of severity high
    assert [(row[-2], row[-1]) for row in rows] == [("0", "0"), ("1", "0"), ("-", "-")]  # ada is not fixed: unknown
    links = [it.attributes["href"] for it in index.all("a")]
    assert all(it in files for it in links)
    assert links[-3:] == pages[::-1]


def test_a_result_that_leaves_rules_out_is_marked_and_is_not_the_newest_page(tmp_path: Path) -> None:
    keep(tmp_path, 0, left_out=45)
    write(tmp_path)
    assert "<title>pass, 45 rules left out: " in (tmp_path / "site" / "newest.html").read_text()
    keep(tmp_path, 1, "ada")
    keep(tmp_path, 2, left_out=45)
    keep(tmp_path, 3, "ada")
    keep(tmp_path, 4, left_out=45)
    write(tmp_path)
    assert "<title>fail: Acme, 2026-11-04 " in (tmp_path / "site" / "newest.html").read_text()
    index = tree((tmp_path / "site" / "index.html").read_text())
    rows = [[cell.said() for cell in row.all("th", "td")] for row in index.all("tr")][1:]
    filtered = "pass, does not count: 45 rules were left out"
    assert [row[1] for row in rows] == [filtered, "fail", filtered, "fail", filtered]
    assert [row[3] for row in rows] == ["0+", "1", "0+", "1", "0+"]
    assert [row[-2] for row in rows][1] == "0"  # ada was there before what was left out


def test_the_feed_has_an_entry_a_result_and_ids_that_stay(home: Path) -> None:
    write(home)
    before = ET.parse(home / "site" / "feed.xml").getroot()
    titles = [it.findtext(f"{ATOM}title") for it in before.iter(f"{ATOM}entry")]
    assert titles == [
        "fail, not all decided: 2 rules undecided",
        "fail: 1 new finding",
        "fail: no earlier result to compare with",
    ]
    for parent in (before, *before.iter(f"{ATOM}entry")):
        assert all(parent.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    keep(home, 3)
    write(home)
    after = ET.parse(home / "site" / "feed.xml").getroot()
    ids = [[it.findtext(f"{ATOM}id") for it in feed.iter(f"{ATOM}entry")] for feed in (before, after)]
    assert ids[1][1:] == ids[0]


def test_pages_that_are_there_are_taken_as_they_are(home: Path) -> None:
    write(home)
    page = min((home / "site" / "results").iterdir())
    page.write_text("as it was")
    keep(home, 3)
    write(home)
    assert page.read_text() == "as it was"
    write(home, "--privacy", "ids")
    assert page.read_text() != "as it was"


def test_people_are_shown_as_far_as_they_may(home: Path) -> None:
    write(home, "--privacy", "ids")
    assert b"bo is wrong" not in b"".join(list_files(home / "site").values())


def test_what_cannot_be_written_leaves_the_site_as_it_was(home: Path) -> None:
    write(home)
    before = list_files(home / "site")
    for file in (home / "orglint-store" / "results").rglob("*.json"):
        file.unlink()
    ended = orglint("report", "--site", "site", cwd=home)
    assert (ended.returncode, "keeps no result" in ended.stderr) == (3, True)
    assert list_files(home / "site") == before
    assert [it.name for it in home.iterdir() if it.name.startswith(".site")] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--site", "other"), "has files that are of no site of orglint"),
        (("--site", "other/file"), "is no folder"),
        (("--site", "orglint-store/results/site"), "where only orglint writes"),
        (("--site", "no/folder"), "there is no folder"),
        (("--site", "site", "result.json"), "Leave out RESULT"),
        ((), "no result is named"),
    ],
    ids=["other-files", "a-file", "in-the-store", "no-folder", "a-result", "nothing"],
)
def test_what_is_something_else_is_not_replaced(home: Path, words: Sequence[str], said: str) -> None:
    (home / "other").mkdir()
    (home / "other" / "file").write_text("precious")
    ended = orglint("report", *words, cwd=home)
    assert (ended.returncode, said in ended.stderr) == (2, True), ended.stderr
    assert (home / "other" / "file").read_text() == "precious"


def test_names_of_an_organization_are_inert(home: Path) -> None:
    keep(home, 3, name="<script>alert(1)</script>\x1b[0m ]]>")
    write(home)
    index = (home / "site" / "index.html").read_text()
    assert "<script>" not in index
    title = ET.parse(home / "site" / "feed.xml").getroot().findtext(f"{ATOM}title")
    assert title == "Results of <script>alert(1)</script>\\x1b[0m ]]>"


def test_no_page_is_called_the_newest_where_a_newer_result_cannot_be_read(home: Path) -> None:
    last = max((home / "orglint-store" / "results").iterdir())
    next(last.iterdir()).write_text("damaged", "utf-8")
    ended = orglint("report", "--site", "site", cwd=home)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "no site was written: nobody knows what the newest result says" in ended.stderr
    assert not (home / "site").exists()


def test_another_organization_than_the_store_keeps_results_of_is_named_with_those(home: Path) -> None:
    ended = orglint("report", "--site", "site", "--org", "another", cwd=home)
    assert ended.returncode == 3
    assert "keeps no result of another" in ended.stderr
    whose = list_kept(home / "orglint-store")[0].read().snapshot.organization
    assert f"It keeps results of {whose}." in ended.stderr
    assert not (home / "site").exists()
