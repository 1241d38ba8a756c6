"""What is waived at a terminal: until when, which rule, how many findings, who answers for it and why."""

from collections.abc import Iterator, Sequence

from orglint.model.result import Result, Verdict
from orglint.model.waiver import WaiverState, WaiverUse
from orglint.model.wording import format_count, format_days_ahead
from orglint.reports import Layout
from orglint.reports.terminal.aligned import Columns
from orglint.reports.terminal.blocks import name_rule, render_waived_rows
from orglint.reports.terminal.paragraphs import BLANK, Block, indent_text, make_headline, paint_text

_HEADS = ("until", "rule", "findings", "owner", "ticket", "reason", "subject")


def render_waived(result: Result, layout: Layout) -> Iterator[Block]:
    """Return what waivers excuse, the next end first; a verbose report names the findings."""
    waived = [verdict for verdict in result.verdicts if verdict.waived]
    if not waived:
        return
    number = format_count(sum(verdict.waived for verdict in waived), "finding")
    yield BLANK
    yield make_headline(f"~ WAIVED · {number} of {format_count(len(waived), 'rule')}", "waived")
    uses = sorted((it for it in result.waivers if it.state is WaiverState.APPLIED), key=lambda it: it.days_left)
    if uses:
        yield _list_uses(uses, {verdict.rule.id: verdict for verdict in waived}, layout)
    told = {use.waiver.rule for use in uses}
    for verdict in waived:
        if layout.verbose or verdict.rule.id not in told:
            yield indent_text(name_rule(verdict.rule, layout))
            yield from render_waived_rows(verdict, result, layout)


def _list_uses(uses: Sequence[WaiverUse], verdicts: dict[str, Verdict], layout: Layout) -> Columns:
    rows = []
    for use in uses:
        it = use.waiver.statement
        left = format_days_ahead(use.days_left)
        verdict = verdicts.get(use.waiver.rule)
        rule = name_rule(verdict.rule, layout) if verdict else paint_text(use.waiver.rule)
        told = [it.owner, it.ticket, it.reason, use.waiver.email or use.waiver.subject]
        rows.append(
            [
                paint_text(f"{it.until}, {left}"),
                rule,
                paint_text(f"{use.findings:,}"),
                *(paint_text(text) for text in told),
            ]
        )
    return Columns([paint_text(head, "dim") for head in _HEADS], rows)
