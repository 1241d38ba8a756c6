"""Rules and a snapshot → verdicts: the only door to the engines."""

from orglint.evaluate.examples import Surprise, surprises
from orglint.evaluate.explain import explain
from orglint.evaluate.judge import judge
from orglint.evaluate.ledger import differences
from orglint.evaluate.query import Answer, query
from orglint.evaluate.since import passing_on_since
from orglint.evaluate.unlisted import new_values

__all__ = [
    "Answer",
    "Surprise",
    "differences",
    "explain",
    "judge",
    "new_values",
    "passing_on_since",
    "query",
    "surprises",
]
