"""Outcomes over time, as JSON: every result with what each rule counted, and the lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from orglint import __version__
from orglint.documents.json_schema import load_schema
from orglint.documents.json_text import encode_document
from orglint.model.trends import By, Trend, TrendPoint
from orglint.model.wording import format_timestamp


def load_history_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the document."""
    return load_schema("orglint.reports.trends", "history.schema.json")


def render(trends: Sequence[Trend], by: By) -> str:
    """Return the document."""
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "by": by,
            "organizations": [_trend_to_members(it, by) for it in trends],
        }
    )


def _trend_to_members(trend: Trend, by: By) -> dict[str, Any]:
    return {
        "organization": trend.organization or None,
        "name": trend.name or None,
        "results": [_point_to_members(it) for it in trend.points],
        "lines": [{"name": it.name, "failed": list(it.values)} for it in trend.build_lines(by)],
    }


def _point_to_members(point: TrendPoint) -> dict[str, Any]:
    return {
        "snapshot": point.snapshot,
        "taken_at": format_timestamp(point.taken_at) if point.taken_at else None,
        "kept_at": format_timestamp(point.kept_at),
        "outcome": point.outcome,
        "exit_code": point.exit_code,
        "complete": point.decided and not point.gap,
        "gap": point.gap or None,
        "rule_changes": list(point.marks),
        "rules": [
            {
                "id": id_,
                "severity": it.severity,
                "outcome": it.outcome,
                "decided": it.decided,
                "judged": it.judged,
                "failed": it.failed,
                "waived": it.waived,
                "unknown": it.unknown,
            }
            for id_, it in point.rules.items()
        ],
    }
