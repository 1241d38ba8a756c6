"""Strict YAML: what a file says, with the place of every part, or every reason why it cannot be read.

Scalars are those of JSON (a date is text, `no` and `on` are text); duplicate keys, anchors, tags, several documents
and whatever is larger or deeper than a person writes are refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from orglint.errors import Mistake, RuleError

LARGEST = 1 << 20
DEEPEST = 32

At: TypeAlias = tuple[str | int, ...]
"""Where a part stands in a document: ("params", "max", "type")."""

_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text of a scalar starts in its file; `exact` if a column inside of the text can be told."""

    line: int
    column: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content as plain data, and the place of each part of it."""

    file: str
    data: Any
    places: Mapping[At, Place]

    def mistake(self, at: At, text: str, excerpt: str = "") -> Mistake:
        """Return a mistake at a part of the document, or at the nearest part around it that has a place."""
        place = next(self.places[at[:end]] for end in range(len(at), -1, -1) if at[:end] in self.places)
        return Mistake(text, self.file, place.line, place.column, excerpt)

    def inside(self, at: At, mistake: Mistake) -> Mistake:
        """Return a mistake inside the text of a scalar as a mistake in the file."""
        place = self.places[at]
        if place.exact and mistake.line == 1:
            column = place.column + mistake.column - 1
            return Mistake(mistake.text, self.file, place.line, column, mistake.excerpt)
        return Mistake(mistake.text, self.file, place.line, place.column, mistake.excerpt)


def read(path: Path, name: str) -> Document:
    """Return what a file says; `RuleError` holds every reason why it cannot be read. `name` is what to call it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RuleError((Mistake(f"cannot be read: {error.strerror}", name),)) from None
    if len(content) > LARGEST:
        raise RuleError((Mistake(f"a file may have {LARGEST:,} bytes, this one has {len(content):,}", name),))
    return _document(_compose(content, name), name)


def _compose(content: bytes, name: str) -> Node:
    try:
        text = content.decode("utf-8")
        nodes = list(YAML(typ="safe", pure=True).compose_all(text))
    except UnicodeDecodeError as error:
        raise RuleError((Mistake(f"is not UTF-8 text (byte {error.start})", name),)) from None
    except MarkedYAMLError as error:
        raise RuleError((_syntax(error, name),)) from None
    except (YAMLError, ValueError) as error:
        raise RuleError((Mistake(f"is not YAML: {str(error).splitlines()[0]}", name),)) from None
    except RecursionError:
        raise RuleError((Mistake(f"is nested deeper than {DEEPEST} levels", name),)) from None
    if len(nodes) != 1 or nodes[0] is None:
        what = "is empty" if not nodes or nodes[0] is None else "holds several documents, one is allowed"
        raise RuleError((Mistake(what, name, 1, 1),))
    root: Node = nodes[0]
    return root


def _syntax(error: MarkedYAMLError, name: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    text = " ".join(str(part) for part in (error.problem, error.context) if part).replace("\n", " ")
    if "<block end>" in text:
        text += " (a text that begins with { [ ' \" ! & * % @ ` or holds a colon must stand in quotes)"
    return Mistake(f"is not YAML: {text}", name, mark.line + 1, mark.column + 1) if mark else Mistake(text, name)


def _document(root: Node, name: str) -> Document:
    reader = _Reader(name, {}, [])
    data = reader.value(root, ())
    if reader.mistakes:
        raise RuleError(tuple(reader.mistakes))
    return Document(name, data, reader.places)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    places: dict[At, Place]
    mistakes: list[Mistake]

    def value(self, node: Node, at: At) -> Any:
        """Return the plain data of a node, noting its place, and mistakes instead of raising them."""
        self.places[at] = _place(node)
        if node.anchor:
            return self._refuse(node, "anchors and aliases are not allowed: write it out")
        if len(at) > DEEPEST:
            return self._refuse(node, f"nothing may be nested deeper than {DEEPEST} levels")
        match node:
            case MappingNode():
                return dict(self._members(node, at))
            case SequenceNode():
                return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node)

    def _members(self, node: MappingNode, at: At) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or key.value == "<<":
                self._refuse(key, "a key is a plain word")
                continue
            if key.value in seen:
                self._refuse(key, f"{key.value} stands here twice")
            seen.add(key.value)
            yield key.value, self.value(value, (*at, key.value))

    def _scalar(self, node: ScalarNode) -> Any:
        kind = str(node.tag).removeprefix(_TAG)
        text = node.value
        if node.style or kind in {"str", "timestamp"}:
            return text if kind in {"str", "timestamp"} or node.style else self._refuse(node, "tags are not allowed")
        if kind == "null":
            return None
        if kind == "bool" and text in _TRUTH:
            return _TRUTH[text]
        if kind == "int" and _INTEGER.fullmatch(text):
            return int(text)
        if kind in {"int", "float"} and _NUMBER.fullmatch(text):
            return float(text)
        return self._refuse(node, f"{text} is no plain text, number, true, false or null: put it in quotes")

    def _refuse(self, node: Node, text: str) -> None:
        place = _place(node)
        self.mistakes.append(Mistake(text, self.file, place.line, place.column))


def _place(node: Node) -> Place:
    mark = node.start_mark
    quoted = isinstance(node, ScalarNode) and node.style in {"'", '"'}
    one_line = isinstance(node, ScalarNode) and node.start_mark.line == node.end_mark.line
    # a quoted text with escapes is longer in the file than as text
    plain = one_line and node.end_mark.column - mark.column == len(node.value) + 2 * quoted
    return Place(mark.line + 1, mark.column + 1 + quoted, exact=plain)
