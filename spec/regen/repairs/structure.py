"""Repairs of a document's frame, that is of all but schemas, wherever OpenAPI's own schema points at a mistake."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
from openapi_spec_validator.schemas import get_schema_content_v31

from regen.document import FLAGS, Document, Node, name_place, redirect

ROUNDS = 10
# Words of a schema that stood beside a parameter's name before OpenAPI 3.
BESIDE = ("type", "format", "enum", "items", "default", "minimum", "maximum", "minLength", "maxLength", "pattern")
RANGE = re.compile(r"[1-5]xx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where."""

    document: Document
    path: list[str]
    holder: Any
    value: Node
    kind: Any

    @property
    def key(self) -> Any:
        """The last step to the value: a key of an object, or a place in a list."""
        return int(self.path[-1]) if isinstance(self.holder, list) else self.path[-1]


def mend_frame(document: Document) -> Iterator[tuple[str, str]]:
    """Put right what can be read in one way only: unknown words, values without quotes, words left empty or out."""
    for _ in range(ROUNDS):
        said = [each for found in _validator().iter_errors(document) for each in _mend(document, found)]
        yield from said
        if not said:
            return


def list_structural_mistakes(document: Document) -> Iterator[tuple[list[str], str]]:
    """List what is left: each mistake's place and what is wrong there."""
    for found in _validator().iter_errors(document):
        yield [str(step) for step in found.instance_path], found.message


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(get_schema_content_v31()))


def _mend(document: Document, found: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str]]:
    path = [str(step) for step in found.instance_path]
    holder: Node = None
    value: Node = document
    for step in path:
        holder = value
        if isinstance(holder, list) and int(step) < len(holder):
            value = holder[int(step)]
        elif isinstance(holder, dict) and step in holder:
            value = holder[step]
        else:
            return  # What was mended before took it away.
    mend = MENDERS.get(found.kind.name)
    for what in mend(Mistake(document, path, holder, value, found.kind)) if mend else ():
        yield name_place(path), what


def _drop_unknown(mistake: Mistake) -> Iterator[str]:
    if mistake.path == ["paths"]:
        return  # Operations are not dropped; the validator refuses them.
    for name in mistake.kind.unexpected:
        value = mistake.value.pop(name, None)
        if RANGE.fullmatch(name) and isinstance(value, dict):
            mistake.value[name.upper()] = value
            yield f"{name} said as {name.upper()}"
        elif name in BESIDE and "parameters" in mistake.path:
            mistake.value.setdefault("schema", {})[name] = value
            yield f"{name} put into its schema"
        else:
            yield f"unknown key {name} dropped"


def _retype(mistake: Mistake) -> Iterator[str]:
    value, wanted = mistake.value, mistake.kind.types
    if mistake.holder is None:
        return
    if value is None and isinstance(mistake.holder, dict):
        del mistake.holder[mistake.key]
        yield "dropped: it was empty"
    elif wanted == ["string"] and isinstance(value, bool | int | float):
        text = mistake.holder[mistake.key] = str(value).lower() if isinstance(value, bool) else str(value)
        yield f"{text} read as text"
    elif wanted == ["boolean"] and str(value).lower() in FLAGS:
        mistake.holder[mistake.key] = FLAGS[str(value).lower()]
        yield f"{value} read as {str(FLAGS[str(value).lower()]).lower()}"


def _add_required(mistake: Mistake) -> Iterator[str]:
    name = mistake.kind.property
    place = mistake.path[-2:]
    if name == "description" and "responses" in place:
        mistake.value[name] = ""
        yield "an empty description added"
    elif name == "default" and mistake.path[-1] == "responses":
        mistake.value[name] = {"description": ""}
        yield "an answer of any status added"
    elif name == "required" and "parameters" in place:
        mistake.value[name] = True
        yield "is required, since it stands in the path"


def _correct(mistake: Mistake) -> Iterator[str]:
    if mistake.path[-1:] == ["required"]:
        mistake.holder["required"] = True
        yield "is required, since it stands in the path"
    elif mistake.path[-1:] == ["style"]:
        yield f"style {mistake.holder.pop('style')} dropped: it is not one for this place"


def _choose(mistake: Mistake) -> Iterator[str]:
    """Let a parameter have a schema, not a content as well, and not neither."""
    if "parameters" in mistake.path[-2:] and isinstance(mistake.value, dict) and not set(BESIDE) & set(mistake.value):
        if mistake.value.pop("content", None) is None:
            mistake.value.setdefault("schema", {"type": "string"})
            yield "has no schema: read as text"
        else:
            yield "content dropped: it has a schema"


def _rename(mistake: Mistake) -> Iterator[str]:
    for name in [name for name in mistake.value if not re.fullmatch(r"[a-zA-Z0-9._-]+", name)]:
        new = re.sub(r"[^a-zA-Z0-9._-]+", "_", name).strip("_") or "Unnamed"
        while new in mistake.value:
            new += "2"
        mistake.value[new] = mistake.value.pop(name)
        prefix = f"#/{'/'.join(mistake.path)}/"
        redirect(mistake.document, prefix + name, prefix + new)
        yield f"{name} renamed to {new}"


def _complete(mistake: Mistake) -> Iterator[str]:
    if mistake.path == ["openapi"] and re.fullmatch(r"3\.1", str(mistake.value)):
        mistake.holder["openapi"] = "3.1.0"
        yield f"{mistake.value} read as 3.1.0"


MENDERS: Mapping[str, Callable[[Mistake], Iterator[str]]] = {
    "unevaluatedProperties": _drop_unknown,
    "type": _retype,
    "required": _add_required,
    "const": _correct,
    "enum": _correct,
    "oneOf": _choose,
    "propertyNames": _rename,
    "pattern": _complete,
}
