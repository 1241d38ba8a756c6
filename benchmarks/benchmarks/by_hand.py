"""Judging by the hand-written SQL, for the same verdicts as the tool's: counts, and every row that is not a pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb

from benchmarks.sql import ROWS, WHOLE, ByRow
from orglint.model.snapshot import Snapshot

Counts = tuple[int, int, int]
"""Rows that passed, failed, and are unknown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one rule comes to: the counts, and of each row that is not a pass its key, whether it fails, its message."""

    counts: Counts
    findings: list[tuple[Any, ...]]


def judge(snapshot: Snapshot, now: datetime) -> dict[str, Judged]:
    """Return the verdict of every rule of `sql.py`: one scan a file for the counts, one a rule for its findings."""
    naive = now.astimezone(UTC).replace(tzinfo=None)
    with duckdb.connect() as engine:
        judged = dict(_rules(engine, snapshot, naive))
        return judged | {rule: _whole(engine, query, snapshot) for rule, query in WHOLE.items()}


def keep(snapshot: Snapshot, now: datetime) -> dict[str, Counts]:
    """Judge as `judge` does, and leave the findings in tables of the engine: nothing becomes an object."""
    naive = now.astimezone(UTC).replace(tzinfo=None)
    with duckdb.connect() as engine:
        counted = {rule: it for file in _files() for rule, it in _counts(engine, file, snapshot, naive).items()}
        for number, rule in enumerate(rule for rule, counts in counted.items() if any(counts[1:])):
            query = f"CREATE TABLE found_{number} AS {_findings_query(ROWS[rule], snapshot)}"
            engine.execute(query, {"now": naive} if "$now" in query else None)
        return counted | {rule: _whole(engine, query, snapshot).counts for rule, query in WHOLE.items()}


def decide(snapshot: Snapshot, now: datetime) -> dict[str, int]:
    """Return how many rows fail each rule, without a look at any finding."""
    naive = now.astimezone(UTC).replace(tzinfo=None)
    with duckdb.connect() as engine:
        counts = {rule: it for file in _files() for rule, it in _counts(engine, file, snapshot, naive).items()}
        counts |= {rule: _whole(engine, query, snapshot).counts for rule, query in WHOLE.items()}
    return {rule: failed for rule, (_, failed, _) in counts.items()}


def codes(snapshot: Snapshot, rule: str, now: datetime, *, rows: int) -> list[tuple[str, int]]:
    """Return the first keys of a rule's table with 0 out of scope, 1 pass, 2 fail, 3 unknown."""
    it = ROWS[rule]
    naive = now.astimezone(UTC).replace(tzinfo=None)
    query = f"SELECT {it.key}, {_code(it)} FROM {_source(snapshot, it.file)} ORDER BY 1 LIMIT {rows}"
    with duckdb.connect() as engine:
        return engine.execute(query, {"now": naive} if "$now" in query else None).fetchall()


def _files() -> list[str]:
    return list(dict.fromkeys(it.file for it in ROWS.values()))


def _source(snapshot: Snapshot, file: str) -> str:
    return f"read_parquet('{snapshot.folder / snapshot.files[file].name}')"


def _code(it: ByRow) -> str:
    where, require = f"({it.where})", f"({it.require})"
    return f"CASE WHEN NOT {where} THEN 0 WHEN {require} THEN 1 WHEN {where} AND NOT {require} THEN 2 ELSE 3 END"


def _rules(engine: duckdb.DuckDBPyConnection, snapshot: Snapshot, now: datetime) -> Iterator[tuple[str, Judged]]:
    for file in _files():
        for rule, counts in _counts(engine, file, snapshot, now).items():
            yield rule, Judged(counts, _findings(engine, ROWS[rule], snapshot, now) if any(counts[1:]) else [])


def _counts(engine: duckdb.DuckDBPyConnection, file: str, snapshot: Snapshot, now: datetime) -> dict[str, Counts]:
    rules = {rule: it for rule, it in ROWS.items() if it.file == file}
    listed = ", ".join(f"{_code(it)} AS c{at}" for at, it in enumerate(rules.values()))
    counted = ", ".join(f"count_if(c{at} = {code})" for at in range(len(rules)) for code in (1, 2, 3))
    query = f"SELECT {counted} FROM (SELECT {listed} FROM {_source(snapshot, file)})"
    row = engine.execute(query, {"now": now} if "$now" in query else None).fetchone() or ()
    return {rule: (row[3 * at], row[3 * at + 1], row[3 * at + 2]) for at, rule in enumerate(rules)}


def _findings(engine: duckdb.DuckDBPyConnection, it: ByRow, snapshot: Snapshot, now: datetime) -> list[tuple[Any, ...]]:
    query = _findings_query(it, snapshot)
    return engine.execute(query, {"now": now} if "$now" in query else None).fetchall()


def _findings_query(it: ByRow, snapshot: Snapshot) -> str:
    return f"""
        SELECT {it.key}, ({it.where}) AND NOT ({it.require}) AS fails, {it.message}, {it.evidence}
        FROM {_source(snapshot, it.file)}
        WHERE ({it.where}) IS NOT FALSE AND ({it.require}) IS NOT TRUE
        ORDER BY 1"""


def _whole(engine: duckdb.DuckDBPyConnection, query: str, snapshot: Snapshot) -> Judged:
    sources = {file: _source(snapshot, file) for file in snapshot.files}
    kept, message = engine.execute(query.format(**sources)).fetchone() or (None, "")
    counts = (int(kept is True), int(kept is False), int(kept is None))
    return Judged(counts, [] if kept else [("", kept is False, message)])
