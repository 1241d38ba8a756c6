"""Parameters as the generator can send them, under names that its functions do not use themselves."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from regen.document import Document, Node, Operation, operations
from regen.names import find_taken_arguments, is_inside, make_identifier
from regen.view.slots import NULL, is_object, resolve

WIRE_NAME = "x-wire-name"
TEMPLATE = re.compile(r"\{([^{}]+)\}")
# What the generator can fill into a path: it knows no other characters in the name of such a parameter.
FILLABLE = re.compile(r"[a-zA-Z_-][a-zA-Z0-9_-]*")
PLAIN = ("string", "integer", "number", "boolean")
DATES = ("date", "date-time", "binary")
TEXT = {"type": "string"}


def join_lists(document: Document) -> Iterator[tuple[str, str]]:
    """Let the caller join a list that is sent in one piece: the generator would repeat the parameter."""
    for operation, parameter in _list_parameters(document):
        if _is_joined(document, parameter):
            parameter["schema"] = dict(TEXT)
            yield operation.place, f"parameter {parameter['name']} takes text that is already joined"


def write_as_text(document: Document) -> Iterator[tuple[str, str]]:
    """Let the caller write as text what the generator would send as Python shows it, or not at all."""
    for operation, parameter in _list_parameters(document):
        schema = parameter.get("schema")
        if "content" not in parameter and schema is not None and _is_sent(document, schema, parameter["in"]):
            continue
        meant = _list_meant(document, schema) if schema is not None else []
        parameter.pop("content", None)
        if len(meant) == 1 and _is_sent(document, meant[0], parameter["in"]):
            parameter["schema"] = meant[0]
            yield operation.place, f"parameter {parameter['name']} cannot be null"
        else:
            parameter["schema"] = dict(TEXT)
            yield operation.place, f"parameter {parameter['name']} takes text"


def rename_arguments(document: Document) -> Iterator[tuple[str, str]]:
    """Give another name to an argument whose own is one that the function uses, or another argument's."""
    for operation in operations(document):
        while said := list(_rename_given(operation.node["parameters"])):  # a new name may be what another uses inside
            yield from ((operation.place, each) for each in said)
    for path in list(document["paths"]):
        yield from _rename_in_path(document, path)


def _rename_given(given: list[dict[str, Any]]) -> Iterator[str]:
    arguments = {make_identifier(each["name"]) for each in given if each["in"] == "path"}
    taken = _list_taken(given) | arguments
    for parameter in (each for each in given if each["in"] != "path"):
        name = make_identifier(parameter["name"])
        if name in taken or is_inside(name, arguments):
            name = next(each for each in _list_candidates(name, parameter["in"]) if each not in taken)
            parameter.setdefault(WIRE_NAME, parameter["name"])
            parameter["name"] = name
            yield f"parameter {parameter[WIRE_NAME]} is the argument {name}"
        arguments.add(name)
        taken.add(name)


def _rename_in_path(document: Document, path: str) -> Iterator[tuple[str, str]]:
    """Rename what stands in a path, for all operations there: such names are not sent."""
    item = document["paths"][path]
    given = [parameter for node in item.values() for parameter in node["parameters"]]
    taken = _list_taken(given) | {make_identifier(each["name"]) for each in given if each["in"] != "path"}
    elsewhere = {name for other in document["paths"] if other != path for name in TEMPLATE.findall(other)}
    new_names = {}
    for name in dict.fromkeys(TEMPLATE.findall(path)):
        argument = make_identifier(name)
        if argument in taken or not FILLABLE.fullmatch(name):
            stem = argument if FILLABLE.fullmatch(argument) else "parameter"
            argument = next(each for each in _list_candidates(stem, "path") if each not in taken | elsewhere)
            new_names[name] = argument
            yield path, f"parameter {name} is the argument {argument}"
        taken.add(argument)
    if new_names:
        del document["paths"][path]
        document["paths"][TEMPLATE.sub(lambda found: f"{{{new_names.get(found[1], found[1])}}}", path)] = item
        for parameter in (each for each in given if each["in"] == "path"):
            parameter["name"] = new_names.get(parameter["name"], parameter["name"])


def _list_taken(parameters: list[dict[str, Any]]) -> set[str]:
    """List what the function uses itself, with what it makes of lists and dates before it sends them."""
    return {*find_taken_arguments(), *(f"json_{make_identifier(each['name'])}" for each in parameters)}


def _list_candidates(name: str, place: str) -> Iterator[str]:
    yield make_identifier(f"{name}_{place}")
    yield from (make_identifier(f"{name}_{place}_{number}") for number in count(2))


def _list_parameters(document: Document) -> Iterator[tuple[Operation, dict[str, Any]]]:
    for operation in operations(document):
        yield from ((operation, parameter) for parameter in operation.node["parameters"])


def _list_meant(document: Document, schema: Node) -> list[dict[str, Any]]:
    """List the schemas that a parameter may have, without null, which cannot be sent."""
    whole = resolve(document, schema)
    inner = (
        [each for branch in whole["anyOf"] for each in _list_meant(document, branch)] if "anyOf" in whole else [whole]
    )
    return [each for each in inner if each != NULL]


def _is_joined(document: Document, parameter: dict[str, Any]) -> bool:
    by_commas = parameter.get("explode") is False and parameter.get("style", "form") == "form"
    separated = parameter.get("style") in {"pipeDelimited", "spaceDelimited"}
    kinds = [each.get("type") for each in _list_meant(document, parameter.get("schema", {}))]
    return parameter["in"] == "query" and "array" in kinds and (by_commas or separated)


def _is_sent(document: Document, schema: Node, place: str) -> bool:
    """Say whether the generator sends all values of a schema as the document means them."""
    meant = _list_meant(document, schema)
    if place == "query":
        return all(_is_sent_in_query(document, each) for each in meant)
    kinds = {"header": PLAIN, "path": ("string", "integer", "number"), "cookie": ("string",)}[place]
    whole = resolve(document, schema)
    if (
        "anyOf" in whole
        or len(meant) != 1
        or meant[0].get("format") in DATES
        or (place == "cookie" and "enum" in whole)
    ):
        return False
    return meant[0].get("type", "string" if "enum" in meant[0] else None) in kinds


def _is_sent_in_query(document: Document, schema: dict[str, Any]) -> bool:
    if schema.get("type") == "array":
        parts = _list_meant(document, schema.get("items", {}))
        return "prefixItems" not in schema and all(
            part.get("type") != "array" and _is_sent_in_query(document, part) for part in parts
        )
    return not is_object(schema) and schema.get("format") != "binary"
