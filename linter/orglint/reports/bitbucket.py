"""Render a result as a report of Bitbucket's Code Insights with its annotations: what `publish bitbucket` posts.

Bitbucket shows the report of a commit: passed or failed, ten fields of data, and up to a thousand annotations. A run
that is not decided has failed there, as Bitbucket knows nothing between the two.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from orglint.documents.json_text import encode_line, encode_members
from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.model.summaries import describe_judging_time, describe_outcome, explain_exit_code, format_totals
from orglint.model.wording import format_count
from orglint.reports.inert import end_sentence, fit_text
from orglint.reports.places import digest_finding, digest_parts
from orglint.reports.told import Told, fit_facts, tell_finding, tell_remarks, tell_undecided
from orglint.reports.walking import Walked, count_findings, walk_findings

Members = Mapping[str, Any]

MOST = 1_000
"""Annotations that a report may have."""
_TITLE, _SUMMARY, _DETAILS, _FIELD = 450, 450, 2_000, 400
_TOLD = (Outcome.FAIL, Outcome.WAIVED)
_SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "CRITICAL",
    Severity.HIGH: "HIGH",
    Severity.MEDIUM: "MEDIUM",
    Severity.LOW: "LOW",
    Severity.INFO: "LOW",
}
_RESULTS: Mapping[Outcome, str] = {Outcome.FAIL: "FAILED", Outcome.WAIVED: "IGNORED"}


def render(result: Result) -> Iterator[str]:
    """Return the pieces of a document: the id of the report, the report, its annotations, and the facts of the run."""
    head = {"report_id": name_report(result), "report": build_report(result), "orglint": fit_facts(result)}
    yield f"{encode_line(head).removesuffix('}')}, " + '"annotations": [\n'
    yield from encode_members(list_annotations(result), " ")
    yield "\n]}\n"


def name_report(result: Result) -> str:
    """Return the id of the report, one for each organization: a report replaces the one of its id."""
    return f"orglint-{digest_parts(result, 'report')}"


def build_report(result: Result) -> Members:
    """Return the report without its annotations."""
    name = result.snapshot.organization_name or result.snapshot.organization
    return {
        "title": fit_text(f"orglint: {describe_outcome(result)} - {name}", _TITLE),
        "details": fit_text(_describe_run(result), _DETAILS),
        "report_type": "SECURITY",
        "reporter": "orglint",
        "result": "FAILED" if result.exit_code else "PASSED",
        "data": [*_list_data(result)],
    }


def list_annotations(result: Result) -> Iterator[Members]:
    """Yield the annotations: what is undecided, then the findings, the worst first."""
    again: Counter[str] = Counter()
    undecided = (_build_undecided(result, it) for it in tell_undecided(result))
    found = (_build_finding(result, it, again) for it in walk_findings(result, _TOLD))
    return islice(chain(undecided, found), MOST)


def _describe_run(result: Result) -> str:
    undecided = tell_undecided(result)
    there = count_findings(result, _TOLD) + len(undecided)
    digests = (f"{name} {_shorten_digest(result, f'{name}_sha256')}" for name in ("rules", "settings"))
    parts = [
        format_totals(result),
        explain_exit_code(result),
        *([f"the worst {MOST:,} of {format_count(there, 'annotation')} are listed"] if there > MOST else []),
        f"judged as of {describe_judging_time(result)}, by orglint {result.orglint}",
        f"digests: {', '.join(digests)}",
        *(it.words for it in undecided),
        *tell_remarks(result),
    ]
    return " ".join(end_sentence(fit_text(it, _FIELD)) for it in parts)


def _shorten_digest(result: Result, name: str) -> str:
    return str(fit_facts(result)[name])[:12] or "unknown"


def _list_data(result: Result) -> Iterator[Members]:
    """Yield the ten fields that a report may have."""
    snapshot, counts = result.snapshot, result.counts
    severe = result.count_failed(Severity.CRITICAL) + result.count_failed(Severity.HIGH)
    complete = "complete" if snapshot.holds_all else "NOT complete"
    yield _build_field("Findings", "NUMBER", sum(it.failed for it in result.verdicts))
    yield _build_field("Critical and high", "NUMBER", severe)
    yield _build_field("Rows of unknown outcome", "NUMBER", result.unknown_rows)
    yield _build_field("Waived findings", "NUMBER", sum(it.waived for it in result.verdicts))
    yield _build_field("Rules that fail", "NUMBER", counts[Outcome.FAIL])
    yield _build_field("Rules not decided", "NUMBER", counts[Outcome.UNKNOWN])
    yield _build_field("Rules not set up", "NUMBER", sum(it.not_set_up for it in result.verdicts))
    yield _build_field("Rules off or left out", "NUMBER", len(result.off) + result.left_out)
    yield _build_field("Snapshot", "TEXT", fit_text(f"{snapshot.id}, {complete}", _FIELD))
    yield _build_field("Snapshot taken", "DATE", int(snapshot.taken_at.timestamp() * 1000))


def _build_field(title: str, kind: str, value: str | int) -> Members:
    return {"title": title, "type": kind, "value": value}


def _build_finding(result: Result, walked: Walked, again: Counter[str]) -> Members:
    rule, finding = walked.verdict.rule, walked.finding
    digest = digest_finding(result, finding)
    again[digest] += 1
    waived = [f"Waived: {finding.waiver}"] if finding.waiver else []
    parts = [f"{rule.id} ({rule.severity}): {rule.title}", *waived, f"Why: {rule.why}", f"Fix: {rule.fix}"]
    return {
        "external_id": f"{digest}-{again[digest]}",
        "annotation_type": "VULNERABILITY",
        "summary": fit_text(tell_finding(finding), _SUMMARY) or "No message.",
        "details": fit_text(" ".join(end_sentence(it) for it in parts), _DETAILS),
        "result": _RESULTS[finding.outcome],
        "severity": _SEVERITIES[rule.severity],
    }


def _build_undecided(result: Result, told: Told) -> Members:
    about = told.rule.id if told.rule else told.words
    return {
        "external_id": f"{digest_parts(result, 'undecided', about)}-1",
        "annotation_type": "VULNERABILITY",
        "summary": fit_text(told.words, _SUMMARY),
        "details": "What is not known may hide a finding, so it is never taken for a pass.",
        "result": "FAILED",
        "severity": _SEVERITIES[told.rule.severity] if told.rule else "HIGH",
    }
