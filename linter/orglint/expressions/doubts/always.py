"""Conditions, and parts of them, that have the same value whatever the rows are."""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.expressions.cel.tree import Call, Comprehension, Const, Node, iterate_children
from orglint.expressions.compiled import Compiled
from orglint.expressions.doubts.canonical import write_canonical
from orglint.expressions.doubts.literals import TooManyError, can_hold, join_all, list_alternatives
from orglint.expressions.doubts.named import NO_VALUE, NamedTree, parse_compiled

_COMPARED = {"_==_": True, "_<=_": True, "_>=_": True, "_!=_": False, "_<_": False, "_>_": False}
"""What a comparison of something with itself is; where it is unknown, so is the comparison."""

_DECIDING = frozenset({"_&&_", "_||_", "!_"})


@dataclass(frozen=True, slots=True)
class ConstantPart:
    """A part of a condition that always has the same value; `offset` is its place in the expression."""

    value: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Possibilities:
    """Whether a row can be in the scope of a rule, and whether one that is can pass, and can fail."""

    apply: bool = True
    passing: bool = True
    failing: bool = True


def find_constant_parts(compiled: Compiled) -> Iterator[ConstantPart]:
    """Yield the parts of an expression that are always true, or always false, whatever rows and parameters are.

    An expression that is nothing but `true` or `false` is one for which its author had a reason.
    """
    named = parse_compiled(compiled)
    if not isinstance(named.tree, Const):
        yield from _find_constants(named, named.tree)


def find_possibilities(where: Compiled, require: Compiled) -> Possibilities:
    """Return what two conditions allow, as far as their parts can be compared with each other."""
    scope, promise = parse_compiled(where), parse_compiled(require)
    try:
        applies = list_alternatives(scope, scope.tree)
        if not can_hold(applies):
            return Possibilities(apply=False)
        kept, broken = (list_alternatives(promise, promise.tree, wanted=wanted) for wanted in (True, False))
        return Possibilities(
            passing=can_hold(join_all(applies, kept)),
            failing=can_hold(join_all(applies, broken)),
        )
    except TooManyError:
        return Possibilities()


def _find_constants(named: NamedTree, node: Node) -> Iterator[ConstantPart]:
    value = _read_condition(named, node)
    if isinstance(value, bool):
        yield ConstantPart(value, node.offset)
        return
    conditions = _list_conditions(node)
    for child in iterate_children(node):
        if child in conditions or not isinstance(child, Const):
            yield from _find_constants(named, child)


def _list_conditions(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node that decide something."""
    match node:
        case Call(function=function, operands=parts) if function in _DECIDING:
            return parts
        case Call(function="_?_:_", operands=(asked, _, _)):
            return (asked,)
        case Comprehension(condition=condition) if condition is not None:
            return (condition,)
    return ()


def _read_condition(named: NamedTree, node: Node) -> bool | None:
    """Return the value of a condition that has always the same one; None if it has not."""
    if node.type != "bool":
        return None
    value = named.read_constant(node, parameters=False)
    if value is not NO_VALUE:
        return bool(value)
    match node:
        case Call(function=function, operands=(left, right)) if function in _COMPARED:
            same = write_canonical(named, left) == write_canonical(named, right)
            return _COMPARED[function] if same and named.read_constant(node) is NO_VALUE else None
    return None
