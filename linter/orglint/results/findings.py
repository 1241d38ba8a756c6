"""One finding of a result that is read back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from orglint.model.findings import Finding, Outcome
from orglint.model.since import Since
from orglint.results.reasons import dict_to_reason

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}  # there may be a million findings


def build_finding(rule: str, members: Mapping[str, Any]) -> Finding:
    """Return the finding of a rule that these members make; raises `ValueError` if a time cannot be read."""
    return Finding(
        rule,
        members["table"],
        members["key"],
        _OUTCOMES[members["outcome"]],
        members["message"],
        members["evidence"],
        dict_to_reason(members),
        members["waiver"],
        members.get("subject") or "",
        tuple(members.get("unknown_values", ())),
        _build_since(members) if members.get("since") else None,
    )


def _build_since(members: Mapping[str, Any]) -> Since:
    before = members.get("not_before")
    return Since(datetime.fromisoformat(members["since"]), datetime.fromisoformat(before) if before else None)
