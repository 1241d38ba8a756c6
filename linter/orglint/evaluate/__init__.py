"""Judge a snapshot by rules.

What stands here is loaded when it is first used: judging needs nothing of what explains rows and tries examples.
"""

from typing import TYPE_CHECKING

from orglint.deferred import defer_members

if TYPE_CHECKING:
    from orglint.evaluate.examples import ExampleMismatch, find_mismatches
    from orglint.evaluate.explain.explanation import explain_row
    from orglint.evaluate.judge.asked_keys import KeyNeed, digest_key_needs, list_key_needs, select_keys
    from orglint.evaluate.judge.attesting import apply_attestations
    from orglint.evaluate.judge.follow import follow_keys
    from orglint.evaluate.judge.ordinary import select_ordinary_accounts
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
    "follow_keys",
    "judge_rules",
    "list_key_needs",
    "new_values",
    "passing_on_since",
    "query_rows",
    "select_keys",
    "select_ordinary_accounts",
]

_MODULES = {
    "ExampleMismatch": "examples",
    "KeyNeed": "judge.asked_keys",
    "QueryResult": "judge.query",
    "apply_attestations": "judge.attesting",
    "apply_waivers": "judge.waiving",
    "digest_key_needs": "judge.asked_keys",
    "explain_row": "explain.explanation",
    "find_mismatches": "examples",
    "follow_keys": "judge.follow",
    "judge_rules": "judge.verdicts",
    "list_key_needs": "judge.asked_keys",
    "new_values": "judge.unlisted",
    "passing_on_since": "judge.since",
    "query_rows": "judge.query",
    "select_keys": "judge.asked_keys",
    "select_ordinary_accounts": "judge.ordinary",
}

__getattr__ = defer_members(__name__, _MODULES)
