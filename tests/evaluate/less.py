"""What an outcome may become when less is known: the order that no removal of information may leave."""

from collections.abc import Mapping
from typing import Any

from orglint.model.result import Outcome, Verdict

AFTER: Mapping[Outcome, frozenset[Outcome]] = {
    Outcome.FAIL: frozenset({Outcome.FAIL, Outcome.UNKNOWN}),
    Outcome.UNKNOWN: frozenset({Outcome.UNKNOWN}),
    Outcome.PASS: frozenset({Outcome.PASS, Outcome.UNKNOWN}),
    Outcome.NOT_APPLICABLE: frozenset({Outcome.NOT_APPLICABLE, Outcome.PASS, Outcome.UNKNOWN}),
}
"""Of a rule; a row that was out of scope and surely keeps the promise is a pass once its scope is unknown."""
ROW_AFTER: Mapping[Outcome | None, frozenset[Outcome | None]] = {
    Outcome.FAIL: frozenset({Outcome.FAIL, Outcome.UNKNOWN}),
    Outcome.UNKNOWN: frozenset({Outcome.UNKNOWN}),
    None: frozenset({None, Outcome.UNKNOWN}),
}
"""Of a row by its finding; a row that passes, or is out of scope, has none."""


def helped(more: Verdict, less: Verdict, keys: set[Any]) -> list[str]:
    """Return in what less information helped, in the rule or in one of the rows that are still there."""
    rule = [f"the rule: {more.outcome} became {less.outcome}"] if less.outcome not in AFTER[more.outcome] else []
    if not less.rows:  # the rule could not be decided row by row
        return rule
    before, after = ({found.key: found.outcome for found in verdict.findings} for verdict in (more, less))
    rows = [(key, before.get(key), after.get(key)) for key in sorted(keys)]
    return rule + [f"{key}: {was} became {now}" for key, was, now in rows if now not in ROW_AFTER[was]]
