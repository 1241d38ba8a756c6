"""What a result says about controls, as JSON that `controls.schema.json` describes."""

from collections.abc import Mapping
from typing import Any

from orglint import __version__
from orglint.documents.json_schema import load_schema
from orglint.documents.json_text import encode_document
from orglint.model.controls import Control, ControlOutcome, ControlsReport
from orglint.model.result import OffRule, Verdict
from orglint.model.wording import format_timestamp
from orglint.results.reasons import reason_to_dict


def load_controls_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the document."""
    return load_schema("orglint.reports.controls", "controls.schema.json")


def render(report: ControlsReport) -> str:
    """Return the document."""
    result = report.result
    snapshot = result.snapshot
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "organization": snapshot.organization,
            "organization_name": snapshot.organization_name or None,
            "snapshot": {"id": snapshot.id, "taken_at": format_timestamp(snapshot.taken_at)},
            "as_of": format_timestamp(result.as_of),
            "framework": {"id": report.framework, "name": report.name},
            "outcome": result.outcome,
            "exit_code": result.exit_code,
            "decided": result.decided,
            "doubts": list(result.doubts),
            "privacy": result.privacy,
            "rules": len(result.verdicts),
            "left_out": result.left_out,
            "beyond_profile": len(result.choice.beyond),
            "off": len(result.off),
            "totals": {outcome: report.count(outcome) for outcome in ControlOutcome},
            "controls": [_control_to_members(it) for it in report.controls],
        }
    )


def _control_to_members(control: Control) -> dict[str, Any]:
    return {
        "id": control.id,
        "outcome": control.outcome,
        "rules": [_verdict_to_members(it) for it in control.verdicts],
        "off": [_off_to_members(it) for it in control.off],
    }


def _verdict_to_members(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.rule.id,
        "title": verdict.rule.title,
        "severity": verdict.rule.severity,
        "outcome": verdict.outcome,
        **reason_to_dict(verdict.reason),
        "in_scope": verdict.in_scope,
        "passed": verdict.passed,
        "failed": verdict.failed,
        "unknown": verdict.unknown,
        "waived": verdict.waived,
        "attested": verdict.attested,
        "not_set_up": verdict.not_set_up,
    }


def _off_to_members(rule: OffRule) -> dict[str, Any]:
    return {"id": rule.id, **reason_to_dict(rule.reason)}
