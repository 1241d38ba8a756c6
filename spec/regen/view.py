"""What the generator would get wrong, said in words that it gets right.

Only the generator sees these words; the truth stays in the document and in schemas.json.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from regen.document import NESTED_MANY, SCHEMAS, Document, Node, all_places, follow, operations, parameters

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
READABLE = re.compile(r"(application/(.+\+)?json|text/.*|application/octet-stream|\*/\*)\s*(;.*)?$", re.IGNORECASE)
IMPORTED = {"Any", "Generator", "IntEnum", "Mapping", "Response", "StrEnum", "TypeVar", "Unset", "BinaryIO", "TextIO"}


def view(document: Document) -> tuple[Document, list[tuple[str, str, str]]]:
    """Return the document as the generator should see it, and what is said in other words there."""
    seen = copy.deepcopy(document)
    notes = [(name, *said) for name, change in CHANGES.items() for said in change(seen)]
    return json.loads(json.dumps(seen)), notes


def loosened_lists(document: Document) -> Iterator[tuple[str, str]]:
    """Say a list of anything as anything: in a union it becomes a cast that mypy calls redundant."""
    for place in reversed(list(all_places(document))):  # the inner one first: the outer one may be of nothing else
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


def said_schemas(document: Document) -> Iterator[tuple[str, str]]:
    """Say a schema that is only true or false as one that says nothing."""
    for place in all_places(document):
        for holder, name in _shortened(place.schema):
            holder[name] = {}
            yield place.where, f"{name} is anything"


def readable_answers(document: Document) -> Iterator[tuple[str, str]]:
    """Hand an answer that is neither JSON nor text to the caller as bytes: the generator would leave it out."""
    for operation in operations(document):
        for status, response in operation.node.get("responses", {}).items():
            found = follow(document, response) or {}
            kinds = list(found.get("content") or {})
            if kinds and not any(READABLE.match(kind) for kind in kinds):
                found["content"] = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
                yield operation.place, f"the answer of {status} ({', '.join(kinds)}) is read as bytes"


def unnamed_properties(document: Document) -> Iterator[tuple[str, str]]:
    """Leave a property whose name the model needs to its additional properties, where nothing is lost."""
    for place in all_places(document):
        for name in [name for name in place.schema.get("properties", {}) if _snake(name) in TAKEN]:
            del place.schema["properties"][name]
            place.schema["required"] = [each for each in place.schema.get("required", []) if each != name]
            place.schema.pop("additionalProperties", None)
            yield place.where, f"property {name} is read and written as model[{name!r}]"


def renamed_schemas(document: Document) -> Iterator[tuple[str, str]]:
    """Rename schemas whose class would hide a name that its module needs, or the class of another schema."""
    named = document.get("components", {}).get("schemas", {})
    taken: set[str] = set()
    for name in list(named):
        own = {_snake(each) for each in named[name].get("properties", {})}
        if name in IMPORTED or _snake(name) in own or _flat(name) in taken:
            new = f"{name}Model"
            while _flat(new) in {*taken, *map(_flat, named)}:
                new += "2"
            named[new] = named.pop(name)
            _redirect(document, SCHEMAS + name, SCHEMAS + new)
            yield name, f"its class is {new}"
            name = new  # noqa: PLW2901  (what follows is about the new name)
        taken.add(_flat(name))


CHANGES: Mapping[str, Change] = {
    "schema-of-one-word": said_schemas,
    "answer-of-bytes": readable_answers,
    "list-of-anything": loosened_lists,
    "joined-parameter": joined_parameters,
    "flat-parameter": flat_parameters,
    "taken-property": unnamed_properties,
    "taken-class": renamed_schemas,
}


def _shortened(schema: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """List the places inside a schema where only true or false stands."""
    properties = schema.get("properties", {})
    held: list[tuple[Any, Any]] = [(properties, name) for name in properties]
    held += [(schema, "items")] if "items" in schema else []
    for key in NESTED_MANY:
        held += [(schema[key], number) for number in range(len(schema.get(key) or []))]
    yield from ((holder, name) for holder, name in held if isinstance(holder[name], bool))


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


def _flat(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()
