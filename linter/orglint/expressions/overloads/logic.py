"""And, or, not, the conditional, equality and order."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.sql import binary, both, call, case, either, known, once

Builder = Callable[..., exp.Expr]

_COMPARISONS: Mapping[str, type[exp.Binary]] = {
    "less": exp.LT,
    "less_equals": exp.LTE,
    "greater": exp.GT,
    "greater_equals": exp.GTE,
}
_ORDERED = ("bool", "int64", "uint64", "string", "timestamp", "duration")
_SCALARS = ("bool", "int", "uint", "string", "timestamp", "duration")


def _conditional(when: exp.Expr, then: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.Case(this=when, ifs=[exp.If(this=exp.true(), true=then), exp.If(this=exp.false(), true=other)])


def _doubles(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return a comparison of doubles: NaN is not even itself, while the engine takes it for the greatest number."""
    odd = either(call("isnan", left), call("isnan", right))
    different = exp.true() if kind is exp.NEQ else exp.false()
    return known(case((odd, different), otherwise=binary(kind, left, right)), left, right)


OVERLOADS: Mapping[str, Builder] = {
    "logical_and": both,
    "logical_or": either,
    "logical_not": lambda value: exp.Paren(this=exp.not_(value, copy=False)),
    "conditional": _conditional,
    **{f"{name}_{kind}": partial(binary, sql) for name, sql in _COMPARISONS.items() for kind in _ORDERED},
    **{f"{name}_double": once(partial(_doubles, sql)) for name, sql in _COMPARISONS.items()},
    **{f"equals:{kind}": partial(binary, exp.EQ) for kind in _SCALARS},
    **{f"not_equals:{kind}": partial(binary, exp.NEQ) for kind in _SCALARS},
    "equals:double": once(partial(_doubles, exp.EQ)),
    "not_equals:double": once(partial(_doubles, exp.NEQ)),
}
