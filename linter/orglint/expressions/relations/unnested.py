"""Macros over a list in a row whose bodies ask a table, as SQL: a lambda cannot ask one, a row of an element can."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from orglint.expressions.macros import Macro
from orglint.expressions.relations import origins, queries
from orglint.expressions.sql import call, case, either, is_null, number

_PLACE, _VALUE, _HOLDS = (exp.column(name) for name in ("place", "value", "holds"))
ONE = exp.column("x")
"""An element of a list, while the rows are made of it."""


@dataclass(frozen=True, slots=True)
class Elements:
    """A list, and of `ONE` what tells it from other elements that are equal to it."""

    listed: exp.Expr
    apart: tuple[exp.Expr, ...] = ()

    @property
    def name(self) -> str:
        """The name of the column that has the place of each, the element, and what tells it apart."""
        return "told" if self.apart else "pair"

    def one(self, alias: str) -> exp.Expr:
        """Return the element of the row under an alias."""
        return self._part(alias, 2)

    def place(self, alias: str) -> exp.Expr:
        """Return the place of the element in the list."""
        return self._part(alias, 1)

    def _part(self, alias: str, number: int) -> exp.Expr:
        return call("struct_extract", origins.variable(self.name, self.listed, table=alias), exp.Literal.number(number))


def over_elements(macro: Macro, elements: Elements, alias: str, condition: exp.Expr) -> exp.Expr:
    """Return a macro other than `map` over a list; the condition speaks of the element under the alias."""
    rows = _rows(elements, alias, queries.named(condition, "holds"))
    doubt = queries.anywhere(is_null(_HOLDS))
    return case((exp.Not(this=is_null(elements.listed)), _ANSWERS[macro](rows, doubt)))


def mapped(elements: Elements, alias: str, condition: exp.Expr | None, value: exp.Expr) -> exp.Expr:
    """Return the list of what `value` makes of each element of which the condition holds; unknown if one is."""
    holds = exp.true() if condition is None else condition
    rows = _rows(elements, alias, queries.named(holds, "holds"), queries.named(value, "made"))
    lost = queries.anywhere(either(is_null(_HOLDS), exp.and_(_HOLDS, is_null(exp.column("made")), copy=False)))
    made = queries.aggregate(rows, case((lost, exp.null()), otherwise=_ordered(exp.column("made"))))
    return case((exp.Not(this=is_null(elements.listed)), made))


def in_order(rows: exp.Select) -> exp.Expr:
    """Return the list of `value` in the order of `place`, of those rows for which `holds` is true."""
    return queries.aggregate(rows, _ordered(_VALUE))


def _rows(elements: Elements, alias: str, *columns: exp.Expr) -> exp.Select:
    """Select of each element its place in the list, itself, and what is asked of it."""
    pair = call("row", exp.column("place"), ONE, *elements.apart)
    numbered = exp.Lambda(this=pair, expressions=[exp.to_identifier(name) for name in ("x", "place")])
    source = queries.elements(call("list_transform", elements.listed, numbered), alias, elements.name)
    own = (queries.named(elements.place(alias), "place"), queries.named(elements.one(alias), "value"))
    return queries.rows(source, *own, *columns)


def _ordered(value: exp.Expr) -> exp.Expr:
    # the place makes each pair another one, so that the order never depends on the values
    pairs = exp.Filter(this=call("list", call("row", _PLACE, value)), expression=exp.Where(this=_HOLDS))
    second = call("struct_extract", exp.column("pair"), exp.Literal.number(2))
    unwrapped = exp.Lambda(this=second, expressions=[exp.to_identifier("pair")])
    return call("coalesce", call("list_transform", call("list_sort", pairs), unwrapped), exp.Array())


def _exists(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    return queries.aggregate(
        rows, case((queries.anywhere(_HOLDS), exp.true()), (doubt, exp.null()), otherwise=exp.false())
    )


def _all(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    wrong = queries.anywhere(exp.Not(this=_HOLDS))
    return queries.aggregate(rows, case((wrong, exp.false()), (doubt, exp.null()), otherwise=exp.true()))


def _exists_one(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    one = exp.EQ(this=queries.number_where(_HOLDS), expression=number(1))
    return queries.aggregate(rows, case((doubt, exp.null()), otherwise=exp.Paren(this=one)))


def _filter(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    return queries.aggregate(rows, case((doubt, exp.null()), otherwise=_ordered(_VALUE)))


_ANSWERS: Mapping[Macro, Callable[[exp.Select, exp.Expr], exp.Expr]] = {
    Macro.ALL: _all,
    Macro.EXISTS: _exists,
    Macro.EXISTS_ONE: _exists_one,
    Macro.FILTER: _filter,
}
