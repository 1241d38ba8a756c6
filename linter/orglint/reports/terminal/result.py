"""Render a result for a terminal: what needs attention first, what to do about it last."""

from collections.abc import Iterator, Sequence
from itertools import chain

from rich.text import Text

from orglint.model.attestation_words import list_ending_attestations
from orglint.model.ordering import by_outcome
from orglint.model.result import Outcome, Result
from orglint.model.summaries import (
    describe_judging_time,
    describe_outcome,
    explain_exit_code,
    format_totals,
    outcome_to_words,
)
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count, format_time
from orglint.reports import Layout
from orglint.reports.advice import advise_next_steps
from orglint.reports.facts import describe_origin
from orglint.reports.ledger_gaps import list_gaps
from orglint.reports.new_values import format_known_values, list_drifting_values
from orglint.reports.remarks import format_acceptances, list_remarks
from orglint.reports.terminal.blocks import render_by_name, render_in_detail
from orglint.reports.terminal.paragraphs import BLANK, Paragraph, make_headline, make_remark, paint_text, typeset_page


def render(result: Result, layout: Layout) -> str:
    """Return the report."""
    parts = (
        _render_header(result),
        _render_rules(result, layout.limit),
        _render_waivers(result),
        _render_off(result),
        _render_gaps(result),
        _render_drift(result),
        _render_remarks(result),
        _render_footer(result),
    )
    return typeset_page(chain.from_iterable(parts), layout)


def _render_header(result: Result) -> Iterator[Paragraph]:
    snapshot = result.snapshot
    title = paint_text("orglint · ", "bold") + paint_text(snapshot.organization_name or snapshot.organization, "bold")
    yield Paragraph(title + paint_text(" · ") + paint_text(describe_outcome(result), result.outcome.value))
    yield make_remark(f"organization {snapshot.organization}")
    yield make_remark(f"snapshot {snapshot.id}, taken {format_time(snapshot.taken_at)}")
    yield make_remark(f"judged as of {describe_judging_time(result)}")
    if result.packs.description:
        yield make_remark(result.packs.description)
    yield from (make_remark(line) for line in result.choice.list_replaced())
    yield from (make_remark(lines) for lines in format_known_values(result.known))
    yield from (make_remark(lines) for lines in format_acceptances(result.acceptances, result.snapshot))
    for doubt in result.doubts:
        yield Paragraph(paint_text("in doubt: ", "unknown") + paint_text(doubt), first="│ ")


def _render_rules(result: Result, limit: int) -> Iterator[Paragraph]:
    for outcome, verdicts in by_outcome(result).items():
        if not verdicts:
            continue
        yield BLANK
        yield make_headline(
            f"{outcome_to_words(outcome).upper()} · {format_count(len(verdicts), 'rule')}", outcome.value
        )
        if outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}:
            yield from render_by_name(outcome, verdicts)
            continue
        for number, verdict in enumerate(verdicts):
            yield from (BLANK,) * bool(number)
            yield from render_in_detail(verdict, limit)


def _render_off(result: Result) -> Iterator[Paragraph]:
    lines = [paint_text(rule.id, "bold") + paint_text(f": {rule.reason}" if rule.reason else "") for rule in result.off]
    return _render_section(f"OFF · {format_count(len(lines), 'rule')} that did not run", lines)


def _render_waivers(result: Result) -> Iterator[Paragraph]:
    lines = [paint_text(describe_use(use)) for use in result.waivers if use.needs_attention]
    yield from _render_section(f"WAIVERS · {format_count(len(lines), 'waiver')} to look at", lines, "unknown")
    ending = [paint_text(words) for words in list_ending_attestations(result)]
    yield from _render_section(
        f"ATTESTATIONS · {format_count(len(ending), 'attestation')} to look at", ending, "unknown"
    )


def _render_gaps(result: Result) -> Iterator[Paragraph]:
    found = list_gaps(result)
    lines = [
        paint_text(f"{gap.place} ") + paint_text(gap.state, "unknown") + paint_text(f": {gap.reason}") for gap in found
    ]
    return _render_section(f"NOT SEEN · {format_count(len(found), 'gap')} in the snapshot", lines, "unknown")


def _render_drift(result: Result) -> Iterator[Paragraph]:
    lines = [paint_text(f"{new.place}: {lines}") for new, lines in list_drifting_values(result.new_values)]
    return _render_section(
        f"NEW · {format_count(len(lines), 'place')} with values that the specification does not list", lines
    )


def _render_remarks(result: Result) -> Iterator[Paragraph]:
    lines = [paint_text(f"{table}: {lines}") for table, lines in list_remarks(result.snapshot)]
    return _render_section(f"NOTED · {format_count(len(lines), 'remark')}, which decide nothing", lines)


def _render_section(title: str, lines: Sequence[Text], style: str = "") -> Iterator[Paragraph]:
    """Yield a part of the report that is left out where there is nothing to tell."""
    if lines:
        yield BLANK
        yield make_headline(title, style)
    yield from (Paragraph(line, first="│ ") for line in lines)


def _render_footer(result: Result) -> Iterator[Paragraph]:
    yield BLANK
    yield make_headline("TOTAL")
    yield make_remark(format_totals(result))
    if result.settings_sha256:  # an older orglint did not tell it, and its reports stay as they were
        yield make_remark(describe_origin(result))
    yield BLANK
    yield make_headline("NEXT")
    for number, step in enumerate(advise_next_steps(result), 1):
        yield Paragraph(paint_text(step), first=f"│ {number}. ", rest="│    ")
    yield BLANK
    yield Paragraph(
        paint_text(f"Exit code {result.exit_code}: ", "bold") + paint_text(explain_exit_code(result)) + paint_text(".")
    )
