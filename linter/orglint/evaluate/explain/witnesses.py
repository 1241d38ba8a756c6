"""The elements of a list, or rows of a table, that decide the value of a macro."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orglint.evaluate.explain.values import Failed, Subject
from orglint.evaluate.expression import as_json
from orglint.expressions.compile.parts import MacroOverList, MacroOverTable, Part
from orglint.model.explanation import DecidingElement, Step, Witnesses

FEW = 3
"""Elements and keys that are named."""
_MOST = 200
"""Elements of a list that are looked at."""
_UNKNOWN = "unknown"
_ANSWERS: Mapping[bool | None, str] = {True: "true", False: "false", None: _UNKNOWN}
_SHOWN: Mapping[str, Callable[[bool], str]] = {
    "exists": lambda value: _ANSWERS[value],
    "all": lambda value: _ANSWERS[value],
    "in": lambda value: _ANSWERS[value],
}

Explain = Callable[[Part], Step]


def find_witnesses(subject: Subject, part: Part, value: Any, explain: Explain) -> Witnesses | None:
    """Return what decides a macro's value; None for a part that is no macro, or one of which nothing can be asked."""
    if part.rows:
        return _find_deciding_rows(subject, part.rows, value)
    return _find_deciding_elements(subject, part.elements, value, explain) if part.elements else None


def _find_deciding_rows(subject: Subject, rows: MacroOverTable, value: Any) -> Witnesses:
    counts = subject.answers(rows)
    answer = _choose_answer(rows.macro, value)
    whole = _is_undivided(rows, value)
    keys = () if whole or not counts[answer] else subject.keys(rows, answer, FEW)
    gap = str(subject.session.gaps.get(rows.table, ""))
    return Witnesses(rows.table, sum(counts.values()), counts, answer, keys=keys, gap=gap)


def _is_undivided(rows: MacroOverTable, value: Any) -> bool:
    """Return whether it is all the rows, or none of them, that decide."""
    everything = rows.macro == "size" and not rows.filter
    return everything or (rows.macro, value) in (("exists", False), ("in", False), ("all", True))


def _choose_answer(macro: str, value: Any) -> str:
    """Return which answer of elements or rows decides for a macro's value."""
    if value is None:
        return _UNKNOWN
    return _SHOWN[macro](value) if macro in _SHOWN else "true"


def _find_deciding_elements(subject: Subject, asked: MacroOverList, value: Any, explain: Explain) -> Witnesses | None:
    length = subject.values([asked.length])[0]
    if not isinstance(length, int) or (asked.macro == "map" and value is not None):
        return None
    places = range(min(length, _MOST))
    bodies = [asked.body(place) for place in places]
    found = [_value_to_answer(it) for it in subject.values([body.sql for body in bodies])]
    answer = _choose_answer(asked.macro, value)
    chosen = [place for place in places if found[place] == answer][:FEW]
    return Witnesses(
        "element",
        length,
        {one: found.count(one) for one in _ANSWERS.values()},
        answer,
        elements=tuple(_explain_elements(subject, asked, bodies, chosen, explain)),
    )


def _value_to_answer(value: Any) -> str:
    if value is None or isinstance(value, Failed):
        return _UNKNOWN
    return "false" if value is False else "true"


def _explain_elements(
    subject: Subject, asked: MacroOverList, bodies: Sequence[Part], chosen: Sequence[int], explain: Explain
) -> list[DecidingElement]:
    values = subject.values([asked.element(place) for place in chosen])
    return [
        DecidingElement(place, None if isinstance(value, Failed) else as_json(value, ""), explain(bodies[place]))
        for place, value in zip(chosen, values, strict=True)
    ]
