"""The specifications of the APIs: their response schemas and operations, and the column types that they imply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from orglint.model.table import ColumnType, Field, ListOf, Scalar, Struct
from orglint.tables.apis import Api
from orglint.tables.endpoints import Endpoint, build_key

Schema = Mapping[str, Any]

_FORMATS = {"date-time": Scalar.TIMESTAMP}
_SCALARS = {"boolean": Scalar.BOOL, "integer": Scalar.INT, "number": Scalar.DOUBLE, "string": Scalar.STRING}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its method in capitals, its path template, and the scope that a key with scopes needs for it.

    `scope` is empty where Atlassian names none. `answer` is the name of the answer's schema, `item` that of one row in
    it; `module` is where the client asks for it, below its package's `api`. An operation that is not `specified` was in
    an earlier specification, and the present one has it no more: there is no module for it.
    """

    method: str
    path: str
    scope: str
    answer: str
    item: str
    module: str
    specified: bool = True


@dataclass(frozen=True, slots=True)
class Specification:
    """What the document of an API says: schemas by name, operations by method and path, and the digest of the whole."""

    schemas: Mapping[str, Schema]
    sha256: str
    operations: Mapping[str, Operation] = field(repr=False)

    def find_operation(self, endpoint: Endpoint) -> Operation:
        """Return an operation, whatever the document calls it and its parameters."""
        return self.operations[endpoint.key]

    def find_answer_schema(self, endpoint: Endpoint) -> Schema:
        """Return the schema of an operation's answer."""
        return self.schemas[self.find_operation(endpoint).answer]

    def find_item_schema(self, endpoint: Endpoint) -> Schema:
        """Return the schema of one row in an operation's answer."""
        return self.schemas[self.find_operation(endpoint).item]


def parse_specification(content: Mapping[str, Any]) -> Specification:
    """Return the specification that the members of a `schemas.json` make."""
    described = [_build_operation(each) for each in content["x-operations"].values()]
    return Specification(
        content["$defs"], content["x-spec-sha256"], {build_key(each.method, each.path): each for each in described}
    )


@cache
def load_specification(api: Api) -> Specification:
    """Return the specification that the bundled client of an API was generated from."""
    return parse_specification(json.loads(locate_specification(api).read_text("utf-8")))


def locate_specification(api: Api) -> Path:
    """Return the file that holds the specification of an API, in the package of its client.

    The package is found but not imported, since only a command that collects should pay for importing the client.
    """
    package = find_spec(api.package)
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("schemas.json")


def _build_operation(described: Mapping[str, Any]) -> Operation:
    return Operation(
        described["method"].upper(),
        described["path"],
        scope=described.get("scope") or "",
        answer=described.get("responseSchema") or "",
        item=described.get("itemSchema") or "",
        module=described.get("module") or "",
        specified=not described.get("gone", False),
    )


def list_kinds(schema: Schema) -> frozenset[str]:
    """Return the types that a schema names, null among them; none where it names none."""
    named = schema.get("type", ())
    return frozenset({named} if isinstance(named, str) else named)


def column_type(schema: Schema) -> ColumnType | None:
    """Return the type of a column with this schema; None where values of several types may come."""
    kinds = list_kinds(schema) - {"null"}
    if len(kinds) != 1:
        return None
    (kind,) = kinds
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
