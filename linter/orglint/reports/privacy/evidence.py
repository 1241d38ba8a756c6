"""Evidence as it may be shown: facts that are of no person, and ids."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from orglint.model.rule import Rule
from orglint.reports.privacy.texts import rewrite_texts
from orglint.tables.privacy import Says, classify_column, find_table_of

_COLUMN = re.compile(r"([a-z_]+)\.([A-Za-z_][A-Za-z0-9_]*)", re.ASCII)
_TIME_OR_SPAN = re.compile(r"-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|-?[0-9.]+s|-?[0-9][0-9.e+-]*", re.ASCII)
_WORDLESS = frozenset({"time", "duration", "bool", "number"})


def classify_name(rule: Rule, name: str) -> Says | None:
    """Return what the evidence of this name says of a person; None if that depends on its value."""
    return _classify_place(rule.table, rule.variable, name)


@lru_cache(maxsize=4096)  # rows have the same names; some come from a stored result, and may be any
def _classify_place(table: str, variable: str, name: str) -> Says | None:
    found = _COLUMN.match(name)
    if found is None:
        return None
    return classify_column(table if found[1] == variable else find_table_of(found[1]), found[2])


def conceal_evidence(
    rule: Rule, evidence: Mapping[str, Any], replace_id: Callable[[str], str], rewrite: Callable[[str], str]
) -> dict[str, Any]:
    """Return what may be shown of the evidence of a finding: ids replaced, and every other text rewritten.

    What a column says nothing of people for, such as the name of a group, anybody may have written.
    """
    shown: dict[str, Any] = {}
    for name, value in evidence.items():
        says = classify_name(rule, name)
        if says is Says.WHICH:
            shown[name] = replace_ids(value, replace_id)
        elif says is Says.NOTHING or (says is None and _is_wordless(value)):
            shown[name] = rewrite_texts(value, rewrite)
    return shown


def is_shown(rule: Rule, name: str, kind: str) -> bool:
    """Return whether a column of a rule's findings may be shown to people."""
    says = classify_name(rule, name)
    return kind in _WORDLESS if says is None else says is not Says.WHO


def _is_wordless(value: Any) -> bool:
    return not isinstance(value, str | list | Mapping) or (
        isinstance(value, str) and _TIME_OR_SPAN.fullmatch(value) is not None
    )


def replace_ids(value: Any, replace_id: Callable[[str], str]) -> Any:
    """Return an id, or a list of ids, with each replaced."""
    if isinstance(value, str):
        return replace_id(value)
    return [replace_ids(it, replace_id) for it in value] if isinstance(value, list) else value
