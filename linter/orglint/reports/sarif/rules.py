"""Rules in SARIF: what each says of itself, and what it concluded."""

from collections.abc import Mapping
from typing import Any

from orglint.model.result import Verdict
from orglint.model.rule import Rule, Severity
from orglint.reports.inert import end_sentence
from orglint.reports.places import UNDECIDED
from orglint.reports.sarif.texts import DESCRIPTION, MESSAGE, NAME, to_message
from orglint.results.write import verdict_to_dict

Members = Mapping[str, Any]

MOST_RULES = 25_000
"""Rules that GitHub takes in one run."""

LEVELS: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
_SCORES: Mapping[Severity, str] = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
    Severity.INFO: "0.0",
}
_MOST_TAGS = 10
"""Tags of a rule that GitHub keeps."""


def build_rule(verdict: Verdict) -> Members:
    """Return a rule with its severity as GitHub reads it, and its verdict among its properties."""
    rule = verdict.rule
    return {
        "id": to_message(rule.id, NAME),
        "shortDescription": {"text": _describe(rule.title, DESCRIPTION)},
        "fullDescription": {"text": _describe(rule.why or rule.title, DESCRIPTION)},
        "help": {"text": _write_help(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": _list_tags(rule),
            "security-severity": _SCORES[rule.severity],
            "severity": rule.severity,
            "owner": to_message(rule.owner, NAME) or None,
            "sha256": to_message(rule.sha256, NAME),
            "verdict": _build_verdict(verdict),
        },
    }


def build_undecided_rule() -> Members:
    """Return what results refer to that say that something could not be decided."""
    text = "What is not known may hide a finding, so it is never taken for a pass."
    return {
        "id": UNDECIDED,
        "shortDescription": {"text": "Everything can be decided."},
        "fullDescription": {"text": text},
        "help": {"text": f"{text} Repair what the result names, take a new snapshot and check again."},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["security", "undecided"], "security-severity": _SCORES[Severity.HIGH]},
    }


def _build_verdict(verdict: Verdict) -> Members:
    reason = to_message(str(verdict.reason), MESSAGE) if verdict.reason else None
    counts = verdict_to_dict(verdict)
    return {name: counts[name] for name in counts if not name.startswith("reason")} | {
        "reason": reason,
        "notSetUp": verdict.not_set_up,
    }


def _write_help(rule: Rule) -> str:
    controls = (f"{name} {', '.join(them)}" for name, them in rule.controls.items())
    parts = {
        "Why": rule.why,
        "Fix": rule.fix,
        "Controls": "; ".join(controls),
        "References": " ".join(rule.references),
    }
    text = "\n\n".join(f"{name}: {_describe(text, DESCRIPTION)}" for name, text in parts.items() if text.strip())
    return text or _describe(rule.title, DESCRIPTION)


def _list_tags(rule: Rule) -> list[str]:
    controls = (f"{name}/{it}" for name, them in rule.controls.items() for it in them)
    tags = ("security", rule.id.partition("/")[0], rule.severity.value, *controls)
    return list(dict.fromkeys(to_message(tag, NAME) for tag in tags))[:_MOST_TAGS]


def _describe(text: str, most: int) -> str:
    return end_sentence(to_message(text, most - 1)) if text.strip() else "Not said."
