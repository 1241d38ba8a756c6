"""Each repair has a small document that needs it, and leaves a document that is valid and generates whole."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regen.normalise import normalise, validate
from regen.repairs import REPAIRS

Make = Callable[..., dict[str, Any]]
NOTHING = {"204": {"description": "done"}}


def answers(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}


def asks(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def path_parameter(name: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", **schema}}


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def nullable_in_the_old_way(small: Make) -> dict[str, Any]:
    document = small(
        {
            "/v1/x": {
                "post": {
                    "operationId": "x",
                    "requestBody": asks(reference("Ask")),
                    "responses": answers(reference("Row")),
                }
            }
        },
        Row={
            "type": "object",
            "properties": {
                "text": {"type": "string", "nullable": True},
                "kind": {"type": "string", "enum": ["a"], "nullable": True},
                "other": {"allOf": [reference("Page")], "nullable": True},
            },
        },
        Ask={
            "type": "object",
            "properties": {
                "n": {"type": "integer", "minimum": 0, "exclusiveMinimum": True, "exclusiveMaximum": False},
                "kind": {"type": "string", "enum": ["a"], "nullable": True},
                "page": {**reference("Page"), "nullable": True},
            },
        },
    )
    document["components"]["schemas"]["Page"] = {"type": "object", "properties": {"name": {"type": "string"}}}
    return {**document, "openapi": "3.0.3"}


def without_operation_ids(small: Make) -> dict[str, Any]:
    org, user = path_parameter("org"), path_parameter("user")
    suspend = {"parameters": [org, user], "responses": NOTHING}
    delete = {"parameters": [org], "responses": NOTHING}
    return small(
        {"/v2/orgs/{org}/users/{user}/suspend-access": {"post": suspend}, "/v2/orgs/{org}": {"delete": delete}}
    )


def with_equal_operation_ids(small: Make) -> dict[str, Any]:
    return small({f"/v1/{name}": {"get": {"operationId": same, "responses": NOTHING}} for name, same in
                  (("a", "getOrgs"), ("b", "get_orgs"), ("c", "getOrgs"))})  # fmt: skip


def with_other_path_parameters(small: Make) -> dict[str, Any]:
    return small(
        {
            "/v1/a/{userId}": {
                "parameters": [path_parameter("accountId"), {"name": "q", "in": "query", "schema": {"type": "string"}}],
                "get": {"operationId": "renamed", "responses": NOTHING},
            },
            "/v1/b/{userId}": {"get": {"operationId": "added", "responses": NOTHING}},
            "/v1/c": {"get": {"operationId": "removed", "parameters": [path_parameter("orgId")], "responses": NOTHING}},
            "/v1/d/{x}": {
                "parameters": [path_parameter("x")],
                "get": {"operationId": "shared", "parameters": [path_parameter("y")], "responses": NOTHING},
                "put": {"operationId": "sharing", "responses": NOTHING},
            },
        }
    )


def with_a_body_where_none_can_be(small: Make) -> dict[str, Any]:
    gone = {"204": {"description": "gone", "content": {"application/json": {"schema": reference("Page")}}}}
    return small({"/v1/a": {"delete": {"operationId": "a", "responses": gone}}})


def with_ids_called_uuids(small: Make) -> dict[str, Any]:
    get = {
        "operationId": "a",
        "parameters": [path_parameter("id", format="uuid")],
        "responses": answers(reference("Row")),
    }
    return small(
        {"/v1/a/{id}": {"get": get}},
        Row={"type": "object", "properties": {"id": {"type": ["string", "null"], "format": "uuid"}}},
    )


def with_closed_enums(small: Make) -> dict[str, Any]:
    return small(
        {"/v1/a": {"get": {"operationId": "a", "responses": answers(reference("Row"))}}},
        Row={"type": "object", "properties": {"kind": {"anyOf": [reference("Kind"), {"type": "null"}]}}},
        Kind={"type": "string", "enum": ["a", "b"]},
    )


def with_closed_objects(small: Make) -> dict[str, Any]:
    return small(
        {"/v1/a": {"get": {"operationId": "a", "responses": answers(reference("Row"))}}},
        Row={
            "type": "object",
            "required": ["id", "rows"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "page": reference("Page"),
                "rows": {"type": "array", "items": reference("Page")},
            },
        },
    )


def with_enums_that_forget_null(small: Make) -> dict[str, Any]:
    return small(
        {"/v1/a": {"post": {"operationId": "a", "requestBody": asks(reference("Ask")), "responses": NOTHING}}},
        Ask={"type": "object", "properties": {"kind": {"type": ["string", "null"], "enum": ["a", "b"]}}},
    )


def with_a_type_that_is_a_name(small: Make) -> dict[str, Any]:
    counts = {"type": "object", "properties": {"counts": {"type": "Page"}}}
    return small({"/v1/a": {"get": {"operationId": "a", "responses": answers(reference("Row"))}}}, Row=counts)


def with_equal_paths(small: Make) -> dict[str, Any]:
    query = {"name": "q", "in": "query", "schema": {"type": "string"}}
    get = {"operationId": "read", "parameters": [path_parameter("accountId")], "responses": NOTHING}
    delete = {"operationId": "remove", "responses": NOTHING}
    return small(
        {
            "/v1/users/{userId}": {"parameters": [query], "get": get},
            "/v1/users/{accountId}": {"parameters": [path_parameter("accountId")], "delete": delete},
        }
    )


def with_a_deep_object(small: Make) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"users": {"type": "boolean"}, "resources": {"type": "boolean"}}}
    deep = {"name": "counts", "in": "query", "style": "deepObject", "explode": True, "schema": schema}
    return small({"/v1/a": {"get": {"operationId": "a", "parameters": [deep], "responses": NOTHING}}})


def with_two_json_bodies(small: Make) -> dict[str, Any]:
    kinds = ("application/scim+json", "application/json", "application/x-www-form-urlencoded")
    body = {"content": {kind: {"schema": reference("Page")} for kind in kinds}}
    return small({"/v1/a": {"post": {"operationId": "a", "requestBody": body, "responses": NOTHING}}})


def with_inline_answers(small: Make) -> dict[str, Any]:
    row = {"type": "object", "properties": {"deep": {"type": "object", "properties": {"er": {"type": "string"}}}}}
    page = {"type": "object", "properties": {"data": {"type": "array", "items": row}}}
    return small({"/v1/a": {"get": {"operationId": "listThings", "responses": answers(page)}}})


def with_a_discriminator_to_nowhere(small: Make) -> dict[str, Any]:
    row = {
        "type": "object",
        "discriminator": {"propertyName": "kind"},
        "properties": {"kind": {"type": ["string", "null"]}},
    }
    return small({"/v1/a": {"get": {"operationId": "a", "responses": answers(reference("Row"))}}}, Row=row)


def with_a_union_that_leads_back(small: Make) -> dict[str, Any]:
    both = {"type": "object", "properties": {"and": {"type": "array", "items": reference("Query")}}}
    text = {"type": "object", "properties": {"text": {"type": "string"}}}
    ask = {"type": "object", "properties": {"query": reference("Query")}}
    post = {"operationId": "a", "requestBody": asks(reference("Ask")), "responses": NOTHING}
    return small({"/v1/a": {"post": post}}, Ask=ask, Query={"nullable": True, "oneOf": [both, text]})


def with_a_list_of_what_it_does_not_say(small: Make) -> dict[str, Any]:
    ask = {"type": "object", "properties": {"things": {"type": "array"}}}
    return small({"/v1/a": {"post": {"operationId": "a", "requestBody": asks(ask), "responses": NOTHING}}})


def with_unsound_enums(small: Make) -> dict[str, Any]:
    mixed, none = {"enum": [1, "a"], "default": 1}, {"type": "string", "enum": []}
    other = {"type": "string", "enum": ["a", "b"], "default": "c"}
    ask = {"type": "object", "properties": {"mixed": mixed, "none": none, "other": other}}
    post = {"operationId": "a", "requestBody": asks(reference("Ask")), "responses": NOTHING}
    return small({"/v1/a": {"post": post}}, Ask=ask)


NEEDY: dict[str, Callable[[Make], dict[str, Any]]] = {
    "openapi-3.0": nullable_in_the_old_way,
    "type-naming-a-schema": with_a_type_that_is_a_name,
    "equal-paths": with_equal_paths,
    "missing-operation-id": without_operation_ids,
    "duplicate-operation-id": with_equal_operation_ids,
    "path-parameters": with_other_path_parameters,
    "body-on-204": with_a_body_where_none_can_be,
    "deep-object": with_a_deep_object,
    "several-json-bodies": with_two_json_bodies,
    "inline-answer": with_inline_answers,
    "discriminator": with_a_discriminator_to_nowhere,
    "recursive-union": with_a_union_that_leads_back,
    "list-of-unsaid": with_a_list_of_what_it_does_not_say,
    "uuid-id": with_ids_called_uuids,
    "closed-response-enum": with_closed_enums,
    "unsound-enum": with_unsound_enums,
    "closed-response": with_closed_objects,
    "enum-without-null": with_enums_that_forget_null,
}


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
    assert ask == {"mixed": {}, "none": {"type": "string"}, "other": {"type": "string", "enum": ["a", "b"]}}


def test_a_closed_enum_of_a_response_becomes_known_values(small: Make) -> None:
    kind = normalise(with_closed_enums(small))[0]["components"]["schemas"]["Kind"]
    assert kind == {"type": "string", "x-known-values": ["a", "b"]}


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
    for number, make in enumerate(NEEDY.values()):
        text = json.dumps(make(small)).replace("/schemas/", f"/schemas/N{number}")
        part = json.loads(text.replace('"type": "Page"', f'"type": "N{number}Page"'))
        paths |= {f"/{number}{path}": item for path, item in part["paths"].items()}
        named |= {f"N{number}{name}": schema for name, schema in part["components"]["schemas"].items()}
    document = {
        "openapi": "3.0.1",
        "info": {"title": "t", "version": "1"},
        "paths": paths,
        "components": {"schemas": named},
    }
    (tmp_path / "all.json").write_text(json.dumps(document), encoding="utf-8")
    done = regen(tmp_path / "all.json", "--out", tmp_path / "client")
    wanted = sum(len(set(item) - {"parameters"}) for item in paths.values())
    assert done.stderr == ""
    assert done.returncode == 0
    assert len([path for path in (tmp_path / "client/api").glob("*/*.py") if path.name != "__init__.py"]) == wanted
    assert all(f"repair: {repair}: " in done.stdout for repair in REPAIRS)
