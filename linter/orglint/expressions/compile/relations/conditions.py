"""Conditions in SQL taken apart, without a change of what they mean in three-valued logic."""

from collections.abc import Iterator
from itertools import product

from sqlglot import exp

from orglint.sql.builders import and_conditions, or_conditions

MOST_ALTERNATIVES = 8
"""Alternatives that a condition is taken apart into, at most."""


def split_conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    """Yield what must hold together."""
    bare = _strip_parentheses(condition)
    if isinstance(bare, exp.And):
        yield from split_conjuncts(bare.this)
        yield from split_conjuncts(bare.expression)
    else:
        yield bare


def split_alternatives(condition: exp.Expr) -> list[exp.Expr]:
    """Return conditions of which one must hold, each without an OR on its top; the whole one if they are too many."""
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
    """Return the negation of a condition, drawn inwards as far as it goes."""
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
    """Return element and list where a condition asks whether the one is in the other, as `overloads` write it."""
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
