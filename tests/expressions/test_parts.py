"""An expression taken apart: each part's text is the part, whatever blanks, comments and brackets are around it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from orglint import expressions
from orglint.engine.duckdb import open_engine
from orglint.errors import ExpressionError
from orglint.evaluate.session import Session, over_rows
from orglint.expressions.cel.source.tokens import tokenize_source
from orglint.expressions.compile.parts import Part, split_expression
from orglint.model.table import ListOf, Scalar
from orglint.sql.readable import format_query
from support.expressions import small, typed_expressions
from support.searching import at_full

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = (
    expressions.organization_scope(TABLES)
    .with_row(TABLES["things"])
    .with_parameter("max", Scalar.INT, 3)
    .with_parameter("words", ListOf(Scalar.STRING), ["a", "b"])
)


def texts(source: str) -> list[str]:
    return [part.text for part in every(split_expression(source, SCOPE))]


def every(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from every(inner)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("thing.n", ["thing.n"]),
        ("( thing.n )==-1", ["( thing.n )==-1", "thing.n", "-1"]),
        ("thing.n == -(1)", ["thing.n == -(1)", "thing.n", "-(1)"]),
        ("((thing.n + 1) * 2)", ["(thing.n + 1) * 2", "thing.n + 1", "thing.n", "1", "2"]),
        ("!!thing.mfa", ["thing.mfa"]),
        ("- (thing.n)", ["- (thing.n)", "thing.n"]),
        ("has(thing.claim.status)", ["has(thing.claim.status)", "thing.claim"]),
        ("thing . email . size ()", ["thing . email . size ()", "thing . email"]),
        ("params.max > 2 ? 'a' : ('b')", ["params.max > 2 ? 'a' : ('b')"]),
        ("thing.n > params.max", ["thing.n > params.max", "thing.n", "params.max"]),
        (
            "thing.email == '🤷🏼 (' && thing.mfa",
            ["thing.email == '🤷🏼 (' && thing.mfa", "thing.email == '🤷🏼 ('", "thing.email", "'🤷🏼 ('", "thing.mfa"],
        ),
        (
            "thing.mfa && (thing.mfa || true) && thing.n == 1",
            [
                "thing.mfa && (thing.mfa || true) && thing.n == 1",
                "thing.mfa",
                "thing.mfa || true",
                "thing.mfa",
                "true",
                "thing.n == 1",
                "thing.n",
                "1",
            ],
        ),
        (
            "thing.mfa // yes (really\n  && thing.email == '''a\n  b'''",
            ["thing.mfa && thing.email == '''a\n  b'''", "thing.mfa", "thing.email == '''a\n  b'''", "thing.email",
             "'''a\n  b'''"],
        ),
        ("thing.roles[0] == r'\\d'", ["thing.roles[0] == r'\\d'", "thing.roles[0]", "thing.roles", "0", "r'\\d'"]),
        ("thing.roles.exists(r, r == 'a')", ["thing.roles.exists(r, r == 'a')", "thing.roles"]),
        ("others.exists(o, o.n == thing.n)", ["others.exists(o, o.n == thing.n)"]),
        ("others.filter(o, o.mfa).size() > 1", ["others.filter(o, o.mfa).size() > 1", "others.filter(o, o.mfa).size()",
         "1"]),
        ("thing.n in [1, thing.m]", ["thing.n in [1, thing.m]", "thing.n", "[1, thing.m]", "1", "thing.m"]),
        ("{'a': 1}['a'] == thing.n", ["{'a': 1}['a'] == thing.n", "{'a': 1}['a']", "'a'", "1", "'a'", "thing.n"]),
    ],
)  # fmt: skip
def test_the_parts_of_an_expression_are_these(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_what_an_element_is_asked_is_a_part_of_its_own() -> None:
    part = split_expression("thing.access.exists(a, a.count > 1 && a.key == 'x')", SCOPE)
    assert part.elements
    assert [it.text for it in every(part.elements.body(4))][:3] == [
        "a.count > 1 && a.key == 'x'",
        "a.count > 1",
        "a.count",
    ]
    assert "5" in part.elements.body(4).sql


def test_what_a_key_of_a_map_is_asked_is_a_part_of_its_own() -> None:
    part = split_expression("{thing.status: 1, 'b': 2}.exists(k, k == 'a')", SCOPE)
    assert part.elements
    assert [it.text for it in every(part.elements.body(1))] == ["k == 'a'", "k", "'a'"]


def test_what_rows_are_asked_names_the_table_and_its_key() -> None:
    rows = split_expression("others.filter(o, o.mfa).exists(o, o.n == thing.n)", SCOPE).rows
    assert rows
    assert (rows.macro, rows.table, rows.key) == ("exists", "others", "key")
    assert "mfa" in rows.filter
    assert '"thing"."n"' in rows.holds


@settings(max_examples=at_full(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.booleans(3))
def test_the_text_of_a_part_compiles_to_the_part(source: str) -> None:
    try:
        whole = split_expression(source, SCOPE)
        expressions.compile_value(source, SCOPE)
    except ExpressionError:
        return  # a constant that can never be evaluated
    for part in every(whole):
        if part.sql:
            assert expressions.compile_value(part.text, SCOPE).compiled.sql == part.sql, f"{part.text} in {source}"


@pytest.mark.parametrize("text", ["'", '"a', "'''a'", "a'b'c\"", "§ $ 1.2.3 0xg", "b'", "\n", "a//b", "'a\\", "r'\\'"])
def test_any_text_at_all_has_words(text: str) -> None:
    found = tokenize_source(text)
    assert all(text[token.start : token.end] == token.text for token in found)


@settings(max_examples=at_full(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(source=typed_expressions.booleans(3))
def test_readable_sql_gives_what_the_compiled_one_gives(bench: Session, source: str) -> None:
    try:
        compiled = expressions.compile_value(source, SCOPE).compiled
    except ExpressionError:
        return  # a constant that can never be evaluated
    found = bench.engine.fetch(format_query(compiled.sql, TABLES["things"]), bench.values)
    assert found == bench.engine.fetch(f'SELECT {compiled.sql} FROM things AS "thing"', bench.values)


@pytest.fixture(scope="module")
def bench() -> Iterator[Session]:
    with open_engine() as engine:
        rows = {"things": small.random_rows(1, 10), "others": small.random_rows(2, 3)}
        yield over_rows(engine, rows, TABLES, now=small.NOW)
