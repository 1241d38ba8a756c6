"""Split SQL conditions into conjuncts and alternatives, equivalent in three-valued logic."""

from collections.abc import Iterator
from itertools import product

from sqlglot import exp

from orglint.sql.builders import and_conditions, or_conditions

MOST_ALTERNATIVES = 8
"""Alternatives that a condition is taken apart into, at most."""


def split_conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the operands of nested ANDs."""
    bare = _strip_parentheses(condition)
    if isinstance(bare, exp.And):
        yield from split_conjuncts(bare.this)
        yield from split_conjuncts(bare.expression)
    else:
        yield bare


def split_alternatives(condition: exp.Expr) -> list[exp.Expr]:
    """Return the terms of a condition in disjunctive normal form.

    If they were more than `MOST_ALTERNATIVES`, the only term is the condition itself.
    """
    found = list(_walk_alternatives(_strip_parentheses(condition)))
    return found if len(found) <= MOST_ALTERNATIVES else [condition]


def _walk_alternatives(bare: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(bare, exp.Or):
        yield from _walk_alternatives(_strip_parentheses(bare.this))
        yield from _walk_alternatives(_strip_parentheses(bare.expression))
    elif isinstance(bare, exp.And):
        sides = [split_alternatives(side) for side in (bare.this, bare.expression)]
        yield from (and_conditions(*pair) for pair in product(*sides))
    else:
        yield bare


def negate_condition(condition: exp.Expr) -> exp.Expr:
    """Return the negation of a condition, pushed inwards by De Morgan's laws as far as it goes."""
    bare = _strip_parentheses(condition)
    match bare:
        case exp.Not():
            return bare.this  # type: ignore[no-any-return]
        case exp.And():
            return or_conditions(negate_condition(bare.this), negate_condition(bare.expression))
        case exp.Or():
            return and_conditions(negate_condition(bare.this), negate_condition(bare.expression))
        case exp.NEQ():
            return exp.EQ(this=bare.this, expression=bare.expression)
    return exp.Not(this=exp.Paren(this=bare))


def _strip_parentheses(condition: exp.Expr) -> exp.Expr:
    """Return a condition without parentheses around it; those of a query belong to it."""
    while isinstance(condition, exp.Paren):
        condition = condition.this
    return condition


def match_membership(condition: exp.Expr) -> tuple[exp.Expr, exp.Expr] | None:
    """Return element and list if a condition is a membership test as `overloads` write it; else None."""
    if not isinstance(condition, exp.Case):
        return None
    answers = [it.args["true"].args.get("this") for it in condition.args["ifs"]]
    has = condition.args["ifs"][0].this
    if condition.args.get("default") or answers != [True, False]:
        return None
    if not isinstance(has, exp.Anonymous) or has.name != "list_contains":
        return None
    elements, element = has.expressions
    return element, elements
