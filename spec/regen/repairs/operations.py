"""Repairs of operations: their names, their path parameters, their answers."""

import re
from collections.abc import Iterator
from typing import Any

from regen.document import Document, Operation, follow, operations, parameters

TEMPLATE = re.compile(r"\{([^{}]+)\}")
WORD = re.compile(r"[A-Za-z0-9]+")


def name_operations(document: Document) -> Iterator[tuple[str, str]]:
    """Give a name to each operation that has none."""
    for operation in operations(document):
        if not operation.node.get("operationId"):
            operation.node["operationId"] = _name(operation)
            yield operation.place, f"named {operation.node['operationId']}"


def tell_operations_apart(document: Document) -> Iterator[tuple[str, str]]:
    """Give numbers to operations that share a name, for the second would overwrite the first."""
    seen: set[str] = set()
    for operation in operations(document):
        name = str(operation.node["operationId"])
        number = 2
        while _flat(operation.node["operationId"]) in seen:
            operation.node["operationId"] = f"{name}{number}"
            number += 1
        seen.add(_flat(operation.node["operationId"]))
        if operation.node["operationId"] != name:
            yield operation.place, f"{name} renamed to {operation.node['operationId']}"


def drop_repeated_parameters(document: Document) -> Iterator[tuple[str, str]]:
    """Let a parameter that is declared twice at one place be there once."""
    for operation in operations(document):
        for holder in (operation.item, operation.node):
            given = holder.get("parameters", [])
            names = [(found["name"], found["in"]) for found in (follow(document, each) for each in given)]
            again = [number for number, name in enumerate(names) if name in names[:number]]
            if again:
                holder["parameters"] = [each for number, each in enumerate(given) if number not in again]
                yield operation.place, f"parameter {', '.join(names[number][0] for number in again)} was there twice"


def match_path_parameters(document: Document) -> Iterator[tuple[str, str]]:
    """Let each path have just the parameters that its template names."""
    for operation in operations(document):
        wanted = TEMPLATE.findall(operation.path)
        declared = [each for each in parameters(document, operation) if each.get("in") == "path"]
        missing = [name for name in wanted if name not in [each.get("name") for each in declared]]
        extra = [each for each in declared if each.get("name") not in wanted]
        if missing or extra:
            yield operation.place, _match(document, operation, missing=missing, extra=extra)


def empty_answers(document: Document) -> Iterator[tuple[str, str]]:
    """Take the body from answers that cannot have one."""
    for operation in operations(document):
        responses = operation.node.get("responses", {})
        for status in ("204", "304"):
            found = follow(document, responses.get(status))
            if isinstance(found, dict) and found.pop("content", None) is not None:
                yield operation.place, f"body of {status} removed"


def _match(document: Document, operation: Operation, *, missing: list[str], extra: list[dict[str, Any]]) -> str:
    own = [dict(each) for each in parameters(document, operation)]
    renamed = dict(zip([each["name"] for each in extra], missing, strict=False))
    kept = []
    for each in own:
        if each.get("in") == "path" and each["name"] in renamed:
            kept.append({**each, "name": renamed[each["name"]]})
        elif each.get("in") != "path" or each["name"] not in [other["name"] for other in extra]:
            kept.append(each)
    kept += [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in missing[len(extra) :]
    ]
    # The path item's own parameters would come back for this operation, so each of its operations gets them by itself.
    push_down(operation.item)
    operation.node["parameters"] = kept
    said = [f"{old} renamed to {new}" for old, new in renamed.items()]
    said += [f"{each['name']} removed" for each in extra[len(missing) :]]
    said += [f"{name} added" for name in missing[len(extra) :]]
    return "path parameter " + ", ".join(said)


def push_down(item: dict[str, Any]) -> None:
    """Let each operation of a path item have the shared parameters by itself."""
    shared = item.pop("parameters", [])
    for operation in operations({"paths": {"": item}}):
        operation.node["parameters"] = [*shared, *operation.node.get("parameters", [])]


def capital(name: str) -> str:
    """Begin a name with a capital letter."""
    return name[:1].upper() + name[1:]


def _name(operation: Operation) -> str:
    """Make a name of method and path, such as postOrgsUsersSuspend; versions and parameters tell nothing."""
    steps = [step for step in operation.path.split("/") if step and not step.startswith("{")]
    words = [word for step in steps if not re.fullmatch(r"v\d+", step) for word in WORD.findall(step)]
    ending = "ById" if operation.path.endswith("}") else ""
    return operation.method + "".join(map(capital, words)) + ending


def _flat(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
