"""Equality of lists and records: place by place, field by field; what is absent on both sides is equal.

The engine's own equality says the same but for doubles, of which NaN is not even itself: where there is a double
inside, the parts are compared one by one.
"""

from collections.abc import Mapping
from functools import partial

from sqlglot import exp

from orglint.expressions.messages import Columns
from orglint.expressions.overloads import OVERLOADS, Builder
from orglint.expressions.sql import binary, both, bound, call, case, is_null, known, number, text
from orglint.expressions.zeros import has_double
from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct

Kind = ColumnType | None
_SCALARS = {"bool": Scalar.BOOL, "int": Scalar.INT, "double": Scalar.DOUBLE, "string": Scalar.STRING}
_SCALARS |= {"timestamp": Scalar.TIMESTAMP, "uint": Scalar.INT, "duration": Scalar.INT}  # compared as numbers are


def equal(kind: str, fields: Mapping[str, Columns]) -> Builder | None:
    """Return what compares two values of a type in CEL's words; None if they cannot be compared."""
    if f"equals:{kind}" in OVERLOADS:
        return OVERLOADS[f"equals:{kind}"]
    known_kind = kind_of(kind, fields)
    return partial(bound, partial(_compared, known_kind)) if known_kind is not None else None


def contains(kind: str, fields: Mapping[str, Columns]) -> Builder | None:
    """Return what asks whether a value is in a list of its type, where the engine's own function does not say it."""
    known_kind = kind_of(kind, fields)
    if known_kind is None or isinstance(known_kind, Scalar) or not has_double(known_kind):
        return None
    return partial(bound, partial(_contained, known_kind))


def kind_of(kind: str, fields: Mapping[str, Columns]) -> Kind:
    """Return the type that has such a name; None if its parts are not all known."""
    if kind.startswith("list("):
        element = kind_of(kind.removeprefix("list(").removesuffix(")"), fields)
        return None if element is None else ListOf(element)
    if kind not in fields:
        return _SCALARS.get(kind)
    columns = fields[kind]
    return (
        Struct(tuple(Field(name, it) for name, it in columns.items() if it is not None))
        if all(columns.values())
        else None
    )


def _compared(kind: ColumnType, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return known(_same(kind, left, right, 0), left, right)


def _same(kind: ColumnType, left: exp.Expr, right: exp.Expr, depth: int) -> exp.Expr:
    """Return whether two values that are known are equal."""
    if not has_double(kind):
        return binary(exp.EQ, left, right)
    match kind:
        case ListOf(element):
            return _same_lists(element, left, right, depth)
        case Struct(fields):
            members = (
                (field.type, (call("struct_extract", it, text(field.name)) for it in (left, right))) for field in fields
            )
            return both(*(_same_or_absent(kind, depth, *pair) for kind, pair in members))
    return OVERLOADS["equals:double"](left, right)


def _same_lists(element: ColumnType, left: exp.Expr, right: exp.Expr, depth: int) -> exp.Expr:
    place = f"place{depth}"  # a list in a list needs another name
    at = [call("list_extract", it, exp.column(place)) for it in (left, right)]
    each = exp.Lambda(this=_same_or_absent(element, depth + 1, *at), expressions=[exp.to_identifier(place)])
    places = call("range", number(1), binary(exp.Add, call("len", left), number(1)))
    step = exp.And(this=exp.column("a"), expression=exp.column("b"))
    all_ = exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"])
    same = call("list_reduce", call("list_transform", places, each), all_, exp.true())
    sizes = exp.EQ(this=call("len", left), expression=call("len", right))
    return case((sizes, same), otherwise=exp.false())


def _same_or_absent(kind: ColumnType, depth: int, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    lost = exp.Or(this=is_null(left), expression=is_null(right))
    neither = exp.Paren(this=exp.And(this=is_null(left), expression=is_null(right)))
    return case((lost, neither), otherwise=_same(kind, left, right, depth))


def _contained(kind: ColumnType, element: exp.Expr, elements: exp.Expr) -> exp.Expr:
    each = exp.Lambda(this=_same_or_absent(kind, 0, exp.column("one"), element), expressions=[exp.to_identifier("one")])
    step = exp.Or(this=exp.column("a"), expression=exp.column("b"))
    any_ = exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"])
    found = call("list_reduce", call("list_transform", elements, each), any_, exp.false())
    return known(found, element, elements)
