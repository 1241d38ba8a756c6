"""Arithmetic: whole numbers never wrap, doubles follow IEEE 754."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.sql import attempt, binary, converted, number, tried

_WHOLE: Mapping[str, type[exp.Binary]] = {
    "add": exp.Add,
    "subtract": exp.Sub,
    "multiply": exp.Mul,
    "divide": exp.IntDiv,
    "modulo": exp.Mod,
}


def _unsigned(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return two unsigned numbers joined, and say that the result is one: no operator shows it."""
    return tried(lambda *both: converted(binary(kind, *both), "UBIGINT"), left, right)


OVERLOADS: Mapping[str, Builder] = {
    **{f"{name}_int64": partial(attempt, sql) for name, sql in _WHOLE.items()},
    **{f"{name}_uint64": partial(_unsigned, sql) for name, sql in _WHOLE.items()},
    "negate_int64": lambda value: attempt(exp.Sub, number(0), value),
    "add_double": partial(binary, exp.Add),
    "subtract_double": partial(binary, exp.Sub),
    "multiply_double": partial(binary, exp.Mul),
    "divide_double": partial(binary, exp.Div),
    "negate_double": lambda value: exp.Paren(this=exp.Neg(this=value)),
}
