"""Judge a snapshot by rules."""

from orglint.evaluate.examples import ExampleMismatch, find_mismatches
from orglint.evaluate.explain.explanation import explain_row
from orglint.evaluate.judge.asked_keys import KeyNeed, digest_key_needs, list_key_needs, select_keys
from orglint.evaluate.judge.attesting import apply_attestations
from orglint.evaluate.judge.query import QueryResult, query_rows
from orglint.evaluate.judge.since import passing_on_since
from orglint.evaluate.judge.unlisted import new_values
from orglint.evaluate.judge.verdicts import judge_rules
from orglint.evaluate.judge.waiving import apply_waivers

__all__ = [
    "ExampleMismatch",
    "KeyNeed",
    "QueryResult",
    "apply_attestations",
    "apply_waivers",
    "digest_key_needs",
    "explain_row",
    "find_mismatches",
    "judge_rules",
    "list_key_needs",
    "new_values",
    "passing_on_since",
    "query_rows",
    "select_keys",
]
