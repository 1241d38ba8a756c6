"""Evaluate the parts of an expression for one row: the value of each, or why it has none, and what decides."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from orglint.engine.queries import EvaluationError
from orglint.evaluate.explain import witnesses
from orglint.evaluate.explain.values import Failed, Subject
from orglint.evaluate.expression import as_json
from orglint.evaluate.judge import reasons
from orglint.expressions.compile.parts import Part
from orglint.model.explanation import State, Step
from orglint.model.reasons import Reason, ReasonCode, explain_new_values
from orglint.model.unknown import column_of

_ERRORS: Mapping[str, str] = {
    "_[_]": "there is no such element",
    "_/_": "this divides by zero or overflows",
    "_%_": "this divides by zero or overflows",
    "bool": "this is no true or false",
    "double": "this is no number",
    "int": "this is no whole number of 64 bits",
    "uint": "this is no whole number of 64 bits without sign",
    "timestamp": "this is no time",
    "duration": "this is no duration",
}
_ERROR = "CEL calls this an error for these values, such as an overflow or a place that is not there"


_ENOUGH: Mapping[str, bool] = {"_&&_": False, "_||_": True}
"""The value of one part that decides, whatever the others are."""


def explain_part(subject: Subject, part: Part) -> Step:
    """Return a part, and all that is in it, with its value for the row."""
    everything = list(_flatten_parts(part))
    values = iter(subject.values([it.sql for it in everything if it.sql]))
    return _build_step(subject, subject.unknown_cells(), part, values)


def _flatten_parts(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _flatten_parts(inner)


def _build_step(subject: Subject, cells: frozenset[str], part: Part, values: Iterator[Any]) -> Step:
    value = next(values) if part.sql else None
    inner = tuple(_build_step(subject, cells, it, values) for it in part.parts)
    step = Step(
        part.text, part.type, State.VALUE, plain=part.plain, parts=_mark_short_circuited(part.operator, value, inner)
    )
    if isinstance(value, Failed):
        return replace(step, state=State.UNKNOWN, reason=f"could not be evaluated: {value.reason}")
    try:
        step = replace(step, deciding=witnesses.find_witnesses(subject, part, value, partial(explain_part, subject)))
    except EvaluationError as error:
        step = replace(step, reason=f"what decides could not be found out: {error}")
    if value is not None:
        return replace(step, value=as_json(value, part.type))
    state, reason = _explain_missing_value(subject, cells, part, step)
    return replace(step, state=state, reason=step.reason or reason)


def _explain_missing_value(subject: Subject, cells: frozenset[str], part: Part, step: Step) -> tuple[State, str]:
    """Return what is the matter with a part that has no value."""
    if part.path in cells and part.path != (part.column or ("", ""))[1]:
        return State.UNKNOWN, str(reasons.explain_unknown(subject.session, subject.table, part.path, cells))
    if part.column:
        lost = part.column[1] in cells
        explained = reasons.explain_unlisted(subject.table, part.column[1], cells) if lost else None
        reason = explained or subject.session.unknown.get(part.column, Reason(ReasonCode.NOT_USABLE))
        return (State.UNKNOWN, str(reason)) if lost else (State.ABSENT, "the API answered without it")
    if part.name:
        return State.UNKNOWN, f"see {part.name}"
    if any(inner.state is not State.VALUE for inner in step.parts):
        return State.UNKNOWN, ""
    if part.field and not part.presence and (part.path or not _explain_unknown_below(subject, cells, part)):
        return State.ABSENT, "the API answered without it"
    if step.deciding:
        return State.UNKNOWN, _explain_other_tables(subject, part, step)
    return State.UNKNOWN, _ERRORS.get(part.operator, "") or _explain_unknown_below(subject, cells, part) or _ERROR


def _explain_unknown_below(subject: Subject, cells: frozenset[str], part: Part) -> str:
    """Return which element or member of what a part reads of its row is unknown, and why; nothing if none is."""
    columns = sorted(column for table, column in part.reads if table == subject.table.name)
    found = (reasons.explain_unknown_below(subject.session, subject.table, column, sorted(cells)) for column in columns)
    return next((str(it) for it in found if it), "")


def _explain_other_tables(subject: Subject, part: Part, step: Step) -> str:
    """Return what of another table is not known; nothing where its rows, or elements, say so themselves."""
    assert step.deciding
    lost = [
        str(subject.session.unknown[table, column]._replace(place=f"{table}.{column}"))
        for table, column in sorted(part.reads)
        if part.rows and table == part.rows.table and (table, column) in subject.session.unknown
    ]
    lost += [
        str(explain_new_values(it))
        for it in subject.session.new_values
        if (it.table, column_of(it.path)) in part.reads and part.rows
    ]
    gap = [f"{step.deciding.what}: {step.deciding.gap}"] if step.deciding.gap else []
    return "; ".join((*gap, *lost)) or ("" if step.deciding.answers["unknown"] else _ERROR)


def _mark_short_circuited(operator: str, value: Any, parts: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the parts, those marked that CEL would not need for the value, as another one decides."""
    enough = _ENOUGH.get(operator)
    deciding_one = next((part for part in parts if enough is not None and part.value is enough is value), None)
    if deciding_one:
        return tuple(part if part is deciding_one else mark_unneeded(part) for part in parts)
    if operator == "_?_:_" and isinstance(parts[0].value, bool):
        other = 2 if parts[0].value else 1
        return tuple(mark_unneeded(part) if place == other else part for place, part in enumerate(parts))
    return parts


def mark_unneeded(step: Step) -> Step:
    """Return a step marked, with all that is in it, as one that decides nothing."""
    return replace(step, needed=False, parts=tuple(map(mark_unneeded, step.parts)))
