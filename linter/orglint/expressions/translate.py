"""Checked tree → SQL, in three-valued logic: NULL is unknown, and so is whatever is an error in CEL."""

from typing import Any

from sqlglot import exp

from orglint.expressions import calls, loops, maps, precision, zeros
from orglint.expressions.check import Checked
from orglint.expressions.literals import empty_list
from orglint.expressions.relations import origins
from orglint.expressions.scope import Constant, Element, Given, Named, Row, Scope, Whole
from orglint.expressions.sql import call, case, is_null, known, text
from orglint.expressions.work import Translation


def begin(checked: Checked, scope: Scope) -> Translation:
    """Return the translation of a checked expression in a scope, about to begin."""
    return Translation(checked, scope.bindings, scope.constants, translate)


def translate(work: Translation, node: Any) -> exp.Expr:
    """Return the SQL of a node, or raise `ExpressionError` at the place of what has none."""
    kind = node.WhichOneof("kind")
    if kind != "const_expr" and work.is_constant(node):
        value = work.value(node)
        if fine := precision.too_fine(work.checked, node):
            raise work.refusal(node, f"{fine} is finer than a microsecond, which is as fine as times are here")
        empty = isinstance(value, list) and not value
        return empty_list(work.type_of(node)) if empty else work.literal(node, value)
    return _KINDS[kind](work, node)


def _constant(work: Translation, node: Any) -> exp.Expr:
    kind = node.const_expr.WhichOneof("kind")
    if kind == "null_value":
        raise work.refusal(node, "null cannot be compared; ask has(...) whether a field is there")
    return work.literal(node, getattr(node.const_expr, kind))


def _name(work: Translation, node: Any) -> exp.Expr:
    bound = work.bindings.get(work.checked.name(node))
    match bound:
        case Given(sql):
            return sql
        case Named(compiled, tree):
            work.reads.update(compiled.reads)
            work.counts.update(compiled.counts)
            work.spend(node, compiled.parts)
            return tree
        case Element(sql):
            return sql
        case Constant(value):
            return work.literal(node, value)
        case Whole(table):
            asked = "exists, all, exists_one, filter(...) and size()"
            raise work.refusal(node, f"{table.name} is a whole table: it can be asked with {asked}")
        case Row(table):
            raise work.refusal(node, f"{table.variable} is a whole row: name one of its fields")
    raise work.refusal(node, f"{work.checked.name(node)} is a type; compare it with type(...)")


def _select(work: Translation, node: Any) -> exp.Expr:
    if work.checked.name(node):  # a qualified name such as params.max
        return _name(work, node)
    select = node.select_expr
    row = work.binding_of(select.operand)
    if isinstance(row, Row):
        return _cell(work, row, select)
    if work.type_of(select.operand).startswith("map("):
        return maps.field(work, node)
    operand = work.sql(select.operand)
    if isinstance(operand, exp.Null):
        return operand
    member = call("struct_extract", operand, text(select.field))
    return origins.has(operand, member, select.field) if select.test_only else member


def _cell(work: Translation, row: Row, select: Any) -> exp.Expr:
    if select.field in row.nothing:
        return exp.false() if select.test_only else exp.null()
    work.reads.add((row.table.name, select.field))
    cell = exp.column(select.field, table=row.alias, quoted=True)
    if not select.test_only:
        return _apart(row, select.field, cell)
    unknown = origins.is_unknown(row.alias, select.field)
    return case((exp.not_(is_null(cell), copy=False), exp.true()), (unknown, exp.null()), otherwise=exp.false())


def _apart(row: Row, column: str, cell: exp.Expr) -> exp.Expr:
    found = row.table.columns.get(column)
    if found is None or not zeros.has_double(found.type):
        return cell
    return zeros.beside(cell, exp.column(row.table.key, table=row.alias, quoted=True))


def _list(work: Translation, node: Any) -> exp.Expr:
    if work.type_of(node) == "list(dyn)":
        raise work.refusal(node, "a list holds values of one type")
    elements = [work.sql(element) for element in node.list_expr.elements]
    parts = zip(node.list_expr.elements, elements, strict=True)
    doubtful = [sql for element, sql in parts if not work.is_constant(element)]
    listed = exp.Array(expressions=elements)
    return known(listed, *doubtful) if doubtful else listed


def _record(work: Translation, node: Any) -> exp.Expr:
    raise work.refusal(node, "a map that is written out is asked with [...], in or size; records cannot be made")


_KINDS = {
    "call_expr": calls.translate,
    "comprehension_expr": loops.translate,
    "const_expr": _constant,
    "ident_expr": _name,
    "list_expr": _list,
    "select_expr": _select,
    "struct_expr": _record,
}
