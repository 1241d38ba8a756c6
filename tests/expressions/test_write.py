"""What is written with each part once is what SQLGlot writes of a tree without shared parts."""

import json
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from orglint import expressions, tables
from orglint.model.table import ListOf
from orglint.sql.builders import case_when, is_null
from orglint.sql.measures import count_parts
from orglint.sql.render import render_sql
from support.bundled import load_bundled_rules

CASES = [
    line.rsplit(" | ", 2)[:2]
    for file in sorted(Path(__file__).parent.glob("*.cases"))
    for line in file.read_text("utf-8").splitlines()
    if line.count(" | ") >= 2 and not line.startswith("#")
]


@pytest.mark.parametrize(("source", "variables"), CASES)
def test_every_case_is_written_alike(source: str, variables: str) -> None:
    named = expressions.compile_value(source, expressions.build_activation(json.loads(variables), {}, source).scope)
    assert render_sql(named.tree) == named.tree.sql("duckdb")


def test_every_bundled_rule_is_written_alike() -> None:
    known = tables.known_tables()
    scope = expressions.organization_scope(known)
    for rule in (it for it in load_bundled_rules() if it.is_judged):
        near = scope.with_row(known[rule.table])
        for name, it in rule.plain.parameters.items():
            near = near.with_parameter(name, ListOf(it.scalar) if it.type.startswith("list") else it.scalar, it.value)
        for name, it in rule.let.items():
            near = near.with_let(name, expressions.compile_value(it.source, near))
        for it in (rule.where, rule.require):
            assert it.sql == expressions.compile_value(it.source, near).tree.sql("duckdb")


def test_a_part_in_two_places_is_written_twice() -> None:
    part = exp.column("a", table="t", quoted=True)
    whole = case_when((is_null(part), exp.null()), otherwise=part)
    assert render_sql(whole) == 'CASE WHEN "t"."a" IS NULL THEN NULL ELSE "t"."a" END'
    assert render_sql(whole) == whole.sql("duckdb")


def test_parts_that_are_shared_are_counted_for_each_place() -> None:
    part: exp.Expr = exp.column("a")
    size = sum(1 for _ in part.walk())
    for _ in range(30):
        part, size = exp.Add(this=part, expression=part), 2 * size + 1
        assert count_parts(part) == size
        if size < 5_000:
            assert size == sum(1 for _ in part.walk())
        if size > 5_000:
            break


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT DISTINCT a FROM t",
        "SELECT a FROM t ORDER BY b DESC LIMIT 3 OFFSET 1",
        "SELECT a FROM t JOIN u ON t.a = u.a WHERE u.b GROUP BY a HAVING COUNT(*) > 1",
        "SELECT a FROM (SELECT a FROM t UNION ALL SELECT a FROM u) AS v",
        "SELECT s.t.a, CAST(a AS DECIMAL(20, 0)), CAST(b AS STRUCT(c INT)), CAST(d AS BIGINT[][]) FROM s.t",
        "WITH v AS (SELECT 1 AS a) SELECT a FROM v",
    ],
)
def test_what_says_more_is_written_whole(sql: str) -> None:
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    assert render_sql(tree) == tree.sql("duckdb")
