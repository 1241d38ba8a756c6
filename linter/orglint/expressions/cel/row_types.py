"""Tables as message types, so that the official checker knows every column and its type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cel_expr_python import cel
from google.protobuf import descriptor_pb2, descriptor_pool, struct_pb2, timestamp_pb2

from orglint.model.table import ColumnType, ListOf, Scalar, Struct

T = TypeVar("T")

_F = descriptor_pb2.FieldDescriptorProto
_PACKAGE = "orglint"
_SCALARS = {
    Scalar.BOOL: _F.TYPE_BOOL,
    Scalar.INT: _F.TYPE_INT64,
    Scalar.DOUBLE: _F.TYPE_DOUBLE,
    Scalar.STRING: _F.TYPE_STRING,
}
_WELL_KNOWN = {Scalar.TIMESTAMP: ".google.protobuf.Timestamp", None: ".google.protobuf.Value"}
_CEL = {
    Scalar.BOOL: cel.Type.BOOL,
    Scalar.INT: cel.Type.INT,
    Scalar.DOUBLE: cel.Type.DOUBLE,
    Scalar.STRING: cel.Type.STRING,
    Scalar.TIMESTAMP: cel.Type.TIMESTAMP,
}


@dataclass(frozen=True, slots=True)
class Types:
    """The message types of all rows: the pool for the checker, and the fields of each by its full name.

    `environments` keeps the checkers that were made of them, by the names and types of their variables; `compiled` what
    expressions have come to, by their texts and what their names stand for. Rules say the same again and again.
    """

    pool: Any
    fields: Mapping[str, "ColumnTypes"] = field(default_factory=dict)
    environments: dict[frozenset[tuple[str, str]], Any] = field(default_factory=dict, compare=False, repr=False)
    compiled: dict[tuple[object, frozenset[object]], Any] = field(default_factory=dict, compare=False, repr=False)

    def of_row(self, variable: str) -> cel.Type:
        """Return the type of one row whose variable has this name."""
        return cel.Type(f"{_PACKAGE}.{variable}")

    def of_cell(self, variable: str, column: str, kind: ColumnType) -> cel.Type:
        """Return the type of one column of such a row."""
        if isinstance(kind, ListOf):
            return cel.Type.List(self.of_cell(variable, column, kind.element))
        return self.of_row(f"{variable}__{column}") if isinstance(kind, Struct) else _CEL[kind]


ColumnTypes = Mapping[str, ColumnType | None]
"""The columns of a row by name; the type of one of which nothing is known is None."""


def types_of(rows: Mapping[str, ColumnTypes]) -> Types:
    """Return message types for rows: variable name -> column name -> type."""
    pool = descriptor_pool.DescriptorPool()
    for needed in (struct_pb2, timestamp_pb2):
        pool.AddSerializedFile(needed.DESCRIPTOR.serialized_pb)
    file = descriptor_pb2.FileDescriptorProto(
        name="orglint/rows.proto",
        package=_PACKAGE,
        syntax="proto3",
        dependency=["google/protobuf/struct.proto", "google/protobuf/timestamp.proto"],
    )
    known: dict[str, ColumnTypes] = {}
    for variable, columns in rows.items():
        _add_message(file, known, variable, columns)
    pool.AddSerializedFile(file.SerializeToString())
    return Types(pool, known)


def cel_type(kind: ColumnType) -> cel.Type:
    """Return the official type for a scalar, or a list of scalars."""
    if isinstance(kind, ListOf):
        return cel.Type.List(cel_type(kind.element))
    assert isinstance(kind, Scalar), "records only stand in rows"
    return _CEL[kind]


def _add_message(file: Any, known: dict[str, ColumnTypes], name: str, columns: ColumnTypes) -> None:
    message = file.message_type.add(name=name)
    known[f"{_PACKAGE}.{name}"] = columns
    for number, (column, kind) in enumerate(columns.items(), start=1):
        element = kind.element if isinstance(kind, ListOf) else kind
        member = message.field.add(name=column, number=number, label=_F.LABEL_OPTIONAL)
        if element is not kind:
            member.label = _F.LABEL_REPEATED
        if isinstance(element, Struct):
            nested = f"{name}__{column}"
            _add_message(file, known, nested, {part.name: part.type for part in element.fields})
            member.type, member.type_name = _F.TYPE_MESSAGE, f".{_PACKAGE}.{nested}"
        elif element in _WELL_KNOWN:
            member.type, member.type_name = _F.TYPE_MESSAGE, _WELL_KNOWN[element]
        elif isinstance(element, Scalar):
            member.type = _SCALARS[element]
