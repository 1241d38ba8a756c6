"""Arithmetic: whole numbers never wrap, doubles follow IEEE 754."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.compile.overloads.logic import Builder
from orglint.sql.builders import apply_operator, cast_value, int_to_sql, try_, try_operator

_WHOLE: Mapping[str, type[exp.Binary]] = {
    "add": exp.Add,
    "subtract": exp.Sub,
    "multiply": exp.Mul,
    "divide": exp.IntDiv,
    "modulo": exp.Mod,
}


def _calculate_unsigned(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return two unsigned numbers joined, and say that the result is one: no operator shows it."""
    return try_(lambda *both: cast_value(apply_operator(kind, *both), "UBIGINT"), left, right)


OVERLOADS: Mapping[str, Builder] = {
    **{f"{name}_int64": partial(try_operator, sql) for name, sql in _WHOLE.items()},
    **{f"{name}_uint64": partial(_calculate_unsigned, sql) for name, sql in _WHOLE.items()},
    "negate_int64": lambda value: try_operator(exp.Sub, int_to_sql(0), value),
    "add_double": partial(apply_operator, exp.Add),
    "subtract_double": partial(apply_operator, exp.Sub),
    "multiply_double": partial(apply_operator, exp.Mul),
    "divide_double": partial(apply_operator, exp.Div),
    "negate_double": lambda value: exp.Paren(this=exp.Neg(this=value)),
}
