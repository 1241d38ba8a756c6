"""One rule at a terminal: what it requires, which rows fail, what to do."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rich.text import Text

from orglint.model.ordering import group_unknown, select_worst
from orglint.model.result import Finding, Outcome, Result, Verdict
from orglint.model.rule import Rule, ShownColumn
from orglint.model.summaries import format_caveat
from orglint.model.wording import format_count, join_lines
from orglint.reports import Layout
from orglint.reports.terminal.aligned import Columns
from orglint.reports.terminal.cells import describe_cell
from orglint.reports.terminal.paragraphs import Block, Paragraph, TwoEnds, indent_text, link_text, paint_text

_SIGNS: Mapping[Outcome, str] = {Outcome.FAIL: "✗", Outcome.UNKNOWN: "?", Outcome.WAIVED: "~"}
_WHOLE = "organization"
_SEVERITY = 8  # cells that the longest one takes


def render_failing_rule(verdict: Verdict, result: Result, layout: Layout) -> Iterator[Block]:
    """Return a rule that fails, with its worst findings first, as many as the layout says."""
    rule = verdict.rule
    severity = paint_text(f"{rule.severity.value.upper():<{_SEVERITY}}", rule.severity.value)
    head = severity + paint_text(" ") + name_rule(rule, layout)
    sign = paint_text(f"{_SIGNS[verdict.outcome]} ", verdict.outcome)
    yield TwoEnds(sign + head, paint_text(count_rows(verdict)))
    yield indent_text(paint_text(rule.title))
    if rule.owner:
        yield indent_text(paint_text(f"owner: {rule.owner}"))
    if caveat := format_caveat(verdict):
        yield indent_text(paint_text(caveat))
    found = list(select_worst(verdict, Outcome.FAIL, layout.limit))
    yield from _render_findings(found, rule, result.as_of, layout)
    yield from _render_rest(verdict.failed - len(found), rule, result, layout)
    yield from render_unknown_rows(verdict, result, layout)
    if layout.verbose:
        yield from render_waived_rows(verdict, result, layout)
    yield indent_text(paint_text(join_lines(rule.fix)), sign="  → ")


def name_rule(rule: Rule, layout: Layout) -> Text:
    """Return the id of a rule, as a link to what the rule refers to where the terminal has links."""
    name = paint_text(rule.id, "bold")
    return link_text(name, rule.references[0]) if layout.links and rule.references else name


def count_rows(verdict: Verdict) -> str:
    """Return how the rows fared in a few words, such as `2 of 7 fail, 1 unknown`."""
    if verdict.attested or (verdict.in_scope == 1 and verdict.failed == 1):
        return "fails"
    parts = {"unknown": verdict.unknown, "waived": verdict.waived}
    fails = "fails" if verdict.failed == 1 else "fail"
    failed = f"{verdict.failed:,} of {verdict.in_scope:,} {fails}"
    return ", ".join([failed, *(f"{number:,} {word}" for word, number in parts.items() if number)])


def render_unknown_rows(verdict: Verdict, result: Result, layout: Layout) -> Iterator[Block]:
    """Return why rows are unknown, the most frequent reason first; a verbose report names rows."""
    for rows in group_unknown(verdict.findings, layout.limit if layout.verbose else 0):
        why = paint_text(f"{format_count(rows.number, 'row')} unknown", "unknown") + paint_text(f": {rows.words}")
        yield indent_text(why, sign="  ? ")
        yield from (_render_bullet(name_subject(it)) for it in rows.shown)
        if layout.verbose:
            yield from _render_rest(rows.number - len(rows.shown), verdict.rule, result, layout)


def render_waived_rows(verdict: Verdict, result: Result, layout: Layout) -> Iterator[Block]:
    """Return what is waived, each with its excuse."""
    findings = list(verdict.findings.select_outcome(Outcome.WAIVED, layout.limit))
    for it in findings:
        excuse = paint_text(f" (waived: {it.waiver})", "dim")
        yield _render_bullet(it.message or name_subject(it), excuse)
    yield from _render_rest(verdict.waived - len(findings), verdict.rule, result, layout)


def name_subject(finding: Finding) -> str:
    """Return what people call the row of a finding; an older result says it in the message."""
    return finding.subject or finding.message or finding.key or ""


def _render_findings(found: Sequence[Finding], rule: Rule, as_of: datetime, layout: Layout) -> Iterator[Block]:
    columns = () if rule.table == _WHOLE else tuple(_choose_columns(found, rule, as_of, layout))
    if not columns:
        yield from (_render_bullet(it.message or name_subject(it), _note_since(it, as_of)) for it in found)
        return
    heads = [paint_text(rule.variable or rule.table, "dim"), *(paint_text(label, "dim") for label, _ in columns)]
    subjects = [paint_text(name_subject(it)) for it in found]
    yield Columns(heads, list(zip(subjects, *(cells for _, cells in columns), strict=True)))


def _choose_columns(
    found: Sequence[Finding], rule: Rule, as_of: datetime, layout: Layout
) -> Iterator[tuple[str, list[Text]]]:
    """Yield the columns that tell rows apart, with their cells; a verbose report has the others too."""
    subjects = [name_subject(it) for it in found]
    for column in rule.columns:
        if [it.evidence.get(column.name) for it in found] == subjects:
            continue
        cells = [describe_cell(column, it, as_of) for it in found]
        if layout.verbose or _tells_apart(cells):
            yield _name_column(column, rule), cells
    if any(it.since for it in found):
        words = [it.since.describe(as_of).removeprefix("since ") if it.since else "" for it in found]
        yield "since", [paint_text(it) for it in words]


def _note_since(finding: Finding, as_of: datetime) -> Text | None:
    return paint_text(f" ({finding.since.describe(as_of)})", "dim") if finding.since else None


def _tells_apart(cells: Sequence[Text]) -> bool:
    return len(cells) == 1 or len({cell.plain for cell in cells}) > 1


def _name_column(column: ShownColumn, rule: Rule) -> str:
    """Return the label of a column; one that is called as the row is has its own name."""
    return column.name if column.label == rule.variable else column.label


def _render_rest(number: int, rule: Rule, result: Result, layout: Layout) -> Iterator[Block]:
    if number > 0:
        command = f"orglint check --only {rule.id}{result.packs.options} --limit {layout.limit + number}"
        yield indent_text(paint_text(f"… and {number:,} more: {command}", "dim"))


def _render_bullet(text: str, note: Text | None = None) -> Paragraph:
    return Paragraph(paint_text(text) + (note or Text()), first="    • ", rest="      ")
