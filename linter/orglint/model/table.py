"""A table: one kind of thing in an organization, its columns and their types."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Scalar(StrEnum):
    """A type without parts; each value is CEL's name of the type."""

    BOOL = "bool"
    INT = "int"
    DOUBLE = "double"
    STRING = "string"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class ListOf:
    """The type of a list whose elements all have the type `element`."""

    element: "ColumnType"

    def __str__(self) -> str:
        return f"list({self.element})"


@dataclass(frozen=True, slots=True)
class Struct:
    """The type of a record with named fields, in the order of the specification."""

    fields: tuple["Field", ...]

    def __str__(self) -> str:
        return "{" + ", ".join(f"{field.name}: {field.type}" for field in self.fields) + "}"


ColumnType: TypeAlias = Scalar | ListOf | Struct


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record inside a column."""

    name: str
    type: ColumnType
    meaning: str = ""


class Absence(StrEnum):
    """What it means when the API answers for a row and leaves a column out."""

    EMPTY = "empty"  # documented or measured: a list that was asked for and is left out is empty
    ABSENT = "absent"  # documented or measured: there is no such fact about this row
    UNDECLARED = "undeclared"  # not documented, so nothing may be concluded from it


@dataclass(frozen=True, slots=True)
class Column:
    """One fact about the rows of a table.

    `expand` is the value that the request must carry for the API to send the column at all; `inputs` names the columns
    that a derived column is made of, so that its doubt follows from theirs. A column that is left out of every row is
    unknown, unless it `may_be_missing_everywhere`. One that is not `specified` was in an earlier specification, and the
    present one has it no more.
    """

    name: str
    type: ColumnType
    meaning: str
    source: str
    absence: Absence = Absence.UNDECLARED
    expand: str = ""
    inputs: tuple[str, ...] = ()
    may_be_missing_everywhere: bool = False
    specified: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of thing in an organization.

    `variable` is the name of one row in rules (`user`), `key` the column that identifies a row. `api` is the name of
    the API that lists the rows (empty for tables made by hand), `endpoint` the method and the path template that it
    does so with, `scope` the one that an API key with scopes needs for that. A table that is not `specified` was in an
    earlier specification, and the present one has no operation any more that lists its rows.

    A table with a `parent` was asked once for each of some keys of that table, and the column `asked_by` holds the key.
    `called` are the columns that have what people call a row, the best first.
    """

    name: str
    variable: str
    key: str
    meaning: str
    api: str
    endpoint: str
    scope: str
    columns: Mapping[str, Column]
    specified: bool = True
    parent: str = ""
    asked_by: str = ""
    called: tuple[str, ...] = ()
