"""One rule at a terminal: what it requires, which rows fail, what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from orglint.model.ordering import group_unknown
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.summaries import format_caveat, format_verdict_counts
from orglint.model.wording import format_count, join_lines
from orglint.reports.terminal.paragraphs import Paragraph, make_remark, paint_text

_SIGNS: Mapping[Outcome, str] = {Outcome.FAIL: "✗", Outcome.UNKNOWN: "?", Outcome.WAIVED: "~"}
_FIXES: Mapping[Outcome, str] = {Outcome.FAIL: "fix: ", Outcome.UNKNOWN: "fix, should it fail: "}
_NOTES: Mapping[Outcome, str] = {
    Outcome.PASS: "every row in scope keeps the promise",
    Outcome.NOT_APPLICABLE: "nothing was in scope",
}


def render_in_detail(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    """Return a rule that needs attention, with at most `limit` subjects of each outcome."""
    rule, sign = verdict.rule, _SIGNS[verdict.outcome]
    severity = paint_text(rule.severity.value.upper(), rule.severity.value)
    yield Paragraph(severity + paint_text(" ") + paint_text(rule.id, "bold"), first=f"{sign} ")
    yield make_remark(rule.title)
    if rule.owner:
        yield make_remark(f"owner: {rule.owner}")
    yield from (make_remark(line) for line in _describe_rows(verdict))
    yield from _render_failed(verdict, limit)
    yield from _render_unknown(verdict, limit)
    yield from _render_waived(verdict, limit)
    if fix := _FIXES.get(verdict.outcome):
        yield Paragraph(paint_text(fix, "bold") + paint_text(join_lines(rule.fix)), first="│ ", rest="│   ")


def render_by_name(outcome: Outcome, verdicts: Sequence[Verdict]) -> Iterator[Paragraph]:
    """Return rules that need no attention, each by its name."""
    for reason in sorted({verdict.reason for verdict in verdicts}, key=lambda it: str(it or "")):
        yield make_remark(str(reason or _NOTES[outcome]))
        ids = ", ".join(verdict.rule.id for verdict in verdicts if verdict.reason == reason)
        yield Paragraph(paint_text(ids, "bold"), first="│   ", rest="│   ")


def _describe_rows(verdict: Verdict) -> list[str]:
    """Return how the rows fared, where there were any to judge, and what else there is to say of them."""
    looked = verdict.rows or not verdict.reason
    return [*([format_verdict_counts(verdict)] if looked else []), *filter(None, [format_caveat(verdict)])]


def _render_failed(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    yield from _render_subjects(verdict.findings.select_outcome(Outcome.FAIL, limit), verdict.failed)


def _render_unknown(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    for rows in group_unknown(verdict.findings, limit):
        title = paint_text(f"unknown for {format_count(rows.number, 'row')}: ", "unknown")
        yield Paragraph(title + paint_text(rows.words), first="│ ")
        yield from _render_subjects(rows.shown, rows.number if rows.shown else 0)


def _render_waived(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    findings = list(verdict.findings.select_outcome(Outcome.WAIVED, limit))
    for finding in findings:
        yield _render_subject(finding, f" (waived: {finding.waiver})")
    yield from _render_rest_count(verdict.waived - len(findings))


def _render_subjects(findings: Iterable[Finding], number: int) -> Iterator[Paragraph]:
    shown = [_render_subject(finding) for finding in findings]
    yield from shown
    yield from _render_rest_count(number - len(shown))


def _render_subject(finding: Finding, note: str = "") -> Paragraph:
    return Paragraph(
        paint_text(finding.message or finding.key) + paint_text(note, "dim"), first="│   • ", rest="│     "
    )


def _render_rest_count(number: int) -> Iterator[Paragraph]:
    if number > 0:
        yield Paragraph(paint_text(f"and {number:,} more", "dim"), first="│     ")
