"""A whole table asked, as SQL: by aggregates over its rows, honest about rows that were not seen.

`exists` may be true over a table that is not complete, never false; `all` may be false, never true; a count of it, and
a list of it, is unknown. Whether a table is complete is a value that the engine is given: `$complete_users`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlglot import exp

from orglint.expressions.literals import placeholder
from orglint.expressions.macros import Macro
from orglint.expressions.relations import conditions, free, joins, queries
from orglint.expressions.relations.keys import Keyed, taken_apart
from orglint.expressions.relations.unnested import in_order
from orglint.expressions.scope import Binding, Element, Row
from orglint.expressions.sql import both, case, either, is_null, known, number
from orglint.model.table import Table


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows of a table under an alias, of which every condition in `kept` keeps some, and what is made of each."""

    table: Table
    alias: str
    kept: tuple[exp.Expr, ...] = ()
    value: exp.Expr | None = None

    @property
    def complete(self) -> exp.Expr:
        """Whether every row of the table was seen."""
        return placeholder(complete_name(self.table.name), "bool")

    @property
    def binding(self) -> Binding:
        """What the variable of a macro over these rows stands for."""
        return Row(self.table, self.alias) if self.value is None else Element(self.value)

    def keeping(self, condition: exp.Expr) -> "Relation":
        """Return the rows for which a condition holds too."""
        return replace(self, kept=(*self.kept, condition))

    def mapped(self, value: exp.Expr) -> "Relation":
        """Return the rows with a value made of each; a value that is unknown makes all of them so."""
        there = case((exp.Not(this=is_null(value)), exp.true()))
        return replace(self.keeping(there), value=value)


def complete_name(table: str) -> str:
    """Return the name of the value that says whether a table is complete."""
    return f"complete_{table}"


def count(relation: Relation) -> exp.Expr:
    """Return the number of rows; unknown if rows are missing or it is unknown of one whether it is kept."""
    first, last = relation.kept[:-1], relation.kept
    return _if_known(replace(relation, kept=first), _count(relation, last))


def over_rows(macro: Macro, relation: Relation, condition: exp.Expr) -> exp.Expr:
    """Return `exists`, `all` or `exists_one` over the rows that are kept."""
    return _if_known(relation, _MACROS[macro](relation, condition))


def listed(relation: Relation) -> exp.Expr:
    """Return the values of the rows as a list, in the order of the table's keys."""
    place = exp.column(relation.table.key, table=relation.alias, quoted=True)
    value = relation.value or exp.null()
    columns = {"place": place, "value": value, "holds": both(*relation.kept)}
    asked = queries.rows(_source(relation), *(queries.named(it, name) for name, it in columns.items()))
    return _if_known(relation, in_order(asked))


def contains(relation: Relation, element: exp.Expr, equal: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    """Return whether an element is among the values of the rows."""
    assert relation.value is not None, "only what map makes is compared"
    return known(_if_known(relation, _exists(relation, equal(relation.value, element))), element)


def _if_known(relation: Relation, answer: exp.Expr) -> exp.Expr:
    """Return an answer if the rows are known that the filters keep: in CEL one that they cannot decide is an error."""
    steps = [relation.kept[: place + 1] for place in range(len(relation.kept))]
    certain = [exp.Not(this=is_null(_count(relation, step))) for step in steps]
    return case((both(*certain), answer)) if certain else answer


def _exists(relation: Relation, condition: exp.Expr) -> exp.Expr:
    return _some(relation, both(*relation.kept, condition))


def _all(relation: Relation, condition: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.Not(this=_some(relation, both(*relation.kept, conditions.negated(condition)))))


def _exists_one(relation: Relation, condition: exp.Expr) -> exp.Expr:
    counted = _count(relation, (*relation.kept, condition))
    return exp.Paren(this=exp.EQ(this=counted, expression=number(1)))


def _some(relation: Relation, condition: exp.Expr) -> exp.Expr:
    """Return whether a condition holds for a row; by key, if each alternative of it can be asked so."""
    keyed = _keyed(relation, condition)
    if keyed is None or keyed.mixed:
        parts = conditions.alternatives(condition)
        if len(parts) > 1 and all(_is_apart(relation, part) for part in parts):
            return either(*(_some(relation, part) for part in parts))
    if keyed:
        return joins.exists(keyed, _missing(relation))
    doubt = either(queries.anywhere(is_null(_HOLDS)), _missing(relation))
    return _asked(
        relation, condition, case((queries.anywhere(_HOLDS), exp.true()), (doubt, exp.null()), otherwise=exp.false())
    )


def _is_apart(relation: Relation, condition: exp.Expr) -> bool:
    """Return whether a condition can be worked out without looking at pairs of rows."""
    keyed = _keyed(relation, condition)
    return not keyed.mixed if keyed else free.aliases(condition) <= {relation.alias}


def _count(relation: Relation, kept: tuple[exp.Expr, ...]) -> exp.Expr:
    condition = both(*kept) if kept else exp.true()
    keyed = _keyed(relation, condition)
    if keyed:
        return joins.count(keyed, _missing(relation))
    doubt = either(queries.anywhere(is_null(_HOLDS)), _missing(relation)) if kept else _missing(relation)
    return _asked(relation, condition, case((doubt, exp.null()), otherwise=queries.number_where(_HOLDS)))


_HOLDS = exp.column("holds")


def _keyed(relation: Relation, condition: exp.Expr) -> Keyed | None:
    return taken_apart(_source(relation), relation.alias, condition)


def _missing(relation: Relation) -> exp.Expr:
    return exp.Not(this=relation.complete)


def _source(relation: Relation) -> exp.Table:
    return exp.to_table(relation.table.name, alias=relation.alias)


def _asked(relation: Relation, condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    """Return an aggregate over `holds`, which is the condition of each row, worked out once."""
    return queries.aggregate(queries.rows(_source(relation), queries.named(condition, "holds")), value)


_MACROS: Mapping[Macro, Callable[[Relation, exp.Expr], exp.Expr]] = {
    Macro.ALL: _all,
    Macro.EXISTS: _exists,
    Macro.EXISTS_ONE: _exists_one,
}
