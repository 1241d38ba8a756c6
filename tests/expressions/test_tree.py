"""The typed tree of a checked expression: what a node is, its type, its overload and its place."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.unknown_fields import UnknownFieldSet
from hypothesis import HealthCheck, given, settings

from orglint import expressions
from orglint.errors import ExpressionError
from orglint.expressions.cel import builder
from orglint.expressions.cel.checker import Checked, check_expression
from orglint.expressions.cel.tree import (
    Call,
    Comprehension,
    Const,
    Ident,
    ListExpr,
    Macro,
    MapExpr,
    Node,
    RecordExpr,
    Select,
    iterate_children,
    walk_nodes,
)
from orglint.model.table import Scalar
from support.expressions import small, typed_expressions

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"]).with_parameter("max", Scalar.INT, 3)


def checked(source: str) -> Checked:
    return check_expression(source, SCOPE.types, SCOPE.variables)


def tree(source: str) -> Node:
    return checked(source).tree


@pytest.mark.parametrize(
    ("source", "kind", "type_", "offset"),
    [
        ("true", Const, "bool", 0),
        (" -1", Const, "int", 1),
        ("thing", Ident, "orglint.thing", 0),
        ("params.max", Ident, "int", 6),
        ("google.protobuf.Timestamp", Ident, "dyn", 15),
        ("thing.n", Select, "int", 5),
        ("has(thing.last)", Select, "bool", 3),
        ("thing.n + 1", Call, "int", 8),
        ("[1u, 2u]", ListExpr, "list(uint)", 0),
        ("{'a': now}", MapExpr, "map(string, timestamp)", 0),
        ("orglint.thing{n: 1}", RecordExpr, "orglint.thing", 0),
        ("thing.roles.map(r, r.size())", Comprehension, "list(int)", 15),
    ],
)
def test_a_node_has_a_class_a_type_and_a_place(source: str, kind: type, type_: str, offset: int) -> None:
    node = tree(source)
    assert (type(node), node.type, node.offset) == (kind, type_, offset)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("true", True),
        ("-7", -7),
        ("7u", 7),
        ("0.5", 0.5),
        ("'a\\u0000b'", "a\0b"),
        ("b'\\xff'", b"\xff"),
        ("null", None),
    ],
)
def test_a_literal_has_its_value(source: str, value: Any) -> None:
    node = tree(source)
    assert isinstance(node, Const)
    assert (node.value, type(node.value)) == (value, type(value))


def test_what_stands_before_the_dot_is_the_first_operand() -> None:
    node = tree("thing.email.startsWith('a')")
    assert isinstance(node, Call)
    assert (node.function, node.overload) == ("startsWith", "starts_with_string")
    assert [type(operand) for operand in node.operands] == [Select, Const]


def test_a_call_that_may_be_several_overloads_has_none() -> None:
    node = tree("dyn(1) == dyn('a')")
    assert isinstance(node, Call)
    assert [it.overload for it in node.operands if isinstance(it, Call)] == ["to_dyn", "to_dyn"]
    added = tree("dyn(1) + dyn(2)")
    assert isinstance(added, Call)
    assert (added.type, added.overload) == ("dyn", "")


@pytest.mark.parametrize(
    ("source", "macro", "parts"),
    [
        ("[1].all(x, x > 0)", Macro.ALL, "[1] | x > 0"),
        ("[1].exists(x, x > 0)", Macro.EXISTS, "[1] | x > 0"),
        ("[1].exists_one(x, x > 0)", Macro.EXISTS_ONE, "[1] | x > 0"),
        ("[1].filter(x, x > 0)", Macro.FILTER, "[1] | x > 0"),
        ("[1].map(x, x + 2)", Macro.MAP, "[1] | x + 2"),
        ("[1].map(x, x > 0, x + 2)", Macro.MAP, "[1] | x > 0 | x + 2"),
        ("[1].map(x, x > 0, x)", Macro.FILTER, "[1] | x > 0"),
    ],
)
def test_a_comprehension_is_the_macro_that_it_was_written_as(source: str, macro: Macro, parts: str) -> None:
    node = tree(source)
    assert isinstance(node, Comprehension)
    assert (node.macro, node.variable) == (macro, "x")
    assert [_spelled(child) for child in iterate_children(node)] == parts.split(" | ")


def _spelled(node: Node) -> str:
    match node:
        case Const():
            return str(node.value)
        case Ident():
            return node.name
        case ListExpr():
            return f"[{', '.join(map(_spelled, node.elements))}]"
        case Call():
            return node.function.strip("_").join(f" {_spelled(it)} " for it in node.operands).strip()
    raise AssertionError(node)


def test_a_comprehension_that_is_no_macro_is_refused_at_its_place() -> None:
    found = checked("true && [1].all(x, x > 0)")
    found.message.expr.call_expr.args[1].comprehension_expr.iter_var2 = "y"
    with pytest.raises(ExpressionError, match="1:16: this macro is not supported"):
        builder.build_tree(found.message, found.source)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.booleans(3))
def test_every_node_is_in_the_tree_once_and_typed(source: str) -> None:
    nodes = list(walk_nodes(tree(source)))
    assert len({node.id for node in nodes}) == len(nodes)
    of_types = (node for node in nodes if node.type == "dyn")
    assert all(isinstance(node, Ident) or (isinstance(node, Call) and node.function == "type") for node in of_types)
    assert all(0 <= node.offset < len(source) for node in nodes)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.booleans(3))
def test_the_library_writes_no_field_that_is_not_decoded(source: str) -> None:
    assert set(_unknown_fields(checked(source).message)) <= {"Type.11"}  # the types of types


def _unknown_fields(message: Any) -> Iterator[str]:
    yield from (f"{message.DESCRIPTOR.name}.{field.field_number}" for field in UnknownFieldSet(message))
    for field, inside in message.ListFields():
        if field.message_type and field.message_type.GetOptions().map_entry:
            values = inside.values() if field.message_type.fields_by_name["value"].message_type else ()
        elif field.message_type:
            values = [inside] if hasattr(inside, "DESCRIPTOR") else inside
        else:
            values = ()
        for value in values:
            yield from _unknown_fields(value)
