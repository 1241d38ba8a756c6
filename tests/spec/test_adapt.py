"""What regen puts into a package before the tool may use it, and what it does not take at all."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.schema import parse_specification
from regen.adapt import Wishes, adapt_to_tool
from regen.refusal import Refusal
from regen.schemas import write_down

Content = dict[str, Any]
DIGEST = "x-spec-sha256"


def write(folder: Path, content: Content) -> Path:
    folder.mkdir(parents=True)
    (folder / "schemas.json").write_text(write_down(content), encoding="utf-8")
    return folder


def adapt(folder: Path, before: Content, after: Content) -> Content:
    """Adapt a package to one that is there; what its schemas.json holds then."""
    package = write(folder / "new", after)
    adapt_to_tool(ORGANIZATIONS, package, write(folder / "old", before), Wishes())
    content: Content = json.loads((package / "schemas.json").read_text("utf-8"))
    return content


def list_values(content: Content) -> Content:
    found: Content = content["$defs"]["MultiDirectoryUser"]["properties"]["accountStatus"]
    return found


def test_packages_that_kept_other_values_are_not_one_specification(schemas: Content, tmp_path: Path) -> None:
    newer, other = copy.deepcopy(schemas), copy.deepcopy(schemas)
    del list_values(newer)["x-known-values"]
    list_values(other)["x-known-values"] = ["active"]
    kept = [adapt(tmp_path / "one", schemas, newer), adapt(tmp_path / "two", other, newer)]
    assert [list_values(each)["x-known-values"] for each in kept] == [
        list_values(schemas)["x-known-values"],
        ["active"],
    ]
    assert len({parse_specification(each).sha256 for each in kept}) == 2
    assert {each["x-document-sha256"] for each in kept} == {schemas["x-document-sha256"]}
    for each in kept:
        held = json.dumps(
            {key: value for key, value in each.items() if key != DIGEST},
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )
        assert each[DIGEST] == hashlib.sha256(held.encode()).hexdigest()


@pytest.mark.parametrize(
    ("path", "twin", "table"),
    [
        ("/v1/orgs/{orgId}/policies", "/v1/orgs/{organization}/policies", "policies"),
        ("/v1/orgs/{orgId}/domains", "/v1/orgs/{id}/domains", "domains"),
    ],
)
def test_a_request_of_a_table_that_is_there_twice_is_refused(
    schemas: Content, tmp_path: Path, path: str, twin: str, table: str
) -> None:
    newer = copy.deepcopy(schemas)
    name, found = next(it for it in newer["x-operations"].items() if (it[1]["method"], it[1]["path"]) == ("GET", path))
    newer["x-operations"][f"{name}Too"] = {**found, "path": twin}
    with pytest.raises(Refusal, match=f"{table} are of") as refusal:
        adapt(tmp_path, schemas, newer)
    assert f"GET {path} and GET {twin} are one request" in str(refusal.value)


def test_a_request_that_no_table_needs_may_be_there_twice(schemas: Content, tmp_path: Path) -> None:
    newer = copy.deepcopy(schemas)
    newer["x-operations"]["twin"] = {**schemas["x-operations"]["getEventById"], "path": "/v1/orgs/{o}/events/{e}"}
    assert "twin" in adapt(tmp_path, schemas, newer)["x-operations"]
