"""Render an explanation as one JSON document."""

from typing import Any

from orglint.documents.json_text import encode_document
from orglint.model.explanation import Explanation, Reading, Step, Witnesses
from orglint.results.write import FORMAT, acceptance_to_dict, known_values_to_dict, verdict_to_dict


def render(explanation: Explanation) -> str:
    """Return the explanation as an ASCII document of one object."""
    return encode_document(_explanation_to_dict(explanation))


def _explanation_to_dict(explanation: Explanation) -> dict[str, Any]:
    rule, snapshot = explanation.rule, explanation.snapshot
    steps = dict(explanation.steps)
    return {
        "format": FORMAT,
        "orglint": explanation.orglint,
        "organization": snapshot.organization if snapshot else None,
        "snapshot": snapshot.id if snapshot else None,
        "as_of": explanation.now,
        "known_values": known_values_to_dict(explanation.known),
        "acceptances": [acceptance_to_dict(it, snapshot) for it in explanation.acceptances if snapshot],
        "doubts": list(explanation.doubts),
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "table": rule.table,
        "key": explanation.key,
        "chosen": explanation.chosen,
        "outcome": explanation.outcome,
        "exit_code": explanation.exit_code,
        "reason": explanation.reason or None,
        "message": explanation.message or None,
        "parameters": {name: parameter.value for name, parameter in sorted(rule.parameters.items())},
        "where": _step_to_dict(steps.pop("where")),
        "require": _step_to_dict(steps.pop("require")),
        "let": {name.removeprefix("let "): _step_to_dict(step) for name, step in steps.items()},
        "reads": [_reading_to_dict(reading) for reading in explanation.readings],
        "verdict": verdict_to_dict(explanation.verdict),
    }


def _step_to_dict(step: Step) -> dict[str, Any]:
    return {
        "text": step.text,
        "type": step.type,
        "state": step.state,
        "value": step.value,
        "reason": step.reason or None,
        "needed": step.needed,
        "decided_by": _deciding_to_dict(step.deciding) if step.deciding else None,
        "parts": [_step_to_dict(part) for part in step.parts],
    }


def _deciding_to_dict(witnesses: Witnesses) -> dict[str, Any]:
    return {
        "what": witnesses.what,
        "total": witnesses.total,
        **{answer: witnesses.answers[answer] for answer in ("true", "false", "unknown")},
        "answer": witnesses.answer,
        "keys": list(witnesses.keys),
        "elements": [
            {"place": it.place, "value": it.value, "part": _step_to_dict(it.step)} for it in witnesses.elements
        ],
        "gap": witnesses.gap or None,
    }


def _reading_to_dict(reading: Reading) -> dict[str, Any]:
    return {
        "table": reading.table,
        "column": reading.column or None,
        "endpoint": reading.endpoint,
        "source": reading.source or None,
        "read_at": reading.read_at,
        "unknown": reading.reason or None,
    }
