"""Macros over a whole table, as SQL: one aggregate over its rows, honest about rows that were not seen.

`exists` may be true over a table that is not complete, never false; `all` may be false, never true; a count of it is
unknown. Whether a table is complete is a value that the engine is given when it runs: `$complete_users`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from orglint.expressions import joins
from orglint.expressions.literals import placeholder
from orglint.expressions.macros import Macro
from orglint.expressions.sql import call, case, either, is_null, number
from orglint.model.table import Table

_TRUE, _FALSE = exp.true(), exp.false()


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows of a table under an alias, of which every condition in `kept` keeps some."""

    table: Table
    alias: str
    kept: tuple[exp.Expr, ...] = ()

    @property
    def complete(self) -> exp.Expr:
        """Whether every row of the table was seen."""
        return placeholder(complete_name(self.table.name), "bool")


def complete_name(table: str) -> str:
    """Return the name of the value that says whether a table is complete."""
    return f"complete_{table}"


def count(relation: Relation) -> exp.Expr:
    """Return the number of rows; unknown if rows are missing or it is unknown of one whether it is kept."""
    missing = exp.not_(relation.complete)
    if not relation.kept:
        return _asked(_rows(relation), case((missing, exp.null()), otherwise=_number(exp.true())))
    keyed = joins.taken_apart(_source(relation), relation.alias, exp.and_(*relation.kept))
    if keyed:
        return joins.count(keyed, missing)
    doubt = either(_any(is_null(_KEPT)), missing)
    return _asked(_rows(relation), case((doubt, exp.null()), otherwise=_number(_KEPT)))


def over_rows(macro: Macro, relation: Relation, condition: exp.Expr) -> exp.Expr:
    """Return `exists`, `all` or `exists_one` over the rows that are kept."""
    missing = exp.not_(relation.complete)
    if not relation.kept:
        keyed = joins.taken_apart(_source(relation), relation.alias, condition)
        if keyed and macro is not Macro.ALL:
            return joins.exists(keyed, missing) if macro is Macro.EXISTS else _one(joins.count(keyed, missing))
        return _asked(_rows(relation, condition), _MACROS[macro](_HOLDS, missing))
    join = exp.or_(exp.not_(_KEPT), _HOLDS) if macro is Macro.ALL else exp.and_(_KEPT, _HOLDS)
    decided = _MACROS[macro](exp.paren(join), exp.false())
    # what a filter cannot decide makes the whole list an error in CEL
    lost = either(_any(is_null(_KEPT)), missing)
    return _asked(_rows(relation, condition), case((lost, exp.null()), otherwise=decided))


def over_elements(macro: Macro, elements: exp.Expr, alias: str, condition: exp.Expr) -> exp.Expr:
    """Return `exists` or `all` over the elements of a list, each as `element` of a row under an alias."""
    columns = exp.TableAlias(this=exp.to_identifier(alias), columns=[exp.to_identifier("element")])
    rows = exp.select(exp.alias_(condition, "holds")).from_(exp.Unnest(expressions=[elements.copy()], alias=columns))
    return case((exp.not_(is_null(elements)), _asked(rows, _MACROS[macro](_HOLDS, exp.false()))))


_KEPT, _HOLDS = exp.column("kept"), exp.column("holds")


def _rows(relation: Relation, condition: exp.Expr | None = None) -> exp.Select:
    """Select of each row whether filters keep it, and whether the condition holds: each worked out once."""
    chosen = [exp.alias_(exp.paren(exp.and_(*relation.kept)), "kept")] if relation.kept else []
    chosen += [exp.alias_(condition, "holds")] if condition is not None else []
    return exp.select(*(chosen or [exp.alias_(exp.true(), "holds")])).from_(_source(relation))


def _source(relation: Relation) -> exp.Table:
    return exp.to_table(relation.table.name, alias=relation.alias)


def _one(count: exp.Expr) -> exp.Expr:
    return exp.paren(exp.EQ(this=count, expression=number(1)))


def _asked(rows: exp.Select, value: exp.Expr) -> exp.Expr:
    return exp.select(value).from_(rows.subquery("asked")).subquery()


def _exists(condition: exp.Expr, missing: exp.Expr) -> exp.Expr:
    doubt = either(_any(is_null(condition)), missing)
    return case((_any(condition), _TRUE), (doubt, exp.null()), otherwise=_FALSE)


def _all(condition: exp.Expr, missing: exp.Expr) -> exp.Expr:
    doubt = either(_any(is_null(condition)), missing)
    return case((_any(exp.not_(condition.copy())), _FALSE), (doubt, exp.null()), otherwise=_TRUE)


def _exists_one(condition: exp.Expr, missing: exp.Expr) -> exp.Expr:
    doubt = either(_any(is_null(condition)), missing)
    one = exp.EQ(this=_number(condition), expression=number(1))
    return case((doubt, exp.null()), (one, _TRUE), otherwise=_FALSE)


def _number(condition: exp.Expr) -> exp.Expr:
    return exp.Filter(this=call("count", exp.Star()), expression=exp.Where(this=condition.copy()))


def _any(condition: exp.Expr) -> exp.Expr:
    return call("coalesce", call("bool_or", condition.copy()), exp.false())


_MACROS: Mapping[Macro, Callable[[exp.Expr, exp.Expr], exp.Expr]] = {
    Macro.ALL: _all,
    Macro.EXISTS: _exists,
    Macro.EXISTS_ONE: _exists_one,
}
