"""Render a result as JUnit XML: a case for each rule, and one for the run as a whole.

A rule that fails is a failure, one that is undecided an error, never skipped: CI systems take skipped for good.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from orglint.model.neutralize import shorten_text
from orglint.model.result import Finding, OffRule, Outcome, Result, Verdict
from orglint.model.summaries import describe_outcome, format_verdict_counts
from orglint.model.wording import format_count, format_timestamp, join_lines
from orglint.reports.buckets import Bucket
from orglint.reports.facts import fact_to_text, list_facts, list_notes
from orglint.reports.told import tell_undecided
from orglint.reports.walking import explain_undecided

_MOST = 20
"""Findings of a rule that a case names: readers show 2,000 characters of a text."""
_LONGEST = 300
"""Characters of one text."""


class Case(NamedTuple):
    """A test case: `tag` is `failure`, `error` or `skipped`, empty if it passes; `kind` is the type of the failure."""

    suite: str
    name: str
    tag: str = ""
    kind: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


def render(result: Result) -> Iterator[str]:
    """Yield the document, a suite for each folder of rules after that of the run."""
    run = _build_run_case(result)
    suites: dict[str, list[Case]] = defaultdict(list)
    for case in (*map(_build_case, result.verdicts), *map(_build_off_case, result.off)):
        suites[case.suite].append(case)
    every = [run, *(case for cases in suites.values() for case in cases)]
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="orglint"{_count_cases(every)} time="0">\n'
    yield from _write_suite(run.suite, [run], result, list(_list_properties(result)))
    for name, cases in sorted(suites.items()):
        yield from _write_suite(name, cases, result)
    yield "</testsuites>\n"


def _build_run_case(result: Result) -> Case:
    """Return the case that is an error unless everything is decided."""
    name = _name_suite("")
    if result.decided:
        return Case(name, "everything is decided")
    told = tuple(it.words for it in tell_undecided(result))
    more = (f"and {format_count(len(told) - _MOST, 'more reason')}",) if len(told) > _MOST else ()
    return Case(name, "everything is decided", "error", "undecided", describe_outcome(result), (*told[:_MOST], *more))


def _build_case(verdict: Verdict) -> Case:
    suite, name = _name_suite(verdict.rule.id), verdict.rule.id
    counts = format_verdict_counts(verdict)
    if verdict.outcome is Outcome.PASS:
        return Case(suite, name)
    if verdict.outcome is Outcome.FAIL:
        return Case(suite, name, "failure", verdict.rule.severity.value, counts, _describe_failure(verdict))
    if verdict.outcome is Outcome.UNKNOWN:
        why = explain_undecided(verdict)
        return Case(
            suite, name, "error", "undecided", why, (verdict.rule.title, counts, *_list_rows(verdict, Outcome.UNKNOWN))
        )
    if verdict.outcome is Outcome.WAIVED:
        first = next(verdict.findings.select_outcome(Outcome.WAIVED, 1), None)
        return Case(suite, name, "skipped", "", f"{counts}: {first.waiver if first else ''}")
    said = f": {verdict.reason}" if verdict.reason and not verdict.not_set_up else ""
    return Case(suite, name, "skipped", "", str(verdict.reason) if verdict.not_set_up else f"not applicable{said}")


def _build_off_case(rule: OffRule) -> Case:
    reason = f": {rule.reason}" if rule.reason else ""
    return Case(_name_suite(rule.id), rule.id, "skipped", "", f"{Bucket.OFF.value}{reason}")


def _name_suite(rule: str) -> str:
    """Return the name of a suite: that of the folder of its rules, such as `orglint.accounts`."""
    return ".".join(("orglint", *rule.split("/")[:-1]))


def _describe_failure(verdict: Verdict) -> tuple[str, ...]:
    rule = verdict.rule
    owner = [f"owner: {rule.owner}"] if rule.owner else []
    undecided = [f"undecided too: {explain_undecided(verdict)}"] if verdict.unknown or verdict.reason else []
    # what is behind the first 2,000 characters is not shown by some readers
    return (rule.title, *owner, *undecided, f"fix: {join_lines(rule.fix)}", *_list_rows(verdict, Outcome.FAIL))


def _list_rows(verdict: Verdict, outcome: Outcome) -> Iterator[str]:
    found = list(verdict.findings.select_outcome(outcome, _MOST))
    yield from map(_describe_finding, found)
    left = verdict.findings.count_outcome(outcome) - len(found)
    if left > 0:
        yield f"and {format_count(left, 'more row')}"


def _describe_finding(finding: Finding) -> str:
    message, key = shorten_text(finding.message, _LONGEST), shorten_text(finding.key, _LONGEST)
    since = f", {finding.since.describe_start()}" if finding.since else ""
    return f"- {message} ({finding.table} {key}{since})"


def _list_properties(result: Result) -> Iterator[tuple[str, str]]:
    yield from ((name, fact_to_text(fact)) for name, fact in list_facts(result).items())
    yield from (("note", note) for note in list_notes(result))


def _write_suite(
    name: str, cases: Sequence[Case], result: Result, properties: Sequence[tuple[str, str]] = ()
) -> Iterator[str]:
    at = format_timestamp(result.as_of)[:19]  # the schema has no zone; it is UTC
    yield f' <testsuite name="{_write(name)}"{_count_cases(cases)} time="0" timestamp="{at}">\n'
    if properties:
        lines = (f'   <property name="{_write(its)}" value="{_write(value)}"/>\n' for its, value in properties)
        yield f"  <properties>\n{''.join(lines)}  </properties>\n"
    yield from map(_write_case, cases)
    yield " </testsuite>\n"


def _count_cases(cases: Sequence[Case]) -> str:
    tags = [case.tag for case in cases]
    counts: Mapping[str, int] = {"failures": tags.count("failure"), "errors": tags.count("error")}
    numbers = {"tests": len(tags), **counts, "skipped": tags.count("skipped")}
    return "".join(f' {name}="{number}"' for name, number in numbers.items())


def _write_case(case: Case) -> str:
    start = f'  <testcase classname="{_write(case.suite)}" name="{_write(case.name)}" time="0"'
    if not case.tag:
        return f"{start}/>\n"
    kind = f' type="{_write(case.kind)}"' if case.kind else ""
    text = "\n".join(_write(line) for line in case.lines)
    body = f'   <{case.tag} message="{_write(case.message)}"{kind}'
    closed = f"{body}>{text}</{case.tag}>\n" if text else f"{body}/>\n"
    return f"{start}>\n{closed}  </testcase>\n"


def _write(text: str) -> str:
    """Return a text as XML 1.0 may hold it, in one line, in an attribute too."""
    return escape(shorten_text(text, 3 * _LONGEST), {'"': "&quot;"})
