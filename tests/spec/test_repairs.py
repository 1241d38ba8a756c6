"""Each repair has a small document that needs it, and leaves a document that is valid and generates whole."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from regen.normalise import normalise, validate
from regen.repairs import REPAIRS
from spec.conftest import describe_other_api
from spec.needy import (
    NEEDY,
    NOTHING,
    Make,
    answers,
    asks,
    nullable_in_the_old_way,
    reference,
    with_a_deep_object,
    with_a_type_that_is_a_name,
    with_closed_enums,
    with_closed_objects,
    with_equal_operation_ids,
    with_equal_paths,
    with_inline_answers,
    with_other_path_parameters,
    with_two_json_bodies,
    with_unsound_enums,
    without_operation_ids,
)


def test_every_repair_has_a_document_that_needs_it() -> None:
    assert set(NEEDY) == set(REPAIRS)


@pytest.mark.parametrize("repair", NEEDY)
def test_a_repair_names_itself_and_its_place(small: Make, repair: str) -> None:
    notes = [note for note in normalise(NEEDY[repair](small))[1] if note.repair == repair]
    assert notes
    assert all(note.place and note.what for note in notes)


@pytest.mark.parametrize("repair", NEEDY)
def test_a_repaired_document_is_valid(small: Make, repair: str) -> None:
    validate(normalise(NEEDY[repair](small))[0])


@pytest.mark.parametrize("repair", NEEDY)
def test_a_repaired_document_needs_no_repair(small: Make, repair: str) -> None:
    assert normalise(normalise(NEEDY[repair](small))[0])[1] == []


@pytest.mark.parametrize("repair", NEEDY)
def test_repairing_leaves_the_original_alone(small: Make, repair: str) -> None:
    document = NEEDY[repair](small)
    before = copy.deepcopy(document)
    normalise(document)
    assert document == before


def test_null_is_said_in_the_words_of_3_1(small: Make) -> None:
    named = normalise(nullable_in_the_old_way(small))[0]["components"]["schemas"]
    ask = named["Ask"]["properties"]
    assert ask["n"] == {"type": "integer", "exclusiveMinimum": 0}
    assert ask["kind"] == {"type": ["string", "null"], "enum": ["a", None]}
    assert ask["page"] == {"anyOf": [reference("Page"), {"type": "null"}]}
    assert named["Row"]["properties"]["other"] == {"anyOf": [{"allOf": [reference("Page")]}, {"type": "null"}]}


def test_a_missing_name_is_made_of_method_and_path(small: Make) -> None:
    paths = normalise(without_operation_ids(small))[0]["paths"]
    assert paths["/v2/orgs/{org}/users/{user}/suspend-access"]["post"]["operationId"] == "postOrgsUsersSuspendAccess"
    assert paths["/v2/orgs/{org}"]["delete"]["operationId"] == "deleteOrgsById"


def test_equal_names_are_told_apart_by_number(small: Make) -> None:
    paths = normalise(with_equal_operation_ids(small))[0]["paths"]
    assert [item["get"]["operationId"] for item in paths.values()] == ["getOrgs", "getOrgs2", "get_orgs3", "getOrgs4"]


def test_path_parameters_are_those_of_the_template(small: Make) -> None:
    paths = normalise(with_other_path_parameters(small))[0]["paths"]
    names = {path: [each["name"] for each in item["get"].get("parameters", [])] for path, item in paths.items()}
    assert names == {
        "/v1/orgs": [],
        "/v1/a/{userId}": ["userId", "q"],
        "/v1/b/{userId}": ["userId"],
        "/v1/c": [],
        "/v1/d/{x}": ["x"],
    }
    assert [each["name"] for each in paths["/v1/d/{x}"]["put"]["parameters"]] == ["x"]


def test_a_type_that_is_a_name_becomes_a_reference(small: Make) -> None:
    row = normalise(with_a_type_that_is_a_name(small))[0]["components"]["schemas"]["Row"]
    assert row["properties"]["counts"] == {"anyOf": [reference("Page"), {"type": "null"}]}


def test_equal_paths_become_one_with_the_parameters_of_each_operation(small: Make) -> None:
    paths = normalise(with_equal_paths(small))[0]["paths"]
    assert list(paths) == ["/v1/orgs", "/v1/users/{userId}"]
    named = {
        method: [each["name"] for each in node["parameters"]] for method, node in paths["/v1/users/{userId}"].items()
    }
    assert named == {"get": ["q", "userId"], "delete": ["userId"]}


def test_a_deep_object_becomes_the_parameters_that_stand_on_the_wire(small: Make) -> None:
    given = normalise(with_a_deep_object(small))[0]["paths"]["/v1/a"]["get"]["parameters"]
    assert [each["name"] for each in given] == ["counts[users]", "counts[resources]"]


def test_of_several_json_bodies_the_plain_one_is_kept(small: Make) -> None:
    body = normalise(with_two_json_bodies(small))[0]["paths"]["/v1/a"]["post"]["requestBody"]
    assert list(body["content"]) == ["application/json", "application/x-www-form-urlencoded"]


def test_an_inline_answer_and_its_rows_get_names(small: Make) -> None:
    named = normalise(with_inline_answers(small))[0]["components"]["schemas"]
    assert set(named) == {"Page", "ListThingsResponse", "ListThingsRow"}
    assert named["ListThingsResponse"]["properties"]["data"]["items"]["anyOf"][0] == reference("ListThingsRow")


def test_enums_that_cannot_be_are_taken_away(small: Make) -> None:
    ask = normalise(with_unsound_enums(small))[0]["components"]["schemas"]["Ask"]["properties"]
    assert ask["mixed"] == {"type": ["integer", "string"], "default": 1}
    assert ask == {"mixed": ask["mixed"], "none": {"type": "string"}, "other": {"type": "string", "enum": ["a", "b"]}}


def test_a_closed_enum_of_a_response_becomes_known_values(small: Make) -> None:
    kind = normalise(with_closed_enums(small))[0]["components"]["schemas"]["Kind"]
    assert kind == {"type": "string", "x-known-values": ["a", "b"]}


def test_a_constant_of_a_response_becomes_a_known_value(small: Make) -> None:
    row = {"type": "object", "properties": {"kind": {"const": "orgs"}}}
    document = small({"/v1/a": {"get": {"operationId": "a", "responses": answers(reference("Row"))}}}, Row=row)
    kind = normalise(document)[0]["components"]["schemas"]["Row"]["properties"]["kind"]
    assert kind == {"type": ["string", "null"], "x-known-values": ["orgs"]}


def test_a_closed_object_of_a_response_is_opened(small: Make) -> None:
    row = normalise(with_closed_objects(small))[0]["components"]["schemas"]["Row"]
    null = {"type": "null"}
    assert row == {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "null"]},
            "page": {"anyOf": [reference("Page"), null]},
            "rows": {"type": ["array", "null"], "items": {"anyOf": [reference("Page"), null]}},
        },
    }


def test_a_request_stays_as_strict_as_it_was(small: Make) -> None:
    ask = {"type": "object", "required": ["a"], "additionalProperties": False, "properties": {"a": {"enum": ["x"]}}}
    post = {"operationId": "a", "requestBody": asks(reference("Ask")), "responses": NOTHING}
    document = small({"/v1/a": {"post": post}}, Ask=ask)
    assert normalise(document)[0]["components"]["schemas"]["Ask"] == ask


def test_a_document_with_all_defects_generates_whole(small: Make, regen: Any, tmp_path: Path) -> None:
    paths: dict[str, Any] = {}
    named: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    for number, make in enumerate(NEEDY.values()):
        text = json.dumps(make(small)).replace("/schemas/", f"/schemas/N{number}")
        part = json.loads(text.replace('"type": "Page"', f'"type": "N{number}Page"'))
        paths |= {f"/{number}{path}": item for path, item in part["paths"].items()}
        shared |= part["components"].get("pathItems", {})
        named |= {f"N{number}{name}": schema for name, schema in part["components"]["schemas"].items()}
    document = {
        "openapi": "3.0.1",
        "info": {"title": "t", "version": "1"},
        "paths": paths,
        "components": {"schemas": named, "pathItems": shared},
    }
    (tmp_path / "all.json").write_text(json.dumps(describe_other_api(document)), encoding="utf-8")
    places = ("--out", tmp_path / "client", "--report", tmp_path / "report.md")
    done = regen(tmp_path / "all.json", "--api", "control", *places)
    wanted = 1 + sum(len(set(item) - {"parameters"}) for item in paths.values())
    assert done.stderr == ""
    assert done.returncode == 0
    assert len([path for path in (tmp_path / "client/api").glob("*/*.py") if path.name != "__init__.py"]) == wanted
    assert all(f"repair: {repair}: " in done.stdout for repair in REPAIRS)  # the first of each, however many
