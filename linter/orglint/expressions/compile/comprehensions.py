"""Translate macros: over a list of a row, over a constant list, over a whole table."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlglot import exp

from orglint.expressions.cel.macros import Loop, Macro, recognize_macro
from orglint.expressions.compile import equality, lists, maps, relations, zeros
from orglint.expressions.compile.relations import origins, unnested
from orglint.expressions.compile.translator import Translator
from orglint.expressions.scope import Binding, ElementVariable, NamedExpression, TableVariable
from orglint.model.table import ListOf
from orglint.sql.builders import case_when, has_subquery


def translate_macro(translator: Translator, node: Any) -> exp.Expr:
    """Return the SQL of a macro."""
    asked = recognize_macro(node)
    if asked is None:
        raise translator.refusal(node, "this macro is not supported")
    rows = resolve_relation(translator, asked.range)
    if rows is None:
        return _translate_known_list(translator, asked) or _translate_list(translator, asked)
    if asked.macro not in {Macro.FILTER, Macro.MAP}:
        return relations.over_rows(asked.macro, rows, _translate_condition(translator, asked, rows))
    made = _narrow_relation(translator, asked, rows)
    if made.value is None:
        raise translator.refusal(
            node, "this is a list of rows: ask its size(), exists or all, or name a field of each with map"
        )
    return relations.list_values(_require_known_values(translator, node, made))


def resolve_relation(translator: Translator, node: Any) -> relations.Relation | None:
    """Return the relation that a node is: a whole table, its rows that filters select, or `map` over them."""
    bound = translator.binding_of(node)
    if isinstance(bound, TableVariable):
        translator.counts.add(bound.table.name)
        return relations.Relation(bound.table, f"t{next(translator.fresh)}")
    asked = recognize_macro(node) if node.WhichOneof("kind") == "comprehension_expr" else None
    if asked is None or asked.macro not in {Macro.FILTER, Macro.MAP}:
        return None
    rows = resolve_relation(translator, asked.range)
    return _narrow_relation(translator, asked, rows) if rows else None


def _narrow_relation(translator: Translator, asked: Loop, rows: relations.Relation) -> relations.Relation:
    kept = rows if asked.condition is None else rows.with_condition(_translate_condition(translator, asked, rows))
    if asked.value is None:
        return kept
    return kept.mapped(translator.with_name(asked.variable, rows.binding).sql(asked.value))


def _require_known_values(translator: Translator, node: Any, made: relations.Relation) -> relations.Relation:
    """Return rows of whose values all is known: who looks at a list of records does not see what their rows lack."""
    doubt = (
        origins.build_doubt(made.value) if made.value and equality.has_record(_resolve_kind(translator, node)) else None
    )
    return made.with_condition(case_when((exp.Not(this=exp.Paren(this=doubt)), exp.true()))) if doubt else made


def _translate_condition(translator: Translator, asked: Loop, rows: relations.Relation) -> exp.Expr:
    return translator.with_name(asked.variable, rows.binding).sql(asked.condition)


def _translate_known_list(translator: Translator, asked: Loop) -> exp.Expr | None:
    """Return a macro over a list that is known when the rule is loaded: each element's condition written out."""
    if asked.macro not in _WRITTEN_OUT or not translator.is_constant(asked.range):
        return None
    values = translator.value(asked.range)
    conditions = [translator.with_constant(asked.variable, value).sql(asked.condition) for value in values]
    return _WRITTEN_OUT[asked.macro](
        [translator.value_to_literal(asked.condition, value) for value in values], conditions
    )


def _translate_list(translator: Translator, asked: Loop) -> exp.Expr:
    elements = translate_range(translator, asked)
    if isinstance(elements, exp.Null):
        return elements
    if any(_asks_table(translator, part) for part in (asked.condition, asked.value) if part is not None):
        return _translate_unnested(translator, asked, unnested.UnnestedList(elements, _told_apart(translator, asked)))
    name = f"v{next(translator.fresh)}"
    inside = translator.with_name(asked.variable, ElementVariable(origins.build_variable(name, elements)))
    if asked.condition is not None:
        macro = Macro.FILTER if asked.macro is Macro.MAP else asked.macro
        elements = lists.over_list(macro, elements, name, inside.sql(asked.condition))
    return lists.map_elements(elements, name, inside.sql(asked.value)) if asked.macro is Macro.MAP else elements


def translate_range(translator: Translator, asked: Loop) -> exp.Expr:
    """Return the list that a macro goes through: of a map its keys."""
    if not translator.type_of(asked.range).startswith("map("):
        return translator.sql(asked.range)
    if asked.macro in {Macro.FILTER, Macro.MAP}:
        raise translator.refusal(
            asked.range, f"the keys of a map have no order, so {asked.macro} makes no list of them"
        )
    return maps.translate_keys(translator, asked.range)


def _told_apart(translator: Translator, asked: Loop) -> tuple[exp.Expr, ...]:
    kind = _resolve_kind(translator, asked.range)
    return tuple(zeros.doubles_to_texts(kind.element, unnested.ONE)) if isinstance(kind, ListOf) else ()


def _resolve_kind(translator: Translator, node: Any) -> equality.OptionalType:
    return equality.kind_of(translator.type_of(node), translator.checked.types.fields)


def _translate_unnested(translator: Translator, asked: Loop, elements: unnested.UnnestedList) -> exp.Expr:
    """Return a macro over a list whose body asks a table: a lambda could not."""
    alias = f"e{next(translator.fresh)}"
    inside = translator.with_name(asked.variable, ElementVariable(elements.one(alias)))
    condition = None if asked.condition is None else inside.sql(asked.condition)
    if asked.value is not None:
        return unnested.map_elements(elements, alias, condition, inside.sql(asked.value))
    assert condition is not None, "only map asks nothing"
    return unnested.over_elements(asked.macro, elements, alias, condition)


def _asks_table(translator: Translator, node: Any) -> bool:
    names = {name for name, bound in translator.bindings.items() if _stands_for_table(bound)}
    return any(found in names for found in _walk_names(translator, node))


def _stands_for_table(bound: Binding) -> bool:
    match bound:
        case TableVariable():
            return True
        case NamedExpression(compiled):
            return bool(compiled.counts)
        case ElementVariable(sql):  # the element of `map` over a table is its SQL, subqueries included
            return has_subquery(sql)
    return False


def _walk_names(translator: Translator, node: Any) -> Iterator[str]:
    """Yield every name in a part of the tree: in an expression, or in an entry of a map that is written out."""
    if node.DESCRIPTOR.name == "Expr" and node.WhichOneof("kind") == "ident_expr":
        yield translator.checked.name(node)
    for field, inside in node.ListFields():
        if field.message_type:
            for child in inside if _is_repeated(inside) else (inside,):
                yield from _walk_names(translator, child)


def _is_repeated(child: Any) -> bool:
    return not hasattr(child, "DESCRIPTOR")


_WRITTEN_OUT: Mapping[Macro, Callable[[list[exp.Expr], list[exp.Expr]], exp.Expr]] = {
    Macro.ALL: lambda _, conditions: exp.Paren(this=exp.and_(exp.true(), *conditions, copy=False)),
    Macro.EXISTS: lambda _, conditions: exp.Paren(this=exp.or_(exp.false(), *conditions, copy=False)),
    Macro.FILTER: lists.filter_elements,
}
