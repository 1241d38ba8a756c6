"""What lint found, as SARIF 2.1.0, so that it stands beside the lines of a pull request."""

from collections import Counter
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from orglint import __version__
from orglint.documents.json_text import encode_document
from orglint.model.lint import LINT_SEVERITIES, LintCode, LintReport, LintWarning
from orglint.reports.inert import end_sentence
from orglint.reports.sarif.log import SCHEMA
from orglint.reports.sarif.rules import LEVELS
from orglint.reports.sarif.texts import MESSAGE, to_message

_CODES = tuple(LintCode)
_NOWHERE = "orglint.yaml"
"""Where a mistake is told that names no file: GitHub takes no result without one."""


def render(report: LintReport) -> str:
    """Return the log; its results are what lint found, and its rules the kinds of that."""
    again: Counter[str] = Counter()
    driver = {"name": "orglint rules lint", "version": __version__, "rules": [_build_kind(code) for code in _CODES]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "orglint/rules-lint/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not report.mistakes, "exitCode": report.exit_code}],
        "results": [_build_result(it, again) for it in report.warnings],
    }
    return encode_document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _build_kind(code: LintCode) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": f"{code.replace('-', ' ').capitalize()}."},
        "defaultConfiguration": {"level": LEVELS[LINT_SEVERITIES[code]]},
        "properties": {"severity": LINT_SEVERITIES[code]},
    }


def _build_result(warning: LintWarning, again: Counter[str]) -> dict[str, Any]:
    mistake = warning.mistake
    uri = _write_uri(mistake.file)
    digest = sha256(f"{warning.code}\0{uri}\0{mistake.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    again[digest] += 1
    region = {"startLine": max(1, mistake.line), "startColumn": max(1, mistake.column)}
    return {
        "ruleId": warning.code,
        "ruleIndex": _CODES.index(warning.code),
        "level": LEVELS[warning.severity],
        "message": {"text": end_sentence(to_message(mistake.text, MESSAGE))},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": f"{digest}:{again[digest]}"},
        "properties": {"severity": warning.severity, "rule": to_message(warning.rule, MESSAGE)},
    }


def _write_uri(file: str) -> str:
    """Return a file as a reference relative to the folder that lint ran in; one that is elsewhere as an address."""
    path = PurePath(file or _NOWHERE)
    escaped = quote(path.as_posix().encode("utf-8", "surrogateescape"))
    return f"file://{escaped}" if path.is_absolute() else escaped
