"""Queries over a whole table, as aggregates over its rows, correct also if rows are missing.

`exists` may be true over a table that is not complete, never false; `all` may be false, never true; a count of it, and
a list of it, is unknown. Whether a table is complete is a value that the engine is given: `$complete_users`. A table
that is asked by key is complete for the keys that were answered: the relation `user_roles.keys` of the engine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sqlglot import exp

from orglint.expressions.cel.tree import Macro
from orglint.expressions.compile import conditions
from orglint.expressions.compile.conditions import Condition, Negated, Opaque, join_all, join_any
from orglint.expressions.compile.relations import free, joins, queries
from orglint.expressions.compile.relations.keys import KeyedCondition, ListSide, split_by_keys
from orglint.expressions.compile.relations.unnested import in_order
from orglint.expressions.compiled import KeyQuestion, complete_name
from orglint.expressions.scope import Binding, ElementVariable, RowVariable
from orglint.model.snapshot import name_keys
from orglint.model.table import Table
from orglint.sql.builders import (
    and_conditions,
    call_function,
    case_when,
    int_to_sql,
    is_null,
    null_if_any_null,
    or_conditions,
)
from orglint.sql.literals import build_placeholder
from orglint.sql.render import render_sql


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows of a table under an alias for which all `filters` are true, and the `value` made of each (`map`).

    `asks` collects for which keys a table is needed that is asked by key.
    """

    table: Table
    alias: str
    filters: tuple[Condition, ...] = ()
    value: exp.Expr | None = None
    asks: set[KeyQuestion] = field(default_factory=set, compare=False)

    @property
    def complete(self) -> exp.Expr:
        """Whether every row of the table was seen."""
        return build_placeholder(complete_name(self.table.name), "bool")

    @property
    def binding(self) -> Binding:
        """The binding of the variable of a macro over these rows."""
        return RowVariable(self.table, self.alias) if self.value is None else ElementVariable(self.value)

    def with_condition(self, condition: Condition) -> "Relation":
        """Return the relation with one filter more."""
        return replace(self, filters=(*self.filters, condition))

    def mapped(self, value: exp.Expr) -> "Relation":
        """Return the relation with a value for each row; one unknown value makes all of them unknown."""
        there = Opaque(case_when((exp.Not(this=is_null(value)), exp.true())))
        return replace(self.with_condition(there), value=value)


def count_rows(relation: Relation) -> exp.Expr:
    """Return the number of rows; NULL if rows are missing, or a filter is unknown for one."""
    first, last = relation.filters[:-1], relation.filters
    return _if_known(replace(relation, filters=first), _count_matching(relation, last))


def over_rows(macro: Macro, relation: Relation, condition: Condition) -> Condition:
    """Return `exists`, `all` or `exists_one` over the rows that the filters select."""
    answer = _MACROS[macro](relation, condition)
    return Opaque(_if_known(relation, answer.sql)) if relation.filters else answer


def list_values(relation: Relation) -> exp.Expr:
    """Return the values of the rows as a list, in the order of the table's keys."""
    place = exp.column(relation.table.key, table=relation.alias, quoted=True)
    columns = {"place": place, "value": relation.value or exp.null(), "holds": join_all(*relation.filters).sql}
    *earlier, _ = steps = [join_all(*filters) for filters in _list_steps(relation)] or [Opaque(exp.true())]
    if not relation.filters or any(_split_by_keys(relation, step) for step in steps):
        return _if_known(relation, in_order(_select_columns(relation, columns)))
    first = {f"holds_{number}": step.sql for number, step in enumerate(earlier)}
    undecided = [queries.is_true_in_any_row(is_null(exp.column(name))) for name in (*first, "holds")]
    doubt = or_conditions(*undecided, _is_incomplete(relation))
    return in_order(_select_columns(relation, columns | first), doubt)


def has_value(relation: Relation, element: exp.Expr, condition: Condition) -> exp.Expr:
    """Return whether an element is among the values of the rows; the condition says whether that of one row is it."""
    return null_if_any_null(_if_known(relation, _build_exists(relation, condition).sql), element)


def _if_known(relation: Relation, answer: exp.Expr) -> exp.Expr:
    """Return an answer if the rows are known that the filters keep: in CEL one that they cannot decide is an error."""
    certain = [exp.Not(this=is_null(_count_matching(relation, step))) for step in _list_steps(relation)]
    return case_when((and_conditions(*certain), answer)) if certain else answer


def _list_steps(relation: Relation) -> list[tuple[Condition, ...]]:
    """Return the filters one after the other, each with those before it: one that is unknown is an error by itself."""
    return [relation.filters[: place + 1] for place in range(len(relation.filters))]


def _build_exists(relation: Relation, condition: Condition) -> Condition:
    return _test_any_row(relation, join_all(*relation.filters, condition))


def _build_all(relation: Relation, condition: Condition) -> Condition:
    broken = _test_any_row(relation, join_all(*relation.filters, conditions.negate_condition(condition)))
    return Negated(exp.Paren(this=exp.Not(this=broken.sql)), broken)


def _build_exists_one(relation: Relation, condition: Condition) -> Condition:
    counted = _count_matching(relation, (*relation.filters, condition))
    return Opaque(exp.Paren(this=exp.EQ(this=counted, expression=int_to_sql(1))))


def _test_any_row(relation: Relation, condition: Condition) -> Condition:
    """Return whether a condition holds for a row; by key, if each alternative of it can be asked so."""
    keyed = _split_by_keys(relation, condition)
    if keyed is None or keyed.residual:
        parts = conditions.split_alternatives(condition)
        if len(parts) > 1 and all(_is_apart(relation, part) for part in parts):
            return join_any(*(_test_any_row(relation, part) for part in parts))
    if keyed:
        return joins.exists_by_keys(keyed, _is_incomplete_for(relation, keyed))
    doubt = or_conditions(queries.is_true_in_any_row(is_null(_HOLDS)), _is_incomplete(relation))
    found = case_when((queries.is_true_in_any_row(_HOLDS), exp.true()), (doubt, exp.null()), otherwise=exp.false())
    return Opaque(_aggregate_condition(relation, condition.sql, found))


def _is_apart(relation: Relation, condition: Condition) -> bool:
    """Return whether a condition can be worked out without looking at pairs of rows."""
    keyed = _split_by_keys(relation, condition)
    return not keyed.residual if keyed else free.find_free_aliases(condition.sql) <= {relation.alias}


def _count_matching(relation: Relation, kept: tuple[Condition, ...]) -> exp.Expr:
    condition = join_all(*kept) if kept else Opaque(exp.true())
    keyed = _split_by_keys(relation, condition)
    if keyed:
        return joins.count_by_keys(keyed, _is_incomplete_for(relation, keyed))
    doubt = (
        or_conditions(queries.is_true_in_any_row(is_null(_HOLDS)), _is_incomplete(relation))
        if kept
        else _is_incomplete(relation)
    )
    counted = case_when((doubt, exp.null()), otherwise=queries.count_rows_where(_HOLDS))
    return _aggregate_condition(relation, condition.sql, counted)


_HOLDS = exp.column("holds")


def _split_by_keys(relation: Relation, condition: Condition) -> KeyedCondition | None:
    return split_by_keys(_build_source(relation), relation.alias, condition)


def _is_incomplete(relation: Relation) -> exp.Expr:
    """Return whether rows of the table may be missing; who asks so needs every key of a table that is asked by key."""
    if relation.table.parent:
        relation.asks.add(KeyQuestion(relation.table.name))
    return exp.Not(this=relation.complete)


def _is_incomplete_for(relation: Relation, keyed: KeyedCondition) -> exp.Expr:
    """Return whether rows with these keys may be missing: none of a key for which the table was answered whole."""
    probe = _find_probe_key(relation, keyed)
    if probe is None:
        return _is_incomplete(relation)
    relation.asks.add(KeyQuestion(relation.table.name, render_sql(probe), free.find_free_aliases(probe)))
    source = exp.Table(this=exp.to_identifier(name_keys(relation.table.name), quoted=True))
    keys = queries.select_columns(source, exp.column("key"))
    answered = call_function("coalesce", exp.In(this=probe, query=exp.Subquery(this=keys)), exp.false())
    return and_conditions(exp.Not(this=relation.complete), exp.Not(this=answered))


def _find_probe_key(relation: Relation, keyed: KeyedCondition) -> exp.Expr | None:
    """Return what the key of the parent is compared with, where the condition says so."""
    if not relation.table.parent:
        return None
    own = exp.column(relation.table.asked_by, table=relation.alias, quoted=True)
    keys = (key for key in keyed.keys if key.many is ListSide.NEITHER and key.build_key == own)
    return next((key.probe_key for key in keys), None)


def _build_source(relation: Relation) -> exp.Table:
    return queries.name_table(relation.table.name, relation.alias)


def _select_columns(relation: Relation, columns: Mapping[str, exp.Expr]) -> exp.Select:
    return queries.select_columns(
        _build_source(relation), *(queries.name_column(value, name) for name, value in columns.items())
    )


def _aggregate_condition(relation: Relation, condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    """Return an aggregate over `holds`, which is the condition of each row, worked out once."""
    return queries.aggregate_rows(
        queries.select_columns(_build_source(relation), queries.name_column(condition, "holds")), value
    )


_MACROS: Mapping[Macro, Callable[[Relation, Condition], Condition]] = {
    Macro.ALL: _build_all,
    Macro.EXISTS: _build_exists,
    Macro.EXISTS_ONE: _build_exists_one,
}
