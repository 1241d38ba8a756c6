"""The result for people at a terminal: what needs attention on top, what to do about it at the end."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from orglint.model.result import Outcome, Result
from orglint.reports.advice import advice
from orglint.reports.attention import by_outcome
from orglint.reports.gaps import gaps
from orglint.reports.news import declared, drifting
from orglint.reports.remarks import accepted, remarks
from orglint.reports.terminal.blocks import detailed, named
from orglint.reports.terminal.paper import BLANK, Paragraph, headline, noted, paint, typeset
from orglint.reports.wording import counted, ending, heading, judged, moment, standing, totals


def render(result: Result, *, width: int = 100, color: bool = False, limit: int = 10) -> str:
    """Return the report in lines of at most `width` cells, with `limit` subjects a rule, without color unless asked."""
    parts = (_header(result), _rules(result, limit), _ledger(result), _drift(result), _remarks(result), _footer(result))
    return typeset((paragraph for part in parts for paragraph in part), width=width, color=color)


def _header(result: Result) -> Iterator[Paragraph]:
    snapshot = result.snapshot
    title = paint("orglint · ", "bold") + paint(snapshot.organization_name or snapshot.organization, "bold")
    yield Paragraph(title + paint(" · ") + paint(standing(result), result.outcome.value))
    yield noted(f"organization {snapshot.organization}")
    yield noted(f"snapshot {snapshot.id}, taken {moment(snapshot.taken_at)}")
    yield noted(f"judged as of {judged(result)}")
    if result.packs.told:
        yield noted(result.packs.told)
    yield from (noted(told) for told in declared(result.known))
    yield from (noted(told) for told in accepted(result.acceptances, result.snapshot))
    for doubt in result.doubts:
        yield Paragraph(paint("in doubt: ", "unknown") + paint(doubt), first="│ ")


def _rules(result: Result, limit: int) -> Iterator[Paragraph]:
    for outcome, verdicts in by_outcome(result).items():
        if not verdicts:
            continue
        yield BLANK
        yield headline(f"{heading(outcome).upper()} · {counted(len(verdicts), 'rule')}", outcome.value)
        if outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}:
            yield from named(outcome, verdicts)
            continue
        for number, verdict in enumerate(verdicts):
            yield from (BLANK,) * bool(number)
            yield from detailed(verdict, limit)


def _ledger(result: Result) -> Iterator[Paragraph]:
    found = gaps(result)
    told = [paint(f"{gap.place} ") + paint(gap.state, "unknown") + paint(f": {gap.reason}") for gap in found]
    return _section(f"NOT SEEN · {counted(len(found), 'gap')} in the snapshot", told, "unknown")


def _drift(result: Result) -> Iterator[Paragraph]:
    told = [paint(f"{new.place}: {told}") for new, told in drifting(result.news)]
    return _section(f"NEW · {counted(len(told), 'place')} with values that the specification does not list", told)


def _remarks(result: Result) -> Iterator[Paragraph]:
    told = [paint(f"{table}: {told}") for table, told in remarks(result.snapshot)]
    return _section(f"NOTED · {counted(len(told), 'remark')}, which decide nothing", told)


def _section(title: str, lines: Sequence[Text], style: str = "") -> Iterator[Paragraph]:
    """Yield a part of the report that is left out where there is nothing to tell."""
    if lines:
        yield BLANK
        yield headline(title, style)
    yield from (Paragraph(line, first="│ ") for line in lines)


def _footer(result: Result) -> Iterator[Paragraph]:
    yield BLANK
    yield headline("TOTAL")
    yield noted(totals(result))
    yield BLANK
    yield headline("NEXT")
    for number, step in enumerate(advice(result), 1):
        yield Paragraph(paint(step), first=f"│ {number}. ", rest="│    ")
    yield BLANK
    yield Paragraph(paint(f"Exit code {result.exit_code}: ", "bold") + paint(ending(result)) + paint("."))
