"""Render a result as a Code Quality report of GitLab: an array of issues, the worst first.

GitLab compares the fingerprints of two reports, and calls an issue fixed that is not there any more. So rows of unknown
outcome stay issues, and each rule that could not be decided is one. Waived findings are left out and counted: GitLab
has no word for them. What there is to say of the run is an issue too, as an array has no place for it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from orglint.documents.json_text import encode_members
from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.model.summaries import describe_judging_time, describe_outcome, format_totals
from orglint.model.wording import format_count, format_time
from orglint.reports.inert import end_sentence, fit_text
from orglint.reports.places import SETTINGS, UNDECIDED, digest_finding, digest_parts, place_rule
from orglint.reports.told import Told, fit_facts, tell_finding, tell_remarks, tell_undecided
from orglint.reports.walking import Walked, count_findings, walk_findings

Members = Mapping[str, Any]

MOST = 10_000
"""Findings that a report lists: nobody reads on, and a merge request has to load them all."""
_DESCRIPTION, _NAME = 1_000, 255
_TOLD = (Outcome.FAIL, Outcome.UNKNOWN)
_SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(result: Result) -> Iterator[str]:
    """Return the pieces of the array, each issue on a line of its own."""
    yield "[\n"
    yield from encode_members(_list_issues(result), " ")
    yield "\n]\n"


def _list_issues(result: Result) -> Iterator[Members]:
    yield from (_build_undecided(result, told) for told in tell_undecided(result))
    again: Counter[str] = Counter()
    yield from (_build_finding(result, walked, again) for walked in islice(walk_findings(result, _TOLD), MOST))
    yield _describe_run(result)


def _build_finding(result: Result, walked: Walked, again: Counter[str]) -> Members:
    digest = digest_finding(result, walked.finding)
    again[digest] += 1
    rule, number = walked.verdict.rule, again[digest]
    name, severity = fit_text(rule.id, _NAME), _SEVERITIES[rule.severity]
    return _build_issue(
        name, tell_finding(walked.finding), severity, place_rule(rule), f"{digest}-{number}" if number > 1 else digest
    )


def _build_undecided(result: Result, told: Told) -> Members:
    about = told.rule.id if told.rule else told.words
    name, path = (told.rule.id, place_rule(told.rule)) if told.rule else (UNDECIDED, SETTINGS)
    return _build_issue(name, told.words, "major", path, digest_parts(result, "undecided", about))


def _describe_run(result: Result) -> Members:
    """Return what there is to say of the run as a whole; its fingerprint stays, so it is never new or fixed."""
    snapshot = result.snapshot
    there, waived = count_findings(result, _TOLD), count_findings(result, (Outcome.WAIVED,))
    parts = [
        f"{describe_outcome(result)}: {format_totals(result)}",
        *([f"The worst {MOST:,} of {format_count(there, 'finding')} are listed."] if there > MOST else []),
        *([f"{format_count(waived, 'waived finding')} left out."] if waived else []),
        f"Snapshot {snapshot.id}, taken {format_time(snapshot.taken_at)}.",
        f"Judged as of {describe_judging_time(result)}.",
        *map(end_sentence, tell_remarks(result)),
    ]
    issue = _build_issue("orglint/run", " ".join(parts), "info", SETTINGS, digest_parts(result, "run"))
    return {**issue, "orglint": fit_facts(result)}


def _build_issue(name: str, words: str, severity: str, path: str, fingerprint: str) -> Members:
    return {
        "type": "issue",
        "check_name": fit_text(name, _NAME),
        "description": end_sentence(fit_text(words, _DESCRIPTION)) or "No message.",
        "categories": ["Security"],
        "severity": severity,
        "fingerprint": fingerprint,
        "location": {"path": path, "lines": {"begin": 1}},
    }
