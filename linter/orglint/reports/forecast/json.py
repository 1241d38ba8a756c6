"""What will fail if nothing happens, as JSON; it has every finding."""

from collections.abc import Mapping
from typing import Any

from orglint import __version__
from orglint.documents.json_schema import load_schema
from orglint.documents.json_text import encode_document
from orglint.model.forecast import ComingFinding, EndingStatement, Forecast
from orglint.model.wording import format_timestamp


def load_forecast_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the document."""
    return load_schema("orglint.reports.forecast", "forecast.schema.json")


def render(forecast: Forecast, limit: int) -> str:
    """Return the document."""
    del limit
    seen = forecast.result.snapshot
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "organization": seen.organization,
            "snapshot": {"id": seen.id, "taken_at": format_timestamp(seen.taken_at)},
            "outcome": forecast.result.outcome,
            "doubts": list(forecast.result.doubts),
            "today": format_timestamp(forecast.today),
            "days": forecast.days,
            "can_tell": forecast.can_tell,
            "will_fail": len(forecast.failing),
            "coming": [_coming_to_members(it) for it in forecast.coming],
            "ending": [_ending_to_members(it) for it in forecast.ending],
            "undecided": [{"rule": rule, "reason": reason} for rule, reason in forecast.undecided.items()],
        }
    )


def _coming_to_members(coming: ComingFinding) -> dict[str, Any]:
    finding = coming.finding
    return {
        "change": coming.kind,
        "on": coming.on.isoformat(),
        "rule": coming.rule.id,
        "title": coming.rule.title,
        "severity": coming.rule.severity,
        "table": finding.table,
        "key": finding.key,
        "subject": finding.subject or None,
        "fingerprint": finding.fingerprint,
        "message": finding.message,
        "evidence": dict(finding.evidence),
    }


def _ending_to_members(ending: EndingStatement) -> dict[str, Any]:
    return {
        "kind": ending.kind,
        "rule": ending.rule,
        "subject": ending.subject or None,
        "owner": ending.owner,
        "until": ending.until.isoformat(),
        "days_left": ending.days_left,
        "findings": ending.findings,
    }
