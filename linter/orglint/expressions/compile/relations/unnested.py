"""Macros over a list whose body queries a table: as a subquery over UNNEST, since a lambda allows none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from orglint.expressions.cel.tree import Macro
from orglint.expressions.compile.relations import origins, queries
from orglint.sql.builders import call_function, case_when, int_to_sql, is_null, or_conditions

_PLACE, _VALUE, _HOLDS = (exp.column(name) for name in ("place", "value", "holds"))
ONE = exp.column("x")
"""An element of a list, while the rows are made of it."""


@dataclass(frozen=True, slots=True)
class UnnestedList:
    """A list, and what tells its elements apart that are equal."""

    listed: exp.Expr
    apart: tuple[exp.Expr, ...] = ()

    @property
    def name(self) -> str:
        """The name of the column that has the place of each, the element, and what tells it apart."""
        return "told" if self.apart else "pair"

    def one(self, alias: str) -> exp.Expr:
        """Return the element of the row under an alias."""
        return self._extract_part(alias, 2)

    def place(self, alias: str) -> exp.Expr:
        """Return the place of the element in the list."""
        return self._extract_part(alias, 1)

    def _extract_part(self, alias: str, number: int) -> exp.Expr:
        return call_function(
            "struct_extract", origins.build_variable(self.name, self.listed, table=alias), exp.Literal.number(number)
        )


def over_elements(macro: Macro, elements: UnnestedList, alias: str, condition: exp.Expr) -> exp.Expr:
    """Return a macro other than `map` over a list; the condition speaks of the element under the alias."""
    rows = _select_elements(elements, alias, queries.name_column(condition, "holds"))
    doubt = queries.is_true_in_any_row(is_null(_HOLDS))
    return case_when((exp.Not(this=is_null(elements.listed)), _ANSWERS[macro](rows, doubt)))


def map_elements(elements: UnnestedList, alias: str, condition: exp.Expr | None, value: exp.Expr) -> exp.Expr:
    """Return the list of what `value` makes of each element of which the condition holds; unknown if one is."""
    holds = exp.true() if condition is None else condition
    rows = _select_elements(elements, alias, queries.name_column(holds, "holds"), queries.name_column(value, "made"))
    lost = queries.is_true_in_any_row(
        or_conditions(is_null(_HOLDS), exp.and_(_HOLDS, is_null(exp.column("made")), copy=False))
    )
    made = queries.aggregate_rows(rows, case_when((lost, exp.null()), otherwise=_sort_by_place(exp.column("made"))))
    return case_when((exp.Not(this=is_null(elements.listed)), made))


def in_order(rows: exp.Select, doubt: exp.Expr | None = None) -> exp.Expr:
    """Return the list of `value` in the order of `place`, of those rows for which `holds` is true.

    It is unknown where the aggregate `doubt` is true.
    """
    listed = _sort_by_place(_VALUE)
    return queries.aggregate_rows(rows, case_when((doubt, exp.null()), otherwise=listed) if doubt else listed)


def _select_elements(elements: UnnestedList, alias: str, *columns: exp.Expr) -> exp.Select:
    """Select of each element its place in the list, itself, and what is asked of it."""
    pair = call_function("row", exp.column("place"), ONE, *elements.apart)
    numbered = exp.Lambda(this=pair, expressions=[exp.to_identifier(name) for name in ("x", "place")])
    source = queries.unnest_list(call_function("list_transform", elements.listed, numbered), alias, elements.name)
    named = (queries.name_column(elements.place(alias), "place"), queries.name_column(elements.one(alias), "value"))
    return queries.select_columns(source, *named, *columns)


def _sort_by_place(value: exp.Expr) -> exp.Expr:
    # the place makes each pair unique, so that the order does not depend on the values
    pairs = exp.Filter(
        this=call_function("list", call_function("row", _PLACE, value)), expression=exp.Where(this=_HOLDS)
    )
    second = call_function("struct_extract", exp.column("pair"), exp.Literal.number(2))
    unwrapped = exp.Lambda(this=second, expressions=[exp.to_identifier("pair")])
    return call_function(
        "coalesce", call_function("list_transform", call_function("list_sort", pairs), unwrapped), exp.Array()
    )


def _build_exists(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    return queries.aggregate_rows(
        rows, case_when((queries.is_true_in_any_row(_HOLDS), exp.true()), (doubt, exp.null()), otherwise=exp.false())
    )


def _build_all(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    wrong = queries.is_true_in_any_row(exp.Not(this=_HOLDS))
    return queries.aggregate_rows(rows, case_when((wrong, exp.false()), (doubt, exp.null()), otherwise=exp.true()))


def _build_exists_one(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    one = exp.EQ(this=queries.count_rows_where(_HOLDS), expression=int_to_sql(1))
    return queries.aggregate_rows(rows, case_when((doubt, exp.null()), otherwise=exp.Paren(this=one)))


def _build_filter(rows: exp.Select, doubt: exp.Expr) -> exp.Expr:
    return queries.aggregate_rows(rows, case_when((doubt, exp.null()), otherwise=_sort_by_place(_VALUE)))


_ANSWERS: Mapping[Macro, Callable[[exp.Select, exp.Expr], exp.Expr]] = {
    Macro.ALL: _build_all,
    Macro.EXISTS: _build_exists,
    Macro.EXISTS_ONE: _build_exists_one,
    Macro.FILTER: _build_filter,
}
