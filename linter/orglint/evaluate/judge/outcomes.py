"""The outcome of a row: `where` and `require` in three-valued logic."""

from orglint.model.result import Outcome
from orglint.rulebook.rule import CompiledRule

OUT_OF_SCOPE, PASS, FAIL, UNKNOWN = range(4)

BY_CODE = {PASS: Outcome.PASS, FAIL: Outcome.FAIL, UNKNOWN: Outcome.UNKNOWN}


def render_outcome_case(where: str, require: str) -> str:
    """Return the SQL for the outcome of a row, of the SQL of the two conditions.

    A row that is surely out of scope is not counted; one that surely keeps the promise passes, even if it is unknown
    whether the rule is about it; one that surely is in scope and surely breaks it fails; any other is unknown.
    """
    return (
        f"CASE WHEN NOT {where} THEN {OUT_OF_SCOPE} WHEN {require} THEN {PASS} ELSE "
        f"{render_finding_case(where, require)} END"
    )


def render_finding_case(where: str, require: str) -> str:
    """Return the SQL for the outcome of a row that is a finding: it is neither surely out of scope nor does it pass."""
    return f"CASE WHEN {where} AND NOT {require} THEN {FAIL} ELSE {UNKNOWN} END"


def render_rule_outcome(rule: CompiledRule) -> str:
    """Return the SQL for the outcome of a row under a rule."""
    return render_outcome_case(f"({rule.where.sql})", f"({rule.require.sql})")
