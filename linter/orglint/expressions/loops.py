"""Macros: over a list in a row, over a list that is known, over a whole table."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlglot import exp

from orglint.expressions import equality, lists, maps, relations, zeros
from orglint.expressions.macros import Loop, Macro, loop
from orglint.expressions.relations import origins, unnested
from orglint.expressions.scope import Binding, Element, Named, Whole
from orglint.expressions.sql import asks, case
from orglint.expressions.work import Translation
from orglint.model.table import ListOf


def translate(work: Translation, node: Any) -> exp.Expr:
    """Return the SQL of a macro."""
    asked = loop(node)
    if asked is None:
        raise work.refusal(node, "this macro is not supported")
    rows = relation(work, asked.range)
    if rows is None:
        return _known_elements(work, asked) or _elements(work, asked)
    if asked.macro not in {Macro.FILTER, Macro.MAP}:
        return relations.over_rows(asked.macro, rows, _about_row(work, asked, rows))
    made = _narrowed(work, asked, rows)
    if made.value is None:
        raise work.refusal(
            node, "this is a list of rows: ask its size(), exists or all, or name a field of each with map"
        )
    return relations.listed(_certain(work, node, made))


def relation(work: Translation, node: Any) -> relations.Relation | None:
    """Return the rows that a node stands for: a whole table, what filters keep of it, what map makes of those."""
    bound = work.binding_of(node)
    if isinstance(bound, Whole):
        work.counts.add(bound.table.name)
        return relations.Relation(bound.table, f"t{next(work.fresh)}")
    asked = loop(node) if node.WhichOneof("kind") == "comprehension_expr" else None
    if asked is None or asked.macro not in {Macro.FILTER, Macro.MAP}:
        return None
    rows = relation(work, asked.range)
    return _narrowed(work, asked, rows) if rows else None


def _narrowed(work: Translation, asked: Loop, rows: relations.Relation) -> relations.Relation:
    kept = rows if asked.condition is None else rows.keeping(_about_row(work, asked, rows))
    if asked.value is None:
        return kept
    return kept.mapped(work.with_name(asked.variable, rows.binding).sql(asked.value))


def _certain(work: Translation, node: Any, made: relations.Relation) -> relations.Relation:
    """Return rows of whose values all is known: who looks at a list of records does not see what their rows lack."""
    doubt = origins.doubt(made.value) if made.value and equality.has_record(_kind(work, node)) else None
    return made.keeping(case((exp.Not(this=exp.Paren(this=doubt)), exp.true()))) if doubt else made


def _about_row(work: Translation, asked: Loop, rows: relations.Relation) -> exp.Expr:
    return work.with_name(asked.variable, rows.binding).sql(asked.condition)


def _known_elements(work: Translation, asked: Loop) -> exp.Expr | None:
    """Return a macro over a list that is known when the rule is loaded: each element's condition written out."""
    if asked.macro not in _WRITTEN_OUT or not work.is_constant(asked.range):
        return None
    values = work.value(asked.range)
    conditions = [work.with_constant(asked.variable, value).sql(asked.condition) for value in values]
    return _WRITTEN_OUT[asked.macro]([work.literal(asked.condition, value) for value in values], conditions)


def _elements(work: Translation, asked: Loop) -> exp.Expr:
    elements = listed(work, asked)
    if isinstance(elements, exp.Null):
        return elements
    if any(_asks_table(work, part) for part in (asked.condition, asked.value) if part is not None):
        return _unnested(work, asked, unnested.Elements(elements, _told_apart(work, asked)))
    name = f"v{next(work.fresh)}"
    inside = work.with_name(asked.variable, Element(origins.variable(name, elements)))
    if asked.condition is not None:
        macro = Macro.FILTER if asked.macro is Macro.MAP else asked.macro
        elements = lists.over_list(macro, elements, name, inside.sql(asked.condition))
    return lists.mapped(elements, name, inside.sql(asked.value)) if asked.macro is Macro.MAP else elements


def listed(work: Translation, asked: Loop) -> exp.Expr:
    """Return the list that a macro goes through: of a map its keys."""
    if not work.type_of(asked.range).startswith("map("):
        return work.sql(asked.range)
    if asked.macro in {Macro.FILTER, Macro.MAP}:
        raise work.refusal(asked.range, f"the keys of a map have no order, so {asked.macro} makes no list of them")
    return maps.keys(work, asked.range)


def _told_apart(work: Translation, asked: Loop) -> tuple[exp.Expr, ...]:
    kind = _kind(work, asked.range)
    return tuple(zeros.texts(kind.element, unnested.ONE)) if isinstance(kind, ListOf) else ()


def _kind(work: Translation, node: Any) -> equality.Kind:
    return equality.kind_of(work.type_of(node), work.checked.types.fields)


def _unnested(work: Translation, asked: Loop, elements: unnested.Elements) -> exp.Expr:
    """Return a macro over a list whose body asks a table: a lambda could not."""
    alias = f"e{next(work.fresh)}"
    inside = work.with_name(asked.variable, Element(elements.one(alias)))
    condition = None if asked.condition is None else inside.sql(asked.condition)
    if asked.value is not None:
        return unnested.mapped(elements, alias, condition, inside.sql(asked.value))
    assert condition is not None, "only map asks nothing"
    return unnested.over_elements(asked.macro, elements, alias, condition)


def _asks_table(work: Translation, node: Any) -> bool:
    names = {name for name, bound in work.bindings.items() if _stands_for_table(bound)}
    return any(found in names for found in _names(work, node))


def _stands_for_table(bound: Binding) -> bool:
    match bound:
        case Whole():
            return True
        case Named(compiled):
            return bool(compiled.counts)
        case Element(sql):  # what `map` makes of the rows of a table stands for what it is made of, questions included
            return asks(sql)
    return False


def _names(work: Translation, node: Any) -> Iterator[str]:
    """Yield every name in a part of the tree: in an expression, or in an entry of a map that is written out."""
    if node.DESCRIPTOR.name == "Expr" and node.WhichOneof("kind") == "ident_expr":
        yield work.checked.name(node)
    for field, inside in node.ListFields():
        if field.message_type:
            for child in inside if _repeated(inside) else (inside,):
                yield from _names(work, child)


def _repeated(child: Any) -> bool:
    return not hasattr(child, "DESCRIPTOR")


_WRITTEN_OUT: Mapping[Macro, Callable[[list[exp.Expr], list[exp.Expr]], exp.Expr]] = {
    Macro.ALL: lambda _, conditions: exp.Paren(this=exp.and_(exp.true(), *conditions, copy=False)),
    Macro.EXISTS: lambda _, conditions: exp.Paren(this=exp.or_(exp.false(), *conditions, copy=False)),
    Macro.FILTER: lists.kept,
}
