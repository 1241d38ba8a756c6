"""Equality of lists and records, element by element and field by field.

What is absent on both sides is equal. What is unknown makes the answer unknown, unless a difference that is known, or
the sizes of lists, decide: an element that is NULL is always unknown, a member that is NULL only where its row says
that something inside of the cell is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlglot import exp

from orglint.expressions.cel.row_types import ColumnTypes
from orglint.expressions.compile.overloads import OVERLOADS, Builder
from orglint.expressions.compile.relations import origins
from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct
from orglint.sql.builders import (
    and_conditions,
    apply_operator,
    call_function,
    case_when,
    int_to_sql,
    is_null,
    let_once,
    null_if_any_null,
    text_to_sql,
)

OptionalType = ColumnType | None
_SCALARS = {"bool": Scalar.BOOL, "int": Scalar.INT, "double": Scalar.DOUBLE, "string": Scalar.STRING}
_SCALARS |= {"timestamp": Scalar.TIMESTAMP, "uint": Scalar.INT, "duration": Scalar.INT}  # compared as numbers are


def find_equality(kind: str, fields: Mapping[str, ColumnTypes]) -> Builder | None:
    """Return what compares two values of a type in CEL's words; None if they cannot be compared."""
    if f"equals:{kind}" in OVERLOADS:
        return OVERLOADS[f"equals:{kind}"]
    known_kind = kind_of(kind, fields)
    return partial(_in_doubt, partial(_compare_values, known_kind), known_kind) if known_kind is not None else None


def find_membership(kind: str, fields: Mapping[str, ColumnTypes]) -> Builder | None:
    """Return what asks whether a list or a record is in a list of its type; None for every other type."""
    known_kind = kind_of(kind, fields)
    if known_kind is None or isinstance(known_kind, Scalar):
        return None
    return partial(_in_doubt, partial(_test_membership, known_kind), known_kind)


def has_record(kind: OptionalType) -> bool:
    """Return whether values of a type hold records, or are some; of one that is not known they may."""
    return has_record(kind.element) if isinstance(kind, ListOf) else not isinstance(kind, Scalar)


def kind_of(kind: str, fields: Mapping[str, ColumnTypes]) -> OptionalType:
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


def _in_doubt(body: Builder, kind: ColumnType, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return what `body` makes of two values, and of whether an absent member of theirs may be an unknown one."""
    doubt = origins.build_doubt(left, right) if has_record(kind) else None
    return let_once(body, left, right, exp.false() if doubt is None else doubt)


def _compare_values(kind: ColumnType, left: exp.Expr, right: exp.Expr, doubt: exp.Expr) -> exp.Expr:
    return null_if_any_null(_ComparedPlaces(doubt).same(kind, left, right, 0), left, right)


def _test_membership(kind: ColumnType, element: exp.Expr, elements: exp.Expr, doubt: exp.Expr) -> exp.Expr:
    one = _ComparedPlaces(doubt).same_element(kind, exp.column("one"), element, 0)
    each = exp.Lambda(this=one, expressions=[exp.to_identifier("one")])
    found = call_function(
        "list_reduce", call_function("list_transform", elements, each), _joined_by(exp.Or), exp.false()
    )
    return null_if_any_null(found, element, elements)


def _joined_by(kind: type[exp.Connector]) -> exp.Expr:
    step = kind(this=exp.column("a"), expression=exp.column("b"))
    return exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"])


@dataclass(frozen=True, slots=True)
class _ComparedPlaces:
    """The comparison of values place by place; `doubt` is whether an absent member may be an unknown one."""

    doubt: exp.Expr

    def same(self, kind: ColumnType, left: exp.Expr, right: exp.Expr, depth: int) -> exp.Expr:
        """Return whether two values that are known are equal; `depth` counts the lists that they stand in."""
        match kind:
            case ListOf(element):
                return self._same_lists(element, left, right, depth)
            case Struct(fields):
                return and_conditions(*(self._same_member(field, left, right, depth) for field in fields))
            case Scalar.DOUBLE:
                return OVERLOADS["equals:double"](left, right)
        return apply_operator(exp.EQ, left, right)

    def same_element(self, kind: ColumnType, left: exp.Expr, right: exp.Expr, depth: int) -> exp.Expr:
        """Return whether two elements are equal; unknown if one of them is."""
        same = self.same(kind, left, right, depth)
        return same if isinstance(kind, Scalar) else null_if_any_null(same, left, right)

    def _same_lists(self, element: ColumnType, left: exp.Expr, right: exp.Expr, depth: int) -> exp.Expr:
        place = f"place{depth}"  # a list in a list needs another name
        one, other = (call_function("list_extract", it, exp.column(place)) for it in (left, right))
        same = self.same_element(element, one, other, depth + 1)
        each = exp.Lambda(this=same, expressions=[exp.to_identifier(place)])
        places = call_function(
            "range", int_to_sql(1), apply_operator(exp.Add, call_function("len", left), int_to_sql(1))
        )
        every = call_function(
            "list_reduce", call_function("list_transform", places, each), _joined_by(exp.And), exp.true()
        )
        sizes = exp.EQ(this=call_function("len", left), expression=call_function("len", right))
        return case_when((sizes, every), otherwise=exp.false())

    def _same_member(self, field: Field, one: exp.Expr, other: exp.Expr, depth: int) -> exp.Expr:
        left, right = (call_function("struct_extract", it, text_to_sql(field.name)) for it in (one, other))
        lost = exp.Or(this=is_null(left), expression=is_null(right))
        neither = exp.Paren(this=exp.And(this=is_null(left), expression=is_null(right)))
        absent = (
            neither if isinstance(self.doubt, exp.Boolean) else case_when((self.doubt, exp.null()), otherwise=neither)
        )
        return case_when((lost, absent), otherwise=self.same(field.type, left, right, depth))
