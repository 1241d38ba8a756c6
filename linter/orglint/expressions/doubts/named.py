"""A compiled expression as its typed tree, with what its names stand for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from orglint.errors import ExpressionError
from orglint.expressions.cel.checker import Checked, check_expression
from orglint.expressions.cel.tree import Call, Ident, Node
from orglint.expressions.compiled import Compiled
from orglint.expressions.fold import constants, growth
from orglint.expressions.fold.settings import SETTINGS
from orglint.expressions.scope import NamedExpression, Scope

NO_VALUE = object()
"""Says that a part has no value that is known when the rule is loaded."""


@dataclass(frozen=True, slots=True)
class NamedTree:
    """A checked expression in the scope that it was compiled in.

    `named` keeps the trees of the names that it was asked for, since a name may stand for many others.
    """

    checked: Checked
    scope: Scope
    named: dict[int, "NamedTree"] = field(default_factory=dict, repr=False)

    @property
    def tree(self) -> Node:
        """The typed tree."""
        return self.checked.tree

    def resolve_name(self, node: Node) -> "NamedTree | None":
        """Return the tree of the `let` that a node names; None if it names none."""
        bound = self.scope.bindings.get(node.name) if isinstance(node, Ident) else None
        if not isinstance(bound, NamedExpression):
            return None
        key = id(bound.compiled)
        if key not in self.named:
            self.named[key] = replace(parse_compiled(bound.compiled), named=self.named)
        return self.named[key]

    def read_constant(self, node: Node, *, parameters: bool = True) -> Any:
        """Return the value of a part that depends on nothing but parameters; `NO_VALUE` if there is none.

        What a setting says is known to nobody here, nor whether it is set. Without `parameters`
        it may not depend on these either.
        """
        known = {name: it for name, it in self.scope.constants.items() if parameters and name != SETTINGS}
        if not constants.is_constant(node, known) or growth.find_objection(node, known):
            return NO_VALUE
        try:
            return constants.evaluate_constant(self.checked, node, known)
        except (constants.NotConstantError, ExpressionError):
            return NO_VALUE


def parse_compiled(compiled: Compiled) -> NamedTree:
    """Return the typed tree of a compiled expression."""
    scope = compiled.scope
    assert isinstance(scope, Scope), "whatever is compiled has its scope"
    return NamedTree(check_expression(compiled.source, scope.types, scope.variables), scope)


def flatten_operator(node: Node, function: str) -> Iterator[Node]:
    """Yield the operands of nested calls of one operator (`a && b && c`), however the parser nested them."""
    if isinstance(node, Call) and node.function == function:
        for operand in node.operands:
            yield from flatten_operator(operand, function)
    else:
        yield node
