"""Macros over a list that stands in a row, as SQL: each condition is worked out once for every element."""

from collections.abc import Callable, Mapping

from sqlglot import exp

from orglint.expressions.literals import empty_list
from orglint.expressions.macros import Macro
from orglint.expressions.sql import all_known, bound, call, case, either, is_null, number

_TRUE, _FALSE = exp.true(), exp.false()


def over_list(macro: Macro, elements: exp.Expr, variable: str, body: exp.Expr) -> exp.Expr:
    """Return a macro other than `map` over a list, `body` being the condition on the variable."""
    if macro is Macro.FILTER:
        pair = call("row", exp.column(variable), body)
        return bound(_kept, transformed(elements, variable, pair))
    return _MACROS[macro](transformed(elements, variable, body))


def mapped(elements: exp.Expr, variable: str, value: exp.Expr) -> exp.Expr:
    """Return the list of what `value` makes of each element; unknown if one of them is."""
    return bound(lambda values: case((all_known(values), values)), transformed(elements, variable, value))


def kept(elements: list[exp.Expr], conditions: list[exp.Expr]) -> exp.Expr:
    """Return the list of those elements whose own condition is true; unknown if one of the conditions is."""
    chosen = [case((condition, element)) for element, condition in zip(elements, conditions, strict=True)]
    found = call(
        "list_filter", exp.Array(expressions=chosen), _lambda("kept", exp.not_(is_null(exp.column("kept")), copy=False))
    )
    doubt = [is_null(condition) for condition in conditions]
    return case((either(*doubt), exp.null()), otherwise=found) if doubt else empty_list("list(string)")


def transformed(elements: exp.Expr, variable: str, body: exp.Expr) -> exp.Expr:
    """Return the list of `body` for each element."""
    return call("list_transform", elements, _lambda(variable, body))


def _lambda(variable: str, body: exp.Expr) -> exp.Expr:
    return exp.Lambda(this=body, expressions=[exp.to_identifier(variable)])


def _exists(values: exp.Expr) -> exp.Expr:
    return _folded(values, exp.Or, _FALSE)


def _all(values: exp.Expr) -> exp.Expr:
    return _folded(values, exp.And, _TRUE)


def _folded(values: exp.Expr, join: type[exp.Connector], start: exp.Expr) -> exp.Expr:
    # OR and AND absorb what is unknown just as the macros do: one true element decides `exists`, one false one `all`
    step = exp.Lambda(
        this=join(this=exp.column("a"), expression=exp.column("b")), expressions=[exp.to_identifier(n) for n in "ab"]
    )
    return call("list_reduce", values, step, start)


def _exists_one(values: exp.Expr) -> exp.Expr:
    return bound(_one, values)


def _one(values: exp.Expr) -> exp.Expr:
    kept = call("list_filter", values, _lambda("kept", exp.column("kept")))
    return case((all_known(values), exp.EQ(this=call("len", kept), expression=number(1))))


def _kept(pairs: exp.Expr) -> exp.Expr:
    """Return the first of each pair whose second is true; unknown if one of these is."""
    element, holds = (call("struct_extract", exp.column("pair"), exp.Literal.number(place)) for place in (1, 2))
    found = transformed(call("list_filter", pairs, _lambda("pair", holds)), "pair", element)
    return case((all_known(transformed(pairs, "pair", holds)), found))


_MACROS: Mapping[Macro, Callable[[exp.Expr], exp.Expr]] = {
    Macro.ALL: _all,
    Macro.EXISTS: _exists,
    Macro.EXISTS_ONE: _exists_one,
}
