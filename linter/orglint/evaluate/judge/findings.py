"""The findings of rules: rows that do not pass, with message and evidence."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from orglint.engine.duckdb import Engine
from orglint.engine.kept import KeptRows
from orglint.engine.queries import EvaluationError
from orglint.evaluate.judge.conditions import Conditions
from orglint.evaluate.judge.finding_columns import (
    KEY,
    Cells,
    FindingColumns,
    FindingLayout,
    build_findings_query,
    build_layout,
)
from orglint.evaluate.judge.kept_findings import KeptFindings, count_unknown
from orglint.evaluate.judge.outcome_counts import OutcomeCounts
from orglint.evaluate.judge.reasons import Explain, make_explainer
from orglint.evaluate.session import Session
from orglint.model.findings import Findings, ListedFindings
from orglint.model.reasons import Reason
from orglint.model.result import Outcome
from orglint.rulebook.rule import CompiledRule


@dataclass(frozen=True, slots=True)
class Room:
    """How many findings of several rules become objects at once, and how many bytes an engine keeps for others.

    A `few` are not worth a second query. What is beyond `kept` is compressed, and if that is not enough becomes objects
    too, so that queries have their memory.
    """

    few: int = 2_000
    kept: int = 1 << 28


USUAL = Room()


def fetch_findings(
    session: Session,
    conditions: Conditions,
    counts: Mapping[str, OutcomeCounts],
    rules: Sequence[CompiledRule],
    room: Room = USUAL,
) -> list[Findings]:
    """Return the findings of each rule, which have been counted, in the order of their keys: one query for all."""
    asked, table, columns = conditions.build_query(rules, with_told=True), conditions.table, FindingColumns(len(rules))
    codes = asked.codes()
    layouts = [build_layout(table, rule, number, columns, codes[number]) for number, rule in enumerate(rules)]
    needed = frozenset[int]().union(*(layout.places for layout in layouts))
    query = build_findings_query(table, asked, columns, needed)
    explain = [make_explainer(session, table, it.rule, it.words) for it in layouts]
    if sum(counts[rule.id].found for rule in rules) <= room.few:
        return _list_findings(session, query, layouts, explain)
    rows = session.engine.keep_rows(f"{query} ORDER BY c{KEY} NULLS LAST", session.values)
    kept = [
        _build_kept(rows, layout, reason, counts[layout.rule.id])
        for layout, reason in zip(layouts, explain, strict=True)
    ]
    if _fits(session.engine, room.kept):
        return [*kept]
    with _pause_garbage_collection():
        listed = [ListedFindings(findings) for findings in kept]
    rows.drop()
    return [*listed]


def _fits(engine: Engine, most: int) -> bool:
    """Return whether all rows that an engine holds take so many bytes at most, compressed if they must be."""
    if engine.count_table_bytes() > most:
        with suppress(EvaluationError):  # what cannot be compressed stays as it is
            engine.compress_kept_rows()
    return engine.count_table_bytes() <= most


def _list_findings(
    session: Session, query: str, layouts: Sequence[FindingLayout], explain: Sequence[Explain]
) -> list[Findings]:
    with _pause_garbage_collection():
        rows = session.engine.fetch(query, session.values)
        rows.sort(key=_sort_key)
        return [
            ListedFindings(found for row in rows if (found := layout.read_finding(row, reason)))
            for layout, reason in zip(layouts, explain, strict=True)
        ]


def _build_kept(rows: KeptRows, layout: FindingLayout, explain: Explain, counts: OutcomeCounts) -> KeptFindings:
    unknown = count_unknown(rows, layout, explain) if counts.unknown else {}
    counted: Counter[tuple[Outcome, Reason | None]] = Counter({(Outcome.FAIL, None): counts.failed})
    counted.update({(Outcome.UNKNOWN, reason): it.number for reason, it in unknown.items()})
    firsts = {reason: it.firsts for reason, it in unknown.items()}
    return KeptFindings(rows, layout, explain, +counted, firsts)


@contextmanager
def _pause_garbage_collection() -> Iterator[None]:
    """Pause the search for cycles: findings are in none, and it would look through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _sort_key(row: Cells) -> tuple[bool, str]:
    return row[KEY] is None, row[KEY]
