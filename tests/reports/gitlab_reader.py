"""Read a Code Quality report as GitLab's documentation describes it."""

import json
from typing import Any

import jsonschema_rs

from orglint.model.result import Result
from orglint.reports import FORMATS

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/:][^:]*$"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer"}}},
                },
            },
        },
    },
}
"""What GitLab reads of an issue."""


def issues(result: Result) -> list[dict[str, Any]]:
    """Read a report back: it fits, and no issue swallows another, as those with one fingerprint would."""
    text = FORMATS["gitlab"].render(result)
    assert text.isascii()
    found: list[dict[str, Any]] = json.loads(text)
    jsonschema_rs.validate(SCHEMA, found)
    assert len({it["fingerprint"] for it in found}) == len(found)
    return found
