"""Render many results for a terminal: a line for each snapshot, then the rules that fail or are unknown."""

from collections.abc import Iterator
from itertools import chain

from rich.text import Text

from orglint.model.overview import Across, Overview, SnapshotLine
from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.model.summaries import list_left_out, outcome_to_words
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count, format_time
from orglint.reports import Layout
from orglint.reports.new_values import format_known_values, list_doubtful_values
from orglint.reports.remarks import name_acceptance
from orglint.reports.terminal.paragraphs import BLANK, Paragraph, make_headline, make_remark, paint_text, typeset_page

HEAD = ""
_ENDINGS = {
    0: "every rule was decided in every snapshot, and none fails at the severity that was asked for",
    1: "every rule was decided in every snapshot, and some fail",
    3: "not everything could be decided, so this is no success",
}


def render_part(result: Result, *, first: bool) -> str:
    """Return nothing: the lines stand together at the end."""
    del result, first
    return ""


def render(overview: Overview, layout: Layout) -> str:
    """Return the whole page; `layout.limit` does not count, as no findings are shown."""
    parts = (_render_lines(overview), _render_rules(overview), _render_footer(overview))
    return typeset_page(chain.from_iterable(parts), layout)


def _render_lines(overview: Overview) -> Iterator[Paragraph]:
    number = format_count(len(overview.lines), "snapshot")
    yield Paragraph(
        paint_text(f"orglint · {number} · ", "bold")
        + paint_text(outcome_to_words(overview.outcome).upper(), overview.outcome)
    )
    yield from (make_remark(text) for text in format_known_values(overview.known))
    yield from (make_remark(line) for line in overview.choice.list_replaced())
    wide = max((len(line.name or line.organization) for line in overview.lines), default=0)
    for line in overview.lines:
        yield Paragraph(_render_line(line, min(wide, 30)), first="│ ", rest="│     ")
        yield from (
            Paragraph(paint_text("in doubt: ", "unknown") + paint_text(it), first="│     ") for it in line.doubts
        )
        for acceptance, there in line.accepted:
            name = name_acceptance(acceptance)
            text = f"accepted by {name}" if there else f"{name} meets nothing; leave it out"
            yield Paragraph(paint_text(text), first="│     ")
        yield from (Paragraph(paint_text(describe_use(use)), first="│     ") for use in line.waivers)
        for new, text in list_doubtful_values(line.new_values):
            yield Paragraph(
                paint_text(f"{new.place} ") + paint_text("unlisted", "unknown") + paint_text(f": {text}"),
                first="│     ",
            )


def _render_line(line: SnapshotLine, wide: int) -> Text:
    """Return whose, when, what came of it, and how many rows fail by severity."""
    if line.problem:
        return paint_text("UNKNOWN ", "unknown") + paint_text(f"{line.folder.name}: {line.problem}")
    assert line.taken_at
    whose = paint_text(f"{line.name or line.organization:<{wide}}  ", "bold") + paint_text(
        f"{format_time(line.taken_at)}  "
    )
    failed = [f"{line.failed[severity]:,} {severity}" for severity in reversed(Severity) if severity in line.failed]
    unknown = [f"{format_count(line.unknown, 'row')} unknown"] if line.unknown else []
    undecided = line.exit_code == max(_ENDINGS) and line.outcome is not Outcome.UNKNOWN
    state = outcome_to_words(line.outcome).upper() + ", not all decided" * undecided
    waived = [f"{line.waived:,} waived"] if line.waived else []
    found = [*failed, *unknown] or ["no findings"]
    said = ", ".join((*found, *waived))
    return whose + paint_text(state, line.outcome) + paint_text(f"  {said} · {line.organization}")


def _render_rules(overview: Overview) -> Iterator[Paragraph]:
    if not overview.rules:
        return
    yield BLANK
    yield make_headline(f"RULES · {format_count(len(overview.rules), 'rule')} that did not pass everywhere", "bold")
    for rule in overview.rules:
        yield Paragraph(
            paint_text(f"{rule.severity} ", rule.severity)
            + paint_text(rule.id, "bold")
            + _render_counts(rule, overview)
        )


def _render_counts(rule: Across, overview: Overview) -> Text:
    judged = sum(not line.problem for line in overview.lines)
    parts = [(rule.failed, "fails", "fail"), (rule.unknown, "unknown", "unknown")]
    text = [paint_text(f"{word} in {number:,}", style) for number, word, style in parts if number]
    return paint_text("  ") + paint_text(", ").join(text) + paint_text(f" of {judged:,}: {rule.title}")


def _render_footer(overview: Overview) -> Iterator[Paragraph]:
    unreadable = sum(bool(line.problem) for line in overview.lines)
    yield BLANK
    off = [f"off: {', '.join(rule.id for rule in overview.off)}"] if overview.off else []
    if not_run := [*list_left_out(overview.left_out, overview.choice), *off]:
        yield make_remark(f"Rules that did not run: {'; '.join(not_run)}.")
    if unreadable:
        yield make_remark(f"{format_count(unreadable, 'snapshot')} could not be judged at all: see `orglint verify`.")
    code = overview.exit_code
    yield Paragraph(paint_text(f"Exit code {code}: ", "bold") + paint_text(_ENDINGS[code]) + paint_text("."))
