"""What the generator would get wrong, said in words that it gets right.

Only the generator sees these words; the truth stays in the document and in schemas.json.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from regen.document import SCHEMAS, Document, Node, all_places, operations, parameters

Change = Callable[[Document], Iterator[tuple[str, str]]]

# Names that a generated model has or uses itself, so that a property of that name would break it.
TAKEN = {
    "additional_properties",
    "additional_keys",
    "cast",
    "cls",
    "d",
    "field_dict",
    "from_dict",
    "src_dict",
    "to_dict",
}
IMPORTED = {"Any", "Generator", "IntEnum", "Mapping", "Response", "StrEnum", "TypeVar", "Unset", "BinaryIO", "TextIO"}


def view(document: Document) -> tuple[Document, list[tuple[str, str, str]]]:
    """Return the document as the generator should see it, and what is said in other words there."""
    seen = copy.deepcopy(document)
    notes = [(name, *said) for name, change in CHANGES.items() for said in change(seen)]
    return json.loads(json.dumps(seen)), notes


def loosened_lists(document: Document) -> Iterator[tuple[str, str]]:
    """Say a list of anything as anything: in a union it becomes a cast that mypy calls redundant."""
    for place in all_places(document):
        if place.schema.get("items") == {} and "array" in _kinds(place.schema):
            for key in ("type", "items"):
                del place.schema[key]
            yield place.where, "a list of anything has no type of its own"


def joined_parameters(document: Document) -> Iterator[tuple[str, str]]:
    """Let the caller join a list that is sent in one piece: the generator would repeat the parameter."""
    for operation in operations(document):
        for parameter in parameters(document, operation):
            if _is_joined(parameter):
                parameter["schema"] = {"type": "string"}
                yield operation.place, f"parameter {parameter['name']} takes text that is already joined"


def flat_parameters(document: Document) -> Iterator[tuple[str, str]]:
    """Let the caller write an object in a query as text: the generator would send how Python shows it."""
    for operation in operations(document):
        for parameter in parameters(document, operation):
            schema = parameter.get("schema", {})
            inner = schema.get("items", schema)
            if parameter.get("in") == "query" and ("properties" in inner or "object" in _kinds(inner)):
                parameter["schema"] = {"type": "string"}
                yield operation.place, f"parameter {parameter['name']} takes text"
            elif "content" in parameter:
                del parameter["content"]
                parameter["schema"] = {"type": "string"}
                yield operation.place, f"parameter {parameter['name']} takes text"


def unnamed_properties(document: Document) -> Iterator[tuple[str, str]]:
    """Leave a property whose name the model needs to its additional properties, where nothing is lost."""
    for place in all_places(document):
        for name in [name for name in place.schema.get("properties", {}) if _snake(name) in TAKEN]:
            del place.schema["properties"][name]
            place.schema["required"] = [each for each in place.schema.get("required", []) if each != name]
            place.schema.pop("additionalProperties", None)
            yield place.where, f"property {name} is read and written as model[{name!r}]"


def renamed_schemas(document: Document) -> Iterator[tuple[str, str]]:
    """Rename schemas whose class would hide a name that its module needs."""
    named = document.get("components", {}).get("schemas", {})
    for name in list(named):
        own = {_snake(each) for each in named[name].get("properties", {})}
        if name in IMPORTED or _snake(name) in own:
            new = f"{name}Model"
            while new in named:
                new += "2"
            named[new] = named.pop(name)
            _redirect(document, SCHEMAS + name, SCHEMAS + new)
            yield name, f"its class is {new}"


CHANGES: Mapping[str, Change] = {
    "list-of-anything": loosened_lists,
    "joined-parameter": joined_parameters,
    "flat-parameter": flat_parameters,
    "taken-property": unnamed_properties,
    "taken-class": renamed_schemas,
}


def _redirect(node: Node, old: str, new: str) -> None:
    if isinstance(node, dict):
        if node.get("$ref") == old:
            node["$ref"] = new
        for inner in node.values():
            _redirect(inner, old, new)
    elif isinstance(node, list):
        for inner in node:
            _redirect(inner, old, new)


def _is_joined(parameter: dict[str, Any]) -> bool:
    by_commas = parameter.get("explode") is False and parameter.get("style", "form") == "form"
    separated = parameter.get("style") in {"pipeDelimited", "spaceDelimited"}
    is_list = "array" in _kinds(parameter.get("schema", {}))
    return parameter.get("in") == "query" and is_list and (by_commas or separated)


def _kinds(schema: dict[str, Any]) -> list[Any]:
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()
