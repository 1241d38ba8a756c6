"""What Bitbucket's Code Insights take, from its documentation; lengths are those of Bitbucket Data Center."""

import json
from typing import Any

import jsonschema_rs

from orglint.model.result import Result
from orglint.reports import FORMATS

ANNOTATIONS, AT_ONCE, FIELDS = 1_000, 100, 10


def _text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


def _members(required: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": required, "additionalProperties": False}


_FIELD = {
    "oneOf": [
        _members({"title": _text(50), "type": {"enum": ["NUMBER", "DATE"]}, "value": {"type": "integer"}}),
        _members({"title": _text(50), "type": {"const": "TEXT"}, "value": _text(400)}),
    ]
}
REPORT = _members(
    {
        "title": _text(450),
        "details": _text(2_000),
        "report_type": {"enum": ["SECURITY", "COVERAGE", "TEST", "BUG"]},
        "reporter": _text(450),
        "result": {"enum": ["PASSED", "FAILED", "PENDING"]},
        "data": {"type": "array", "maxItems": FIELDS, "items": _FIELD},
    }
)
ANNOTATION = _members(
    {
        "external_id": _text(450),
        "annotation_type": {"enum": ["VULNERABILITY", "CODE_SMELL", "BUG"]},
        "summary": _text(450),
        "details": _text(2_000),
        "result": {"enum": ["PASSED", "FAILED", "IGNORED", "SKIPPED"]},
        "severity": {"enum": ["LOW", "MEDIUM", "HIGH", "CRITICAL"]},
    }
)


def read_report(result: Result) -> dict[str, Any]:
    """Read a report back: it is within the limits, and no annotation replaces another."""
    document: dict[str, Any] = json.loads(FORMATS["bitbucket"].render(result))
    jsonschema_rs.validate(REPORT, document["report"])
    jsonschema_rs.validate({"type": "array", "maxItems": ANNOTATIONS, "items": ANNOTATION}, document["annotations"])
    names = {it["external_id"] for it in document["annotations"]}
    assert len(names) == len(document["annotations"])
    return document
