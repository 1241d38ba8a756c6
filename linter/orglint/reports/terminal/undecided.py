"""What is not known at a terminal: what was not seen, and the rules that are undecided for want of it."""

from collections.abc import Iterator

from rich.text import Text

from orglint.model.ordering import by_outcome, group_unknown
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.wording import format_count, join_lines
from orglint.reports import Layout
from orglint.reports.ledger_gaps import UNREAD, list_gaps
from orglint.reports.terminal.aligned import Columns
from orglint.reports.terminal.blocks import name_rule, render_unknown_rows
from orglint.reports.terminal.paragraphs import BLANK, Block, indent_text, make_headline, paint_text


def render_gaps(result: Result, layout: Layout) -> Iterator[Block]:
    """Return what is missing in the snapshot; columns that no rule reads only in a verbose report."""
    found = [gap for gap in list_gaps(result) if layout.verbose or gap.state != UNREAD]
    if not found:
        return
    yield BLANK
    yield make_headline(f"NOT SEEN · {format_count(len(found), 'gap')} in the snapshot", "unknown")
    for gap in found:
        text = paint_text(f"{gap.place} ") + paint_text(gap.state, "unknown") + paint_text(f": {gap.reason}")
        yield indent_text(text, sign="  ? ")


def render_unknown_rules(result: Result, layout: Layout) -> Iterator[Block]:
    """Return the rules that are undecided, each with what it wants; a verbose report names rows."""
    verdicts = by_outcome(result)[Outcome.UNKNOWN]
    if not verdicts:
        return
    yield BLANK
    number = format_count(len(verdicts), "rule")
    yield make_headline(f"? UNKNOWN · {number}: neither passed nor failed", "unknown")
    heads = [paint_text(head, "dim") for head in ("severity", "rule", "rows", "for want of")]
    yield Columns(heads, [row for it in verdicts for row in _list_wants(it, layout)], flows=True)
    for verdict in verdicts if layout.verbose else ():
        yield indent_text(name_rule(verdict.rule, layout))
        yield indent_text(paint_text(verdict.rule.title))
        yield from render_unknown_rows(verdict, result, layout)
        yield indent_text(paint_text(f"fix, should it fail: {join_lines(verdict.rule.fix)}"), sign="  → ")


def _list_wants(verdict: Verdict, layout: Layout) -> Iterator[list[Text]]:
    """Yield a row for each reason; of the rule only the first one speaks."""
    severity = paint_text(verdict.rule.severity.value.upper(), verdict.rule.severity.value)
    named = [severity, name_rule(verdict.rule, layout)]
    for rows, why in _list_reasons(verdict):
        yield [*named, paint_text(f"{rows:,}" if rows else ""), paint_text(why)]
        named = [Text(), Text()]


def _list_reasons(verdict: Verdict) -> list[tuple[int, str]]:
    rows = [(it.number, it.words) for it in group_unknown(verdict.findings, 0)]
    told = {words for _, words in rows}
    whole = str(verdict.reason) if verdict.reason else ""
    return [*([(0, whole)] if whole and whole not in told else []), *rows] or [(0, "no reason was recorded")]
