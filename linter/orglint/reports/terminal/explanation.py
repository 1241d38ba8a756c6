"""Render an explanation for a terminal: each sub-expression on its line with its value, indented by depth."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, groupby

from rich.text import Text

from orglint.model.explanation import Explanation, Reading, State, Step, Witnesses
from orglint.model.neutralize import shorten_text
from orglint.model.result import Outcome
from orglint.model.summaries import format_caveat, format_verdict_counts, outcome_to_words
from orglint.model.value_words import describe_typed_value, value_to_cel
from orglint.model.waiver_entry import build_entry, format_entry
from orglint.model.wording import format_count, format_long_distance, format_second, parse_timestamp
from orglint.reports import Layout
from orglint.reports.new_values import format_known_values
from orglint.reports.remarks import format_acceptances
from orglint.reports.terminal.paragraphs import BLANK, Paragraph, make_headline, make_remark, paint_text, typeset_page

_LONGEST = 160  # characters of one value
_DEEPEST = 10  # levels that are indented; deeper ones are indented like the last
_NOT_NEEDED = "not needed"
_FOR_NOW = timedelta(days=30)
_WHY: Mapping[Outcome, str] = {
    Outcome.PASS: "require is true, so the row passes",
    Outcome.FAIL: "where is true and require is false, so the row fails",
    Outcome.UNKNOWN: "neither is it sure that where is false, nor that require is true: this is never a pass",
    Outcome.NOT_APPLICABLE: "where is false, so the rule is not about this row",
}


def render(explanation: Explanation, layout: Layout) -> str:
    """Return the explanation; `layout.limit` does not count, as all of it is about one row."""
    parts = (
        _render_header(explanation),
        _render_steps(explanation),
        _render_readings(explanation),
        _render_footer(explanation),
        _render_waiver(explanation),
    )
    return typeset_page(chain.from_iterable(parts), layout)


def _render_header(explanation: Explanation) -> Iterator[Paragraph]:
    rule, snapshot = explanation.rule, explanation.snapshot
    title = paint_text("orglint · ", "bold") + paint_text(rule.id, "bold") + paint_text(" · ")
    yield Paragraph(title + paint_text(outcome_to_words(explanation.outcome).upper(), explanation.outcome.value))
    yield make_remark(rule.title)
    yield make_remark(f"{rule.table} row {explanation.key} ({explanation.chosen})")
    if snapshot:
        yield make_remark(f"snapshot {snapshot.id} of {snapshot.organization_name or snapshot.organization}")
    yield make_remark(f"now is {format_second(explanation.now)}")
    for parameter in rule.parameters.values():
        yield make_remark(
            f"params.{parameter.name} is {_shorten_value(value_to_cel(parameter.value))}: {parameter.meaning}"
        )
    yield from (make_remark(line) for line in format_known_values(explanation.known))
    if explanation.snapshot:
        yield from (make_remark(line) for line in format_acceptances(explanation.acceptances, explanation.snapshot))
    for doubt in explanation.doubts:
        yield Paragraph(paint_text("in doubt: ", "unknown") + paint_text(doubt), first="│ ")


def _render_steps(explanation: Explanation) -> Iterator[Paragraph]:
    now = explanation.now
    for name, step in explanation.steps.items():
        yield BLANK
        section, _, let = name.partition(" ")
        yield Paragraph(paint_text(f"{section.upper()}{' ' * bool(let)}{let} · ", "bold") + _render_value(step, now))
        yield from () if step.plain else _render_step(step, 0, now)


def _render_step(step: Step, depth: int, now: datetime) -> Iterator[Paragraph]:
    line = f": {step.reason}" if step.reason and step.needed else ""
    yield _indent_line(
        paint_text(step.text) + paint_text(" → ", "dim") + _render_value(step, now) + paint_text(line), depth
    )
    if not step.needed:
        return
    if step.deciding:
        yield from _render_deciding(step.deciding, depth + 1, now)
    for part in step.parts:
        if not part.plain:
            yield from _render_step(part, depth + 1, now)


def _render_deciding(witnesses: Witnesses, depth: int, now: datetime) -> Iterator[Paragraph]:
    line = (
        ", ".join(f"{number:,} {answer}" for answer, number in witnesses.answers.items() if number) or "nothing to ask"
    )
    gap = f"; rows are missing ({witnesses.gap})" if witnesses.gap else ""
    what = format_count(witnesses.total, "element") if witnesses.what == "element" else _format_row_count(witnesses)
    yield _indent_line(paint_text(f"{what}: {line}{gap}", "dim"), depth)
    if witnesses.keys:
        more = witnesses.answers[witnesses.answer] - len(witnesses.keys)
        others = f" and {more:,} more" if more else ""
        yield _indent_line(paint_text(f"{witnesses.answer} for {', '.join(witnesses.keys)}{others}"), depth)
    for element in witnesses.elements:
        yield _indent_line(paint_text(f"[{element.place}] is {_shorten_value(value_to_cel(element.value))}"), depth)
        yield from _render_step(element.step, depth + 1, now)


def _format_row_count(witnesses: Witnesses) -> str:
    return f"{witnesses.what}, {format_count(witnesses.total, 'row')}"


def _indent_line(body: Text, depth: int) -> Paragraph:
    inset = "  " * min(depth, _DEEPEST)
    return Paragraph(body, first=f"│ {inset}", rest=f"│ {inset}    ")


def _render_value(step: Step, now: datetime) -> Text:
    if not step.needed and step.state is not State.VALUE:
        return paint_text(_NOT_NEEDED, "dim")
    if step.state is not State.VALUE:
        return paint_text(step.state.value, "unknown")
    value = _shorten_value(_date_value(describe_typed_value(step.value, step.type), step.type, now))
    return paint_text(value, "bold") + paint_text("" if step.needed else f" ({_NOT_NEEDED})", "dim")


def _date_value(value: str, kind: str, now: datetime) -> str:
    """Return a value; of a time first how long ago it is, as people say it."""
    time = parse_timestamp(value) if kind == "timestamp" else None
    return f"{format_long_distance(time, now)}, {value}" if time and time != now else value


def _shorten_value(text: str) -> str:
    return shorten_text(text, _LONGEST)


def _render_readings(explanation: Explanation) -> Iterator[Paragraph]:
    yield BLANK
    yield make_headline("READ")
    for table, readings in groupby(explanation.readings, key=lambda reading: reading.table):
        columns = list(readings)
        when = f"read {format_second(columns[0].read_at)}" if columns[0].read_at else "not read"
        yield make_remark(f"{table}: {columns[0].endpoint}, {when}")
        yield from (_render_reading(reading) for reading in columns if reading.column or reading.reason)


def _render_reading(reading: Reading) -> Paragraph:
    lost = paint_text(f", unknown: {reading.reason}", "unknown") if reading.reason else Text()
    return Paragraph(paint_text(f"{reading.column or 'rows'}  {reading.source}") + lost, first="│   ", rest="│     ")


def _render_footer(explanation: Explanation) -> Iterator[Paragraph]:
    verdict = explanation.verdict
    yield BLANK
    yield make_headline(f"OUTCOME · {outcome_to_words(explanation.outcome).upper()}", explanation.outcome.value)
    yield make_remark(_WHY[explanation.outcome])
    yield from (make_remark(line) for line in (explanation.message, explanation.reason) if line)
    whole = ", ".join(
        filter(None, [outcome_to_words(verdict.outcome), format_verdict_counts(verdict), format_caveat(verdict)])
    )
    yield make_remark(f"the rule over all of {explanation.rule.table}: {whole}")


def _render_waiver(explanation: Explanation) -> Iterator[Paragraph]:
    """Yield the waiver that would excuse the row; to be pasted, its lines begin as those of a file do."""
    failed = (it for it in explanation.verdict.findings.select_keys([explanation.key]) if it.outcome is Outcome.FAIL)
    finding = next(failed, None)
    if explanation.outcome is not Outcome.FAIL or finding is None:
        return
    yield BLANK
    yield make_headline("WAIVER · for waivers.yaml, if this is acceptable for now")
    until = (explanation.now + _FOR_NOW).date()
    yield from (Paragraph(paint_text(line)) for line in format_entry(build_entry(explanation.rule, finding), until))
