"""Build the typed tree of a checked expression from its decoded message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from orglint.errors import ExpressionError
from orglint.expressions.cel import decode
from orglint.expressions.cel.diagnostics import build_mistake
from orglint.expressions.cel.macros import recognize_macro
from orglint.expressions.cel.tree import (
    Call,
    Comprehension,
    Const,
    Entry,
    Ident,
    ListExpr,
    Literal,
    MapExpr,
    Node,
    RecordExpr,
    Select,
)

_Known: TypeAlias = tuple[int, str, int, Any]
"""What every node begins with: its id, type, offset and message."""


def build_tree(checked: Any, source: str) -> Node:
    """Return the tree of a `CheckedExpr` message; raises `ExpressionError` at a comprehension that is no macro."""
    info = checked.source_info
    return _TreeBuilder(source, checked.type_map, checked.reference_map, info.positions).build(checked.expr)


@dataclass(frozen=True, slots=True)
class _TreeBuilder:
    """What is known of all nodes by their ids: types, references to names and overloads, offsets."""

    source: str
    types: Any
    references: Any
    offsets: Any

    def build(self, message: Any) -> Node:
        """Return the node that a message is."""
        kind, known = message.WhichOneof("kind"), self._describe(message)
        inside = getattr(message, kind)
        match kind:
            case "const_expr":
                return Const(*known, _read_literal(inside))
            case "ident_expr":
                return Ident(*known, self._read_name(message.id))
            case "select_expr":
                return Select(*known, self.build(inside.operand), inside.field, inside.test_only)
            case "call_expr":
                operands = self._build_all(decode.list_operands(inside))
                return Call(*known, inside.function, operands, self._read_overload(message.id))
            case "list_expr":
                return ListExpr(*known, self._build_all(inside.elements))
            case "struct_expr" if inside.message_name:
                return RecordExpr(*known, self._build_all(entry.value for entry in inside.entries))
            case "struct_expr":
                return MapExpr(*known, tuple(map(self._build_entry, inside.entries)))
        return self._build_comprehension(known, inside)

    def _describe(self, message: Any) -> _Known:
        type_ = self.types.get(message.id)
        type_name = "dyn" if type_ is None else decode.type_name(type_)
        return message.id, type_name, self.offsets.get(message.id, 0), message

    def _build_all(self, messages: Iterable[Any]) -> tuple[Node, ...]:
        return tuple(map(self.build, messages))

    def _build_entry(self, entry: Any) -> Entry:
        return Entry(self.build(entry.map_key), self.build(entry.value))

    def _build_comprehension(self, known: _Known, inside: Any) -> Node:
        expansion = recognize_macro(inside)
        if expansion is None:
            raise ExpressionError((build_mistake(self.source, known[2], "this macro is not supported"),))
        condition, value = (
            None if part is None else self.build(part) for part in (expansion.condition, expansion.value)
        )
        return Comprehension(*known, expansion.macro, inside.iter_var, self.build(inside.iter_range), condition, value)

    def _read_name(self, identity: int) -> str:
        found = self.references.get(identity)
        return found.name if found else ""

    def _read_overload(self, identity: int) -> str:
        """Return the one overload that a call resolved to; empty if several remain possible."""
        found = self.references.get(identity)
        return found.overload_id[0] if found and len(found.overload_id) == 1 else ""


def _read_literal(constant: Any) -> Literal:
    kind = constant.WhichOneof("kind")
    value: Literal = None if kind == "null_value" else getattr(constant, kind)
    return value
