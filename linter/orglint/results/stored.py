"""Read a stored document: a result, or the results of many snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from orglint.documents.json_schema import SchemaValidator
from orglint.errors import ResultError
from orglint.model.overview import Overview, OverviewBuilder, SnapshotLine
from orglint.model.result import Result
from orglint.results.read import AGAIN, members_to_result, parse_members, read_in_lines, refuse_document

LARGEST = 1 << 29
"""Bytes of a document that is read: a result with a million findings has half of it."""


@dataclass(frozen=True, slots=True)
class StoredOverview:
    """The results of many snapshots, and lines for those that have none, in the order in which they were judged."""

    ones: tuple[Result | SnapshotLine, ...]

    def build_overview(self) -> Overview:
        """Return what came of all."""
        builder = OverviewBuilder()
        for one in self.ones:
            builder.add(one)
        return builder.build_overview()


def read_stored(content: bytes, name: str) -> Result | StoredOverview:
    """Return what a document holds, which `name` names; raises `ResultError` if it is neither of the two."""
    if len(content) > LARGEST:
        raise ResultError(f"{name} has more than {LARGEST >> 20} MiB, and no result that is read has", AGAIN)
    if result := read_in_lines(content, name):
        return result
    members = parse_members(content, name)
    if "results" in members:
        return _build_overview(members, name)
    if "chosen" in members:
        raise ResultError(f"{name} explains one row, and is not a result", AGAIN)
    return members_to_result(members, name)


def _build_overview(members: Mapping[str, Any], name: str) -> StoredOverview:
    place = _load_envelope_schema().find_first_misfit(members)
    if place is not None:
        raise refuse_document(name, place, "does not have the shape of results of many snapshots")
    ones: list[Result | SnapshotLine] = [
        members_to_result(one, name, f"results/{number}/") for number, one in enumerate(members["results"])
    ]
    for number, line in enumerate(members["unreadable"]):
        ones.insert(line.get("place", len(ones)), _build_line(line, name, f"unreadable/{number}"))
    stored = StoredOverview(tuple(ones))
    overview = stored.build_overview()
    for member, value in (("outcome", overview.outcome), ("exit_code", overview.exit_code)):
        if members[member] != value:
            raise refuse_document(name, member, "contradicts the results")
    return stored


def _build_line(line: Mapping[str, Any], name: str, at: str) -> SnapshotLine:
    try:
        taken_at = datetime.fromisoformat(line["taken_at"]) if line["taken_at"] else None
    except ValueError as error:
        raise refuse_document(name, f"{at}/taken_at", f"holds a value that cannot be read ({error})") from None
    about = (Path(line["folder"]), line["organization"] or "", line.get("organization_name", ""), taken_at)
    return SnapshotLine(*about, problem=line["problem"])


@cache
def _load_envelope_schema() -> SchemaValidator:
    """Return the schema of what is around the results; each of them is checked by itself."""
    schema = orjson.loads(files("orglint.results").joinpath("results.schema.json").read_bytes())
    schema["properties"]["results"] = {"type": "array", "items": {"type": "object"}}
    return SchemaValidator(schema, formats=True)
