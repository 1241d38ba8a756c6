"""Render many results as one JSON document (`results.schema.json`) that contains each of them."""

from collections.abc import Iterator
from typing import Any

from orglint.documents.json_text import encode_document
from orglint.model.overview import Overview, SnapshotLine
from orglint.model.result import Result
from orglint.results.write import encode_result

FORMAT = 1
HEAD = f'{{"format": {FORMAT},\n "results": [\n'


def render_part(result: Result, *, first: bool) -> Iterator[str]:
    """Yield one element of the list in pieces: the very document that the result is alone."""
    held = "" if first else ",\n"
    for piece in encode_result(result):
        yield held
        held = piece
    yield held.removesuffix("\n")


def render(overview: Overview) -> str:
    """Return the end of the document: the snapshots that have no result, and what came of all."""
    document = {
        "unreadable": [_line_to_dict(line, place) for place, line in enumerate(overview.lines) if line.problem],
        "outcome": overview.outcome,
        "exit_code": overview.exit_code,
    }
    return "\n ],\n" + encode_document(document).removeprefix("{\n")


def _line_to_dict(line: SnapshotLine, place: int) -> dict[str, Any]:
    return {
        "place": place,
        "snapshot": line.folder.name,
        "folder": str(line.folder),
        "organization": line.organization or None,
        "organization_name": line.name,
        "taken_at": line.taken_at,
        "problem": line.problem,
    }
