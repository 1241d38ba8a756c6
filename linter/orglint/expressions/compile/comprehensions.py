"""Translate macros: over a list of a row, over a constant list, over a whole table."""

from sqlglot import exp

from orglint.expressions.cel.tree import Comprehension, Ident, Macro, Node, walk_nodes
from orglint.expressions.compile import equality, lists, maps, relations, zeros
from orglint.expressions.compile.conditions import Condition, Opaque, join_all, join_any
from orglint.expressions.compile.relations import origins, unnested
from orglint.expressions.compile.translator import Translator
from orglint.expressions.scope import Binding, ElementVariable, NamedExpression, TableVariable
from orglint.model.table import ListOf
from orglint.sql.builders import case_when
from orglint.sql.measures import has_subquery


def translate_macro(translator: Translator, node: Comprehension) -> exp.Expr:
    """Return the SQL of a macro."""
    rows = resolve_relation(translator, node.range)
    if rows is None:
        return _translate_known_list(translator, node) or _translate_list(translator, node)
    if node.macro not in _LISTING:
        asked = relations.over_rows(node.macro, rows, _translate_condition(translator, node, rows))
        return translator.note_condition(node, asked)
    made = _narrow_relation(translator, node, rows)
    if made.value is None:
        raise translator.refusal(
            node, "this is a list of rows: ask its size(), exists or all, or name a field of each with map"
        )
    return relations.list_values(_require_known_values(translator, node, made))


def resolve_relation(translator: Translator, node: Node) -> relations.Relation | None:
    """Return the relation that a node is: a whole table, its rows that filters select, or `map` over them."""
    bound = translator.binding_of(node)
    if isinstance(bound, TableVariable):
        translator.counts.add(bound.table.name)
        return relations.Relation(bound.table, f"t{next(translator.fresh)}", asks=translator.asks)
    if not isinstance(node, Comprehension) or node.macro not in _LISTING:
        return None
    rows = resolve_relation(translator, node.range)
    return _narrow_relation(translator, node, rows) if rows else None


def _narrow_relation(translator: Translator, node: Comprehension, rows: relations.Relation) -> relations.Relation:
    kept = rows if node.condition is None else rows.with_condition(_translate_condition(translator, node, rows))
    if node.value is None:
        return kept
    return kept.mapped(translator.with_name(node.variable, rows.binding).sql(node.value))


def _require_known_values(translator: Translator, node: Node, made: relations.Relation) -> relations.Relation:
    """Return rows of whose values all is known: who looks at a list of records does not see what their rows lack."""
    doubt = (
        origins.build_doubt(made.value) if made.value and equality.has_record(_resolve_kind(translator, node)) else None
    )
    known = case_when((exp.Not(this=exp.Paren(this=doubt)), exp.true())) if doubt else None
    return made.with_condition(Opaque(known)) if known else made


def _translate_condition(translator: Translator, node: Comprehension, rows: relations.Relation) -> Condition:
    return translator.with_name(node.variable, rows.binding).condition(node.body)


def _translate_known_list(translator: Translator, node: Comprehension) -> exp.Expr | None:
    """Return a macro over a list that is known when the rule is loaded: each element's condition written out."""
    if node.macro not in _WRITTEN_OUT or not translator.is_constant(node.range):
        return None
    asked, values = node.body, translator.value(node.range)
    made = [translator.with_constant(node.variable, value).condition(asked) for value in values]
    match node.macro:
        case Macro.ALL:
            return translator.note_condition(node, join_all(Opaque(exp.true()), *made))
        case Macro.EXISTS:
            return translator.note_condition(node, join_any(Opaque(exp.false()), *made))
    kept = [translator.value_to_literal(asked, value) for value in values]
    return lists.filter_elements(kept, [condition.sql for condition in made])


def _translate_list(translator: Translator, node: Comprehension) -> exp.Expr:
    elements = translate_range(translator, node)
    if isinstance(elements, exp.Null):
        return elements
    if any(_asks_table(translator, part) for part in (node.condition, node.value) if part is not None):
        return _translate_unnested(translator, node, unnested.UnnestedList(elements, _told_apart(translator, node)))
    name = f"v{next(translator.fresh)}"
    inside = translator.with_name(node.variable, ElementVariable(origins.build_variable(name, elements)))
    if node.condition is not None:
        macro = Macro.FILTER if node.macro is Macro.MAP else node.macro
        elements = lists.over_list(macro, elements, name, inside.sql(node.condition))
    return elements if node.value is None else lists.map_elements(elements, name, inside.sql(node.value))


def translate_range(translator: Translator, node: Comprehension) -> exp.Expr:
    """Return the list that a macro goes through: of a map its keys."""
    if not node.range.type.startswith("map("):
        return translator.sql(node.range)
    if node.macro in _LISTING:
        raise translator.refusal(node.range, f"the keys of a map have no order, so {node.macro} makes no list of them")
    return maps.translate_keys(translator, node.range)


def _told_apart(translator: Translator, node: Comprehension) -> tuple[exp.Expr, ...]:
    kind = _resolve_kind(translator, node.range)
    return tuple(zeros.doubles_to_texts(kind.element, unnested.ONE)) if isinstance(kind, ListOf) else ()


def _resolve_kind(translator: Translator, node: Node) -> equality.OptionalType:
    return equality.kind_of(node.type, translator.checked.types.fields)


def _translate_unnested(translator: Translator, node: Comprehension, elements: unnested.UnnestedList) -> exp.Expr:
    """Return a macro over a list whose body asks a table: a lambda could not."""
    alias = f"e{next(translator.fresh)}"
    inside = translator.with_name(node.variable, ElementVariable(elements.one(alias)))
    if node.value is None:
        return unnested.over_elements(node.macro, elements, alias, inside.sql(node.body))
    condition = None if node.condition is None else inside.sql(node.condition)
    return unnested.map_elements(elements, alias, condition, inside.sql(node.value))


def _asks_table(translator: Translator, node: Node) -> bool:
    names = {name for name, bound in translator.bindings.items() if _stands_for_table(bound)}
    return any(isinstance(each, Ident) and each.name in names for each in walk_nodes(node))


def _stands_for_table(bound: Binding) -> bool:
    match bound:
        case TableVariable():
            return True
        case NamedExpression(compiled):
            return bool(compiled.counts)
        case ElementVariable(sql):  # the element of `map` over a table is its SQL, subqueries included
            return has_subquery(sql)
    return False


_LISTING = frozenset({Macro.FILTER, Macro.MAP})
"""The macros that make a list."""
_WRITTEN_OUT = frozenset({Macro.ALL, Macro.EXISTS, Macro.FILTER})
"""The macros that are written out over a list that is known."""
