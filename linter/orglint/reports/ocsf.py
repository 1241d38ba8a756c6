"""Render a result as events of OCSF 1.8 for a SIEM: Compliance Findings (class 2003), one JSON object a line.

There is an event for each finding, for each rule that has none or that is undecided besides them, for each rule that
did not run, and first one for the run: a file is never empty, and no consumer has to take silence for a pass.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orglint.documents.json_text import encode_line
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.model.rule import Rule, Severity
from orglint.model.summaries import describe_outcome, format_totals, format_verdict_counts, outcome_to_words
from orglint.reports.inert import fit_text
from orglint.reports.places import digest_finding, digest_parts
from orglint.reports.told import fit_facts, tell_finding, tell_remarks, tell_undecided
from orglint.reports.walking import Walked, list_undecided, list_verdicts, walk_findings

Members = Mapping[str, Any]

VERSION = "1.8.0"
_LONGEST, _NAME = 1_000, 255
_CREATE, _FINDINGS, _CLASS = 1, 2, 2003


class Status(NamedTuple):
    """How a check ended in the words of OCSF, and in what state that leaves the finding."""

    compliance: int
    words: str
    finding: int
    state: str


_WARNING = Status(2, "Warning", 1, "New")  # "did not yield a result due to missing information"
_STATUSES: Mapping[Outcome, Status] = {
    Outcome.PASS: Status(1, "Pass", 4, "Resolved"),
    Outcome.FAIL: Status(3, "Fail", 1, "New"),
    Outcome.UNKNOWN: _WARNING,
    Outcome.WAIVED: Status(3, "Fail", 3, "Suppressed"),
    Outcome.NOT_APPLICABLE: Status(99, "Not Applicable", 99, "Not Applicable"),
}
_NOT_SET_UP = Status(99, "Not Set Up", 99, "Not Set Up")
_OFF = Status(99, "Off", 99, "Off")
_INFORMATIONAL = (1, "Informational")
_SEVERITIES: Mapping[Severity, tuple[int, str]] = {
    Severity.INFO: _INFORMATIONAL,
    Severity.LOW: (2, "Low"),
    Severity.MEDIUM: (3, "Medium"),
    Severity.HIGH: (4, "High"),
    Severity.CRITICAL: (5, "Critical"),
}
_OPEN = frozenset({1, 3})
"""States of a finding in which it is as severe as its rule."""


def render(result: Result) -> Iterator[str]:
    """Return the events, each in a line of ASCII."""
    return (f"{encode_line(event)}\n" for event in _list_events(result))


def _list_events(result: Result) -> Iterator[Members]:
    yield _build_run(result)
    again: Counter[str] = Counter()
    yield from (_build_finding(result, walked, again) for walked in walk_findings(result))
    partly = {it.verdict.rule.id: it.why for it in list_undecided(result) if it.verdict.reason}
    for verdict in list_verdicts(result):
        if verdict.rule.id in partly or not len(verdict.findings):
            yield _build_verdict(result, verdict, partly.get(verdict.rule.id, ""))
    yield from (_build_off(result, off) for off in result.off)


def _build_run(result: Result) -> Members:
    status = _STATUSES[Outcome.PASS if result.outcome is Outcome.WAIVED else result.outcome]
    told = [*(it.words for it in tell_undecided(result)), *tell_remarks(result)]
    event = _build_event(
        result,
        digest_parts(result, "run"),
        f"orglint: {describe_outcome(result)}",
        status=status,
        severity=_INFORMATIONAL,
        details=[format_totals(result), *told],
    )
    control = {"control": "orglint/run", "standards": ["orglint"], **event["compliance"]}
    return {**event, "compliance": control, "unmapped": {"kind": "run", "facts": fit_facts(result)}}


def _build_finding(result: Result, walked: Walked, again: Counter[str]) -> Members:
    verdict, finding = walked
    digest = digest_finding(result, finding)
    again[digest] += 1
    identity = f"{digest}-{again[digest]}" if again[digest] > 1 else digest
    why = [finding.reason] if finding.reason else [f"waived: {finding.waiver}"] if finding.waiver else []
    words, details, severity = tell_finding(finding), [*map(str, why)], _SEVERITIES[verdict.rule.severity]
    status = _STATUSES[finding.outcome]
    event = _build_event(result, identity, words, status=status, severity=severity, details=details)
    resource = {"uid": fit_text(finding.key or "", _LONGEST), "type": fit_text(finding.table, _NAME)}
    marks = {"kind": "finding", "outcome": finding.outcome, "fingerprint": finding.fingerprint}
    return {**_add_rule(event, verdict.rule), "resources": [resource], "unmapped": marks}


def _build_verdict(result: Result, verdict: Verdict, why: str) -> Members:
    """Return the event of a rule as a whole: it has no findings, or `why` says what is undecided besides them."""
    rule = verdict.rule
    status = _WARNING if why else _NOT_SET_UP if verdict.not_set_up else _STATUSES[verdict.outcome]
    reasons = [why or str(verdict.reason or ""), format_verdict_counts(verdict)]
    words = f"{rule.id}: {'could not be decided' if why else outcome_to_words(verdict.outcome)}: {rule.title}"
    severity = _SEVERITIES[rule.severity] if status.finding in _OPEN else _INFORMATIONAL
    identity = digest_parts(result, "rule", rule.id)
    event = _build_event(result, identity, words, status=status, severity=severity, details=reasons)
    counts = {"passed": verdict.passed, "failed": verdict.failed, "unknown": verdict.unknown, "waived": verdict.waived}
    return {**_add_rule(event, rule), "unmapped": {"kind": "rule", "outcome": verdict.outcome, "rows": counts}}


def _build_off(result: Result, off: OffRule) -> Members:
    reasons = [str(off.reason)] if off.reason else []
    identity = digest_parts(result, "rule", off.id)
    words = f"{off.id} is off"
    event = _build_event(result, identity, words, status=_OFF, severity=_INFORMATIONAL, details=reasons)
    control = {"control": fit_text(off.id, _NAME), "standards": ["orglint"], **event["compliance"]}
    return {**event, "compliance": control, "unmapped": {"kind": "off"}}


def _build_event(
    result: Result, identity: str, words: str, *, status: Status, severity: tuple[int, str], details: Sequence[str]
) -> dict[str, Any]:
    message = fit_text(words, _LONGEST) or "No message."
    return {
        "activity_id": _CREATE,
        "activity_name": "Create",
        "category_uid": _FINDINGS,
        "category_name": "Findings",
        "class_uid": _CLASS,
        "class_name": "Compliance Finding",
        "type_uid": _CLASS * 100 + _CREATE,
        "type_name": "Compliance Finding: Create",
        "time": int(result.as_of.timestamp() * 1000),
        "severity_id": severity[0],
        "severity": severity[1],
        "status_id": status.finding,
        "status": status.state,
        "message": message,
        "metadata": _build_metadata(result),
        "finding_info": {"uid": identity, "title": message, "created_time": int(result.as_of.timestamp() * 1000)},
        "compliance": {
            "status_id": status.compliance,
            "status": status.words,
            "status_details": [fit_text(it, _LONGEST) for it in details if it],
        },
    }


def _build_metadata(result: Result) -> Members:
    version = fit_text(result.orglint, _NAME)
    return {
        "version": VERSION,
        "product": {"name": "orglint", "vendor_name": "orglint", "version": version},
        "tenant_uid": fit_text(result.snapshot.organization, _NAME),
        "correlation_uid": fit_text(result.snapshot.id, _NAME),
    }


def _add_rule(event: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    name, title = fit_text(rule.id, _NAME), fit_text(rule.title, _LONGEST)
    controls = [f"{standard} {it}" for standard, them in rule.controls.items() for it in them]
    about = {
        "control": name,
        "standards": [fit_text(it, _NAME) for it in rule.controls] or ["orglint"],
        "requirements": [fit_text(it, _NAME) for it in controls],
    }
    analytic = {
        "uid": name,
        "name": title or name,
        "type": "Rule",
        "type_id": 1,
        "version": fit_text(rule.sha256, _NAME),
    }
    fix = {"desc": fit_text(rule.fix, _LONGEST), "references": [fit_text(it, _NAME) for it in rule.references]}
    fix_it = {"remediation": fix} if rule.fix else {}
    info = {**event["finding_info"], "desc": fit_text(rule.why, _LONGEST), "analytic": analytic}
    return {**event, "finding_info": info, "compliance": {**about, **event["compliance"]}, **fix_it}
