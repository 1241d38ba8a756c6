"""What lint found, as JSON."""

from typing import Any

from orglint import __version__
from orglint.documents.json_text import encode_document
from orglint.model.lint import LintReport, LintWarning


def render(report: LintReport) -> str:
    """Return the document."""
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "exit_code": report.exit_code,
            "rules": report.rules,
            "examples": report.examples,
            "mistakes": len(report.mistakes),
            "warnings": [_to_members(it) for it in report.warnings],
            "waits_for": {name: list(ids) for name, ids in report.waiting.items()},
        }
    )


def _to_members(warning: LintWarning) -> dict[str, Any]:
    mistake = warning.mistake
    return {
        "code": warning.code,
        "severity": warning.severity,
        "rule": warning.rule or None,
        "file": mistake.file or None,
        "line": mistake.line or None,
        "column": mistake.column or None,
        "text": mistake.text,
    }
