"""Choose the row that is explained: the one that is named, else the first finding."""

from collections.abc import Sequence
from difflib import get_close_matches

from orglint.engine.queries import EvaluationError
from orglint.errors import SnapshotError, UsageError
from orglint.evaluate.judge import outcomes
from orglint.evaluate.session import Session
from orglint.model.explanation import Chosen
from orglint.model.result import Outcome, Verdict
from orglint.model.table import Scalar, Table
from orglint.rulebook.rule import CompiledRule
from orglint.sql.quoting import quote_identifier

_LABELS = ("email", "name")
"""Columns by whose value people know a row."""
_NEAR = 500
_SHOWN = 5
_NOTHING = "nothing was explained"


def find_named_row(session: Session, table: Table, text: str) -> tuple[str, Chosen]:
    """Return the key of the row that a text names: by its key, else by a name that no other row has."""
    if _select_keys(session, table, f"{_qualify_column(table, table.key)} = CAST($text AS TEXT)", text):
        return text, Chosen.KEY
    labels = [name for name in _LABELS if name in table.columns and table.columns[name].type is Scalar.STRING]
    wanted = " OR ".join(f"{_qualify_column(table, name)} = CAST($text AS TEXT)" for name in labels) or "FALSE"
    found = _select_keys(session, table, wanted, text)
    if len(found) == 1:
        return found[0], Chosen.LABEL
    if found:
        more = " and more" if len(found) > _SHOWN else ""
        raise UsageError(
            f"{_NOTHING}: several rows of {table.name} are called {text}",
            f"Name one by its {table.key}: {', '.join(found[:_SHOWN])}{more}.",
        )
    names = " or ".join(dict.fromkeys((table.key, *labels)))
    raise UsageError(
        f"{_NOTHING}: there is no row of {table.name} whose {names} is {text}", _suggest_keys(session, table, text)
    )


def find_first_row(session: Session, table: Table, rule: CompiledRule, verdict: Verdict) -> tuple[str, Chosen]:
    """Return the key of the first finding of a rule; if it has none of the first row in scope, else of the first."""
    found = sorted(verdict.findings, key=lambda it: (it.outcome is not Outcome.FAIL, it.key))
    if found:
        return found[0].key, Chosen.FINDING
    try:
        in_scope = _select_keys(
            session, table, f"{outcomes.render_rule_outcome(rule)} <> {outcomes.OUT_OF_SCOPE}", most=1
        )
    except EvaluationError:
        in_scope = []  # the steps of the first row will show what cannot be evaluated
    if in_scope:
        return in_scope[0], Chosen.SCOPE
    rows = _select_keys(session, table, "TRUE", most=1)
    if rows:
        return rows[0], Chosen.FIRST
    gap = f" ({session.gaps[table.name]})" if table.name in session.gaps else ""
    raise SnapshotError(f"{_NOTHING}: the snapshot holds no row of {table.name}{gap}")


def _suggest_keys(session: Session, table: Table, text: str) -> str:
    """Return what to do next: the keys that come near, those that start alike if there are many rows."""
    key = _qualify_column(table, table.key)
    close: Sequence[str] = ()
    for start in (text[:4], text[:2], ""):
        alike = _select_keys(session, table, f"{key} >= CAST($text AS TEXT)", start, most=_NEAR)
        close = close or get_close_matches(text, [it for it in alike if it.startswith(start)], n=3)
    known = f"Did you mean {' or '.join(close)}? " if close else ""
    return f"{known}orglint query {table.name} true lists the rows."


def _select_keys(session: Session, table: Table, condition: str, text: str = "", most: int = _SHOWN + 1) -> list[str]:
    row, key = quote_identifier(table.variable), _qualify_column(table, table.key)
    query = f"SELECT {key} FROM {quote_identifier(table.name)} AS {row} WHERE {condition} ORDER BY {key} LIMIT {most:d}"
    return [str(found) for (found,) in session.engine.fetch(query, {**session.values, "text": text})]


def _qualify_column(table: Table, name: str) -> str:
    return f"{quote_identifier(table.variable)}.{quote_identifier(name)}"
