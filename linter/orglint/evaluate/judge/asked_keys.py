"""For which keys rules need tables that are asked row by row: decided before these are collected.

A key is needed where the `where` of a rule is true or unknown. Whatever such a table decides is unknown before it was
asked, so a `where` that asks it itself needs all the keys that it could be about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from orglint.engine import duckdb
from orglint.engine.duckdb import EngineFactory
from orglint.engine.queries import EvaluationError
from orglint.errors import SnapshotError
from orglint.evaluate.judge.conditions_query import build_conditions_query, list_expressions, narrow_tables
from orglint.evaluate.session import Session, over_snapshot
from orglint.expressions.compiled import KeyQuestion
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule
from orglint.sql.quoting import quote_identifier

Keys = Mapping[str, tuple[str, ...]]
"""Keys of the parent, in order, by the name of the table that is to be asked for them."""


@dataclass(frozen=True, slots=True)
class KeyNeed:
    """That a rule needs a table for some keys: for every one, or for those that `question` has in rows it reaches."""

    rule: CompiledRule
    question: KeyQuestion

    @property
    def every(self) -> bool:
        """Whether the rule needs every key; it does where it compares the key with nothing that its own row says."""
        return not self.question.probe


def list_key_needs(rules: Sequence[CompiledRule], tables: Mapping[str, Table]) -> Iterator[KeyNeed]:
    """Yield what each rule needs of tables that are asked by key; its own table it needs for every key.

    A rule that waits for a setting, or whose plan lacks something, is not judged, and needs nothing.
    """
    for rule in (it for it in rules if it.is_judged):
        if tables[rule.table].parent:
            yield KeyNeed(rule, KeyQuestion(rule.table))
        own = frozenset({tables[rule.table].variable})
        for question in frozenset().union(*(part.asks for part in list_expressions(rule))):
            yield KeyNeed(rule, question if question.rows == own else KeyQuestion(question.table))


def digest_key_needs(needs: Iterable[KeyNeed]) -> str:
    """Return a digest of all that decides for which keys tables are asked; empty if none is."""
    parts = sorted(
        repr((need.question, need.rule.where.sql, sorted((name, let.sql) for name, let in need.rule.let.items())))
        if not need.every
        else repr(need.question)
        for need in needs
    )
    return sha256("\n".join(parts).encode()).hexdigest() if parts else ""


def select_keys(
    rules: Sequence[CompiledRule],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    open_engine: EngineFactory = duckdb.open_engine,
) -> Keys:
    """Return for which keys of its parent each table has to be asked, of a snapshot that holds the parents already.

    Raises `SnapshotError` if a question cannot be answered: nobody would know then for whom to ask.
    """
    needs = defaultdict[str, list[KeyNeed]](list)
    for need in list_key_needs(rules, tables):
        needs[need.question.table].append(need)
    if not needs:
        return {}
    asking = [need.rule for these in needs.values() for need in these if not need.every]
    wanted = {**narrow_tables(asking, tables), **_narrow_parents(needs, tables)}
    with over_snapshot(snapshot, wanted, now=now, open_engine=open_engine) as session:
        return {name: _fetch_keys(session, tables, name, these) for name, these in needs.items()}


def _narrow_parents(needs: Mapping[str, object], tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the parents whole: which of their columns rules read may come from several of them."""
    return {tables[name].parent: tables[tables[name].parent] for name in needs}


def _fetch_keys(session: Session, tables: Mapping[str, Table], name: str, needs: Sequence[KeyNeed]) -> tuple[str, ...]:
    parent = tables[tables[name].parent]
    key, source = quote_identifier(parent.key), quote_identifier(parent.name)
    every = any(need.every for need in needs)
    chosen = " UNION ALL ".join(_select_probes(tables, need) for need in needs if not need.every)
    where = "" if every else f" WHERE {key} IN ({chosen})"
    try:
        rows = session.engine.fetch(f"SELECT {key} FROM {source}{where} ORDER BY 1", session.values)
    except EvaluationError as error:
        raise SnapshotError(f"nobody knows for which {parent.name} to ask for {name}: {error}") from None
    return tuple(row[0] for row in rows if row[0])


def _select_probes(tables: Mapping[str, Table], need: KeyNeed) -> str:
    """Select the keys that a rule compares with, in the rows in which its `where` is not false."""
    conditions = build_conditions_query(tables[need.rule.table], [need.rule])
    ((where, _),) = conditions.columns
    return f"SELECT {need.question.probe} FROM {conditions.source} WHERE {where} IS NOT FALSE"
