"""Split an expression into its sub-expressions, each with its text and the SQL of its value for a row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sqlglot import exp

from orglint.errors import ExpressionError
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.macros import Loop, Macro, recognize_macro
from orglint.expressions.cel.source import spans
from orglint.expressions.compile import calls, comprehensions, equality
from orglint.expressions.compile.relations import Relation, origins
from orglint.expressions.compile.translate import begin_translation
from orglint.expressions.compile.translator import Translator
from orglint.expressions.scope import Constant, ElementVariable, NamedExpression, RowVariable, Scope
from orglint.sql.builders import call_function, int_to_sql
from orglint.sql.render import render_sql

_JOINED = ("_&&_", "_||_")


@dataclass(frozen=True, slots=True)
class MacroOverList:
    """A macro over a list of the row: the SQL of its length and of an element, and the body for each element."""

    macro: str
    length: str
    element: Callable[[int], str]
    body: Callable[[int], "Part"]


@dataclass(frozen=True, slots=True)
class MacroOverTable:
    """A macro over a table: the SQL of its `filter`, and of the condition that must hold of the rows."""

    macro: str
    table: str
    alias: str
    key: str
    filter: str
    holds: str


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-expression: its text, its type, and the SQL of its value (empty for a table or a whole row).

    `operator` is the function that makes it of its `parts`, `column` the column that it is. `field` says that it is a
    column or a field in one, `presence` that it only tests for presence, `plain` that the text shows the value already.
    `name` is the `let` that it refers to, `reads` every (table, column) that it may read. `path` is its path in the row
    (`access[0].seen`), empty if it is not in a cell.
    """

    text: str
    type: str
    sql: str
    operator: str = ""
    column: tuple[str, str] | None = None
    field: bool = False
    presence: bool = False
    plain: bool = False
    name: str = ""
    path: str = ""
    reads: frozenset[tuple[str, str]] = frozenset()
    parts: tuple["Part", ...] = ()
    elements: MacroOverList | None = None
    rows: MacroOverTable | None = None


def split_expression(source: str, scope: Scope) -> Part:
    """Return an expression, which compiles in this scope, as a tree of its parts."""
    checked = check_expression(source, scope.types, scope.variables)
    return _Apart(begin_translation(checked, scope), spans.index_source(checked)).part(checked.tree)


@dataclass(frozen=True, slots=True)
class _Apart:
    work: Translator
    text: spans.Text

    def part(self, node: Any) -> Part:
        """Return a node taken apart."""
        translator = self.work
        known = translator.is_constant(node)
        rows = None if known else _describe_rows(translator, node)
        elements = None if known or rows else self._describe_elements(node)
        inner = () if known or rows else tuple(self._split_children(node, elements is not None))
        sql, reads = _translate_alone(translator, node)
        return Part(
            self.text.of(node),
            translator.type_of(node),
            sql,
            operator=node.call_expr.function if node.WhichOneof("kind") == "call_expr" else "",
            column=_find_column(translator, node),
            field=node.WhichOneof("kind") == "select_expr" and not translator.checked.name(node),
            presence=node.select_expr.test_only,
            plain=_is_plain(translator, node),
            name=_find_let_name(translator, node),
            path=_find_path(translator, node),
            reads=reads,
            parts=inner,
            elements=elements,
            rows=rows,
        )

    def _split_children(self, node: Any, looped: bool) -> Iterator[Part]:  # noqa: FBT001 - a fact about the node
        asked = recognize_macro(node) if looped else None
        for child in [asked.range] if asked else _flatten_operands(node):
            part = self.part(child)
            yield from [part] if part.sql else part.parts

    def _describe_elements(self, node: Any) -> MacroOverList | None:
        asked = recognize_macro(node) if node.WhichOneof("kind") == "comprehension_expr" else None
        if asked is None:
            return None
        listed = comprehensions.translate_range(_restart_translation(self.work), asked)
        return MacroOverList(
            asked.macro.value,
            render_sql(call_function("len", listed)),
            lambda place: render_sql(_extract_element(listed, place)),
            lambda place: self._split_body(asked, _extract_element(listed, place), place),
        )

    def _split_body(self, asked: Loop, element: exp.Expr, place: int) -> Part:
        """Return what a macro asks of one element of its list; what `map` makes of it where it asks nothing."""
        translator = self.work
        if translator.is_constant(asked.range):
            within = translator.with_constant(asked.variable, translator.value(asked.range)[place])
        else:
            within = translator.with_name(
                asked.variable,
                ElementVariable(element, _append_step(_find_path(translator, asked.range), f"[{place}]")),
            )
        body = asked.value if asked.condition is None else asked.condition
        return _Apart(within, self.text).part(body)


def _restart_translation(translator: Translator) -> Translator:
    """Return the same translation with nothing read or counted yet, so that parts are not counted together."""
    return replace(translator, reads=set(), counts=set(), fresh=count(1), written=[0], heights=[0], cache={})


def _extract_element(listed: exp.Expr, place: int) -> exp.Expr:
    return call_function("list_extract", listed, int_to_sql(place + 1))


def _flatten_operands(node: Any) -> Sequence[Any]:
    """Return the parts of a node; of `a && b && c` all three, however the parser nested them."""
    function = node.call_expr.function if node.WhichOneof("kind") == "call_expr" else ""
    found = list(spans.iterate_children(node))
    if function not in _JOINED:
        return found
    same = [child.WhichOneof("kind") == "call_expr" and child.call_expr.function == function for child in found]
    return [
        part
        for child, again in zip(found, same, strict=True)
        for part in (_flatten_operands(child) if again else [child])
    ]


def _translate_alone(translator: Translator, node: Any) -> tuple[str, frozenset[tuple[str, str]]]:
    fresh = _restart_translation(translator)
    try:
        sql = fresh.sql(node)
        rows = {it.alias: it.table.name for it in translator.bindings.values() if isinstance(it, RowVariable)}
        cells = {(rows[alias], column) for alias, column in origins.find_cells(sql) if alias in rows}
        return render_sql(sql), frozenset(fresh.reads | cells)
    except ExpressionError:  # a table, a whole row or a map has no value of its own in SQL
        return "", frozenset()


def _find_column(translator: Translator, node: Any) -> tuple[str, str] | None:
    if node.WhichOneof("kind") != "select_expr" or translator.checked.name(node):
        return None
    row = translator.binding_of(node.select_expr.operand)
    return (row.table.name, node.select_expr.field) if isinstance(row, RowVariable) else None


def _is_plain(translator: Translator, node: Any) -> bool:
    bound = translator.binding_of(node)
    literal = node.WhichOneof("kind") == "list_expr" and translator.is_constant(node)
    return literal or node.WhichOneof("kind") == "const_expr" or isinstance(bound, Constant | ElementVariable)


def _find_path(translator: Translator, node: Any) -> str:
    """Return the place of a cell, an element or a member in the row, as `model.unknown` spells it."""
    kind, bound = node.WhichOneof("kind"), translator.binding_of(node)
    if isinstance(bound, ElementVariable):
        return bound.path
    if kind == "select_expr" and not translator.checked.name(node):
        outer = node.select_expr.operand
        is_row = isinstance(translator.binding_of(outer), RowVariable)
        return (
            node.select_expr.field
            if is_row
            else _append_step(_find_path(translator, outer), f".{node.select_expr.field}")
        )
    if kind == "call_expr" and translator.checked.overload(node) == "index_list":
        outer, index = node.call_expr.args
        return (
            _append_step(_find_path(translator, outer), f"[{translator.value(index)}]")
            if translator.is_constant(index)
            else ""
        )
    return ""


def _append_step(path: str, step: str) -> str:
    return f"{path}{step}" if path else ""


def _find_let_name(translator: Translator, node: Any) -> str:
    return translator.checked.name(node) if isinstance(translator.binding_of(node), NamedExpression) else ""


def _describe_rows(translator: Translator, node: Any) -> MacroOverTable | None:
    """Return what a node asks of a whole table; None if it asks none."""
    fresh = _restart_translation(translator)
    asked = recognize_macro(node) if node.WhichOneof("kind") == "comprehension_expr" else None
    if asked is None:
        return _describe_call(fresh, node) if node.WhichOneof("kind") == "call_expr" else None
    if asked.macro in {Macro.FILTER, Macro.MAP}:
        relation = comprehensions.resolve_relation(fresh, node)
        return _build_rows("map", relation, "") if relation else None
    relation = comprehensions.resolve_relation(fresh, asked.range)
    if relation is None:
        return None
    row = fresh.with_name(asked.variable, relation.binding)
    return _build_rows(asked.macro.value, relation, render_sql(row.sql(asked.condition)))


def _describe_call(translator: Translator, node: Any) -> MacroOverTable | None:
    """Return what size and in ask of a whole table."""
    arguments = calls.list_arguments(node)
    if node.call_expr.function == "size":
        relation = comprehensions.resolve_relation(translator, arguments[0])
        return _build_rows("size", relation, "") if relation else None
    fields = translator.checked.types.fields
    equal = (
        equality.find_equality(translator.type_of(arguments[0]), fields) if node.call_expr.function == "@in" else None
    )
    relation = comprehensions.resolve_relation(translator, arguments[1]) if equal else None
    if equal is None or relation is None or relation.value is None:
        return None
    return _build_rows("in", relation, render_sql(equal(relation.value, translator.sql(arguments[0]))))


def _build_rows(macro: str, relation: Relation, holds: str) -> MacroOverTable:
    kept = render_sql(exp.and_(*relation.filters)) if relation.filters else ""
    return MacroOverTable(macro, relation.table.name, relation.alias, relation.table.key, kept, holds)
