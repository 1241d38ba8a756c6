"""Repairs of paths that mean the same, and of parameters that the generator cannot send as they are meant."""

import copy
import re
from collections.abc import Iterator
from typing import Any

from regen.document import METHODS, Document, follow, operations
from regen.refusal import Refusal
from regen.repairs.operations import push_down

TEMPLATE = re.compile(r"\{[^{}]+\}")
Parameter = dict[str, Any]


def inline_items(document: Document) -> Iterator[tuple[str, str]]:
    """Put shared path items where paths refer to them: the generator would leave out their operations."""
    for path, item in document["paths"].items():
        if isinstance(item, dict) and "$ref" in item:
            found = follow(document, item)
            if not isinstance(found, dict) or "$ref" in found:
                raise Refusal(f"{path} refers to {item['$ref']}, which is not in the document")
            own = {key: value for key, value in item.items() if key != "$ref"}
            document["paths"][path] = {**copy.deepcopy(found), **own}
            yield path, f"{item['$ref']} put in its place"


def merge_paths(document: Document) -> Iterator[tuple[str, str]]:
    """Let paths that differ only in the names of their parameters be one path."""
    first: dict[str, str] = {}
    for path, item in list(document["paths"].items()):
        kept = first.setdefault(TEMPLATE.sub("{}", path), path)
        if kept != path and not any(method in item and method in document["paths"][kept] for method in METHODS):
            names = dict(zip(TEMPLATE.findall(path), TEMPLATE.findall(kept), strict=True))
            _move(document, document["paths"].pop(path), document["paths"][kept], names=names)
            yield path, f"merged into {kept}"


def spread_objects(document: Document) -> Iterator[tuple[str, str]]:
    """Say a deep object in a query as one parameter for each of its properties, which is what stands on the wire."""
    for operation in operations(document):
        for holder in (operation.item, operation.node):
            given = [follow(document, each) for each in holder.get("parameters", [])]
            deep = [each["name"] for each in given if _is_deep(each)]
            if deep:
                holder["parameters"] = [part for each in given for part in _parts(each)]
                yield operation.place, f"deep object spread: {', '.join(deep)}"


def _move(document: Document, item: dict[str, Any], kept: dict[str, Any], *, names: dict[str, str]) -> None:
    push_down(item)
    push_down(kept)
    for method in METHODS:
        if method in item:
            given = [follow(document, each) for each in item[method].get("parameters", [])]
            kept[method] = {**item[method], "parameters": [_renamed(each, names) for each in given]}


def _renamed(parameter: Parameter, names: dict[str, str]) -> Parameter:
    known = names.get(f"{{{parameter['name']}}}") if parameter.get("in") == "path" else None
    return {**parameter, "name": known[1:-1]} if known else parameter


def _is_deep(parameter: Parameter) -> bool:
    return parameter.get("style") == "deepObject" and bool(parameter.get("schema", {}).get("properties"))


def _parts(parameter: Parameter) -> Iterator[Parameter]:
    if not _is_deep(parameter):
        yield parameter
        return
    for name, schema in parameter["schema"]["properties"].items():
        yield {"name": f"{parameter['name']}[{name}]", "in": "query", "schema": schema}
