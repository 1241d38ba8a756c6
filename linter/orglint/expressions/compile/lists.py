"""Macros over a list of a row, as lambdas: each condition is evaluated once for every element."""

from collections.abc import Callable, Mapping

from sqlglot import exp

from orglint.expressions.cel.tree import Macro
from orglint.sql.builders import all_known, call_function, case_when, int_to_sql, is_null, let_once, or_conditions
from orglint.sql.literals import empty_list

_TRUE, _FALSE = exp.true(), exp.false()


def over_list(macro: Macro, elements: exp.Expr, variable: str, body: exp.Expr) -> exp.Expr:
    """Return a macro other than `map` over a list, `body` being the condition on the variable."""
    if macro is Macro.FILTER:
        pair = call_function("row", exp.column(variable), body)
        return let_once(_filter_pairs, transform_list(elements, variable, pair))
    return _MACROS[macro](transform_list(elements, variable, body))


def map_elements(elements: exp.Expr, variable: str, value: exp.Expr) -> exp.Expr:
    """Return the list of what `value` makes of each element; unknown if one of them is."""
    return let_once(lambda values: case_when((all_known(values), values)), transform_list(elements, variable, value))


def filter_elements(elements: list[exp.Expr], conditions: list[exp.Expr]) -> exp.Expr:
    """Return the list of those elements whose own condition is true; unknown if one of the conditions is."""
    chosen = [case_when((condition, element)) for element, condition in zip(elements, conditions, strict=True)]
    found = call_function(
        "list_filter",
        exp.Array(expressions=chosen),
        _build_lambda("kept", exp.not_(is_null(exp.column("kept")), copy=False)),
    )
    doubt = [is_null(condition) for condition in conditions]
    return case_when((or_conditions(*doubt), exp.null()), otherwise=found) if doubt else empty_list("list(string)")


def transform_list(elements: exp.Expr, variable: str, body: exp.Expr) -> exp.Expr:
    """Return the list of `body` for each element."""
    return call_function("list_transform", elements, _build_lambda(variable, body))


def _build_lambda(variable: str, body: exp.Expr) -> exp.Expr:
    return exp.Lambda(this=body, expressions=[exp.to_identifier(variable)])


def _reduce_exists(values: exp.Expr) -> exp.Expr:
    return _reduce_values(values, exp.Or, _FALSE)


def _reduce_all(values: exp.Expr) -> exp.Expr:
    return _reduce_values(values, exp.And, _TRUE)


def _reduce_values(values: exp.Expr, join: type[exp.Connector], start: exp.Expr) -> exp.Expr:
    # OR and AND absorb what is unknown just as the macros do: one true element decides `exists`, one false one `all`
    step = exp.Lambda(
        this=join(this=exp.column("a"), expression=exp.column("b")), expressions=[exp.to_identifier(n) for n in "ab"]
    )
    return call_function("list_reduce", values, step, start)


def _exists_one(values: exp.Expr) -> exp.Expr:
    return let_once(_test_exactly_one, values)


def _test_exactly_one(values: exp.Expr) -> exp.Expr:
    kept = call_function("list_filter", values, _build_lambda("kept", exp.column("kept")))
    return case_when((all_known(values), exp.EQ(this=call_function("len", kept), expression=int_to_sql(1))))


def _filter_pairs(pairs: exp.Expr) -> exp.Expr:
    """Return the first of each pair whose second is true; unknown if one of these is."""
    element, holds = (
        call_function("struct_extract", exp.column("pair"), exp.Literal.number(place)) for place in (1, 2)
    )
    found = transform_list(call_function("list_filter", pairs, _build_lambda("pair", holds)), "pair", element)
    return case_when((all_known(transform_list(pairs, "pair", holds)), found))


_MACROS: Mapping[Macro, Callable[[exp.Expr], exp.Expr]] = {
    Macro.ALL: _reduce_all,
    Macro.EXISTS: _reduce_exists,
    Macro.EXISTS_ONE: _exists_one,
}
