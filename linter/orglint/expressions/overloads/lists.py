"""Lists: membership, position, size, and one after the other."""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.sql import all_known, binary, call, case, is_null, known, number, once


def contains(element: exp.Expr, elements: exp.Expr) -> exp.Expr:
    """Return whether a list has an element; unknown if either is, or if only an unknown element may be it."""
    has = call("list_contains", elements, element)
    there = [] if isinstance(element, exp.Literal) else [exp.not_(is_null(element), copy=False)]
    if isinstance(elements, exp.Array):  # each element of a list that is written out is known
        return case((there[0], has)) if there else has
    nowhere = exp.and_(*there, all_known(elements), copy=False)
    return case((has, exp.true()), (nowhere, exp.false()))


def _contains_double(element: exp.Expr, elements: exp.Expr) -> exp.Expr:
    # NaN is in no list, since it is not equal to itself
    odd = exp.and_(call("isnan", element), exp.not_(is_null(elements), copy=False), copy=False)
    return case((odd, exp.false()), otherwise=contains(element, elements))


def _element(elements: exp.Expr, index: exp.Expr) -> exp.Expr:
    place = binary(exp.Add, call("least", index, number(2**62)), number(1))
    return case((exp.Between(this=index, low=number(0), high=number(2**62)), call("list_extract", elements, place)))


def _joined(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return known(call("list_concat", left, right), left, right)


OVERLOADS: Mapping[str, Builder] = {
    "add_list": once(_joined),
    "in_list": once(contains),
    "in_list:list(double)": once(_contains_double),
    "index_list": once(_element),
    "size_list": partial(call, "len"),
    "list_size": partial(call, "len"),
}
