"""The specification's response schemas, and the column types that they imply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct

Schema = Mapping[str, Any]

_FORMATS = {"date-time": Scalar.TIMESTAMP}
_SCALARS = {"boolean": Scalar.BOOL, "integer": Scalar.INT, "number": Scalar.DOUBLE, "string": Scalar.STRING}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its method in capitals, its path template, and the scope that a key with scopes needs for it.

    `scope` is empty where Atlassian names none, `answer` is the name of the answer's schema.
    """

    method: str
    path: str
    scope: str
    answer: str

    @property
    def endpoint(self) -> str:
        """The operation as people know it, such as `GET /v1/orgs/{orgId}`."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Specification:
    """What the vendored specification says: schemas by name, operations by id, and the digest of the whole."""

    schemas: Mapping[str, Schema]
    operations: Mapping[str, Operation]
    sha256: str


@cache
def load_specification() -> Specification:
    """Return the specification that the bundled client was generated from.

    The file lies in the client's package; the package is found but not imported, since only a command that collects
    should pay for importing the client.
    """
    package = find_spec("atlassian_admin")
    assert package is not None
    assert package.origin is not None
    document = json.loads(Path(package.origin).with_name("schemas.json").read_text("utf-8"))
    operations = {name: _build_operation(described) for name, described in document["x-operations"].items()}
    return Specification(document["$defs"], operations, document["x-spec-sha256"])


def _build_operation(described: Mapping[str, Any]) -> Operation:
    scope, answer = described.get("scope") or "", described.get("responseSchema") or ""
    return Operation(described["method"].upper(), described["path"], scope, answer)


def column_type(schema: Schema) -> ColumnType | None:
    """Return the type of a column with this schema; None where values of several types may come."""
    kinds = {schema["type"]} if isinstance(schema.get("type"), str) else set(schema.get("type", ()))
    kinds.discard("null")
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    if kind == "array":
        element = column_type(schema.get("items", {}))
        return ListOf(element) if element else None
    if kind == "object":
        return _build_struct(schema)
    if kind == "string" and schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    return _SCALARS.get(kind)


def _build_struct(schema: Schema) -> Struct | None:
    members = {name: (column_type(member), member) for name, member in schema.get("properties", {}).items()}
    fields = tuple(Field(name, kind, member.get("description", "")) for name, (kind, member) in members.items() if kind)
    return Struct(fields) if fields else None
