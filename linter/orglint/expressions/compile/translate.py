"""Translate any node of a checked tree to SQL in three-valued logic: NULL is unknown, as are errors of CEL."""

from typing import Any

from sqlglot import exp

from orglint.expressions.cel.checker import Checked
from orglint.expressions.compile import calls, comprehensions, maps, zeros
from orglint.expressions.compile.relations import origins
from orglint.expressions.compile.translator import Translator
from orglint.expressions.fold import precision
from orglint.expressions.scope import (
    Constant,
    ElementVariable,
    NamedExpression,
    RowVariable,
    RuntimeValue,
    Scope,
    TableVariable,
)
from orglint.sql.builders import call_function, case_when, is_null, null_if_any_null, text_to_sql
from orglint.sql.literals import empty_list


def begin_translation(checked: Checked, scope: Scope) -> Translator:
    """Return a new translator for a checked expression in a scope."""
    return Translator(checked, scope.bindings, scope.constants, translate_node)


def translate_node(translator: Translator, node: Any) -> exp.Expr:
    """Return the SQL of a node; raises `ExpressionError` at the place of one that has none."""
    kind = node.WhichOneof("kind")
    if kind != "const_expr" and translator.is_constant(node):
        value = translator.value(node)
        if fine := precision.too_fine(translator.checked, node):
            raise translator.refusal(node, f"{fine} is finer than a microsecond, which is as fine as times are here")
        empty = isinstance(value, list) and not value
        return empty_list(translator.type_of(node)) if empty else translator.value_to_literal(node, value)
    return _KINDS[kind](translator, node)


def _translate_constant(translator: Translator, node: Any) -> exp.Expr:
    kind = node.const_expr.WhichOneof("kind")
    if kind == "null_value":
        raise translator.refusal(node, "null cannot be compared; ask has(...) whether a field is there")
    return translator.value_to_literal(node, getattr(node.const_expr, kind))


def _translate_name(translator: Translator, node: Any) -> exp.Expr:
    bound = translator.bindings.get(translator.checked.name(node))
    match bound:
        case RuntimeValue(sql):
            return sql
        case NamedExpression(compiled, tree):
            translator.reads.update(compiled.reads)
            translator.counts.update(compiled.counts)
            translator.charge(node, compiled.parts)
            return tree
        case ElementVariable(sql):
            return sql
        case Constant(value):
            return translator.value_to_literal(node, value)
        case TableVariable(table):
            asked = "exists, all, exists_one, filter(...) and size()"
            raise translator.refusal(node, f"{table.name} is a whole table: it can be asked with {asked}")
        case RowVariable():
            raise translator.refusal(node, f"{translator.checked.name(node)} is a whole row: name one of its fields")
    raise translator.refusal(node, f"{translator.checked.name(node)} is a type; compare it with type(...)")


def _translate_select(translator: Translator, node: Any) -> exp.Expr:
    if translator.checked.name(node):  # a qualified name such as params.max
        return _translate_name(translator, node)
    select = node.select_expr
    row = translator.binding_of(select.operand)
    if isinstance(row, RowVariable):
        return _translate_cell(translator, row, select)
    if translator.type_of(select.operand).startswith("map("):
        return maps.translate_field(translator, node)
    operand = translator.sql(select.operand)
    if isinstance(operand, exp.Null):
        return operand
    member = call_function("struct_extract", operand, text_to_sql(select.field))
    return origins.has_member(operand, member, select.field) if select.test_only else member


def _translate_cell(translator: Translator, row: RowVariable, select: Any) -> exp.Expr:
    if select.field in row.nothing:
        return exp.false() if select.test_only else exp.null()
    translator.reads.add((row.table.name, select.field))
    cell = exp.column(select.field, table=row.alias, quoted=True)
    if not select.test_only:
        return _keep_zeros_apart(row, select.field, cell)
    unknown = origins.is_unknown(row.alias, select.field)
    return case_when((exp.not_(is_null(cell), copy=False), exp.true()), (unknown, exp.null()), otherwise=exp.false())


def _keep_zeros_apart(row: RowVariable, column: str, cell: exp.Expr) -> exp.Expr:
    found = row.table.columns.get(column)
    if found is None or not zeros.has_double(found.type):
        return cell
    return zeros.attach_key(cell, exp.column(row.table.key, table=row.alias, quoted=True))


def _translate_list(translator: Translator, node: Any) -> exp.Expr:
    if translator.type_of(node) == "list(dyn)":
        raise translator.refusal(node, "a list holds values of one type")
    elements = [translator.sql(element) for element in node.list_expr.elements]
    parts = zip(node.list_expr.elements, elements, strict=True)
    doubtful = [sql for element, sql in parts if not translator.is_constant(element)]
    listed = exp.Array(expressions=elements)
    return null_if_any_null(listed, *doubtful) if doubtful else listed


def _refuse_record(translator: Translator, node: Any) -> exp.Expr:
    raise translator.refusal(node, "a map that is written out is asked with [...], in or size; records cannot be made")


_KINDS = {
    "call_expr": calls.translate_call,
    "comprehension_expr": comprehensions.translate_macro,
    "const_expr": _translate_constant,
    "ident_expr": _translate_name,
    "list_expr": _translate_list,
    "select_expr": _translate_select,
    "struct_expr": _refuse_record,
}
