"""An explanation for people: each sub-expression on a line of its own, with its value, below the one that it is in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from rich.text import Text

from orglint.model.explanation import Deciding, Explanation, Reading, State, Step
from orglint.model.result import Outcome
from orglint.reports.inert import brief
from orglint.reports.news import declared
from orglint.reports.remarks import accepted
from orglint.reports.terminal.paper import BLANK, Paragraph, headline, noted, paint, typeset
from orglint.reports.wording import caveat, counted, counts, heading, span

_LONGEST = 160  # characters of one value
_DEEPEST = 10  # levels that are indented; those below stand as far in as the last
_NOT_NEEDED = "not needed"
_WHY: Mapping[Outcome, str] = {
    Outcome.PASS: "require is true, so the row passes",
    Outcome.FAIL: "where is true and require is false, so the row fails",
    Outcome.UNKNOWN: "neither is it sure that where is false, nor that require is true: this is never a pass",
    Outcome.NOT_APPLICABLE: "where is false, so the rule is not about this row",
}


def render(explanation: Explanation, *, width: int = 100, color: bool = False) -> str:
    """Return the explanation in lines of at most `width` cells, without color unless asked."""
    parts = (_header(explanation), _steps(explanation), _readings(explanation), _footer(explanation))
    return typeset((paragraph for part in parts for paragraph in part), width=width, color=color)


def _header(explanation: Explanation) -> Iterator[Paragraph]:
    rule, snapshot = explanation.rule, explanation.snapshot
    title = paint("orglint · ", "bold") + paint(rule.id, "bold") + paint(" · ")
    yield Paragraph(title + paint(heading(explanation.outcome).upper(), explanation.outcome.value))
    yield noted(rule.title)
    yield noted(f"{rule.table} row {explanation.key} ({explanation.chosen})")
    if snapshot:
        yield noted(f"snapshot {snapshot.id} of {snapshot.organization_name or snapshot.organization}")
    yield noted(f"now is {_second(explanation.now)}")
    for parameter in rule.parameters.values():
        yield noted(f"params.{parameter.name} is {_written(parameter.value)}: {parameter.meaning}")
    yield from (noted(told) for told in declared(explanation.known))
    if explanation.snapshot:
        yield from (noted(told) for told in accepted(explanation.acceptances, explanation.snapshot))
    for doubt in explanation.doubts:
        yield Paragraph(paint("in doubt: ", "unknown") + paint(doubt), first="│ ")


def _steps(explanation: Explanation) -> Iterator[Paragraph]:
    for name, step in explanation.steps.items():
        yield BLANK
        section, _, let = name.partition(" ")
        yield Paragraph(paint(f"{section.upper()}{' ' * bool(let)}{let} · ", "bold") + _value(step))
        yield from () if step.plain else _step(step, 0)


def _step(step: Step, depth: int) -> Iterator[Paragraph]:
    told = f": {step.reason}" if step.reason and step.needed else ""
    yield _line(paint(step.text) + paint(" → ", "dim") + _value(step) + paint(told), depth)
    if not step.needed:
        return
    if step.deciding:
        yield from _deciding(step.deciding, depth + 1)
    for part in step.parts:
        if not part.plain:
            yield from _step(part, depth + 1)


def _deciding(deciding: Deciding, depth: int) -> Iterator[Paragraph]:
    told = (
        ", ".join(f"{number:,} {answer}" for answer, number in deciding.answers.items() if number) or "nothing to ask"
    )
    gap = f"; rows are missing ({deciding.gap})" if deciding.gap else ""
    what = counted(deciding.total, "element") if deciding.what == "element" else _rows(deciding)
    yield _line(paint(f"{what}: {told}{gap}", "dim"), depth)
    if deciding.keys:
        more = deciding.answers[deciding.answer] - len(deciding.keys)
        others = f" and {more:,} more" if more else ""
        yield _line(paint(f"{deciding.answer} for {', '.join(deciding.keys)}{others}"), depth)
    for element in deciding.elements:
        yield _line(paint(f"[{element.place}] is {_written(element.value)}"), depth)
        yield from _step(element.step, depth + 1)


def _rows(deciding: Deciding) -> str:
    return f"{deciding.what}, {counted(deciding.total, 'row')}"


def _line(body: Text, depth: int) -> Paragraph:
    inset = "  " * min(depth, _DEEPEST)
    return Paragraph(body, first=f"│ {inset}", rest=f"│ {inset}    ")


def _value(step: Step) -> Text:
    if not step.needed and step.state is not State.VALUE:
        return paint(_NOT_NEEDED, "dim")
    if step.state is not State.VALUE:
        return paint(step.state.value, "unknown")
    spoken = _SPOKEN.get(step.type, _written)(step.value)
    return paint(spoken, "bold") + paint("" if step.needed else f" ({_NOT_NEEDED})", "dim")


def _written(value: object) -> str:
    """Return a value as CEL would have it written, not too long."""
    return brief(_cel(value), _LONGEST)


def _cel(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join('unknown' if item is None else _cel(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_cel(item)}" for name, item in value.items()) + "}"
    return _WORDS.get(value, str(value)) if value is None or isinstance(value, bool) else str(value)


def _length(seconds: str) -> str:
    try:
        length = timedelta(seconds=float(seconds.removesuffix("s")))
    except (OverflowError, ValueError):
        return seconds
    sign = "minus " if length < timedelta() else ""
    return f"{seconds} ({sign}{span(length)})"


_WORDS: Mapping[bool | None, str] = {True: "true", False: "false", None: "absent"}
_SPOKEN: Mapping[str, Callable[[Any], str]] = {"duration": _length, "timestamp": str}


def _readings(explanation: Explanation) -> Iterator[Paragraph]:
    yield BLANK
    yield headline("READ")
    for table, readings in groupby(explanation.readings, key=lambda reading: reading.table):
        columns = list(readings)
        when = f"read {_second(columns[0].read_at)}" if columns[0].read_at else "not read"
        yield noted(f"{table}: {columns[0].endpoint}, {when}")
        yield from (_column(reading) for reading in columns if reading.column or reading.reason)


def _column(reading: Reading) -> Paragraph:
    lost = paint(f", unknown: {reading.reason}", "unknown") if reading.reason else Text()
    return Paragraph(paint(f"{reading.column or 'rows'}  {reading.source}") + lost, first="│   ", rest="│     ")


def _footer(explanation: Explanation) -> Iterator[Paragraph]:
    verdict = explanation.verdict
    yield BLANK
    yield headline(f"OUTCOME · {heading(explanation.outcome).upper()}", explanation.outcome.value)
    yield noted(_WHY[explanation.outcome])
    yield from (noted(told) for told in (explanation.message, explanation.reason) if told)
    whole = ", ".join(filter(None, [heading(verdict.outcome), counts(verdict), caveat(verdict)]))
    yield noted(f"the rule over all of {explanation.rule.table}: {whole}")


def _second(time: datetime) -> str:
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return f"{aware.astimezone(UTC).isoformat(' ')[:19]} UTC"
