"""Arithmetic: whole numbers never wrap, doubles follow IEEE 754."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.sql import attempt, binary, number

_WHOLE: Mapping[str, type[exp.Binary]] = {
    "add": exp.Add,
    "subtract": exp.Sub,
    "multiply": exp.Mul,
    "divide": exp.IntDiv,
    "modulo": exp.Mod,
}


OVERLOADS: Mapping[str, Builder] = {
    **{f"{name}_{kind}": partial(attempt, sql) for name, sql in _WHOLE.items() for kind in ("int64", "uint64")},
    "negate_int64": lambda value: attempt(exp.Sub, number(0), value),
    "add_double": partial(binary, exp.Add),
    "subtract_double": partial(binary, exp.Sub),
    "multiply_double": partial(binary, exp.Mul),
    "divide_double": partial(binary, exp.Div),
    "negate_double": lambda value: exp.paren(exp.Neg(this=value)),
}
