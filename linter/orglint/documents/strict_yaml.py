"""Strict YAML: the data of a file with the place of every part, or every reason why it cannot be read.

Scalars are those of JSON (a date is text, `no` and `on` are text); duplicate keys, anchors, tags, several documents and
whatever is larger or deeper than a person writes are refused.
"""

import math
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from orglint.documents.links import leads_out
from orglint.documents.places import locate_character
from orglint.errors import Mistake, RuleError

LARGEST = 1 << 20
DEEPEST = 32
_SHOWN = 40

At: TypeAlias = tuple[str | int, ...]
"""Where a part stands in a document: ("params", "max", "type")."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, thirty times as fast; where it was not built, its twin in Python."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_NO_TEXT = re.compile(
    r"""true|True|TRUE|false|False|FALSE|Null|NULL|~|=|<<
    |[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|[0-9][0-9_]*)
    |[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9_]+|[0-9][0-9_]*(?=[eE]))([eE][-+]?[0-9]+)?
    |[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)""",
    re.VERBOSE,
)
"""What YAML, in one version or another, takes for something else than text."""

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""Characters that end a line in YAML 1.1 and do not in 1.2."""

_WORDS = {"true": True, "false": False, "null": None, "": None}


class Place(NamedTuple):
    """Where a part starts in its file: line, column, and from where to where it reaches, counted in characters."""

    line: int
    column: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content as plain data, and the place of each part of it in its text."""

    file: str
    data: Any
    places: Mapping[At, Place]
    text: str

    def mistake(self, at: At, text: str, excerpt: str = "") -> Mistake:
        """Return a mistake at a part of the document, or at the nearest part around it that has a place."""
        place = next(self.places[at[:end]] for end in range(len(at), -1, -1) if at[:end] in self.places)
        return Mistake(text, self.file, place.line, place.column, excerpt)

    def inside(self, at: At, mistake: Mistake) -> Mistake:
        """Return a mistake inside the text of a scalar as a mistake in the file."""
        within, inside = self.places[at], str(reduce(lambda part, key: part[key], at, self.data))
        lines = inside.split("\n")[: mistake.line - 1]
        offset = sum(len(line) + 1 for line in lines) + mistake.column - 1
        start = locate_character(self.text, within.start, within.end, text=inside, offset=offset)
        if start is None:
            return Mistake(mistake.text, self.file, within.line, within.column, mistake.excerpt)
        line, column = self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)
        return Mistake(mistake.text, self.file, line, column, mistake.excerpt)


def read_document(path: Path, name: str, *, within: Path | None = None) -> Document:
    """Return what a file says; `RuleError` holds every reason why it cannot be read. `name` is what to call it.

    A link that leads out of the folder `within` is not read: messages would tell what is there.
    """
    return parse_document(read_content(path, name, within=within), name)


def read_content(path: Path, name: str, *, within: Path | None = None) -> bytes:
    """Return the bytes of a file that a person may have written; raises what `read_document` raises."""
    if within and path.is_symlink() and leads_out(path, within):
        raise RuleError((Mistake("is a link that leads out of its folder, and is not read", name),))
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would block, a device has no end
            raise RuleError((Mistake("cannot be read: it is no plain file", name),))
        size = path.stat().st_size
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise RuleError((Mistake(f"cannot be read: {error.strerror}", name),)) from None
    if len(content) > LARGEST:
        raise RuleError((Mistake(f"a file may have {LARGEST:,} bytes, this one has {size:,}", name),))
    return content


def parse_document(content: bytes, name: str) -> Document:
    """Return what bytes say; `RuleError` holds every reason why they cannot be read. `name` is what to call them."""
    reader = _YamlReader(name, iter(()), {}, [])
    text = _decode_text(content, name)
    try:
        reader = _YamlReader(name, yaml.parse(text, Loader=_LOADER), {}, [])
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        raise RuleError((*reader.mistakes, _syntax_error_to_mistake(error, name))) from None
    except (yaml.YAMLError, ValueError) as error:
        raise RuleError((Mistake(f"is not YAML: {str(error).splitlines()[0]}", name),)) from None
    if reader.mistakes:
        raise RuleError(tuple(reader.mistakes))
    return Document(name, data, reader.places, text)


def _decode_text(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError((Mistake(f"is not UTF-8 text (byte {error.start})", name),)) from None
    if odd := _LINE_ENDS.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        what = (
            f"U+{ord(odd[0]):04X} ends a line for some and not for others: write \\u{ord(odd[0]):04X} in double quotes"
        )
        raise RuleError((Mistake(what, name, line, 1),))
    return text


def _syntax_error_to_mistake(error: yaml.MarkedYAMLError, name: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    text = " ".join(str(part) for part in (error.problem, error.context) if part).replace("\n", " ")
    if _OFTEN_QUOTES.search(text):
        text += " (a text that begins with { [ ' \" ! & * % @ ` or holds a colon must stand in quotes)"
    return Mistake(f"is not YAML: {text}", name, mark.line + 1, mark.column + 1) if mark else Mistake(text, name)


_OFTEN_QUOTES = re.compile("did not find expected|<block end>|not allowed in this context|not allowed here|any token")


@dataclass(frozen=True, slots=True)
class _YamlReader:
    """The events of the parser, the places so far, and the mistakes, which are collected instead of raised."""

    file: str
    events: Iterator[Any]
    places: dict[At, Place]
    mistakes: list[Mistake]

    def document(self) -> Any:
        """Return the plain data of the one document that a file holds."""
        next(self.events)  # the stream starts
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise RuleError((Mistake("is empty", self.file, 1, 1),))
        data = self.value(next(self.events), ())
        next(self.events)  # the document ends
        if not isinstance(next(self.events), yaml.StreamEndEvent):
            raise RuleError((Mistake("holds several documents, one is allowed", self.file, 1, 1),))
        return data

    def value(self, event: Any, at: At) -> Any:
        """Return the plain data that begins with an event."""
        self.places[at] = _event_to_place(event)
        if type(event) is ScalarEvent and event.anchor is event.tag is None and len(at) <= DEEPEST:
            return self.scalar(event, at)  # most of a file
        if event.anchor:
            self._note_mistake(event, "anchors and aliases are not allowed: write it out")
        if isinstance(event, AliasEvent):
            return None
        if event.tag is not None:
            self._note_mistake(event, "tags are not allowed")
        if len(at) > DEEPEST:
            self._note_mistake(event, f"is nested deeper than {DEEPEST} levels")
            raise RuleError(tuple(self.mistakes))
        return _KINDS[type(event)](self, event, at)

    def mapping(self, _: Any, at: At) -> dict[str, Any]:
        """Return the members of a mapping, up to its end."""
        members: dict[str, Any] = {}
        events = self.events
        while not isinstance(key := next(events), MappingEndEvent):
            name = key.value if isinstance(key, ScalarEvent) else ""
            place = (*at, name)
            if not isinstance(key, ScalarEvent) or key.anchor or key.tag or name == "<<":
                self._note_mistake(key, "a key is a plain word")
                place = (*at, "?")
                self.value(key, place)
            elif name in members:
                self._note_mistake(key, f"{name} stands here twice")
            members[name] = self.value(next(events), place)
        return members

    def sequence(self, _: Any, at: At) -> list[Any]:
        """Return the elements of a sequence, up to its end."""
        return [self.value(event, (*at, index)) for index, event in enumerate(self.until(SequenceEndEvent))]

    def until(self, end: type) -> Iterator[Any]:
        """Yield what the parser says until it says that something ends; who takes one takes all of it."""
        while not isinstance(event := next(self.events), end):
            yield event

    def scalar(self, event: Any, _: At) -> Any:
        """Return a text, number, truth or null by the rules of JSON."""
        text = event.value
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if not _NO_TEXT.fullmatch(text):
            return text
        if _NUMBER.fullmatch(text):
            if not math.isfinite(float(text)):
                return self._note_mistake(event, f"{text[:_SHOWN]} is larger than any number that can be reckoned with")
            return int(text) if _INTEGER.fullmatch(text) else float(text)
        return self._note_mistake(event, f"{text} is no plain text, number, true, false or null: put it in quotes")

    def _note_mistake(self, event: Any, text: str) -> None:
        place = _event_to_place(event)
        self.mistakes.append(Mistake(text, self.file, place.line, place.column))


_KINDS = {
    ScalarEvent: _YamlReader.scalar,
    MappingStartEvent: _YamlReader.mapping,
    SequenceStartEvent: _YamlReader.sequence,
}


def _event_to_place(event: Any) -> Place:
    mark, end = event.start_mark, event.end_mark
    quoted = isinstance(event, ScalarEvent) and event.style in {"'", '"'}
    return Place(mark.line + 1, mark.column + 1 + quoted, mark.index, end.index)
