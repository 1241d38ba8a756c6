"""Small documents, each of which needs one repair."""

from collections.abc import Callable
from typing import Any

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


def with_a_list_of_what_it_does_not_say(small: Make) -> dict[str, Any]:
    ask = {"type": "object", "properties": {"things": {"type": "array"}}}
    return small({"/v1/a": {"post": {"operationId": "a", "requestBody": asks(ask), "responses": NOTHING}}})


def with_unsound_enums(small: Make) -> dict[str, Any]:
    mixed, none = {"enum": [1, "a"], "default": 1}, {"type": "string", "enum": []}
    other = {"type": "string", "enum": ["a", "b"], "default": "c"}
    ask = {"type": "object", "properties": {"mixed": mixed, "none": none, "other": other}}
    post = {"operationId": "a", "requestBody": asks(reference("Ask")), "responses": NOTHING}
    return small({"/v1/a": {"post": post}}, Ask=ask)


def with_a_shared_path_item(small: Make) -> dict[str, Any]:
    document = small({"/v1/a": {"$ref": "#/components/pathItems/A"}})
    document["components"]["pathItems"] = {"A": {"get": {"operationId": "a", "responses": NOTHING}}}
    return document


def asking(small: Make, ask: Any) -> dict[str, Any]:
    post = {"operationId": "a", "requestBody": asks(reference("Ask")), "responses": NOTHING}
    return small({"/v1/a": {"post": post}}, Ask=ask)


def with_unknown_words(small: Make) -> dict[str, Any]:
    get = {"operationId": "a", "deprecated": "yes", "consumes": ["x"], "summary": None, "responses": {"200": {}}}
    return small({"/v1/a": {"get": get}})


def with_a_reference_to_itself(small: Make) -> dict[str, Any]:
    return asking(small, reference("Ask"))


def with_a_reference_into_a_schema(small: Make) -> dict[str, Any]:
    inner = {"type": "object", "properties": {"text": {"type": "string"}}}
    return asking(small, {"type": "object", "properties": {"inner": inner, "other": reference("Ask/properties/inner")}})


def with_properties_that_call_themselves_required(small: Make) -> dict[str, Any]:
    properties = {"a": {"type": "string", "required": True}, "b": {"type": "string", "required": False}}
    return asking(small, {"type": "object", "properties": properties})


def with_values_without_quotes(small: Make) -> dict[str, Any]:
    text = {"type": "string", "enum": [True, 1, "a"], "default": True}
    return asking(small, {"type": "object", "properties": {"text": text, "flag": {"type": "boolean", "default": "no"}}})


def with_a_parameter_twice(small: Make) -> dict[str, Any]:
    twice = [{"name": "q", "in": "query", "schema": {"type": "string"}}] * 2
    return small({"/v1/a": {"get": {"operationId": "a", "parameters": twice, "responses": NOTHING}}})


def with_defaults_that_do_not_fit(small: Make) -> dict[str, Any]:
    properties = {"size": {"type": "integer", "default": "many"}, "page": {"allOf": [reference("Page")], "default": 1}}
    return asking(small, {"type": "object", "properties": properties})


NEEDY: dict[str, Callable[[Make], dict[str, Any]]] = {
    "shared-path-item": with_a_shared_path_item,
    "frame": with_unknown_words,
    "openapi-3.0": nullable_in_the_old_way,
    "endless-reference": with_a_reference_to_itself,
    "reference-elsewhere": with_a_reference_into_a_schema,
    "required-by-itself": with_properties_that_call_themselves_required,
    "value-without-quotes": with_values_without_quotes,
    "type-naming-a-schema": with_a_type_that_is_a_name,
    "equal-paths": with_equal_paths,
    "missing-operation-id": without_operation_ids,
    "duplicate-operation-id": with_equal_operation_ids,
    "parameter-twice": with_a_parameter_twice,
    "path-parameters": with_other_path_parameters,
    "body-on-204": with_a_body_where_none_can_be,
    "deep-object": with_a_deep_object,
    "several-json-bodies": with_two_json_bodies,
    "inline-answer": with_inline_answers,
    "discriminator": with_a_discriminator_to_nowhere,
    "list-of-unsaid": with_a_list_of_what_it_does_not_say,
    "uuid-id": with_ids_called_uuids,
    "closed-response-enum": with_closed_enums,
    "unsound-enum": with_unsound_enums,
    "default": with_defaults_that_do_not_fit,
    "closed-response": with_closed_objects,
    "enum-without-null": with_enums_that_forget_null,
}
