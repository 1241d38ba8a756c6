"""Macros: over a list in a row, over a list that is known, over a whole table."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlglot import exp

from orglint.expressions import lists, relations
from orglint.expressions.macros import Loop, Macro, loop
from orglint.expressions.scope import Element, Row, Whole
from orglint.expressions.work import Translation


def translate(work: Translation, node: Any) -> exp.Expr:
    """Return the SQL of a macro."""
    asked = loop(node)
    if asked is None:
        raise work.refusal(node, "this macro is not supported")
    rows = relation(work, asked.range)
    if rows is None:
        return _known_elements(work, asked) or _elements(work, node, asked)
    if asked.macro in {Macro.FILTER, Macro.MAP}:
        raise work.refusal(node, f"{asked.macro} over a table gives a table: ask its size(), or use exists or all")
    return relations.over_rows(asked.macro, rows, _about_row(work, asked, rows))


def relation(work: Translation, node: Any) -> relations.Relation | None:
    """Return the rows that a node stands for, a whole table or what filters keep of it; None if it is no table."""
    bound = work.binding_of(node)
    if isinstance(bound, Whole):
        return _rows(work, node, bound)
    asked = loop(node) if node.WhichOneof("kind") == "comprehension_expr" else None
    if asked is None or asked.macro is not Macro.FILTER:
        return None
    rows = relation(work, asked.range)
    return replace(rows, kept=(*rows.kept, _about_row(work, asked, rows))) if rows else None


def _rows(work: Translation, node: Any, whole: Whole) -> relations.Relation:
    if work.inside_lambda:
        raise work.refusal(node, "a table cannot be asked inside filter, map or exists_one over a list")
    work.counts.add(whole.table.name)
    return relations.Relation(whole.table, f"t{next(work.fresh)}")


def _about_row(work: Translation, asked: Loop, rows: relations.Relation) -> exp.Expr:
    return work.with_name(asked.variable, Row(rows.table, rows.alias)).sql(asked.condition)


def _known_elements(work: Translation, asked: Loop) -> exp.Expr | None:
    """Return a macro over a list that is known when the rule is loaded: each element's condition written out."""
    if asked.macro not in _WRITTEN_OUT or not work.is_constant(asked.range):
        return None
    values = work.value(asked.range)
    conditions = [work.with_constant(asked.variable, value).sql(asked.condition) for value in values]
    return _WRITTEN_OUT[asked.macro]([work.literal(asked.condition, value) for value in values], conditions)


def _elements(work: Translation, node: Any, asked: Loop) -> exp.Expr:
    if asked.macro in {Macro.ALL, Macro.EXISTS} and not work.inside_lambda and _asks_table(work, asked.condition):
        return _unnested(work, asked)
    del node
    name = f"v{next(work.fresh)}"
    elements = work.sql(asked.range)
    inside = work.with_name(asked.variable, Element(exp.column(name)), inside_lambda=True)
    if asked.macro is not Macro.MAP:
        return lists.over_list(asked.macro, elements, name, inside.sql(asked.condition))
    if asked.condition is not None:
        elements = lists.over_list(Macro.FILTER, elements, name, inside.sql(asked.condition))
    return lists.mapped(elements, name, inside.sql(asked.value))


def _unnested(work: Translation, asked: Loop) -> exp.Expr:
    """Return `exists` or `all` over a list whose condition asks a table: a lambda could not."""
    alias = f"e{next(work.fresh)}"
    elements = work.sql(asked.range)
    inside = work.with_name(asked.variable, Element(exp.column("element", table=alias)))
    return relations.over_elements(asked.macro, elements, alias, inside.sql(asked.condition))


def _asks_table(work: Translation, node: Any) -> bool:
    names = {name for name, bound in work.bindings.items() if isinstance(bound, Whole)}
    return any(found in names for found in _names(work, node))


def _names(work: Translation, node: Any) -> list[str]:
    """Return every name in a part of the tree."""
    inside = getattr(node, node.WhichOneof("kind") or "const_expr")
    own = [work.checked.name(node)] if node.WhichOneof("kind") == "ident_expr" else []
    children = [
        child for field, child in inside.ListFields() if field.message_type and field.message_type.name == "Expr"
    ]
    flat = [part for child in children for part in (child if _repeated(child) else [child])]
    return own + [name for child in flat for name in _names(work, child)]


def _repeated(child: Any) -> bool:
    return not hasattr(child, "WhichOneof")


_WRITTEN_OUT: Mapping[Macro, Callable[[list[exp.Expr], list[exp.Expr]], exp.Expr]] = {
    Macro.ALL: lambda _, conditions: exp.paren(exp.and_(exp.true(), *conditions)),
    Macro.EXISTS: lambda _, conditions: exp.paren(exp.or_(exp.false(), *conditions)),
    Macro.FILTER: lists.kept,
}
