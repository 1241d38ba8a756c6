"""Findings in SARIF."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from orglint.model.result import Finding, Outcome, Result
from orglint.model.wording import format_timestamp
from orglint.reports.inert import end_sentence, fit_text
from orglint.reports.places import SETTINGS, UNDECIDED, digest_finding, digest_parts, place_rule
from orglint.reports.sarif.rules import LEVELS
from orglint.reports.sarif.texts import MESSAGE, NAME, to_message
from orglint.reports.told import Told, tell_finding
from orglint.reports.walking import Walked

Members = Mapping[str, Any]

_WHOLE_LINE = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
"""A finding has no place in a file, and GitHub takes none without a line and a column."""


def build_finding(result: Result, walked: Walked, index: int, again: Counter[str], unknown: Members) -> Members:
    """Return a finding; `again` counts those that nothing tells apart, `unknown` are members of one that is unknown."""
    rule, finding = walked.verdict.rule, walked.finding
    digest = digest_finding(result, finding)
    again[digest] += 1
    subject = f"{finding.table}/{finding.key or ''}"
    place = {
        "physicalLocation": {"artifactLocation": {"uri": place_rule(rule)}, "region": _WHOLE_LINE},
        "logicalLocations": [{"fullyQualifiedName": fit_text(subject, MESSAGE), "kind": "resource"}],
    }
    return {
        "ruleId": to_message(rule.id, NAME),
        "ruleIndex": index,
        "level": LEVELS[rule.severity],
        **(unknown if finding.outcome is Outcome.UNKNOWN else {}),
        "message": {"text": end_sentence(to_message(tell_finding(finding), MESSAGE)) or "No message."},
        "locations": [place],
        # Of all fingerprints GitHub reads the first one only; without it, all findings of a rule are one alert.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{digest}:{again[digest]}",
            "orglint/v1": finding.fingerprint,
        },
        **_suppress(finding),
        "properties": _list_properties(finding),
    }


def build_undecided(result: Result, told: Told, index: int) -> Members:
    """Return a result that says that something could not be decided."""
    digest = digest_parts(result, UNDECIDED, told.rule.id if told.rule else told.words)
    uri = place_rule(told.rule) if told.rule else SETTINGS
    return {
        "ruleId": UNDECIDED,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": end_sentence(to_message(told.words, MESSAGE))},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _WHOLE_LINE}}],
        "partialFingerprints": {"primaryLocationLineHash": f"{digest}:1"},
        "properties": {"outcome": Outcome.UNKNOWN},
    }


def _suppress(finding: Finding) -> Members:
    if finding.outcome is not Outcome.WAIVED:
        return {}
    why = fit_text(finding.waiver or "", MESSAGE)
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": why}]}


def _list_properties(finding: Finding) -> Members:
    about = {"outcome": finding.outcome, "table": fit_text(finding.table, NAME), "key": _fit_key(finding)}
    return {**about, "since": format_timestamp(finding.since.at)} if finding.since else about


def _fit_key(finding: Finding) -> str | None:
    return None if finding.key is None else fit_text(finding.key, MESSAGE)
