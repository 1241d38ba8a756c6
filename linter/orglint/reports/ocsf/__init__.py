"""Render a result as events of OCSF 1.8 for a SIEM: Compliance Findings (class 2003), one JSON object a line.

There is an event for each finding, for each rule that has none or that is undecided besides them, for each rule that
did not run, and first one for the run: a file is never empty, and no consumer has to take silence for a pass.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from orglint.documents.json_text import encode_line
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.model.summaries import describe_outcome, format_totals, format_verdict_counts, outcome_to_words
from orglint.reports.inert import fit_text
from orglint.reports.ocsf.event import (
    INFORMATIONAL,
    LONGEST,
    NAME,
    NOT_SET_UP,
    OFF,
    SEVERITIES,
    STATUSES,
    WARNING,
    Told,
    build_event,
    build_frame,
)
from orglint.reports.ocsf.rules import About, describe_control, describe_rule
from orglint.reports.places import digest_finding, digest_parts
from orglint.reports.told import fit_facts, tell_finding, tell_remarks, tell_undecided
from orglint.reports.walking import Walked, list_undecided, list_verdicts, walk_findings

Members = Mapping[str, Any]


def render(result: Result) -> Iterator[str]:
    """Return the events, each in a line of ASCII."""
    return (f"{encode_line(event)}\n" for event in _list_events(result))


def _list_events(result: Result) -> Iterator[Members]:
    frame = build_frame(result)
    about = {verdict.rule.id: describe_rule(verdict.rule) for verdict in result.verdicts}
    yield _build_run(result, frame)
    again: Counter[str] = Counter()
    for walked in walk_findings(result):
        yield _build_finding(result, frame, walked, about[walked.verdict.rule.id], again)
    partly = {it.verdict.rule.id: it.why for it in list_undecided(result) if it.verdict.reason}
    for verdict in list_verdicts(result):
        rule = verdict.rule.id
        if rule in partly or not len(verdict.findings):
            yield _build_verdict(result, frame, verdict, about[rule], partly.get(rule, ""))
    yield from (_build_off(result, frame, off) for off in result.off)


def _build_run(result: Result, frame: Members) -> Members:
    status = STATUSES[Outcome.PASS if result.outcome is Outcome.WAIVED else result.outcome]
    why = [*(it.words for it in tell_undecided(result)), *tell_remarks(result)]
    words, details = f"orglint: {describe_outcome(result)}", [format_totals(result), *why]
    told = Told(digest_parts(result, "run"), words, status, INFORMATIONAL, details)
    event = build_event(frame, told, info={}, compliance=describe_control("orglint/run"))
    return {**event, "unmapped": {"kind": "run", "facts": fit_facts(result)}}


def _build_finding(result: Result, frame: Members, walked: Walked, about: About, again: Counter[str]) -> Members:
    finding, digest = walked.finding, digest_finding(result, walked.finding)
    again[digest] += 1
    uid = f"{digest}-{again[digest]}" if again[digest] > 1 else digest
    why = [str(finding.reason)] if finding.reason else [f"waived: {finding.waiver}"] if finding.waiver else []
    severity = SEVERITIES[walked.verdict.rule.severity]
    told = Told(uid, tell_finding(finding), STATUSES[finding.outcome], severity, why)
    first = {"first_seen_time": int(finding.since.at.timestamp() * 1000)} if finding.since else {}
    event = build_event(frame, told, info={**about.info, **first}, compliance=about.compliance)
    resource = {"uid": fit_text(finding.key or "", LONGEST), "type": fit_text(finding.table, NAME)}
    subject = fit_text(finding.subject, NAME)
    name = {"name": subject} if subject else {}
    marks = {"kind": "finding", "outcome": finding.outcome, "fingerprint": finding.fingerprint}
    return {**event, **about.more, "resources": [{**resource, **name}], "unmapped": marks}


def _build_verdict(result: Result, frame: Members, verdict: Verdict, about: About, why: str) -> Members:
    """Return the event of a rule as a whole: it has no findings, or `why` says what is undecided besides them."""
    rule = verdict.rule
    status = WARNING if why else NOT_SET_UP if verdict.not_set_up else STATUSES[verdict.outcome]
    words = f"{rule.id}: {'could not be decided' if why else outcome_to_words(verdict.outcome)}: {rule.title}"
    severity = SEVERITIES[rule.severity] if status.is_open else INFORMATIONAL
    details = [why or str(verdict.reason or ""), format_verdict_counts(verdict)]
    told = Told(digest_parts(result, "rule", rule.id), words, status, severity, details)
    event = build_event(frame, told, info=about.info, compliance=about.compliance)
    counts = {"passed": verdict.passed, "failed": verdict.failed, "unknown": verdict.unknown, "waived": verdict.waived}
    marks = {"kind": "rule", "outcome": verdict.outcome, "rows": counts}
    return {**event, **about.more, "unmapped": marks}


def _build_off(result: Result, frame: Members, off: OffRule) -> Members:
    reasons = [str(off.reason)] if off.reason else []
    told = Told(digest_parts(result, "off", off.id), f"{off.id} is off", OFF, INFORMATIONAL, reasons)
    return {**build_event(frame, told, info={}, compliance=describe_control(off.id)), "unmapped": {"kind": "off"}}
