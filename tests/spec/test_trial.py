"""A client takes the place of ours only if the tool can work with it: ask for all that it needs, and lose nothing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.schema import load_specification
from regen.refusal import Refusal
from regen.trial.gate import KEY, try_tool
from regen.trial.organization import ORGANIZATION, Answers, read_cursor
from spec.conftest import ROOT
from support.collect.honest import ORG, Honest, serving
from support.specification import GENERATED, PACKAGES

Schemas = dict[str, Any]
SEARCH_BODY = "models/multi_directory_user_search_request.py"
DIRECTORIES = "api/directories/get_directories_for_org.py"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of our client, that a test may change."""
    return Path(shutil.copytree(GENERATED / PACKAGES["organizations"], tmp_path / PACKAGES["organizations"]))


def replace_text(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def drop_cursor(package: Path) -> None:
    """Let the list of directories take no cursor."""
    replace_text(package / DIRECTORIES, "    cursor: str | Unset = UNSET,\n", "")
    replace_text(package / DIRECTORIES, '    params["cursor"] = cursor\n', "")


def change_schema(package: Path, path: str, which: str, change: Callable[[Schemas], None]) -> None:
    """Change the properties in schemas.json of an operation's answer, or of one row in it."""
    file = package / "schemas.json"
    content = json.loads(file.read_text("utf-8"))
    operation = next(each for each in content["x-operations"].values() if each["path"].endswith(path))
    change(content["$defs"][operation[which]]["properties"])
    file.write_text(json.dumps(content), "utf-8")


def test_our_client_is_taken(package: Path) -> None:
    assert "collects 8 tables" in try_tool(package)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("if cursor is not UNSET:", "if False:", "of the body: cursor"),
        ("if account_ids is not UNSET:", "if False:", "of the body: accountIds"),
        ("if expand is not UNSET:", "if False:", "of the body: expand"),
        ("if limit is not UNSET:", "field_dict['sortBy'] = []\n        if limit is not UNSET:", "of the body: sortBy"),
        ("role_ids_item_data.value", "int(role_ids_item_data.value)", "does not take the values"),
    ],
)
def test_a_client_whose_search_cannot_say_everything_is_refused(
    package: Path, before: str, after: str, why: str
) -> None:
    replace_text(package / SEARCH_BODY, before, after)
    with pytest.raises(Refusal, match=r"(?s)cannot ask with it.*POST /v2/orgs/.*/users/search cannot be asked") as said:
        try_tool(package)
    assert why in str(said.value)


def test_a_client_whose_list_takes_no_cursor_is_refused(package: Path) -> None:
    drop_cursor(package)
    with pytest.raises(Refusal, match=r"directories cannot be asked: its client takes other parameters: .*'cursor'"):
        try_tool(package)


def test_a_client_whose_rows_are_lost_is_refused(package: Path) -> None:
    change_schema(package, "/domains", "responseSchema", lambda page: page["data"].update(type="object"))
    with pytest.raises(Refusal, match=r"does not get with it what is answered:\n  domains: 0 of 3 rows \(a page holds"):
        try_tool(package)


def test_a_client_whose_cells_are_invalid_is_refused(package: Path) -> None:
    change_schema(package, "/users/search", "itemSchema", lambda user: user["addedToOrg"].update(enum=["never"]))
    with pytest.raises(Refusal, match=r"users\.addedToOrg: 3 of 3 cells are invalid"):
        try_tool(package)


def test_the_rows_of_the_trial_stand_on_two_pages() -> None:
    answers = Answers({ORGANIZATIONS: load_specification(ORGANIZATIONS)})
    url = f"http://127.0.0.1/admin/v1/orgs/{ORGANIZATION}/domains"
    first = answers.find_answer("GET", url)
    cursor = read_cursor(first["links"]["next"], b"")
    second = answers.find_answer("GET", url, cursor)
    assert [row["id"] for row in first["data"] + second["data"]] == ["row-1", "row-2", "row-3"]
    assert (bool(cursor), second["links"]["next"]) == (True, None)
    assert answers.find_answer("GET", url, "another")["data"] == []
    assert read_cursor("/x", b'{"cursor": "c"}') == "c"


def test_a_request_that_cannot_be_built_ends_a_run_with_what_to_do(package: Path, tmp_path: Path) -> None:
    drop_cursor(package)
    honest = Honest(directories=[{"directoryId": f"d{number}", "name": "x", "icon": "x"} for number in range(7)])
    paths = [package.parent, ROOT / "generated", ROOT / "linter"]
    given = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "ORGLINT_API_KEY": KEY}
    with serving(honest) as place:
        where = ("--org", ORG, "--base-url", place.base_url, "--store", str(tmp_path / "store"))
        command = [sys.executable, "-m", "orglint", "snapshot", "--all", *where]
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "GET /v2/orgs/{orgId}/directories cannot be asked: its client takes other parameters" in done.stderr
    assert "make it again" in done.stderr
