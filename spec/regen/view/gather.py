"""A document reduced to what the generator reads, in as few forms as there are, every operation whole in itself."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from regen.document import METHODS, Document, Node, follow, list_kinds
from regen.view.slots import NULL

OPERATION = ("operationId", "tags", "summary", "description", "deprecated", "security")
PARAMETER = ("name", "in", "required", "style", "explode", "content", "x-wire-name")
SAID_BY: Mapping[type, str] = {bool: "boolean", float: "number", int: "integer"}
WORDS = ("title", "description", "default", "example")
MANY = ("anyOf", "oneOf", "allOf", "prefixItems")
OF_TYPE = {
    **dict.fromkeys(("properties", "required", "additionalProperties"), "object"),
    **dict.fromkeys(("items", "prefixItems"), "array"),
}
SCHEMA = (*WORDS, "type", "format", "enum", "const", "required", "x-enum-varnames")


def gather(document: Document) -> Document:
    """Return a copy with references to parameters, bodies and answers followed, and no word that the generator skips.

    A word that it skips can still make it refuse the whole document, and what two operations share cannot be
    said in other words for one of them alone.
    """
    info = {"title": "", "version": "", **document.get("info", {})}
    named = document.get("components", {}).get("schemas", {})
    return {
        "openapi": document["openapi"],
        "info": {key: str(info[key]) for key in ("title", "version", "description") if key in info},
        "paths": {
            path: _gather_item(document, item) for path, item in document["paths"].items() if isinstance(item, dict)
        },
        "components": {"schemas": {name: _gather_schema(schema) for name, schema in named.items()}},
    }


def _gather_item(document: Document, item: dict[str, Any]) -> dict[str, Any]:
    shared = item.get("parameters", [])
    return {
        method: _gather_operation(document, item[method], shared)
        for method in METHODS
        if isinstance(item.get(method), dict)
    }


def _gather_operation(document: Document, node: dict[str, Any], shared: list[Node]) -> dict[str, Any]:
    whole = {key: copy.deepcopy(node[key]) for key in OPERATION if key in node}
    whole["parameters"] = list(_gather_parameters(document, [*node.get("parameters", []), *shared]))
    if isinstance(body := follow(document, node.get("requestBody")), dict):
        words = {key: body[key] for key in ("required", "x-content-type") if key in body}
        whole["requestBody"] = {**words, "content": _gather_content(body)}
    whole["responses"] = {
        str(status): _gather_answer(follow(document, answer) or {})
        for status, answer in node.get("responses", {}).items()
        if not str(status).startswith("x-")
    }
    return whole


def _gather_parameters(document: Document, given: list[Node]) -> Iterator[dict[str, Any]]:
    """List each parameter once: the operation's own goes before the one that its path shares."""
    seen = set()
    for parameter in (follow(document, each) for each in given):
        if isinstance(parameter, dict) and (place := (parameter["name"], parameter["in"])) not in seen:
            seen.add(place)
            kept = {key: parameter[key] for key in PARAMETER if key in parameter}
            yield {**kept, "schema": _gather_schema(parameter["schema"])} if "schema" in parameter else kept


def _gather_answer(answer: dict[str, Any]) -> dict[str, Any]:
    content = _gather_content(answer)
    return {"description": answer.get("description", ""), **({"content": content} if content else {})}


def _gather_content(holder: dict[str, Any]) -> dict[str, Any]:
    media = (holder.get("content") or {}).items()
    return {kind: {"schema": _gather_schema(each["schema"])} if "schema" in each else {} for kind, each in media}


def _gather_schema(schema: Node) -> Node:
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {key: copy.deepcopy(schema[key]) for key in SCHEMA if key in schema}
    kept |= {key: [_gather_schema(inner) for inner in schema[key]] for key in MANY if key in schema}
    for part in kept.get("allOf", []):
        if isinstance(part, dict):
            part.pop("title", None)  # A part has no class of its own.
    kept |= {key: _gather_schema(schema[key]) for key in ("items", "additionalProperties") if key in schema}
    if "properties" in schema:
        kept["properties"] = {name: _gather_schema(inner) for name, inner in schema["properties"].items()}
    if isinstance(schema.get("$ref"), str):
        return _split_reference({"$ref": schema["$ref"], **kept})
    return _write_in_one_form(kept)


def _split_reference(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave the words about a reference; what else stands beside it is another part of a sum."""
    beside = {key: value for key, value in schema.items() if key in ("properties", "required", *MANY)}
    reference = {"$ref": schema["$ref"]}
    if not beside:
        return reference
    return {"allOf": [reference, _write_in_one_form(beside)]}


def _write_in_one_form(schema: dict[str, Any]) -> dict[str, Any]:
    """Say lists of types, nulls in enums and both kinds of unions as one kind of union."""
    words = {key: schema[key] for key in WORDS if key in schema}
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "oneOf")}
    kinds = list_kinds(schema)
    branches = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    if branches:
        return _write_union(words, rest, [*branches, *([NULL] if "null" in kinds else [])])
    if "const" in schema:
        return _write_constant(rest, kinds)
    if None in (schema.get("enum") or []):
        values = [value for value in schema["enum"] if value is not None]
        several = {**rest, "enum": values, "type": [kind for kind in kinds if kind != "null"]}
        return {**words, "anyOf": [dict(NULL), _drop_default(_write_one_type(several))]} if values else dict(NULL)
    if isinstance(schema.get("type"), list) and len(kinds) > 1:
        return {**words, "anyOf": [_drop_default(_write_one_type({**rest, "type": [kind]})) for kind in kinds]}
    return _write_one_type(rest)


def _write_union(words: dict[str, Any], rest: dict[str, Any], branches: list[Node]) -> dict[str, Any]:
    if set(rest) - {*WORDS, "type", "format"}:
        return {**words, "allOf": [_write_one_type(rest), {"anyOf": branches}]}
    return _unwrap_schema({**words, "anyOf": branches}, branches)


def _unwrap_schema(schema: dict[str, Any], parts: list[Node]) -> dict[str, Any]:
    """Say a union or a sum of one thing as that thing."""
    if len(parts) != 1 or not isinstance(parts[0], dict):
        return schema
    if "$ref" in parts[0]:
        return {"allOf": parts, "default": schema["default"]} if "default" in schema else parts[0]
    return {**{key: schema[key] for key in WORDS if key in schema}, **parts[0]} if "anyOf" in schema else schema


def _write_constant(schema: dict[str, Any], kinds: list[Any]) -> dict[str, Any]:
    value = schema["const"]
    if value is None:
        return dict(NULL)
    constant = {key: each for key, each in schema.items() if key != "type"}
    if not isinstance(value, str):  # The generator writes `if x != 1and ...` of others.
        del constant["const"]
        constant |= {"enum": [value]} if type(value) is int else {}
        constant |= {"type": SAID_BY[type(value)]} if type(value) in SAID_BY else {}
    return {"anyOf": [constant, dict(NULL)]} if "null" in kinds else constant


def _write_one_type(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = list_kinds(schema)
    schema = {key: value for key, value in schema.items() if key != "type"}
    if kinds == ["null"]:
        return dict(NULL)
    if len(kinds) == 1:
        schema["type"] = kinds[0]
        schema = {key: value for key, value in schema.items() if OF_TYPE.get(key, kinds[0]) == kinds[0]}
    if kinds == ["boolean"]:
        schema.pop("enum", None)
    if set(schema) <= {*WORDS, "type", "allOf"}:
        return _unwrap_schema(schema, schema.get("allOf", []))
    return schema


def _drop_default(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "default"}
