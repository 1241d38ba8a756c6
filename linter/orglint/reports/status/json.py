"""How old the newest results are, as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from orglint import __version__
from orglint.documents.json_schema import load_schema
from orglint.documents.json_text import encode_document
from orglint.model.status import RunStatus
from orglint.model.wording import format_timestamp


def load_status_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the document."""
    return load_schema("orglint.reports.status", "status.schema.json")


def render(statuses: Sequence[RunStatus]) -> str:
    """Return the document."""
    members = [_status_to_members(it) for it in statuses]
    code = max((it.exit_code for it in statuses), default=0)
    return encode_document({"format": 1, "orglint": __version__, "exit_code": code, "organizations": members})


def _status_to_members(status: RunStatus) -> dict[str, Any]:
    return {
        "organization": status.organization or None,
        "name": status.name or None,
        "snapshot": status.snapshot or None,
        "taken_at": format_timestamp(status.taken_at) if status.taken_at else None,
        "kept_at": format_timestamp(status.kept_at) if status.kept_at else None,
        "age_seconds": int(status.age.total_seconds()) if status.age is not None else None,
        "outcome": status.outcome if status.snapshot else None,
        "result_exit_code": status.result_exit_code if status.snapshot else None,
        "failed": {severity.value: number for severity, number in status.failed.items()},
        "unknown": status.unknown,
        "problems": list(status.problems),
        "notes": list(status.notes),
        "exit_code": status.exit_code,
    }
