"""Texts that an expression compares with a place of a table: with a column, a member of one, or elements of a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from orglint.errors import Mistake
from orglint.expressions.cel import diagnostics
from orglint.expressions.cel.tree import Call, Comprehension, Ident, ListExpr, Macro, Node, Select, iterate_children
from orglint.expressions.compiled import Compiled
from orglint.expressions.doubts.named import NamedTree, parse_compiled
from orglint.model.table import ColumnType, ListOf, Struct, Table

Path = tuple[str, str]
"""A table, and a path in its rows: ("policies", "resources[].applicationStatus")."""

_EQUAL = frozenset({"_==_", "_!=_"})


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A text that is compared with what a table holds at a path; `offset` is its place in the expression."""

    path: Path
    text: str
    offset: int


def find_compared_texts(compiled: Compiled, tables: Iterable[Table]) -> Iterator[ComparedText]:
    """Yield each text of an expression that is compared with a place of a table; parameters have their values."""
    named = parse_compiled(compiled)
    yield from _Comparisons(named, _list_record_types(tables), {}).find(named.tree)


def locate_doubt(compiled: Compiled, offset: int, text: str) -> Mistake:
    """Return a mistake at a place of an expression's text."""
    return diagnostics.build_mistake(compiled.source, offset, text)


@dataclass(frozen=True, slots=True)
class _Comparisons:
    named: NamedTree
    records: Mapping[str, Path]
    elements: Mapping[str, Path]

    def find(self, node: Node) -> Iterator[ComparedText]:
        match node:
            case Call(function=function, operands=(left, right)) if function in _EQUAL:
                yield from self._compare(left, right)
                yield from self._compare(right, left)
            case Call(function="@in", operands=(element, listed)):
                yield from self._compare(element, listed)
                yield from self._compare(listed, element)
            case Comprehension(range=asked, variable=variable, condition=condition, value=value):
                path = self._locate_elements(asked)
                inside = _Comparisons(self.named, self.records, {**self.elements, **({variable: path} if path else {})})
                yield from self.find(asked)
                for part in (condition, value):
                    yield from inside.find(part) if part else ()
                return
        for child in iterate_children(node):
            yield from self.find(child)

    def _compare(self, place: Node, value: Node) -> Iterator[ComparedText]:
        path = self._locate_elements(place) or self.locate(place)
        if path is None:
            return
        for part in value.elements if isinstance(value, ListExpr) else (value,):
            known = self.named.read_constant(part)
            for text in known if isinstance(known, list) else [known]:
                if isinstance(text, str):
                    yield ComparedText(path, text, part.offset)

    def _locate_elements(self, node: Node) -> Path | None:
        """Return the path of the elements of a list."""
        if isinstance(node, Comprehension) and node.macro is Macro.FILTER:
            return self._locate_elements(node.range)
        found = self.locate(node) if node.type.startswith("list(") else None
        return (found[0], f"{found[1]}[]") if found else None

    def locate(self, node: Node) -> Path | None:
        match node:
            case Ident(name=name) if name in self.elements:
                return self.elements[name]
            case Ident():
                other = self.named.resolve_name(node)
                return _Comparisons(other, self.records, {}).locate(other.tree) if other else None
            case Select(operand=outer, field=field, test_only=False) if outer.type in self.records:
                table, prefix = self.records[outer.type]
                return table, f"{prefix}{field}"
        return None


def _list_record_types(tables: Iterable[Table]) -> dict[str, Path]:
    """Return what begins the path of a member, by the checker's name of the record that has it."""
    found: dict[str, Path] = {}
    for table in tables:
        found[f"orglint.{table.variable}"] = (table.name, "")
        for column in table.columns.values():
            found |= _list_members(f"orglint.{table.variable}__{column.name}", table.name, column.name, column.type)
    return found


def _list_members(called: str, table: str, path: str, kind: ColumnType) -> dict[str, Path]:
    if isinstance(kind, ListOf):
        return _list_members(called, table, f"{path}[]", kind.element)
    if not isinstance(kind, Struct):
        return {}
    inner = [_list_members(f"{called}__{it.name}", table, f"{path}.{it.name}", it.type) for it in kind.fields]
    return {called: (table, f"{path}."), **{name: at for each in inner for name, at in each.items()}}
