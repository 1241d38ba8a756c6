"""The state of a translation: what names are bound to, and what has been read so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from sqlglot import exp

from orglint.errors import ExpressionError
from orglint.expressions.cel import diagnostics
from orglint.expressions.cel.checker import Checked
from orglint.expressions.cel.tree import Ident, Node
from orglint.expressions.compile.conditions import Condition, Opaque
from orglint.expressions.compiled import KeyQuestion
from orglint.expressions.fold import constants as fold
from orglint.expressions.fold import growth
from orglint.expressions.scope import Binding, Constant
from orglint.sql.literals import value_to_sql
from orglint.sql.measures import count_parts

MOST_PARTS = 10_000
"""Parts that a compiled expression may have, named expressions and lists known beforehand written out."""
_TALL = 3
"""The height of a tree from which on it is measured: some overloads need an argument several times."""


@dataclass(frozen=True, slots=True)
class Translator:
    """The state of the translation of one checked expression to SQL; `dispatch` translates any node.

    `bindings` says what each name stands for, `constants` the values that are known; `reads` and `counts` collect the
    columns and the whole tables that were read, `asks` for which keys those were that are asked by key, `conditions`
    what the conditions are made of.
    """

    checked: Checked
    bindings: Mapping[str, Binding]
    constants: Mapping[str, Any]
    dispatch: Callable[["Translator", Node], exp.Expr]
    reads: set[tuple[str, str]] = field(default_factory=set)
    counts: set[str] = field(default_factory=set)
    asks: set[KeyQuestion] = field(default_factory=set)
    fresh: "count[int]" = field(default_factory=lambda: count(1))
    written: list[int] = field(default_factory=lambda: [0])
    heights: list[int] = field(default_factory=lambda: [0])
    cache: dict[Node, tuple[exp.Expr, int]] = field(default_factory=dict)
    conditions: dict[Node, Condition] = field(default_factory=dict)

    def sql(self, node: Node) -> exp.Expr:
        """Return the SQL of a node; raises `ExpressionError` if it has more than `MOST_PARTS` parts."""
        if node not in self.cache:  # a map translates its parts more than once
            self.cache[node] = self._translate_measured(node)
        sql, height = self.cache[node]
        self.heights[-1] = max(self.heights[-1], height)
        return sql

    def condition(self, node: Node) -> Condition:
        """Return a condition with what it is made of; raises what `sql` raises."""
        sql = self.sql(node)
        return self.conditions.get(node) or Opaque(sql)

    def note_condition(self, node: Node, condition: Condition) -> exp.Expr:
        """Note what a condition is made of, and return its SQL."""
        self.conditions[node] = condition
        return condition.sql

    def _translate_measured(self, node: Node) -> tuple[exp.Expr, int]:
        """Return the SQL of a node and the height of its tree."""
        self.charge(node, 1)
        self.heights.append(0)
        sql = self.dispatch(self, node)
        height = self.heights.pop() + 1
        if height >= _TALL and count_parts(sql) > MOST_PARTS:
            raise self.refusal(node, f"this comes to more than {MOST_PARTS:,} parts of SQL: take it apart")
        return sql, height

    def charge(self, node: Node, parts: int) -> None:
        """Count parts of SQL; raises `ExpressionError` when there are more than `MOST_PARTS`."""
        self.written[0] += parts
        if self.written[0] > MOST_PARTS:
            raise self.refusal(node, f"this comes to more than {MOST_PARTS:,} parts once names are written out")

    def binding_of(self, node: Node) -> Binding | None:
        """Return what a name is bound to; None if the node is no name."""
        return self.bindings.get(node.name) if isinstance(node, Ident) else None

    def with_name(self, name: str, binding: Binding) -> "Translator":
        """Return the translation of a macro's body, which knows one name more."""
        return replace(self, bindings={**self.bindings, name: binding}, cache={}, conditions={})

    def with_constant(self, name: str, value: Any) -> "Translator":
        """Return the translation of a macro's body for one element that is known."""
        constants = {**self.constants, name: value}
        return replace(self.with_name(name, Constant(value)), constants=constants)

    def is_constant(self, node: Node) -> bool:
        """Return whether a node names nothing but constants."""
        return fold.is_constant(node, self.constants)

    def value(self, node: Node) -> Any:
        """Return the value of a constant node, in Python.

        Raises `ExpressionError` if it has none (`1 / 0`), or if computing it could take too much time or memory.
        """
        against = growth.find_objection(node, self.constants)
        if against:
            raise self.refusal(*against)
        try:
            return fold.evaluate_constant(self.checked, node, self.constants)
        except fold.NotConstantError as error:
            raise self.refusal(node, diagnostics.explain_no_value(str(error))) from None

    def value_to_literal(self, node: Node, value: Any) -> exp.Expr:
        """Return the SQL literal of a value; raises `ExpressionError` if DuckDB has no such value."""
        sql = value_to_sql(value, node.type)
        if sql is None:
            raise self.refusal(node, f"a value of type {node.type} is not supported here")
        return sql

    def refusal(self, node: Node, why: str) -> ExpressionError:
        """Return the error that says why a node cannot be compiled, with its place in the source."""
        return ExpressionError((diagnostics.build_mistake(self.checked.source, node.offset, why),))
