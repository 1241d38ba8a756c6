"""schemas.json says what responses look like, whole, in plain JSON Schema."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from regen.impact.columns import list_shifts
from regen.normalise import normalise
from regen.schemas import digest
from regen.schemas import schemas as made_of
from support.specification import OPERATIONS, SCHEMAS, read_specification

Make = Callable[..., dict[str, Any]]
TEXT = {"type": ["string", "null"]}
NULL = {"type": "null"}
PAGE = {"$ref": "#/components/schemas/Page"}


def written(small: Make, **schemas: Any) -> Any:
    answer = {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Row"}}}}
    document = small({"/v1/a": {"get": {"operationId": "a", "responses": {"200": answer}}}}, **schemas)
    return json.loads(made_of(document, {"getOrgs": "default.get_orgs", "a": "default.a"})[0])


def column(small: Make, schema: dict[str, Any]) -> Any:
    row = {"type": "object", "properties": {"it": schema}}
    return written(small, Row=row)["$defs"]["Row"]["properties"]["it"]


@pytest.mark.parametrize("api", SCHEMAS)
def test_schemas_json_holds_no_reference(api: str) -> None:
    assert '"$ref"' not in json.dumps(SCHEMAS[api])


def test_schemas_json_says_null_with_a_type(schemas: dict[str, Any]) -> None:
    user = schemas["$defs"]["MultiDirectoryUser"]["properties"]
    assert user["counts"]["type"] == ["object", "null"]
    assert user["groups"]["items"]["type"] == ["object", "null"]
    assert user["groups"]["items"]["properties"]["id"]["type"] == ["string", "null"]


@pytest.mark.parametrize("api", SCHEMAS)
def test_every_schema_of_schemas_json_is_json_schema(api: str) -> None:
    for schema in SCHEMAS[api]["$defs"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("api", SCHEMAS)
def test_schemas_json_is_named_after_all_that_it_holds(api: str) -> None:
    assert SCHEMAS[api]["x-document-sha256"] == digest(read_specification(api))
    held = {key: value for key, value in SCHEMAS[api].items() if key != "x-spec-sha256"}
    text = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert SCHEMAS[api]["x-spec-sha256"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("union", ["anyOf", "oneOf"])
def test_this_or_null_is_one_schema_that_keeps_its_name(small: Make, union: str) -> None:
    found = column(small, {"description": "mine", union: [PAGE, NULL]})
    assert found == {
        "type": ["object", "null"],
        "properties": {"name": TEXT},
        "description": "mine",
        "x-schema": "Page",
    }


def test_all_of_one_is_that_one(small: Make) -> None:
    found = column(small, {"anyOf": [{"allOf": [PAGE]}, NULL]})
    assert found == {"type": ["object", "null"], "properties": {"name": TEXT}, "x-schema": "Page"}


def test_all_of_several_objects_is_one_object(small: Make) -> None:
    more = {"type": "object", "properties": {"more": TEXT}}
    found = column(small, {"allOf": [PAGE, more], "description": "both"})
    assert found == {"type": "object", "properties": {"name": TEXT, "more": TEXT}, "description": "both"}


def test_a_union_of_several_stays_a_union(small: Make) -> None:
    union = {"anyOf": [{"type": "array", "items": {}}, {"type": "object"}, NULL]}
    assert column(small, union) == union


WHOLE_PAGE = {"type": "object", "properties": {"name": TEXT}, "x-schema": "Page"}
SAID = {
    "extra": (True, {}),
    "never": (False, {"not": {}}),
    "list": ({"type": "array", "items": True}, {"type": "array", "items": {}}),
    "map": ({"type": "object", "additionalProperties": False}, {"type": "object", "additionalProperties": {"not": {}}}),
    "union": ({"anyOf": [True, {"type": "string"}]}, {"anyOf": [{}, {"type": "string"}]}),
    "condition": ({"if": True, "then": PAGE}, {"if": {}, "then": WHOLE_PAGE}),
    "no schema": ({"type": "boolean", "default": True}, {"type": "boolean", "default": True}),
}


@pytest.mark.parametrize("case", SAID)
def test_true_and_false_are_said_with_mappings_where_they_are_schemas(small: Make, case: str) -> None:
    schema, said = SAID[case]
    assert column(small, schema) == said


def test_columns_are_typed_and_compared_beside_a_property_that_is_true(schemas: dict[str, Any]) -> None:
    document = json.loads(json.dumps(read_specification()))
    document["components"]["schemas"]["MultiDirectoryUser"]["properties"] |= {"extra": True, "never": False}
    modules = {name: each["module"] for name, each in schemas["x-operations"].items()}
    newer = json.loads(made_of(document, modules)[0])
    assert list_shifts(schemas, newer, api="organizations") == []


ID, MORE = {"id": TEXT}, {"type": "object", "properties": {"more": TEXT}}
BASE = {"$ref": "#/components/schemas/Base"}
ROWS: dict[str, tuple[Any, set[str]]] = {
    "inline": ({"type": "object", "properties": ID}, {"id"}),
    "inline or null": ({"anyOf": [{"type": "object", "properties": ID}, NULL]}, {"id"}),
    "a sum": ({"allOf": [BASE, MORE]}, {"id", "more"}),
    "a sum or null": ({"oneOf": [{"allOf": [BASE, MORE]}, NULL]}, {"id", "more"}),
    "a sum with words": ({"allOf": [BASE, MORE, {"description": "both"}]}, {"id", "more"}),
    "a name": (BASE, {"id"}),
}
PAGES: dict[str, Any] = {
    "a page": lambda rows: {"type": "object", "properties": {"data": rows}},
    "a sum": lambda rows: {"allOf": [PAGE, {"type": "object", "properties": {"data": rows}}]},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("where", ["inline", "named", "named list"])
@pytest.mark.parametrize("row", ROWS)
def test_rows_are_found_however_they_are_written(small: Make, page: str, where: str, row: str) -> None:
    schema, columns = ROWS[row]
    rows: Any = {"type": "array", "items": schema}
    named: dict[str, Any] = {"Base": {"type": "object", "properties": ID}}
    if where == "named list":
        named["Listed"], rows = rows, {"$ref": "#/components/schemas/Listed"}
    whole = PAGES[page](rows)
    if where != "inline":
        named["Rows"], whole = whole, {"$ref": "#/components/schemas/Rows"}
    answer = {"description": "ok", "content": {"application/json": {"schema": whole}}}
    document = small({"/v1/a": {"get": {"operationId": "listThings", "responses": {"200": answer}}}}, **named)
    modules = {"getOrgs": "default.get_orgs", "listThings": "default.list_things"}
    content = json.loads(made_of(normalise(document)[0], modules)[0])
    item = content["$defs"][content["x-operations"]["listThings"]["itemSchema"]]
    assert set(item["properties"]) == columns


def test_only_what_a_response_can_hold_is_written(small: Make) -> None:
    row = {"type": "object", "properties": {"it": TEXT}}
    assert set(written(small, Row=row, Ask={"type": "object"})["$defs"]) == {"Page", "Row"}


def test_an_operation_without_an_answer_has_no_schema(schemas: dict[str, Any]) -> None:
    assert "responseSchema" not in schemas["x-operations"]["suspendDirectoryUser"]


@pytest.mark.parametrize(
    ("operation", "item"),
    [
        ("searchDirectoryUsers", "MultiDirectoryUser"),
        ("getDirectoryUserDetails", "MultiDirectoryUser"),
        ("getOrgById", "OrgModel"),
        ("getUserLastActiveDates", "UserProductActivity"),
        ("getServiceAccounts", "ServiceAccount"),
        ("getPolicyV2", "PolicyModel"),
        ("getUserStats", "MultiDirectoryUserStats"),
        ("getDirectoryUsersCount", "MultiDirectoryCount"),
    ],
)
def test_the_item_is_the_row_or_the_one_object_or_the_answer(operation: str, item: str) -> None:
    assert OPERATIONS[operation]["itemSchema"] == item
