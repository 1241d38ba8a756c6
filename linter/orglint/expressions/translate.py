"""Checked tree → SQL, in three-valued logic: NULL is unknown, and so is whatever is an error in CEL."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from sqlglot import exp

from orglint.errors import ExpressionError
from orglint.expressions import fold, lists, relations
from orglint.expressions.check import Checked
from orglint.expressions.literals import SQL_TYPES, empty_list, literal, null, text
from orglint.expressions.macros import Loop, Macro, loop
from orglint.expressions.overloads import EQUALITY, OVERLOADS, call, case, either, is_null
from orglint.expressions.scope import Binding, Constant, Element, Given, Named, Row, Whole

UNKNOWN_CELLS = "_unknown"
"""The hidden column that lists a row's columns of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One expression on its way to SQL: what its names stand for, and what has been read so far."""

    checked: Checked
    bindings: Mapping[str, Binding]
    constants: Mapping[str, Any]
    reads: set[tuple[str, str]] = field(default_factory=set)
    counts: set[str] = field(default_factory=set)
    inside_list: bool = False
    fresh: "count[int]" = field(default_factory=lambda: count(1))

    def binding(self, name: str, binding: Binding, *, inside_list: bool) -> "Translation":
        """Return the translation of a macro's body, which knows one name more."""
        return replace(self, bindings={**self.bindings, name: binding}, inside_list=inside_list)


def translate(work: Translation, node: Any) -> exp.Expr:
    """Return the SQL of a node, or raise `ExpressionError` at the place of what has none."""
    kind = node.WhichOneof("kind")
    if kind != "const_expr" and fold.is_constant(work.checked, node, frozenset(work.constants)):
        return _folded(work, node)
    if kind not in _KINDS:
        raise _refusal(work, node, "records cannot be made in a rule")
    return _KINDS[kind](work, node)


def _folded(work: Translation, node: Any) -> exp.Expr:
    try:
        value = fold.value(work.checked, node, dict(work.constants))
    except fold.NotConstantError as error:
        raise _refusal(work, node, f"this can never be evaluated: {error}") from None
    if value == []:
        return empty_list(work.checked.type_of(node))
    return _literal(work, node, value)


def _constant(work: Translation, node: Any) -> exp.Expr:
    constant = node.const_expr
    kind = constant.WhichOneof("kind")
    if kind == "null_value":
        raise _refusal(work, node, "null cannot be compared; ask has(...) whether a field is there")
    if kind in {"bytes_value", "uint64_value"}:
        raise _refusal(work, node, f"{kind.removesuffix('_value')} values are not supported yet")
    return _literal(work, node, getattr(constant, kind))


def _literal(work: Translation, node: Any, value: Any) -> exp.Expr:
    sql = literal(value)
    if sql is None:
        raise _refusal(work, node, f"a value of type {work.checked.type_of(node)} is not supported yet")
    return sql


def _name(work: Translation, node: Any) -> exp.Expr:
    bound = work.bindings[work.checked.name(node)]
    match bound:
        case Given(sql):
            return sql.copy()
        case Named(compiled, tree):
            work.reads.update(compiled.reads)
            work.counts.update(compiled.counts)
            return tree.copy()
        case Element(name):
            return exp.column(name)
        case Constant(value):
            return _literal(work, node, value)
        case Whole(table):
            asked = "exists, all, exists_one, filter(...) and size()"
            raise _refusal(work, node, f"{table.name} is a whole table: it can be asked with {asked}")
        case Row(table):
            raise _refusal(work, node, f"{table.variable} is a whole row: name one of its fields")


def _select(work: Translation, node: Any) -> exp.Expr:
    if work.checked.name(node):  # a qualified name such as params.max
        return _name(work, node)
    select = node.select_expr
    row = _row(work, select.operand)
    if row:
        return _cell(work, row, select)
    operand = translate(work, select.operand)
    member = call("struct_extract", operand, text(select.field))
    if select.test_only:
        return case((exp.not_(is_null(operand)), exp.not_(is_null(member))))
    return member


def _row(work: Translation, node: Any) -> Row | None:
    if node.WhichOneof("kind") != "ident_expr":
        return None
    bound = work.bindings.get(work.checked.name(node))
    return bound if isinstance(bound, Row) else None


def _cell(work: Translation, row: Row, select: Any) -> exp.Expr:
    if select.field in row.nothing:
        return exp.false() if select.test_only else exp.null()
    work.reads.add((row.table.name, select.field))
    cell = exp.column(select.field, table=row.alias, quoted=True)
    if not select.test_only:
        return cell
    unknown = call("list_contains", exp.column(UNKNOWN_CELLS, table=row.alias, quoted=True), text(select.field))
    return case((exp.not_(is_null(cell)), exp.true()), (unknown, exp.null()), otherwise=exp.false())


def _call(work: Translation, node: Any) -> exp.Expr:
    relation = _counted(work, node)
    if relation:
        return relations.count(relation)
    arguments = [translate(work, part) for part in _arguments(node)]
    build = OVERLOADS.get(work.checked.overload(node)) or _equality(work, node)
    if build is not None:
        return build(*arguments)
    if any(isinstance(argument, exp.Null) for argument in arguments):
        return exp.null()  # of an unknown value of no type, nothing but && || ?: makes more than another
    raise _refusal(work, node, f"{_spoken(node.call_expr.function)} is not supported here yet")


def _arguments(node: Any) -> list[Any]:
    inside = node.call_expr
    return [*([inside.target] if inside.HasField("target") else []), *inside.args]


def _equality(work: Translation, node: Any) -> Any:
    kinds = {work.checked.type_of(argument) for argument in node.call_expr.args}
    return EQUALITY.get(work.checked.overload(node)) if len(kinds) == 1 and kinds <= SQL_TYPES.keys() else None


def _counted(work: Translation, node: Any) -> relations.Relation | None:
    return _relation(work, _arguments(node)[0]) if node.call_expr.function == "size" else None


def _relation(work: Translation, node: Any) -> relations.Relation | None:
    """Return the rows that a node stands for: a whole table, or what filters keep of it."""
    match node.WhichOneof("kind"):
        case "ident_expr":
            bound = work.bindings.get(work.checked.name(node))
            return _rows(work, node, bound) if isinstance(bound, Whole) else None
        case "comprehension_expr":
            asked = loop(node)
            rows = _relation(work, asked.range) if asked and asked.macro is Macro.FILTER else None
            return _filtered(work, asked, rows) if asked and rows else None
    return None


def _rows(work: Translation, node: Any, whole: Whole) -> relations.Relation:
    if work.inside_list:
        raise _refusal(work, node, "a table cannot be asked inside a macro over a list yet")
    work.counts.add(whole.table.name)
    return relations.Relation(whole.table, f"t{next(work.fresh)}")


def _filtered(work: Translation, asked: Loop, rows: relations.Relation) -> relations.Relation:
    return replace(rows, kept=(*rows.kept, _about_row(work, asked, rows)))


def _about_row(work: Translation, asked: Loop, rows: relations.Relation) -> exp.Expr:
    inside = work.binding(asked.variable, Row(rows.table, rows.alias), inside_list=work.inside_list)
    return translate(inside, asked.condition)


def _loop(work: Translation, node: Any) -> exp.Expr:
    asked = loop(node)
    if asked is None:
        raise _refusal(work, node, "this macro is not supported yet")
    rows = _relation(work, asked.range)
    if rows is None:
        return _over_constants(work, asked) or _over_list(work, asked)
    if asked.macro in {Macro.FILTER, Macro.MAP}:
        raise _refusal(work, node, f"{asked.macro} over a table gives a table: ask its size(), or use exists or all")
    return relations.over_rows(asked.macro, rows, _about_row(work, asked, rows))


def _over_constants(work: Translation, asked: Loop) -> exp.Expr | None:
    """Return a macro over a list that is known when the rule is loaded: each element's condition written out."""
    constant = fold.is_constant(work.checked, asked.range, frozenset(work.constants))
    if asked.macro not in _WRITTEN_OUT or not constant:
        return None
    values = fold.value(work.checked, asked.range, dict(work.constants))
    conditions = [translate(_with_constant(work, asked.variable, value), asked.condition) for value in values]
    return _WRITTEN_OUT[asked.macro]([_literal(work, asked.range, value) for value in values], conditions)


def _with_constant(work: Translation, name: str, value: Any) -> Translation:
    inside = work.binding(name, Constant(value), inside_list=work.inside_list)
    return replace(inside, constants={**work.constants, name: value})


def _over_list(work: Translation, asked: Loop) -> exp.Expr:
    variable = f"v{next(work.fresh)}"
    elements = translate(work, asked.range)
    inside = work.binding(asked.variable, Element(variable), inside_list=True)
    if asked.macro is not Macro.MAP:
        return lists.over_list(asked.macro, elements, variable, translate(inside, asked.condition))
    if asked.condition is not None:
        condition = translate(inside, asked.condition)
        elements = lists.over_list(Macro.FILTER, elements, variable, condition)
    return lists.mapped(elements, variable, translate(inside, asked.value))


def _list(work: Translation, node: Any) -> exp.Expr:
    if work.checked.type_of(node) == "list(dyn)":
        raise _refusal(work, node, "a list holds values of one type")
    elements = [translate(work, element) for element in node.list_expr.elements]
    known = frozenset(work.constants)
    pairs = zip(node.list_expr.elements, elements, strict=True)
    doubtful = [is_null(sql) for element, sql in pairs if not fold.is_constant(work.checked, element, known)]
    listed = exp.Array(expressions=elements)
    return case((either(*doubtful), null("")), otherwise=listed) if doubtful else listed


def _spoken(function: str) -> str:
    return function.strip("_@") if function.strip("_@").isidentifier() else function.replace("_", " ").strip()


def _refusal(work: Translation, node: Any, why: str) -> ExpressionError:
    return ExpressionError((work.checked.mistake(node, why),))


_WRITTEN_OUT = {
    Macro.ALL: lambda _, conditions: exp.paren(exp.and_(exp.true(), *conditions)),
    Macro.EXISTS: lambda _, conditions: exp.paren(exp.or_(exp.false(), *conditions)),
    Macro.FILTER: lists.kept,
}

_KINDS = {
    "call_expr": _call,
    "comprehension_expr": _loop,
    "const_expr": _constant,
    "ident_expr": _name,
    "list_expr": _list,
    "select_expr": _select,
}
