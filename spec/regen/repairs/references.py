"""Repairs of references: each leads to a named schema, and from there to something that is none."""

import re
from collections.abc import Iterator

from regen.document import SCHEMAS, Document, Node, all_places, follow, redirect, unescape

WORD = re.compile(r"[A-Za-z0-9]+")


def end_circles(document: Document) -> Iterator[tuple[str, str]]:
    """Let a schema that is only a reference to itself, however far round, be anything."""
    named = document.get("components", {}).get("schemas", {})
    for name, schema in named.items():
        if isinstance(schema, dict) and "$ref" in schema and follow(document, schema) == {}:
            named[name] = {}
            yield name, "leads back to itself and is anything"


def bring_home(document: Document) -> Iterator[tuple[str, str]]:
    """Give a name to a schema that is referred to by its place inside another part of the document."""
    named = document.setdefault("components", {}).setdefault("schemas", {})
    found = {unescape(reference): (where, reference) for where, reference in _elsewhere(document)}
    # The innermost first: what lies within one that has moved is not found by its place any more.
    for meant, (where, reference) in sorted(found.items(), key=lambda item: -item[0].count("/")):
        holder, key = _find_holder(document, reference)
        words = WORD.findall(meant.removeprefix(SCHEMAS).replace("properties/", ""))
        name = "".join(word[:1].upper() + word[1:] for word in words)
        while name in named:
            name += "2"
        named[name], holder[key] = holder[key], {"$ref": SCHEMAS + name}
        redirect(document, meant, SCHEMAS + name)
        yield where, f"{reference} named {name}"


def _elsewhere(document: Document) -> Iterator[tuple[str, str]]:
    """List the schemas that are referred to, but not by a name."""
    for place in all_places(document):
        reference = place.schema.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            continue
        if "/" in reference.removeprefix(SCHEMAS) and isinstance(follow(document, {"$ref": reference}), dict):
            yield place.where, reference


def _find_holder(document: Document, reference: str) -> tuple[Node, Node]:
    *steps, last = [unescape(step) for step in reference[2:].split("/")]
    holder: Node = document
    for step in steps:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    return holder, int(last) if isinstance(holder, list) else last
