"""A waiver for a finding, as it is written in a file."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from orglint.model.findings import Finding
from orglint.model.rule import Rule
from orglint.model.waiver import is_pattern

WHOLE = "organization"
"""The table with one row: a rule about it is about the whole."""


def build_entry(rule: Rule, finding: Finding) -> dict[str, Any]:
    """Return what a waiver says of the finding that it excuses, without who answers for it, why and until when."""
    entry: dict[str, Any] = {"rule": rule.id, "subject": finding.key}
    if rule.table == WHOLE and (pinned := _select_pinned(rule, finding.evidence)):
        entry["when"] = pinned
    elif is_pattern(finding.key):
        entry["max"] = 1
    return entry


def _select_pinned(rule: Rule, evidence: Mapping[str, Any]) -> dict[str, Any]:
    return {name: evidence[name] for name in rule.let if name in evidence and _can_be_pinned(evidence[name])}


def _can_be_pinned(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str | int | float) for item in value)
    return isinstance(value, str | int | float)


def format_entry(entry: Mapping[str, Any], until: date) -> Iterator[str]:
    """Yield the lines of a waiver that somebody still has to give a reason and an owner."""
    yield f"  - rule: {entry['rule']}"
    for name, value in entry.items():
        if name == "when":
            yield "    when:"
            yield from (f"      {pinned}: {_to_yaml(its)}" for pinned, its in value.items())
        elif name != "rule":
            yield f"    {name}: {_to_yaml(value)}"
    yield from ('    reason: ""  # why', '    owner: ""  # who answers for it', f"    until: {until}")


def _to_yaml(value: Any) -> str:
    """Return a value in one line; what JSON writes is YAML too, also with escapes for what cannot be printed."""
    return json.dumps(value, ensure_ascii=False)
