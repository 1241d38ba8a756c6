"""Questions to another table by key stay linear: no step of the plan touches every pair of rows."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from orglint import expressions, tables

KNOWN = tables.known()
SCOPE = expressions.organization_scope(KNOWN).with_row(KNOWN["users"])
ROWS = 3000


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.execute(
        f"""CREATE TABLE users AS SELECT 'u' || i AS "accountId", 'd' || (i % {ROWS // 2}) AS "emailDomain",
        CAST([] AS VARCHAR[]) AS _unknown FROM range({ROWS}) t(i)"""
    )
    made.execute(
        f"""CREATE TABLE domains AS SELECT 'd' || i AS name,
        {{'status': CASE WHEN i % 2 = 0 THEN 'verified' ELSE 'no' END}} AS claim,
        CAST([] AS VARCHAR[]) AS _unknown FROM range({ROWS}) t(i)"""
    )
    return made


def steps(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in [*node.get("operator", []), *node.get("children", [])]:
        yield from steps(child)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("domains.exists(d, d.name == user.emailDomain && d.claim.status == 'verified')", ROWS // 2),
        ("domains.exists(d, d.claim.status == 'verified' && user.emailDomain == d.name)", ROWS // 2),
        ("domains.exists_one(d, d.name == user.emailDomain)", ROWS),
        ("users.filter(u, u.emailDomain == user.emailDomain).size() == 2", ROWS),
        ("!domains.exists(d, d.name == user.emailDomain + 'x')", ROWS),
    ],
)
def test_a_question_by_key_is_no_loop_over_pairs(engine: duckdb.DuckDBPyConnection, source: str, holds: int) -> None:
    sql = expressions.compile_condition(source, SCOPE).sql
    values = {name: True for name in ("complete_users", "complete_domains") if f"${name}" in sql}
    query = f'SELECT count(*) FILTER (WHERE {sql}) FROM users AS "user"'
    assert engine.execute(query, values).fetchone() == (holds,)
    plan = engine.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}", values).fetchall()[0][1]
    found = list(steps(json.loads(plan)))
    assert "HASH_JOIN" in {step.get("type") for step in found}
    assert ROWS <= max(step.get("intermediate_rows", 0) for step in found) <= 2 * ROWS
