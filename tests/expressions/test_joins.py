"""Questions to another table by key stay linear: no step of the plan touches every pair of rows."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from orglint import expressions
from support.expressions import small

TABLES = {"things": small.table(), "others": small.table("others", "other")}
ROW = expressions.organization_scope(TABLES).with_row(TABLES["things"])
SCOPE = ROW.with_let("ready", expressions.compile_value("thing.mfa && thing.n > 10", ROW))
ROWS = 3000
HALF = ROWS // 2
MADE = f"""SELECT 'k' || i AS key, 's' || i AS status, 's' || (i % {HALF}) AS email,
i AS n, i % 7 AS m, i % 2 = 0 AS mfa,
['s' || i, 's' || (i + {ROWS})] AS roles FROM range({ROWS}) t(i)"""
COMPLETE = {"complete_things": True, "complete_others": True}


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    for name in TABLES:
        made.execute(f"CREATE TABLE {name} AS {MADE}")
    return made


def steps(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in [*node.get("operator", []), *node.get("children", [])]:
        yield from steps(child)


def plan(engine: duckdb.DuckDBPyConnection, source: str) -> tuple[int, list[dict[str, Any]]]:
    """Return for how many rows a condition holds, and the steps in which that was worked out."""
    sql = expressions.compile_condition(source, SCOPE).sql
    values = {name: value for name, value in COMPLETE.items() if f"${name}" in sql}
    query = f'SELECT count(*) FILTER (WHERE {sql}) FROM things AS "thing"'
    found = engine.execute(query, values).fetchone()
    explained = engine.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}", values).fetchall()[0][1]
    return (found or (-1,))[0], list(steps(json.loads(explained)))


LINEAR = [
    ("others.exists(o, o.status == thing.email && o.mfa)", HALF),
    ("others.exists(o, o.mfa && thing.email == o.status)", HALF),
    ("others.exists(o, o.status == thing.email && thing.mfa)", HALF),
    ("others.exists_one(o, o.status == thing.email)", ROWS),
    ("others.filter(o, o.email == thing.email).size() == 2", ROWS),
    ("!others.exists(o, o.status == thing.email + 'x')", ROWS),
    ("others.exists(o, o.status == thing.status && o.n == thing.n)", ROWS),
    ("others.exists(o, o.status == thing.status && o.m == thing.m && o.mfa == thing.mfa)", ROWS),
    ("others.exists(o, o.m == thing.m && o.status == thing.status)", ROWS),
    ("others.all(o, o.status != thing.email || o.mfa)", HALF),
    ("others.all(o, !(o.status == thing.email && o.mfa))", HALF),
    ("others.filter(o, o.email == thing.email).exists(o, o.n < 10)", 20),
    ("others.filter(o, o.email == thing.email).all(o, o.n >= 10)", ROWS - 20),
    ("others.filter(o, o.email == thing.email).exists_one(o, o.n < 10)", 20),
    ("others.filter(o, o.email == thing.email).map(o, o.n).size() == 2", ROWS),
    ("others.filter(o, o.mfa).filter(o, o.email == thing.email).size() == 2", HALF),
    ("thing.email in others.map(o, o.status)", ROWS),
    ("thing.status in others.filter(o, o.mfa).map(o, o.email)", HALF // 2),
    ("thing.n in others.map(o, o.n)", ROWS),
    ("others.map(o, o.status).exists(s, s == thing.email)", ROWS),
    ("others.exists(o, thing.status in o.roles)", ROWS),
    ("others.exists(o, thing.email in o.roles && o.mfa)", HALF),
    ("others.exists_one(o, thing.status in o.roles && o.n == thing.n)", ROWS),
    ("others.exists(o, o.status in thing.roles)", ROWS),
    ("others.exists(o, o.status in thing.roles && o.mfa)", HALF),
    ("others.filter(o, o.status in thing.roles).size() == 1", ROWS),
    ("thing.roles.exists(r, others.exists(o, o.status == r))", ROWS),
    ("thing.roles.filter(r, others.exists(o, o.status == r)).size() == 1", ROWS),
    ("thing.roles.map(r, others.filter(o, o.status == r).size()) == [1, 0]", ROWS),
    ("others.exists(o, o.status == thing.email || o.status == thing.status + 'x')", ROWS),
    ("others.exists(o, o.status == thing.email && (o.mfa || thing.mfa))", HALF),
    ("others.exists(o, o.status == thing.status && o.n >= thing.n)", ROWS),
    ("others.exists(o, o.m == thing.m && o.n == thing.n && o.status == thing.status && o.key == thing.key)", ROWS),
    ("others.all(o, o.status != thing.email || o.n <= thing.n)", ROWS),
    ("others.filter(o, o.email == thing.email && o.n < thing.n).size() == 1", HALF),
    ("others.exists(o, thing.n > 10 && o.n == 1)", ROWS - 11),
    ("others.exists(o, o.status == thing.status && others.exists(p, p.status == o.email && p.mfa))", HALF),
    ("others.exists(o, others.exists(p, p.status == o.email && thing.mfa))", HALF),
    ("others.exists(o, [1, 3].exists(m, o.status == thing.email && o.m == m))", 858),
    ("others.exists(o, ready && o.status == thing.email)", HALF - 6),
    ("others.all(o, !(ready && o.status == thing.email))", HALF + 6),
]


@pytest.mark.parametrize(("source", "holds"), LINEAR)
def test_a_question_by_key_is_no_loop_over_pairs(engine: duckdb.DuckDBPyConnection, source: str, holds: int) -> None:
    found, done = plan(engine, source)
    assert found == holds
    touched = {step.get("type", ""): step.get("intermediate_rows", 0) for step in done}
    assert max(step.get("intermediate_rows", 0) for step in done) <= 4 * ROWS, touched
    assert not {name for name in touched if "NESTED" in name or "PIECEWISE" in name or "IE_JOIN" in name}


@pytest.mark.parametrize("source", ["others.exists(o, o.n > thing.n)", "others.exists(o, o.n + thing.n == 3)"])
def test_any_other_question_to_pairs_has_its_answer_too(engine: duckdb.DuckDBPyConnection, source: str) -> None:
    expected = {"o.n > thing.n": ROWS - 1, "o.n + thing.n == 3": 4}
    found, done = plan(engine, source)
    assert found == expected[source.removeprefix("others.exists(o, ").removesuffix(")")]
    assert max(step.get("intermediate_rows", 0) for step in done) >= ROWS * ROWS
