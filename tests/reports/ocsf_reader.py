"""Read events of OCSF: as its description of class 2003 has it, and with the models that Prowler reads and writes."""

import json
from typing import Any

import jsonschema_rs
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

from orglint.model.result import Result
from orglint.reports import FORMATS

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": {"type": "string"}}


def _members(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    known = required | optional
    return {"type": "object", "required": [*required], "properties": known, "additionalProperties": False}


_ANALYTIC = _members(
    {"uid": _TEXT, "name": _TEXT, "type_id": {"const": 1}, "type": {"const": "Rule"}}, version={"type": "string"}
)
SCHEMA = _members(
    {
        "activity_id": {"const": 1},
        "category_uid": {"const": 2},
        "class_uid": {"const": 2003},
        "type_uid": {"const": 200301},
        "time": {"type": "integer", "minimum": 1_000_000_000_000},
        "severity_id": {"enum": [0, 1, 2, 3, 4, 5, 6, 99]},
        "status_id": {"enum": [0, 1, 2, 3, 4, 5, 6, 99]},
        "metadata": _members(
            {
                "version": {"const": "1.8.0"},
                "product": _members({"name": _TEXT, "vendor_name": _TEXT}, version={"type": "string"}),
            },
            tenant_uid={"type": "string"},
            correlation_uid={"type": "string"},
        ),
        "finding_info": _members(
            {"uid": _TEXT, "title": _TEXT},
            desc={"type": "string"},
            created_time={"type": "integer"},
            first_seen_time={"type": "integer"},
            analytic=_ANALYTIC,
        ),
        "compliance": _members(
            {
                "control": {"type": "string"},
                "standards": {**_TEXTS, "minItems": 1},
                "status_id": {"enum": [0, 1, 2, 3, 99]},
            },
            status=_TEXT,
            status_details=_TEXTS,
            requirements=_TEXTS,
        ),
    },
    activity_name={"const": "Create"},
    category_name={"const": "Findings"},
    class_name={"const": "Compliance Finding"},
    type_name={"const": "Compliance Finding: Create"},
    severity=_TEXT,
    status=_TEXT,
    message=_TEXT,
    remediation=_members({"desc": _TEXT}, references=_TEXTS),
    resources={"type": "array", "items": _members({"uid": {"type": "string"}, "type": {"type": "string"}}, name=_TEXT)},
    unmapped={"type": "object", "required": ["kind"]},
)
"""What is written of class 2003 in OCSF 1.8, nothing else, and nothing that is deprecated there."""


def read_events(result: Result) -> list[dict[str, Any]]:
    """Read a report back: each line is an event, no two are about the same."""
    text = FORMATS["ocsf"].render(result)
    events: list[dict[str, Any]] = [json.loads(line) for line in text.split("\n")[:-1]]
    jsonschema_rs.validate({"type": "array", "items": SCHEMA}, events)
    for event in events[:200]:
        model = ComplianceFinding.model_validate(event)
        assert (model.compliance.status_id, model.status_id) == (event["compliance"]["status_id"], event["status_id"])
    names = [it["finding_info"]["uid"] for it in events if it["unmapped"]["kind"] != "off"]
    assert len(set(names)) == len(names)
    return events
