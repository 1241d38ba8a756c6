"""One rule on the page: what it promised, who breaks it, what to do."""

from collections.abc import Iterator, Mapping, Sequence

from orglint.model.result import Finding, Outcome, Verdict
from orglint.reports.attention import by_reason, of
from orglint.reports.terminal.paper import Paragraph, noted, paint
from orglint.reports.wording import caveat, counted, counts, flat

_SIGNS: Mapping[Outcome, str] = {Outcome.FAIL: "✗", Outcome.UNKNOWN: "?", Outcome.WAIVED: "~"}
_FIXES: Mapping[Outcome, str] = {Outcome.FAIL: "fix: ", Outcome.UNKNOWN: "fix, should it fail: "}
_NOTES: Mapping[Outcome, str] = {
    Outcome.PASS: "every row in scope keeps the promise",
    Outcome.NOT_APPLICABLE: "nothing was in scope",
}


def detailed(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    """Return a rule that needs attention, with at most `limit` subjects of each outcome."""
    rule, sign = verdict.rule, _SIGNS[verdict.outcome]
    severity = paint(rule.severity.value.upper(), rule.severity.value)
    yield Paragraph(severity + paint(" ") + paint(rule.id, "bold"), first=f"{sign} ")
    yield noted(rule.title)
    yield from (noted(told) for told in _told(verdict))
    yield from _failed(verdict, limit)
    yield from _unknown(verdict, limit)
    yield from _waived(verdict, limit)
    if fix := _FIXES.get(verdict.outcome):
        yield Paragraph(paint(fix, "bold") + paint(flat(rule.fix)), first="│ ", rest="│   ")


def named(outcome: Outcome, verdicts: Sequence[Verdict]) -> Iterator[Paragraph]:
    """Return rules that need no attention, each by its name."""
    reasons = sorted({verdict.reason for verdict in verdicts})
    for reason in reasons:
        yield noted(reason or _NOTES[outcome])
        ids = ", ".join(verdict.rule.id for verdict in verdicts if verdict.reason == reason)
        yield Paragraph(paint(ids, "bold"), first="│   ", rest="│   ")


def _told(verdict: Verdict) -> list[str]:
    """Return how the rows fared, where there were any to judge, and what else there is to say of them."""
    looked = verdict.rows or not verdict.reason
    return [*([counts(verdict)] if looked else []), *filter(None, [caveat(verdict)])]


def _failed(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    yield from _subjects(of(verdict, Outcome.FAIL), verdict.failed, limit)


def _unknown(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    for reason, findings in by_reason(verdict):
        yield Paragraph(paint(f"unknown for {counted(len(findings), 'row')}: ", "unknown") + paint(reason), first="│ ")
        yield from _subjects(findings, len(findings) if limit else 0, limit)
        limit = max(0, limit - len(findings))


def _waived(verdict: Verdict, limit: int) -> Iterator[Paragraph]:
    findings = of(verdict, Outcome.WAIVED)
    for finding in findings[:limit]:
        yield _subject(finding, f" (waived: {finding.waiver})")
    yield from _more(verdict.waived - len(findings[:limit]))


def _subjects(findings: Sequence[Finding], number: int, limit: int) -> Iterator[Paragraph]:
    yield from (_subject(finding) for finding in findings[:limit])
    yield from _more(number - len(findings[:limit]))


def _subject(finding: Finding, note: str = "") -> Paragraph:
    return Paragraph(paint(finding.message or finding.key) + paint(note, "dim"), first="│   • ", rest="│     ")


def _more(number: int) -> Iterator[Paragraph]:
    if number > 0:
        yield Paragraph(paint(f"and {number:,} more", "dim"), first="│     ")
