"""Conditions as the typed tree has them: and, or, not, equality and membership, each with its SQL.

The translation notes of what a condition is made while it writes its SQL. So a question to a table is split on what its
author wrote, named expressions included, and nothing is read out of the SQL again. All rewriting here is equivalent in
three-valued logic.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from sqlglot import exp

MOST_ALTERNATIVES = 8
"""Alternatives that a condition is taken apart into, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Opaque:
    """A condition that is not taken apart."""

    sql: exp.Expr


@dataclass(frozen=True, slots=True, eq=False)
class AllOf:
    """A conjunction."""

    sql: exp.Expr
    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf:
    """A disjunction."""

    sql: exp.Expr
    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True, eq=False)
class Negated:
    """A negation."""

    sql: exp.Expr
    part: "Condition"


@dataclass(frozen=True, slots=True, eq=False)
class Equal:
    """A comparison of two values as the engine's own = compares them."""

    sql: exp.Expr
    left: exp.Expr
    right: exp.Expr


@dataclass(frozen=True, slots=True, eq=False)
class Unequal:
    """The negation of such a comparison."""

    sql: exp.Expr
    left: exp.Expr
    right: exp.Expr


@dataclass(frozen=True, slots=True, eq=False)
class ElementOf:
    """Whether a list has an element, each of them compared as the engine's own = compares them."""

    sql: exp.Expr
    element: exp.Expr
    elements: exp.Expr


Condition: TypeAlias = AllOf | AnyOf | ElementOf | Equal | Negated | Opaque | Unequal


def join_all(*parts: Condition) -> Condition:
    """Return the conjunction of conditions, of which there is at least one."""
    return _join(AllOf, exp.And, *parts)


def join_any(*parts: Condition) -> Condition:
    """Return the disjunction of conditions, of which there is at least one."""
    return _join(AnyOf, exp.Or, *parts)


def _join(kind: type[AllOf | AnyOf], connector: type[exp.Connector], first: Condition, *others: Condition) -> Condition:
    joined, sql = first, _wrap_connector(first.sql) if others else first.sql
    for part in others:
        sql = connector(this=sql, expression=_wrap_connector(part.sql))
        joined = kind(sql, joined, part)
    return replace(joined, sql=exp.Paren(this=sql))


def _wrap_connector(sql: exp.Expr) -> exp.Expr:
    return exp.Paren(this=sql) if isinstance(sql, exp.Connector) else sql


def split_conjuncts(condition: Condition) -> Iterator[Condition]:
    """Yield the operands of nested conjunctions, without parentheses around their SQL."""
    if isinstance(condition, AllOf):
        yield from split_conjuncts(condition.left)
        yield from split_conjuncts(condition.right)
    else:
        yield _strip_parentheses(condition)


def split_alternatives(condition: Condition) -> list[Condition]:
    """Return the terms of a condition in disjunctive normal form.

    If they were more than `MOST_ALTERNATIVES`, the only term is the condition itself.
    """
    found = list(_walk_alternatives(condition))
    return found if len(found) <= MOST_ALTERNATIVES else [condition]


def _walk_alternatives(condition: Condition) -> Iterator[Condition]:
    match condition:
        case AnyOf(left=left, right=right):
            yield from _walk_alternatives(left)
            yield from _walk_alternatives(right)
        case AllOf(left=left, right=right):
            yield from (join_all(*pair) for pair in product(split_alternatives(left), split_alternatives(right)))
        case _:
            yield _strip_parentheses(condition)


def negate_condition(condition: Condition) -> Condition:
    """Return the negation of a condition, pushed inwards by De Morgan's laws as far as it goes."""
    match condition:
        case Negated(part=part):
            return part
        case AllOf(left=left, right=right):
            return join_any(negate_condition(left), negate_condition(right))
        case AnyOf(left=left, right=right):
            return join_all(negate_condition(left), negate_condition(right))
        case Unequal(left=one, right=other):
            return Equal(exp.EQ(this=one, expression=other), one, other)
    bare = _strip_parentheses(condition)
    return Negated(exp.Not(this=exp.Paren(this=bare.sql)), bare)


def _strip_parentheses(condition: Condition) -> Condition:
    """Return a condition without parentheses around its SQL; those of a query belong to it."""
    sql = condition.sql
    while isinstance(sql, exp.Paren):
        sql = sql.this
    return condition if sql is condition.sql else replace(condition, sql=sql)
