"""Write down what responses look like, for programs that do not read YAML."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from regen.calls import describe_call
from regen.document import (
    NESTED_MANY,
    NESTED_ONE,
    SCHEMAS,
    Document,
    Node,
    Operation,
    Schema,
    follow,
    operations,
    response_places,
)
from regen.rows import list_row_holders

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DIGEST = "x-spec-sha256"
NULL = {"type": "null"}
BESIDE = {"type", "description", "title", "required", "x-schema"}
"""What a part of a sum may say without saying more of the members."""
HELD_ONE = {*NESTED_ONE, "if", "then", "else", "unevaluatedItems", "unevaluatedProperties", "contentSchema"}
HELD_BY_NAME = ("properties", "patternProperties", "dependentSchemas", "$defs")


def schemas(document: Document, modules: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the text of schemas.json, and the places where a schema that holds itself was cut.

    `modules` has the module of the client that asks for each operation.
    """
    cuts: list[str] = []
    named = document.get("components", {}).get("schemas", {})
    used = sorted({name for name in _references(document) if name in named})
    content = {
        "$schema": DIALECT,
        "x-document-sha256": digest(document),
        "$defs": {name: _whole(document, named[name], trail=(name,), cuts=cuts) for name in used},
        "x-operations": {
            name: {**_operation(document, each), "module": modules[name]}
            for each in operations(document)
            for name in [str(each.node["operationId"])]
        },
    }
    return write_down(content), sorted(set(cuts))


def write_down(content: Mapping[str, Any]) -> str:
    """Return the text of schemas.json, with the digest of all that it holds, what was kept included."""
    held = {key: value for key, value in content.items() if key != DIGEST}
    return json.dumps({**held, DIGEST: digest(held)}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def digest(content: Mapping[str, Any]) -> str:
    """Name a normalised document, or anything else of JSON, by its content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _references(document: Document) -> Iterator[str]:
    for place in response_places(document):
        reference = place.schema.get("$ref")
        if isinstance(reference, str) and reference.startswith(SCHEMAS):
            yield reference.removeprefix(SCHEMAS)


def _whole(document: Document, schema: Node, *, trail: tuple[str, ...], cuts: list[str]) -> Schema:
    """Put every reference's target in its place; one that leads back to itself is cut to anything.

    What JSON Schema says with true and false is said with mappings, so that all that read it meet nothing else.
    """
    if not isinstance(schema, dict):
        return {"not": {}} if schema is False else {}
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return _flat({key: _whole_inside(document, key, schema[key], trail=trail, cuts=cuts) for key in schema})
    name = reference.rpartition("/")[2]
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    if name in trail:
        cuts.append(" -> ".join([*trail, name]))
        return beside
    said = _whole(document, follow(document, schema), trail=(*trail, name), cuts=cuts)
    return {**said, "x-schema": name, **beside}


def _whole_inside(document: Document, key: str, value: Node, *, trail: tuple[str, ...], cuts: list[str]) -> Node:
    """Do so for the schemas that a word of a schema holds; what is no schema stays as it is."""
    if key in HELD_BY_NAME:
        return {name: _whole(document, each, trail=trail, cuts=cuts) for name, each in value.items()}
    if key in NESTED_MANY:
        return [_whole(document, each, trail=trail, cuts=cuts) for each in value]
    return _whole(document, value, trail=trail, cuts=cuts) if key in HELD_ONE else value


def _flat(schema: dict[str, Any]) -> dict[str, Any]:
    """Say "this or null" as one schema with two types, and "all of these objects" as one object."""
    whole = _together(schema)
    union = next((key for key in ("anyOf", "oneOf") if NULL in (whole.get(key) or [])), None)
    inner, *more = [each for each in whole[union] if each != NULL] if union else [{}]
    if more or "type" not in inner or {"enum", "const"} & set(inner):
        return whole
    kinds = inner["type"] if isinstance(inner["type"], list) else [inner["type"]]
    outer = {key: value for key, value in whole.items() if key != union}
    return {**inner, "type": [*(kind for kind in kinds if kind != "null"), "null"], **outer}


def _together(schema: dict[str, Any]) -> dict[str, Any]:
    parts = schema.get("allOf")
    if not parts or (len(parts) > 1 and not all("properties" in each or set(each) <= BESIDE for each in parts)):
        return schema
    whole = {key: value for part in parts for key, value in part.items() if key != "x-schema" or len(parts) == 1}
    outer = {key: value for key, value in schema.items() if key != "allOf"}
    properties = {key: value for part in [*parts, outer] for key, value in part.get("properties", {}).items()}
    return {**whole, **outer, **({"properties": properties} if properties else {})}


def _operation(document: Document, operation: Operation) -> dict[str, Any]:
    node = operation.node
    facts = {
        "method": operation.method.upper(),
        "path": operation.path,
        "tag": (node.get("tags") or ["default"])[0],
        "scope": node.get("x-scope"),
        "rateLimit": node.get("x-rate-limit"),
        "pagination": node.get("x-pagination"),
        "reads": node.get("x-reads", operation.method == "get"),
        "deprecated": bool(node.get("deprecated", False)),
        "sunset": node.get("x-sunset"),
        "source": node.get("x-source"),
        "takes": describe_call(document, operation, lambda schema: _whole(document, schema, trail=(), cuts=[])),
    }
    answer = _success(document, operation)
    if answer:
        facts["responseSchema"] = answer
        facts["itemSchema"] = _item(document, operation, answer)
    return facts


def _success(document: Document, operation: Operation) -> str | None:
    for status, response in operation.node.get("responses", {}).items():
        if str(status).startswith("2"):
            content = (follow(document, response) or {}).get("content") or {}
            return _name_in(next((each.get("schema") for each in content.values()), None))
    return None


def _item(document: Document, operation: Operation, answer: str) -> str:
    """Name the schema of one row, or of the one object in an envelope, or of the answer itself."""
    for holder in list_row_holders(document, operation, {"$ref": SCHEMAS + answer}):
        found = _name_in(holder.get("items")) or _name_in(holder)
        if found:
            return found
    return answer


def _name_in(schema: Node) -> str | None:
    if not isinstance(schema, dict):
        return None
    found = [schema, *schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]
    references = [each.get("$ref") for each in found if isinstance(each, dict)]
    names = [each.rpartition("/")[2] for each in references if isinstance(each, str)]
    return names[0] if names else None
