"""Judge a snapshot by rules."""

from orglint.evaluate.examples import ExampleMismatch, find_mismatches
from orglint.evaluate.explain.explanation import explain_row
from orglint.evaluate.judge.query import QueryResult, query_rows
from orglint.evaluate.judge.since import passing_on_since
from orglint.evaluate.judge.unlisted import new_values
from orglint.evaluate.judge.verdicts import judge_rules

__all__ = [
    "ExampleMismatch",
    "QueryResult",
    "explain_row",
    "find_mismatches",
    "judge_rules",
    "new_values",
    "passing_on_since",
    "query_rows",
]
