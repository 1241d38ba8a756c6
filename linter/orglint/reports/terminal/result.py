"""Render a result for a terminal: how it stands, what needs attention first, what to do about it last."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from rich.text import Text

from orglint.model.attestation_words import list_ending_attestations
from orglint.model.ordering import by_outcome
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.summaries import describe_judging_time, explain_exit_code
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count
from orglint.reports import Layout
from orglint.reports.advice import advise_next_steps
from orglint.reports.buckets import Bucket, find_bucket
from orglint.reports.facts import describe_origin
from orglint.reports.new_values import list_drifting_values
from orglint.reports.remarks import list_remarks
from orglint.reports.terminal.blocks import name_rule, render_failing_rule
from orglint.reports.terminal.paragraphs import (
    BLANK,
    Block,
    Paragraph,
    indent_text,
    make_headline,
    paint_text,
    typeset_page,
)
from orglint.reports.terminal.standing import render_standing
from orglint.reports.terminal.undecided import render_gaps, render_unknown_rules
from orglint.reports.terminal.waived import render_waived

_WAITS = "not set up: "
_QUIET = {
    Bucket.NOT_SET_UP: "",
    Bucket.NOT_IN_PLAN: "",
    Bucket.NOT_APPLICABLE: "with nothing in scope",
    Bucket.PASS: "",
}


def render(result: Result, layout: Layout) -> str:
    """Return the report."""
    parts = (
        render_standing(result),
        render_gaps(result, layout),
        render_unknown_rules(result, layout),
        _render_failing(result, layout),
        render_waived(result, layout),
        _render_reminders(result),
        _render_stated(result, layout),
        _render_quiet(result, layout),
        _render_off(result),
        _render_notes(result),
        _render_origin(result),
        _render_footer(result),
    )
    return typeset_page(chain.from_iterable(parts), layout)


def _render_failing(result: Result, layout: Layout) -> Iterator[Block]:
    for verdict in by_outcome(result)[Outcome.FAIL]:
        yield BLANK
        yield from render_failing_rule(verdict, result, layout)


def _render_reminders(result: Result) -> Iterator[Block]:
    lines = [paint_text(describe_use(use)) for use in result.waivers if use.needs_attention]
    yield from _render_section(f"! WAIVERS · {format_count(len(lines), 'waiver')} to look at", lines, "unknown")
    ending = [paint_text(words) for words in list_ending_attestations(result)]
    title = f"! ATTESTATIONS · {format_count(len(ending), 'attestation')} to look at"
    yield from _render_section(title, ending, "unknown")


def _render_quiet(result: Result, layout: Layout) -> Iterator[Block]:
    """Yield a line for the rules that need no attention; a verbose report names them."""
    buckets = {bucket: [it for it in result.verdicts if find_bucket(it) is bucket] for bucket in _QUIET}
    yield from (BLANK,) * any(buckets.values())
    for bucket, what in _QUIET.items():
        if verdicts := buckets[bucket]:
            yield from _render_bucket(bucket, verdicts, what, layout)


def _render_bucket(bucket: Bucket, verdicts: Sequence[Verdict], what: str, layout: Layout) -> Iterator[Block]:
    title = paint_text(f"{bucket.words.upper()}  ", bucket.value)
    number = f"{format_count(len(verdicts), 'rule')} {what}".rstrip()
    more = "; -v names it" if len(verdicts) == 1 else "; -v names them"
    wants = _name_wants(verdicts)
    if not layout.verbose:
        yield Paragraph(title + paint_text(f"{number}{f': {wants}' if wants else more}"), rest="    ")
        return
    yield indent_text(title + paint_text(number), margin="")
    for reason in sorted({verdict.reason for verdict in verdicts}, key=lambda it: str(it or "")):
        alike = [name_rule(verdict.rule, layout) for verdict in verdicts if verdict.reason == reason]
        told = paint_text(f"{reason}: ") if reason else Text()
        yield indent_text(told + Text(", ").join(alike))


def _render_stated(result: Result, layout: Layout) -> Iterator[Block]:
    """Yield the rules that pass because somebody states it, with who does: that is no fact of the snapshot."""
    stated = [it for it in result.verdicts if it.outcome is Outcome.PASS and it.reason]
    lines = [name_rule(it.rule, layout) + paint_text(f": {it.reason}") for it in stated]
    return _render_section(f"ATTESTED · {format_count(len(lines), 'rule')} that pass because somebody says so", lines)


def _name_wants(verdicts: Sequence[Verdict]) -> str:
    """Return what rules wait for, each with their number, if they wait for something."""
    waits = Counter(str(it.reason).removeprefix(_WAITS) for it in verdicts if it.not_set_up)
    return "; ".join(f"{what} ({number:,})" if number > 1 else what for what, number in sorted(waits.items()))


def _render_off(result: Result) -> Iterator[Block]:
    lines = [paint_text(rule.id, "bold") + paint_text(f": {rule.reason}" if rule.reason else "") for rule in result.off]
    return _render_section(f"OFF · {format_count(len(lines), 'rule')} that did not run", lines)


def _render_notes(result: Result) -> Iterator[Block]:
    """Yield what decides nothing: values that the specification does not list, remarks about tables."""
    lines = [paint_text(f"{new.place}: {lines}") for new, lines in list_drifting_values(result.new_values)]
    title = f"NEW · {format_count(len(lines), 'place')} with values that the specification does not list"
    yield from _render_section(title, lines)
    noted = [paint_text(f"{table}: {lines}") for table, lines in list_remarks(result.snapshot)]
    yield from _render_section(f"NOTED · {format_count(len(noted), 'remark')}, which decide nothing", noted)


def _render_section(title: str, lines: Sequence[Text], style: str = "") -> Iterator[Block]:
    """Yield a part of the report that is left out where there is nothing to tell."""
    if lines:
        yield BLANK
        yield make_headline(title, style)
    yield from (indent_text(line) for line in lines)


def _render_origin(result: Result) -> Iterator[Block]:
    """Yield what the result is about, by ids and exact times, and what it was made by."""
    snapshot = result.snapshot
    yield BLANK
    judged = f"snapshot {snapshot.id}, judged as of {describe_judging_time(result)}"
    for line in (f"organization {snapshot.organization}", judged):
        yield Paragraph(paint_text(line, "dim"), rest="  ")
    if result.settings_sha256:  # an older orglint did not tell it
        yield Paragraph(paint_text(describe_origin(result), "dim"), rest="  ")


def _render_footer(result: Result) -> Iterator[Block]:
    yield BLANK
    yield make_headline("NEXT")
    for number, step in enumerate(advise_next_steps(result), 1):
        yield indent_text(paint_text(step), sign=f" {number}  ")
    yield BLANK
    code = paint_text(f"Exit code {result.exit_code}: ", "bold")
    yield Paragraph(code + paint_text(explain_exit_code(result)) + paint_text("."), rest="  ")
