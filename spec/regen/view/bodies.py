"""Bodies of requests and answers, as the generator can write and read them."""

import re
from collections.abc import Iterator
from typing import Any

from regen.document import Document, Node, operations
from regen.view.slots import NULL, get_target, is_object, resolve

CONTENT_TYPE = "x-content-type"
JSON = re.compile(r"application/(.+\+)?json\s*(;.*)?$", re.IGNORECASE)
FORM = re.compile(r"(application/x-www-form-urlencoded|multipart/form-data)\s*(;.*)?$", re.IGNORECASE)
TEXT = re.compile(r"text/", re.IGNORECASE)
ANY = "*/*"
BYTES = "application/octet-stream"
BINARY = {"type": "string", "format": "binary"}

Media = dict[str, Any]


def read_answers(document: Document) -> Iterator[tuple[str, str]]:
    """Let an answer have one kind of content, with a schema that fits it: JSON before text, all else as bytes."""
    for operation in operations(document):
        for status, answer in operation.node["responses"].items():
            if content := answer.get("content"):
                kind, media, said = _read(document, content)
                answer["content"] = {kind: media}
                if said:
                    yield operation.place, f"the answer of {status} ({', '.join(content)}) is read as {said}"


def _read(document: Document, content: dict[str, Media]) -> tuple[str, Media, str | None]:
    kind = next((each for each in sorted(content) if each == ANY or JSON.match(each)), None)
    if kind:
        return "application/json", content[kind], None
    kind = next((each for each in sorted(content) if TEXT.match(each)), None)
    if kind is None:
        said = None if content.get(BYTES, {}).get("schema") == BINARY else "bytes"
        return BYTES, {"schema": dict(BINARY)}, said
    schema = content[kind].get("schema")
    if schema is None or all(_is_text(document, each) for each in _list_meant(document, schema)):
        return "text/plain", content[kind], None
    return "text/plain", {"schema": {"type": "string"}}, "text"


def _is_text(document: Document, schema: Node) -> bool:
    meant = resolve(document, schema)
    return meant.get("type", "string" if "enum" in meant else None) == "string"


def write_bodies(document: Document) -> Iterator[tuple[str, str]]:
    """Let a request have bodies that the generator can write, and tell apart by their classes."""
    for operation in operations(document):
        body = operation.node.pop("requestBody", {})
        if body.get("content"):
            operation.node["requestBody"] = body
            for said in _write(document, body):
                yield operation.place, said


def _write(document: Document, body: dict[str, Any]) -> Iterator[str]:
    """Fit each kind of content to what the generator writes, and keep those that it can tell apart, JSON first."""
    kept: dict[str, Media] = {}
    for kind in sorted(body["content"], key=lambda kind: not JSON.match(kind)):
        form, schema = _fit(document, kind, body["content"][kind].get("schema"))
        if kept and not _is_told_apart(document, [each["schema"] for each in kept.values()], schema):
            yield f"the body {kind} is left out: {next(iter(kept))} is kept"
            continue
        kept[form] = {"schema": schema}
        if form == BYTES and kind != BYTES:
            body[CONTENT_TYPE] = kind
        if schema != body["content"][kind].get("schema"):
            taken = "a File" if form == BYTES else "an object" if FORM.match(form) else "a value that is not null"
            yield f"the body {kind} takes {taken}"
    body["content"] = kept
    if len(kept) > 1:
        body["required"] = (
            False  # The generator lets callers leave out one of several in any case, and then needs the word.
        )
    elif not body.get("required") and "anyOf" in resolve(document, next(iter(kept.values()))["schema"]):
        body["required"] = True
        yield "the body has to be given: the generator would send what stands for nothing"


def _fit(document: Document, kind: str, schema: Node) -> tuple[str, Node]:
    if kind == ANY or JSON.match(kind):
        return "application/json" if kind == ANY else _lower(kind), {} if schema is None else _without_null(schema)
    if FORM.match(kind):
        meant = _list_meant(document, schema or {})
        return _lower(kind), meant[0] if len(meant) == 1 and is_object(resolve(document, meant[0])) else {
            "type": "object"
        }
    return BYTES, dict(BINARY)


def _without_null(schema: Node) -> Node:
    """Leave out null, for which httpx sends no body at all."""
    branches = [_without_null(branch) for branch in schema.get("anyOf", []) if branch != NULL]
    if not branches:
        return schema
    return branches[0] if len(branches) == 1 else {**schema, "anyOf": branches}


def _lower(kind: str) -> str:
    essence, semicolon, words = kind.partition(";")
    return essence.strip().lower() + semicolon + words


def _is_told_apart(document: Document, others: list[Node], schema: Node) -> bool:
    """Say whether every body has a class of its own."""
    several = [*others, schema]
    classes = [get_target(each) for each in several if get_target(each) is not None]
    return len(classes) == len(set(classes)) and all(
        each == BINARY or is_object(resolve(document, each)) for each in several
    )


def _list_meant(document: Document, schema: Node) -> list[Node]:
    """List the schemas of a union, or the one that there is, without null; references to them stay."""
    whole = resolve(document, schema)
    if "anyOf" not in whole:
        return [schema]
    return [each for branch in whole["anyOf"] for each in _list_meant(document, branch) if each != NULL]
