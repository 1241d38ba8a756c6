"""What would clear the findings of a result, as JSON that `fixes.schema.json` describes."""

from collections.abc import Mapping
from typing import Any

from orglint import __version__
from orglint.documents.json_schema import load_schema
from orglint.documents.json_text import encode_document
from orglint.model.fixes import Fix, FixPlan, fill_path
from orglint.model.wording import format_timestamp, join_lines


def load_fixes_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the document."""
    return load_schema("orglint.reports.fixes", "fixes.schema.json")


def render(plan: FixPlan) -> str:
    """Return the document."""
    result = plan.result
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "organization": result.snapshot.organization,
            "snapshot": {"id": result.snapshot.id, "taken_at": format_timestamp(result.snapshot.taken_at)},
            "as_of": format_timestamp(result.as_of),
            "doubts": list(result.doubts),
            "privacy": result.privacy,
            "calls": [_fix_to_members(it) for it in plan.fixes],
            "by_hand": [
                {
                    "rule": it.rule.id,
                    "title": it.rule.title,
                    "severity": it.rule.severity,
                    "findings": it.findings,
                    "fix": join_lines(it.rule.fix),
                }
                for it in plan.by_hand
            ],
            "refused": [
                {"rule": it.rule.id, "table": it.finding.table, "key": it.finding.key, "why": it.why}
                for it in plan.refused
            ],
            "beyond_limit": plan.beyond,
            "unknown": plan.unknown,
            "waived": plan.waived,
        }
    )


def _fix_to_members(fix: Fix) -> dict[str, Any]:
    return {
        "method": fix.call.method,
        "path": fill_path(fix.call),
        "body": dict(fix.call.body) or None,
        "operation": f"{fix.call.method} {fix.call.path}",
        "effect": fix.effect,
        "about_admin": fix.about_admin,
        "rules": [rule.id for rule in fix.rules],
        "severity": fix.rules[0].severity,
        "table": fix.finding.table,
        "key": fix.finding.key,
        "subject": fix.finding.subject or None,
    }
