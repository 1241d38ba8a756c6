"""What is too much is refused when it is loaded, with the limit named; and nobody else's text becomes SQL."""

from pathlib import Path

import pytest

from orglint import expressions, tables
from orglint.engine.duckdb import open_engine
from orglint.engine.queries import EvaluationError
from orglint.errors import ExpressionError
from orglint.evaluate.session import over_rows
from orglint.model.table import ListOf, Scalar
from support.expressions.small import NOW

KNOWN = tables.known_tables()
SCOPE = expressions.organization_scope(KNOWN).with_row(KNOWN["users"])


def nested(depth: int) -> str:
    source = "true"
    for level in range(depth):
        source = f"user.groups.exists(g{level}, {source})"
    return source


def chained(times: int) -> str:
    source = "user.mfaEnabled"
    for _ in range(times):
        source = f"({source} ? user.mfaEnabled : user.emailVerified)"
    return source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (" || ".join(["user.mfaEnabled"] * 10_000), "20,000 characters"),
        ("user.name == '" + "x" * 1_000_000 + "'", "20,000 characters"),
        (nested(100), "nested deeper than 32 levels"),
        (nested(30), "nested too deeply"),
        ("(" * 500 + "true" + ")" * 500, "nested deeper than 32 levels"),
        ("user.name.matches('(?=a)')", "invalid perl operator"),
        (r"user.name.matches('(a)\\1')", "invalid escape sequence"),
        ("user.name.matches('(a{1000}){1000}')", "invalid repetition size"),
        ("user.name.matches('" + "a" * 1001 + "')", "1000 characters"),
        ("user.name.matches(user.email)", "known beforehand"),
        ("user.lastActive.getHours('Nowhere/Land') == 1", "'Nowhere/Land' is no time zone"),
        ("user.lastActive.getHours(user.timeZone) == 1", "known beforehand"),
        ("duration('soon') > duration('1h')", "can never be evaluated"),
    ],
)
def test_what_is_too_much_is_refused_with_the_limit_named(source: str, expected: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        expressions.compile_value(source, SCOPE)
    assert expected in str(caught.value)


def test_a_long_chain_of_choices_does_not_grow_beyond_measure() -> None:
    assert len(expressions.compile_value(chained(14), SCOPE).compiled.sql) < 3000


def test_names_that_double_each_other_are_refused() -> None:
    with pytest.raises(ExpressionError) as caught:
        _doubled(20)
    assert "10,000 parts" in str(caught.value)


def _doubled(times: int) -> None:
    scope, name = SCOPE, "user.name"
    for level in range(times):
        scope = scope.with_let(f"n{level}", expressions.compile_value(f"{name} + {name}", scope))
        name = f"n{level}"


def test_lists_that_multiply_each_other_are_refused() -> None:
    scope = SCOPE.with_parameter("p", ListOf(Scalar.STRING), [str(number) for number in range(300)])
    with pytest.raises(ExpressionError) as caught:
        expressions.compile_value("params.p.all(a, params.p.all(b, a != b || user.name == a))", scope)
    assert "10,000 parts" in str(caught.value)


NUMBERS = "[" + ",".join(str(number) for number in range(3000)) + "]"
BIG = "'" + "a" * 15_000 + "'"


def maps(depth: int) -> str:
    source = "{'a': 1}"
    for _ in range(depth):
        source = f"{{'a': {source}, 'b': {source}}}"
    return source + ".a" * (depth + 1)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"user.name == {BIG}.split('').join('{'b' * 4000}')", "1,000,000 characters"),
        (f"user.name == {BIG}.replace('a', '{'b' * 4000}')", "1,000,000 characters"),
        (f"user.name == {'x'!r}" + f".replace('', '{'b' * 900}')" * 20, "1,000,000 characters"),
        (f"{BIG}.split('').all(c, c == user.name)", "10,000 parts"),
        (f"{NUMBERS}.all(x, x + user.name.size() > x)", "10,000 parts"),
        (f"{maps(9)} == user.name.size()", "10,000 parts"),
        (" || ".join(["domains.exists(d, d.name == user.emailDomain)"] * 300), "10,000 parts"),
        ("'%.1000000000f'.format([1.0]) == user.name", "format is"),
        ("dyn(1) == dyn(1.0)", "dyn is"),
        ("user.lastActive > now - duration('1.0000001s')", "1.0000001s is finer than a microsecond"),
        ("user.lastActive > now - duration('1ns')", "1ns is finer than a microsecond"),
        ("user.lastActive > timestamp('2026-01-01T00:00:00.1234567Z')", "is finer than a microsecond"),
    ],
)
def test_what_is_known_beforehand_is_worked_out_within_limits(source: str, expected: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        expressions.compile_value(source, SCOPE)
    assert expected in str(caught.value)


HOSTILE = [
    "'", "''", "' OR '1'='1", "'; DROP TABLE users; --", "\\'", '"', "$now", "$1", "?", "{}", "%s", "\n--", "/*", "*/",
    "')) UNION SELECT * FROM read_csv('x') --", "user", '"user"."name"', "NULL", "TRUE", "x'00", "E'\\x27'", "\u2019",
    "COPY users TO 'x'", "ATTACH 'x'", "INSTALL httpfs", "PRAGMA x", ";", "';SELECT 1;'", "$$", "$tag$ ' $tag$",
]  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, *(f"a{text}b" for text in HOSTILE), *(text * 2 for text in HOSTILE)])
def test_text_of_others_means_itself(text: str) -> None:
    scope = SCOPE.with_parameter("p", Scalar.STRING, text).with_parameter("l", ListOf(Scalar.STRING), ["-", text])
    sources = ["user.name == params.p", "user.name in params.l", "params.l.exists(x, x == user.name)"]
    with open_engine() as engine:
        rows = {"users": [{"accountId": "1", "name": text}, {"accountId": "2", "name": "other"}]}
        bench = over_rows(engine, rows, {"users": KNOWN["users"]}, now=NOW)
        for source in sources:
            sql = expressions.compile_condition(source, scope).sql
            found = bench.engine.fetch(f'SELECT {sql} FROM users AS "user" ORDER BY "accountId"', bench.values)
            assert found == [(True,), (False,)], source


def test_a_nul_is_a_character_like_any_other() -> None:
    with open_engine() as engine:
        rows = {"users": [{"accountId": "1", "name": "a\0b"}, {"accountId": "2", "name": "a"}]}
        bench = over_rows(engine, rows, {"users": KNOWN["users"]}, now=NOW)
        sql = expressions.compile_condition(r"user.name == 'a\u0000b'", SCOPE).sql
        assert bench.engine.fetch(f'SELECT {sql} FROM users AS "user" ORDER BY 1', bench.values) == [(False,), (True,)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_parquet('{file}')",
        "SELECT * FROM '{file}'",
        "COPY (SELECT 1) TO '{file}.out'",
        "ATTACH '{file}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '100GB'",
        "EXPORT DATABASE '{file}.d'",
        "SELECT * FROM glob('{file}*')",
        "IMPORT DATABASE '{file}.d'",
    ],
)
def test_the_engine_can_do_nothing_else_even_if_it_were_told_to(statement: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with open_engine() as engine, pytest.raises(EvaluationError):
        engine.fetch(statement.format(file=file), {})
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
