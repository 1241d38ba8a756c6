"""What a new package changes for its users."""

import json
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import griffe

from orglint.tables import DECLARATIONS
from orglint.tables.apis import Api
from regen.tables import ADDED, moved, readers, shifts

COLOUR = re.compile("\x1b\\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not what it was, and whether somebody must change something because of it."""

    sentence: str
    breaking: bool = False

    def __str__(self) -> str:
        return f"{'breaking' if self.breaking else 'change'}: {self.sentence}"


def changes(api: Api, old: Path, new: Path) -> list[Change]:
    """Say what differs between two packages of one API, one sentence each."""
    if not (old / "schemas.json").is_file():
        return [Change("the first client: nothing to compare with")]
    before, after = (json.loads((package / "schemas.json").read_text("utf-8")) for package in (old, new))
    return [
        *_operations(before, after),
        *_properties(before, after),
        *_tables(api, before, after),
        *_python(old, new),
    ]


def made_of(package: Path) -> str:
    """Return the digest of the document that a package was made of; empty if there is none."""
    path = package / "schemas.json"
    return str(json.loads(path.read_text("utf-8"))["x-spec-sha256"]) if path.is_file() else ""


def differing(old: Path, new: Path) -> list[str]:
    """List the files that two packages do not have in common, byte for byte."""
    before, after = _files(old), _files(new)
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def _operations(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    old, new = before["x-operations"], after["x-operations"]
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield Change(f"operation removed: {name} ({old[name]['method']} {old[name]['path']})", breaking=True)
        elif name not in old:
            yield Change(f"operation added: {name} ({new[name]['method']} {new[name]['path']})")
        elif old[name] != new[name]:
            keys = sorted(
                key for key in old[name].keys() | new[name].keys() if old[name].get(key) != new[name].get(key)
            )
            yield Change(f"operation changed: {name} ({', '.join(keys)})", breaking=True)


def _properties(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    old, new = _columns(before["$defs"]), _columns(after["$defs"])
    for place in sorted(old.keys() | new.keys()):
        if place not in new:
            yield Change(f"property removed: {place}", breaking=True)
        elif place not in old:
            yield Change(f"property added: {place} ({new[place]})")
        elif old[place] != new[place]:
            yield Change(f"property retyped: {place} ({old[place]} to {new[place]})", breaking=True)


def _tables(api: Api, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    own = [declaration for declaration in DECLARATIONS if declaration.endpoint.api is api]
    found = shifts(before, after, own)
    yield from (Change(sentence, breaking=True) for sentence in moved(before, after, own))
    yield from (Change(str(each), breaking=each.what != ADDED) for each in found)
    yield from (Change(f"rule {sentence}", breaking=True) for sentence in readers(found))


def _columns(defs: dict[str, Any]) -> dict[str, str]:
    """Name the type of each property of each schema; those of a schema inside it stand under that one's own name."""
    return {place: kind for name, schema in defs.items() for place, kind in _own(schema, name)}


def _own(schema: dict[str, Any], where: str) -> Iterator[tuple[str, str]]:
    yield where, _type(schema)
    inside = [(f"{where}.{name}", inner) for name, inner in schema.get("properties", {}).items()]
    inside += [(f"{where}[]", schema["items"])] if "items" in schema else []
    inside += [(f"{where}/{number}", inner) for number, inner in enumerate(schema.get("anyOf", []))]
    for place, inner in inside:
        yield from [(place, _type(inner))] if "x-schema" in inner else _own(inner, place)


def _type(schema: dict[str, Any]) -> str:
    kinds = schema.get("type", "anything")
    text = str(schema.get("x-schema") or ("|".join(kinds) if isinstance(kinds, list) else kinds))
    return f"{text} {schema['format']}" if "format" in schema else text


def _python(old: Path, new: Path) -> Iterator[Change]:
    logging.getLogger("griffe").setLevel(logging.ERROR)
    before, after = (
        griffe.load(package.name, search_paths=[package.parent], resolve_aliases=True) for package in (old, new)
    )
    found = (
        breakage.explain(griffe.ExplanationStyle.ONE_LINE) for breakage in griffe.find_breaking_changes(before, after)
    )
    lines = sorted({_local(line, old, new) for line in found})
    yield from (Change(f"for Python callers: {line}", breaking=True) for line in lines)


def _local(line: str, *packages: Path) -> str:
    for package in packages:
        line = line.replace(f"{package}/", "").replace(f"{os.path.relpath(package)}/", "")
    return COLOUR.sub("", line)


def _files(package: Path) -> dict[str, bytes]:
    found = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in found}
