"""A checked expression as a tree of typed nodes: whatever comes after checking walks this one.

Each node has its type in CEL's words (`list(string)`), the offset that the parser recorded for it, and the message that
it was decoded from, which only constant folding looks at. Nodes are equal only to themselves, so they can be keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

from google.protobuf.message import Message

Literal: TypeAlias = bool | int | float | str | bytes | None
"""The value of a literal; None is CEL's null."""


class Macro(StrEnum):
    """A macro over a list; the value is its name in CEL."""

    ALL = "all"
    EXISTS = "exists"
    EXISTS_ONE = "exists_one"
    FILTER = "filter"
    MAP = "map"


@dataclass(frozen=True, slots=True, eq=False)
class _TypedNode:
    """What is known of every node; `offset` counts characters from the start of the expression."""

    id: int
    type: str
    offset: int
    message: Message


@dataclass(frozen=True, slots=True, eq=False)
class Const(_TypedNode):
    """A literal."""

    value: Literal


@dataclass(frozen=True, slots=True, eq=False)
class Ident(_TypedNode):
    """A name: of a variable with its qualification (`params.max`), of a macro's variable, or of a type."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Select(_TypedNode):
    """A field of a record or a map; with `test_only`, whether it is there (`has`)."""

    operand: "Node"
    field: str
    test_only: bool


@dataclass(frozen=True, slots=True, eq=False)
class Call(_TypedNode):
    """A call of a function or an operator, of which the operand before a dot is the first.

    `overload` is the id of the one overload that it resolved to; empty if several remain possible.
    """

    function: str
    operands: tuple["Node", ...]
    overload: str


@dataclass(frozen=True, slots=True, eq=False)
class ListExpr(_TypedNode):
    """A list that is written out."""

    elements: tuple["Node", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An entry of a map that is written out."""

    key: "Node"
    value: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class MapExpr(_TypedNode):
    """A map that is written out."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RecordExpr(_TypedNode):
    """A record that is made of values for its fields."""

    values: tuple["Node", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comprehension(_TypedNode):
    """A macro over the elements of `range`, each under the name `variable`.

    `condition` is evaluated for each element (None for `map` without one), `value` is what `map` makes of it.
    """

    macro: Macro
    variable: str
    range: "Node"
    condition: "Node | None"
    value: "Node | None" = None

    @property
    def body(self) -> "Node":
        """The condition; of `map` without one, what it makes of each element."""
        body = self.condition or self.value
        assert body is not None, "every macro asks or makes something"
        return body


Node: TypeAlias = Call | Comprehension | Const | Ident | ListExpr | MapExpr | RecordExpr | Select


def iterate_children(node: Node) -> Iterator[Node]:
    """Yield the parts of a node in the order of the text; of a macro its range, its condition and what it makes."""
    match node:
        case Const() | Ident():
            return
        case Select():
            yield node.operand
        case Call():
            yield from node.operands
        case ListExpr():
            yield from node.elements
        case RecordExpr():
            yield from node.values
        case MapExpr():
            yield from (part for entry in node.entries for part in (entry.key, entry.value))
        case Comprehension():
            yield from (part for part in (node.range, node.condition, node.value) if part is not None)
        case _:
            assert_never(node)


def walk_nodes(node: Node) -> Iterator[Node]:
    """Yield a node and everything in it, outer nodes first."""
    yield node
    for child in iterate_children(node):
        yield from walk_nodes(child)
