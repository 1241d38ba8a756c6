"""Split an expression into its sub-expressions, each with its text and the SQL of its value for a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from sqlglot import exp

from orglint.errors import ExpressionError
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.source import spans
from orglint.expressions.cel.tree import (
    Call,
    Comprehension,
    Const,
    Ident,
    ListExpr,
    Macro,
    Node,
    Select,
    iterate_children,
)
from orglint.expressions.compile import calls, comprehensions
from orglint.expressions.compile.relations import Relation, origins
from orglint.expressions.compile.translate import begin_translation
from orglint.expressions.compile.translator import Translator
from orglint.expressions.compiled import Compiled
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


def split_compiled(compiled: Compiled) -> Part:
    """Return a compiled expression as a tree of its parts, in the scope that it was compiled in."""
    assert isinstance(compiled.scope, Scope), "whatever is compiled has its scope"
    return split_expression(compiled.source, compiled.scope)


def split_expression(source: str, scope: Scope) -> Part:
    """Return an expression, which compiles in this scope, as a tree of its parts."""
    checked = check_expression(source, scope.types, scope.variables)
    return _Apart(begin_translation(checked, scope), spans.index_source(source)).part(checked.tree)


@dataclass(frozen=True, slots=True)
class _Apart:
    work: Translator
    text: spans.Text

    def part(self, node: Node) -> Part:
        """Return a node taken apart."""
        translator = self.work
        known = translator.is_constant(node)
        rows = None if known else _describe_rows(translator, node)
        whole = known or rows is not None
        elements = self._describe_elements(node) if isinstance(node, Comprehension) and not whole else None
        inner = () if whole else tuple(self._split_children(node))
        sql, reads = _translate_alone(translator, node)
        return Part(
            self.text.of(node),
            node.type,
            sql,
            operator=node.function if isinstance(node, Call) else "",
            column=_find_column(translator, node),
            field=isinstance(node, Select),
            presence=isinstance(node, Select) and node.test_only,
            plain=_is_plain(translator, node),
            name=_find_let_name(translator, node),
            path=_find_path(translator, node),
            reads=reads,
            parts=inner,
            elements=elements,
            rows=rows,
        )

    def _split_children(self, node: Node) -> Iterator[Part]:
        for child in [node.range] if isinstance(node, Comprehension) else _flatten_operands(node):
            part = self.part(child)
            yield from [part] if part.sql else part.parts

    def _describe_elements(self, asked: Comprehension) -> MacroOverList:
        listed = comprehensions.translate_range(_restart_translation(self.work), asked)
        return MacroOverList(
            asked.macro.value,
            render_sql(call_function("len", listed)),
            lambda place: render_sql(_extract_element(listed, place)),
            lambda place: self._split_body(asked, _extract_element(listed, place), place),
        )

    def _split_body(self, asked: Comprehension, element: exp.Expr, place: int) -> Part:
        """Return what a macro asks of one element of its list; what `map` makes of it where it asks nothing."""
        translator = self.work
        if translator.is_constant(asked.range):
            within = translator.with_constant(asked.variable, translator.value(asked.range)[place])
        else:
            within = translator.with_name(
                asked.variable,
                ElementVariable(element, _append_step(_find_path(translator, asked.range), f"[{place}]")),
            )
        return _Apart(within, self.text).part(asked.body)


def _restart_translation(translator: Translator) -> Translator:
    """Return the same translation with nothing read or counted yet, so that parts are not counted together."""
    return replace(
        translator,
        reads=set(),
        counts=set(),
        asks=set(),
        fresh=count(1),
        written=[0],
        heights=[0],
        cache={},
        conditions={},
    )


def _extract_element(listed: exp.Expr, place: int) -> exp.Expr:
    return call_function("list_extract", listed, int_to_sql(place + 1))


def _flatten_operands(node: Node) -> list[Node]:
    """Return the parts of a node; of `a && b && c` all three, however the parser nested them."""
    found = list(iterate_children(node))
    if not isinstance(node, Call) or node.function not in _JOINED:
        return found
    same = [isinstance(child, Call) and child.function == node.function for child in found]
    return [
        part
        for child, again in zip(found, same, strict=True)
        for part in (_flatten_operands(child) if again else [child])
    ]


def _translate_alone(translator: Translator, node: Node) -> tuple[str, frozenset[tuple[str, str]]]:
    fresh = _restart_translation(translator)
    try:
        sql = fresh.sql(node)
        rows = {it.alias: it.table.name for it in translator.bindings.values() if isinstance(it, RowVariable)}
        cells = {(rows[alias], column) for alias, column in origins.find_cells(sql) if alias in rows}
        return render_sql(sql), frozenset(fresh.reads | cells)
    except ExpressionError:  # a table, a whole row or a map has no value of its own in SQL
        return "", frozenset()


def _find_column(translator: Translator, node: Node) -> tuple[str, str] | None:
    row = translator.binding_of(node.operand) if isinstance(node, Select) else None
    return (row.table.name, node.field) if isinstance(node, Select) and isinstance(row, RowVariable) else None


def _is_plain(translator: Translator, node: Node) -> bool:
    literal = isinstance(node, ListExpr) and translator.is_constant(node)
    return literal or isinstance(node, Const) or isinstance(translator.binding_of(node), Constant | ElementVariable)


def _find_path(translator: Translator, node: Node) -> str:
    """Return the place of a cell, an element or a member in the row, as `model.unknown` spells it."""
    match node:
        case Ident():
            bound = translator.binding_of(node)
            return bound.path if isinstance(bound, ElementVariable) else ""
        case Select(operand=outer, field=field):
            is_row = isinstance(translator.binding_of(outer), RowVariable)
            return field if is_row else _append_step(_find_path(translator, outer), f".{field}")
        case Call(overload="index_list", operands=(outer, index)) if translator.is_constant(index):
            return _append_step(_find_path(translator, outer), f"[{translator.value(index)}]")
    return ""


def _append_step(path: str, step: str) -> str:
    return f"{path}{step}" if path else ""


def _find_let_name(translator: Translator, node: Node) -> str:
    return node.name if isinstance(node, Ident) and isinstance(translator.binding_of(node), NamedExpression) else ""


def _describe_rows(translator: Translator, node: Node) -> MacroOverTable | None:
    """Return what a node asks of a whole table; None if it asks none."""
    fresh = _restart_translation(translator)
    match node:
        case Call():
            return _describe_call(fresh, node)
        case Comprehension(macro=Macro.FILTER | Macro.MAP):
            relation = comprehensions.resolve_relation(fresh, node)
            return _build_rows("map", relation, "") if relation else None
        case Comprehension(macro=macro, range=asked):
            relation = comprehensions.resolve_relation(fresh, asked)
            if relation is None:
                return None
            row = fresh.with_name(node.variable, relation.binding)
            return _build_rows(macro.value, relation, render_sql(row.sql(node.body)))
    return None


def _describe_call(translator: Translator, node: Call) -> MacroOverTable | None:
    """Return what size and in ask of a whole table."""
    if node.function == "size":
        relation = comprehensions.resolve_relation(translator, node.operands[0])
        return _build_rows("size", relation, "") if relation else None
    found = calls.find_row_membership(translator, node)
    return _build_rows("in", found.rows, render_sql(found.condition.sql)) if found else None


def _build_rows(macro: str, relation: Relation, holds: str) -> MacroOverTable:
    kept = render_sql(exp.and_(*(it.sql for it in relation.filters), copy=False)) if relation.filters else ""
    return MacroOverTable(macro, relation.table.name, relation.alias, relation.table.key, kept, holds)
