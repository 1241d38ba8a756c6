"""Translate any node of a checked tree to SQL in three-valued logic: NULL is unknown, as are errors of CEL."""

from sqlglot import exp

from orglint.expressions.cel.checker import Checked
from orglint.expressions.cel.tree import (
    Call,
    Comprehension,
    Const,
    Ident,
    ListExpr,
    MapExpr,
    Node,
    RecordExpr,
    Select,
)
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
    SettingsVariable,
    TableVariable,
)
from orglint.sql.builders import call_function, case_when, cast_value, is_null, null_if_any_null, text_to_sql
from orglint.sql.literals import empty_list
from orglint.sql.types import sql_type

_NO_RECORD = "a map that is written out is asked with [...], in or size; records cannot be made"


def begin_translation(checked: Checked, scope: Scope) -> Translator:
    """Return a new translator for a checked expression in a scope."""
    return Translator(checked, scope.bindings, scope.constants, translate_node)


def translate_node(translator: Translator, node: Node) -> exp.Expr:
    """Return the SQL of a node; raises `ExpressionError` at the place of one that has none."""
    if isinstance(node, Const):
        return _translate_literal(translator, node)
    if translator.is_constant(node):
        return _translate_folded(translator, node)
    match node:
        case Call():
            return calls.translate_call(translator, node)
        case Comprehension():
            return comprehensions.translate_macro(translator, node)
        case Ident():
            return _translate_name(translator, node)
        case ListExpr():
            return _translate_list(translator, node)
        case Select():
            return _translate_select(translator, node)
        case MapExpr() | RecordExpr():
            raise translator.refusal(node, _NO_RECORD)


def _translate_literal(translator: Translator, node: Const) -> exp.Expr:
    if node.value is None:
        raise translator.refusal(node, "null cannot be compared; ask has(...) whether a field is there")
    return translator.value_to_literal(node, node.value)


def _translate_folded(translator: Translator, node: Node) -> exp.Expr:
    value = translator.value(node)
    if fine := precision.too_fine(node):
        raise translator.refusal(node, f"{fine} is finer than a microsecond, which is as fine as times are here")
    empty = isinstance(value, list) and not value
    return empty_list(node.type) if empty else translator.value_to_literal(node, value)


def _translate_name(translator: Translator, node: Ident) -> exp.Expr:
    match translator.bindings.get(node.name):
        case RuntimeValue(sql):
            return sql
        case NamedExpression(compiled, condition=condition):
            translator.reads.update(compiled.reads)
            translator.counts.update(compiled.counts)
            translator.asks.update(compiled.asks)
            translator.charge(node, compiled.parts)
            return translator.note_condition(node, condition)
        case ElementVariable(sql):
            return sql
        case Constant(value):
            return translator.value_to_literal(node, value)
        case TableVariable(table):
            asked = "exists, all, exists_one, filter(...) and size()"
            raise translator.refusal(node, f"{table.name} is a whole table: it can be asked with {asked}")
        case RowVariable():
            raise translator.refusal(node, f"{node.name} is a whole row: name one of its fields")
        case SettingsVariable():
            raise translator.refusal(node, "these are all settings: name one of them, as in settings.domains")
    raise translator.refusal(node, f"{node.name} is a type; compare it with type(...)")


def _translate_select(translator: Translator, node: Select) -> exp.Expr:
    row = translator.binding_of(node.operand)
    if isinstance(row, RowVariable):
        return _translate_cell(translator, row, node)
    if isinstance(row, SettingsVariable):  # one that is set is known
        return cast_value(exp.null(), sql_type(row.kinds[node.field]))
    if node.operand.type.startswith("map("):
        return maps.translate_field(translator, node)
    operand = translator.sql(node.operand)
    if isinstance(operand, exp.Null):
        return operand
    member = call_function("struct_extract", operand, text_to_sql(node.field))
    return origins.has_member(operand, member, node.field) if node.test_only else member


def _translate_cell(translator: Translator, row: RowVariable, node: Select) -> exp.Expr:
    if node.field in row.nothing:
        return exp.false() if node.test_only else exp.null()
    translator.reads.add((row.table.name, node.field))
    cell = exp.column(node.field, table=row.alias, quoted=True)
    if not node.test_only:
        return _keep_zeros_apart(row, node.field, cell)
    unknown = origins.is_unknown(row.alias, node.field)
    return case_when((exp.not_(is_null(cell), copy=False), exp.true()), (unknown, exp.null()), otherwise=exp.false())


def _keep_zeros_apart(row: RowVariable, column: str, cell: exp.Expr) -> exp.Expr:
    found = row.table.columns.get(column)
    if found is None or not zeros.has_double(found.type):
        return cell
    return zeros.attach_key(cell, exp.column(row.table.key, table=row.alias, quoted=True))


def _translate_list(translator: Translator, node: ListExpr) -> exp.Expr:
    if node.type == "list(dyn)":
        raise translator.refusal(node, "a list holds values of one type")
    elements = [translator.sql(element) for element in node.elements]
    parts = zip(node.elements, elements, strict=True)
    doubtful = [sql for element, sql in parts if not translator.is_constant(element)]
    listed = exp.Array(expressions=elements)
    return null_if_any_null(listed, *doubtful) if doubtful else listed
