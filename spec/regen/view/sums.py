"""Sums ("allOf") added up for the generator, which can only add up named objects and plain lists of properties.

Of anything else (enums, texts, unions, a sum in a sum, the same inline object twice, a sum that holds itself) it loses
a part without a word, or leaves out the schema and every operation that uses it.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from typing import Any

from regen.document import Document, Node
from regen.view.combine import Contradiction, combine
from regen.view.nulls import split_nullable
from regen.view.places import hoist, list_sites
from regen.view.slots import NULL, get_named, get_target, is_object, is_silent, list_slots, make_reference

ROUNDS = 20
BRANCHES = 24
WORDS = {"type", "title", "description", "example"}

Part = tuple[dict[str, Any], tuple[str, ...]]


def add_up(document: Document) -> Iterator[tuple[str, str]]:
    """Say every sum as the one schema that it means."""
    for slot in list_slots(document):
        if isinstance(slot.schema, dict) and "allOf" in slot.schema:
            slot.put(_without_silence(slot.schema))
    heirs: dict[str, set[str]] = {}
    for _ in range(ROUNDS):
        yield from _name_sums(document)
        named = get_named(document)
        sums = [name for name, schema in named.items() if is_sum(schema)]
        if not sums:
            break
        _list_heirs(named, heirs)
        _name_insides(document, {target for name in sums for target in _list_bases(named, name)})
        whole = {name: _Adder(named, heirs).add(name) for name in sums}
        named.update(whole)
        yield from ((name, "is the sum of its parts, added up") for name in sums)
    else:
        for slot in list_slots(document):
            if is_sum(slot.schema):
                slot.put({})
                yield slot.where, f"adds up to ever more sums after {ROUNDS}, and is anything"
    yield from split_nullable(document)


def is_sum(schema: Node) -> bool:
    """Say whether a schema adds up others; a sum of one reference only wraps it."""
    if not isinstance(schema, dict) or not schema.get("allOf"):
        return False
    return (
        len(schema["allOf"]) > 1
        or get_target(schema["allOf"][0]) is None
        or bool(set(schema) - {*WORDS, "default", "allOf"})
    )


def _without_silence(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out parts that only say words; a sum of one thing is that thing."""
    parts = [part for part in schema["allOf"] if not is_silent(part)]
    rest = {key: value for key, value in schema.items() if key != "allOf"}
    for part in schema["allOf"]:
        rest |= {key: value for key, value in part.items() if key == "default"} if is_silent(part) else {}
    if not parts:
        return rest
    if len(parts) == 1 and set(rest) <= WORDS:
        return parts[0] if "$ref" in parts[0] else {**rest, **parts[0]}
    return {**rest, "allOf": parts}


def _name_sums(document: Document) -> Iterator[tuple[str, str]]:
    """Let every sum be a named schema, equal ones the same: of those inside each other there may be no end."""
    known: dict[str, str] = {}
    named = get_named(document)
    for name, schema in named.items():
        if is_sum(schema):
            known.setdefault(_text(schema), name)
    for site in list_sites(document):
        schema = site.slot.schema
        if is_sum(schema) and not site.is_part and site.slot.holder is not named:
            text = _text(schema)
            if text in known:
                site.slot.put(make_reference(known[text]))
            else:
                known[text] = hoist(document, site)
            yield site.slot.where, f"is a schema of its own, {known[text]}"


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in schema.items() if key not in WORDS}, sort_keys=True)


def _list_heirs(named: dict[str, Any], heirs: dict[str, set[str]]) -> None:
    """Note of each named schema which ones are a sum of it and something else."""
    for name, schema in named.items():
        if is_sum(schema):
            for base in _list_bases(named, name):
                heirs.setdefault(base, set()).add(name)


def _list_bases(named: dict[str, Any], name: str) -> set[str]:
    found: set[str] = set()
    waiting = [named.get(name)]
    while waiting:
        schema = waiting.pop()
        target = get_target(schema)
        if target is not None and target not in found:
            found.add(target)
            waiting.append(named.get(target))
        elif isinstance(schema, dict):
            waiting += schema.get("allOf", [])
    return found


def _name_insides(document: Document, bases: set[str]) -> None:
    """Name the classes inside objects that are added to others, as the generator does: all sums share them."""
    named = get_named(document)
    for site in list_sites(document):
        schema = site.slot.schema
        inside = site.owner in bases and site.slot.holder is not named and site.parent and not site.is_part
        if inside and (is_object(schema) or (isinstance(schema, dict) and "enum" in schema)):
            hoist(document, site)


class _Adder:
    """Adds up the parts of named schemas."""

    def __init__(self, named: dict[str, Any], heirs: dict[str, set[str]]) -> None:
        self._named = named
        self._heirs = heirs
        self._left = BRANCHES

    def add(self, name: str) -> dict[str, Any]:
        """Return the schema that a named sum means; one that nothing fits is anything."""
        schema = self._named[name]
        words = {key: schema[key] for key in ("title", "description", "example") if key in schema}
        for part in schema["allOf"]:
            if "anyOf" in part and self._leads_back(part, (name,)):
                return {**words, **part}
        try:
            return {**self._join(list(self._list_parts(schema, (name,)))), **words}
        except Contradiction:
            return words

    def _list_parts(self, schema: Node, trail: tuple[str, ...]) -> Iterator[Part]:
        """List the parts of a sum that are no sums, each with the names that led to it."""
        target = get_target(schema)
        if target is not None:
            if target not in trail:
                yield from self._list_parts(self._named.get(target, {}), (*trail, target))
        elif "allOf" in schema:
            for part in schema["allOf"]:
                yield from self._list_parts(part, trail)
            yield {key: value for key, value in schema.items() if key != "allOf"}, trail
        elif "anyOf" not in schema or not self._leads_back(schema, trail):
            yield schema, trail

    def _leads_back(self, union: dict[str, Any], trail: tuple[str, ...]) -> bool:
        """Say whether a union lists the heirs of what it stands in, as it does for a discriminator."""
        targets = {get_target(branch) for branch in union["anyOf"]}
        return any(targets & {name, *self._heirs.get(name, ())} for name in trail)

    def _join(self, parts: list[Part]) -> dict[str, Any]:
        unions = [part for part in parts if "anyOf" in part[0]]
        plain = [part for part in parts if "anyOf" not in part[0] and not _is_only_object(part[0])]
        if not unions or (plain and self._left <= 0):
            return reduce(combine, (schema for schema, _ in parts if "anyOf" not in schema), {})
        (union, trail), *others = unions
        if not plain and not others:
            return union
        found = list(self._spread(union, trail, [*plain, *others]))
        if all(each == NULL for each in found):
            raise Contradiction
        return found[0] if len(found) == 1 else {"anyOf": found}

    def _spread(self, union: dict[str, Any], trail: tuple[str, ...], others: list[Part]) -> Iterator[dict[str, Any]]:
        """Add the other parts to each branch of a union; a branch that they contradict cannot be meant."""
        seen: list[dict[str, Any]] = []
        for branch in union["anyOf"]:
            self._left -= 1
            with suppress(Contradiction):
                whole = self._join([*others, *self._list_parts(branch, trail)])
                if whole not in seen:
                    seen.append(whole)
                    yield whole


def _is_only_object(schema: dict[str, Any]) -> bool:
    return is_silent({key: value for key, value in schema.items() if (key, value) != ("type", "object")})
