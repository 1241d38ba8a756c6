"""Render a result as one page of Markdown: what needs attention, worst first, with true totals however long it is."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from orglint.model.ordering import group_unknown
from orglint.model.result import Finding, Outcome, Result, Verdict
from orglint.model.summaries import (
    describe_judging_time,
    describe_outcome,
    explain_exit_code,
    format_totals,
    format_verdict_counts,
)
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count, format_time, join_lines
from orglint.reports.buckets import Bucket, count_buckets, find_bucket, group_verdicts
from orglint.reports.facts import fact_to_text, list_facts, list_notes
from orglint.reports.markdown.text import fit_blocks, quote_cell, quote_code, quote_text

LARGEST = 32_000
"""Bytes of a page: a comment holds 32,768 characters in Bitbucket, 65,536 in GitHub, more in GitLab."""
_LINES = 10_000
"""Bytes of the table of rules."""
_NOTES = 4_000
_MOST = 10
"""Findings of a rule."""
_LONGEST = 200
"""Characters of one text."""
_SHOWN = (Bucket.FAIL, Bucket.UNKNOWN, Bucket.WAIVED, Bucket.NOT_SET_UP, Bucket.NOT_IN_PLAN)
_HEADINGS = {Outcome.FAIL: "Fails for", Outcome.WAIVED: "Waived for"}


def render(result: Result) -> str:
    """Return the page, which is never larger than a comment may be: details go first, then rules, never a total."""
    groups = group_verdicts(result)
    verdicts = [verdict for bucket in _SHOWN for verdict in groups.get(bucket, ())]
    head = _render_head(result) + _render_table(verdicts)
    foot = _render_off(result) + _render_facts(result)
    room = LARGEST - len((head + foot).encode()) - _LONGEST
    details = fit_blocks((_render_rule(it, result.as_of) for it in verdicts), room)
    left = len(verdicts) - len(details)
    more = [f"Details of {format_count(left, 'more rule')} are in the JSON report.\n\n"] if left else []
    return "".join([head, *details, *more, foot])


def _render_head(result: Result) -> str:
    snapshot = result.snapshot
    name = quote_text(snapshot.organization_name or snapshot.organization, _LONGEST)
    when = f"snapshot of {format_time(snapshot.taken_at)}, judged as of {describe_judging_time(result)}"
    head = (
        f"## orglint: {describe_outcome(result)}\n\n"
        f"**{name}**, {when}. Exit code {result.exit_code}: {explain_exit_code(result)}.\n\n"
    )
    counts = {bucket.words: number for bucket, number in count_buckets(result).items()}
    head += f"| rules that | {' | '.join(counts)} |\n| --- |{' ---: |' * len(counts)}\n"
    head += f"| number | {' | '.join(f'{number:,}' for number in counts.values())} |\n\n{format_totals(result)}\n\n"
    waivers = (f"waiver: {describe_use(use)}" for use in result.waivers if use.needs_attention)
    return head + _render_list([*list_notes(result), *waivers], _NOTES)


def _render_list(texts: Sequence[str], room: int) -> str:
    lines = fit_blocks((f"- {quote_text(text, 2 * _LONGEST)}\n" for text in texts), room)
    left = len(texts) - len(lines)
    more = [f"- and {left:,} more\n"] if left else []
    return "".join([*lines, *more, "\n"]) if texts else ""


def _render_table(verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return ""
    lines = fit_blocks(map(_render_line, verdicts), _LINES)
    left = len(verdicts) - len(lines)
    head = "| outcome | severity | rule | rows |\n| --- | --- | --- | --- |\n"
    more = f"\n{format_count(left, 'more rule')} of these are in the JSON report.\n" if left else ""
    return f"{head}{''.join(lines)}{more}\n"


def _render_line(verdict: Verdict) -> str:
    rule, counts = verdict.rule, format_verdict_counts(verdict)
    return f"| {find_bucket(verdict).words} | {rule.severity} | {quote_cell(rule.id, _LONGEST)} | {counts} |\n"


def _render_rule(verdict: Verdict, as_of: datetime) -> str:
    rule = verdict.rule
    bucket = find_bucket(verdict).words
    parts = [
        f"### {bucket}: {rule.severity} {quote_code(rule.id, _LONGEST)}\n\n",
        f"{quote_text(join_lines(rule.title), _LONGEST)}. {format_verdict_counts(verdict)}.",
        f" Owner: {quote_text(rule.owner, _LONGEST)}." if rule.owner else "",
        "\n\n",
        *_render_reason(verdict),
        *_render_findings(verdict, Outcome.FAIL, as_of),
        *_render_unknown(verdict, as_of),
        *_render_findings(verdict, Outcome.WAIVED, as_of),
        f"Fix: {quote_text(join_lines(rule.fix), 2 * _LONGEST)}\n\n" if verdict.failed else "",
    ]
    return "".join(parts)


def _render_reason(verdict: Verdict) -> Iterator[str]:
    """Yield why the rule as a whole is not known, or more may fail; rows have reasons of their own."""
    if verdict.reason and verdict.reason not in verdict.findings.reasons:
        yield f"Not known: {quote_text(str(verdict.reason), 2 * _LONGEST)}\n\n"


def _render_findings(verdict: Verdict, outcome: Outcome, as_of: datetime) -> Iterator[str]:
    found = list(verdict.findings.select_outcome(outcome, _MOST))
    if found:
        yield f"{_HEADINGS[outcome]} {format_count(verdict.findings.count_outcome(outcome), 'row')}:\n\n"
    for finding in found:
        yield f"- {_render_finding(finding, as_of)}\n"
    left = verdict.findings.count_outcome(outcome) - len(found)
    yield f"- and {left:,} more\n" if left > 0 else ""
    yield "\n" if found else ""


def _render_finding(finding: Finding, as_of: datetime) -> str:
    waiver = f", waived: {quote_text(finding.waiver, _LONGEST)}" if finding.waiver else ""
    since = f", {finding.since.describe(as_of)}" if finding.since else ""
    return f"{quote_text(finding.message or finding.key, _LONGEST)}{waiver}{since}"


def _render_unknown(verdict: Verdict, as_of: datetime) -> Iterator[str]:
    for rows in group_unknown(verdict.findings, _MOST)[:_MOST]:
        words = quote_text(rows.words, 2 * _LONGEST)
        yield f"Unknown for {format_count(rows.number, 'row')}: {words}\n\n"
        yield from (f"- {_render_finding(finding, as_of)}\n" for finding in rows.shown)
        left = rows.number - len(rows.shown)
        yield f"- and {left:,} more\n" if rows.shown and left else ""
        yield "\n" if rows.shown else ""


def _render_off(result: Result) -> str:
    texts = [f"{rule.id}: {rule.reason}" if rule.reason else rule.id for rule in result.off]
    return (
        f"### off: {format_count(len(texts), 'rule')} that did not run\n\n{_render_list(texts, _NOTES)}"
        if texts
        else ""
    )


def _render_facts(result: Result) -> str:
    """Return the facts that tell this run from others; the totals are at the top."""
    facts = {name: fact_to_text(fact) for name, fact in list_facts(result).items() if not name.startswith("totals.")}
    lines = (f"| {name} | {quote_cell(text, _LONGEST)} |\n" for name, text in facts.items() if text)
    return f"### This run\n\n| fact | value |\n| --- | --- |\n{''.join(lines)}"
