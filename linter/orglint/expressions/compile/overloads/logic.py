"""And, or, not, the conditional, equality and order."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlglot import exp

from orglint.sql.builders import (
    and_conditions,
    apply_operator,
    call_function,
    case_when,
    evaluate_once,
    null_if_any_null,
    or_conditions,
)

Builder = Callable[..., exp.Expr]

_COMPARISONS: Mapping[str, type[exp.Binary]] = {
    "less": exp.LT,
    "less_equals": exp.LTE,
    "greater": exp.GT,
    "greater_equals": exp.GTE,
}
_ORDERED = ("bool", "int64", "uint64", "string", "timestamp", "duration")
PLAIN_TYPES = ("bool", "int", "uint", "string", "timestamp", "duration")
"""The types whose values the engine's own = compares as CEL does."""


def _build_conditional(when: exp.Expr, then: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.Case(this=when, ifs=[exp.If(this=exp.true(), true=then), exp.If(this=exp.false(), true=other)])


def _compare_doubles(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return a comparison of doubles: NaN is not even itself, while the engine takes it for the greatest number."""
    odd = or_conditions(call_function("isnan", left), call_function("isnan", right))
    different = exp.true() if kind is exp.NEQ else exp.false()
    return null_if_any_null(case_when((odd, different), otherwise=apply_operator(kind, left, right)), left, right)


OVERLOADS: Mapping[str, Builder] = {
    "logical_and": and_conditions,
    "logical_or": or_conditions,
    "logical_not": lambda value: exp.Paren(this=exp.not_(value, copy=False)),
    "conditional": _build_conditional,
    **{f"{name}_{kind}": partial(apply_operator, sql) for name, sql in _COMPARISONS.items() for kind in _ORDERED},
    **{f"{name}_double": evaluate_once(partial(_compare_doubles, sql)) for name, sql in _COMPARISONS.items()},
    **{f"equals:{kind}": partial(apply_operator, exp.EQ) for kind in PLAIN_TYPES},
    **{f"not_equals:{kind}": partial(apply_operator, exp.NEQ) for kind in PLAIN_TYPES},
    "equals:double": evaluate_once(partial(_compare_doubles, exp.EQ)),
    "not_equals:double": evaluate_once(partial(_compare_doubles, exp.NEQ)),
}
