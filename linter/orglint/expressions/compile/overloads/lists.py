"""Lists: membership, position, size, and one after the other."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.compile.overloads.logic import Builder
from orglint.sql.builders import (
    all_known,
    apply_operator,
    call_function,
    case_when,
    evaluate_once,
    int_to_sql,
    is_null,
    null_if_any_null,
)


def has_element(element: exp.Expr, elements: exp.Expr) -> exp.Expr:
    """Return whether a list has an element; unknown if either is, or if only an unknown element may be it."""
    has = call_function("list_contains", elements, element)
    there = [] if isinstance(element, exp.Literal) else [exp.not_(is_null(element), copy=False)]
    if isinstance(elements, exp.Array):  # each element of a list that is written out is known
        return case_when((there[0], has)) if there else has
    nowhere = exp.and_(*there, all_known(elements), copy=False)
    return case_when((has, exp.true()), (nowhere, exp.false()))


def _has_double(element: exp.Expr, elements: exp.Expr) -> exp.Expr:
    # NaN is in no list, since it is not equal to itself
    odd = exp.and_(call_function("isnan", element), exp.not_(is_null(elements), copy=False), copy=False)
    return case_when((odd, exp.false()), otherwise=has_element(element, elements))


def _get_element(elements: exp.Expr, index: exp.Expr) -> exp.Expr:
    place = apply_operator(exp.Add, call_function("least", index, int_to_sql(2**62)), int_to_sql(1))
    return case_when(
        (
            exp.Between(this=index, low=int_to_sql(0), high=int_to_sql(2**62)),
            call_function("list_extract", elements, place),
        )
    )


def _concat_lists(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return null_if_any_null(call_function("list_concat", left, right), left, right)


OVERLOADS: Mapping[str, Builder] = {
    "add_list": evaluate_once(_concat_lists),
    "in_list": evaluate_once(has_element),
    "in_list:list(double)": evaluate_once(_has_double),
    "index_list": evaluate_once(_get_element),
    "size_list": partial(call_function, "len"),
    "list_size": partial(call_function, "len"),
}
