"""Patterns mean on Spark what they mean in RE2, which DuckDB has; what Java could try for ever is refused."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from orglint.engine import duckdb
from orglint.engine.interface import Engine
from orglint.evaluate.session import over_rows
from orglint.expressions.spark import RefusedError, spark_sql
from orglint.model.table import Column, Scalar, Table
from support.expressions.small import NOW, TEXTS
from support.spark_session import needs_java, spark

PATTERNS = [
    "a", "^a$", "a.b", "(?s)a.b", "(?m)^b$", "^$", "(?m)^$", "a$", r"a\z", r"\Aa", "a|", "(|a)b", "[^a]", "[^a-c]b",
    "[a-]", "[]a]", "[^]a]", r"[\]a]", r"[\d-]", r"[\w.]+@", "(?i)active", "(?i)[a-c]", "(?i)k", "(?i)[^k]", "(?i)S",
    "(?i:A)b", "(?-i:A)b", "(?i)a(?-i)B", "a{2}", "a{2,}", "a{2,3}$", "a{,2}", "a{", "x{300}", "(ab)+", "(?:a|b)*c",
    "(?P<n>a)b", r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"\ba", r"a\b", r"\Bb", r"\B", "[[:alpha:]]",
    "[[:^alpha:]]", "[[:space:]]", "[[:punct:]]", "[[:word:]]+$", "[[:cntrl:]]", r"\x41", r"\x{1F937}", r"\101",
    r"\0", r"\a|\f|\n|\r|\t|\v", r"\.", r"\Qa.b\E", r"\Q*\E+", r"\$\^", "é", "[à-ý]", "e\u0301", "\U0001f937", ".",
    "^.$", "^..$", "^.{1,2}$", "(?U)a+?b", "(?s).*", ".+b", "^[^@]+@[^@]+$", "^([a-z]+[.])+[a-z]+$",
    "^(a|ab)(c|bcd)$", "$", "^", "(a)(b)?$", "[\u2028\n]", r"[\x00-\x1f]", "a#b c", "-", "[+--]", r"\pL", "(a+)+b",
    "^(a|a)*b", "^(a|ab|b)*c", "(a*)*", "^.*a.*a.*a.*a.*b",
]  # fmt: skip
REFUSED = {r"\pL", r"\B", r"\Bb", "(a+)+b", "^(a|ab|b)*c", "^.*a.*a.*a.*a.*b"}
ALPHABET = 'aAbBcCkKsS01_ .,-@\n\r\t\v\\"$^*+?()[]{}|\0\x1b\x85\xa0\u017f\u212a\u2028éà\u0301\U0001f937'


def texts() -> list[str]:
    dice = random.Random(7)
    return [*TEXTS, *("".join(dice.choices(ALPHABET, k=dice.randint(1, 6))) for _ in range(250))]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with spark()() as it:
        yield it


def found(engine: Engine, patterns: list[str]) -> list[tuple[Any, ...]]:
    columns = {"n": Column("n", Scalar.INT, "", ""), "x": Column("x", Scalar.STRING, "", "")}
    table = Table("texts", "t", "n", "", api="", endpoint="", scope="", columns=columns)
    over_rows(engine, {"texts": [{"n": n, "x": x} for n, x in enumerate(texts())]}, {"texts": table}, now=NOW)
    asked = ", ".join(f"{matches(pattern)} AS c{number}" for number, pattern in enumerate(patterns))
    return list(zip(*engine.fetch(f'SELECT {asked} FROM texts AS "t" ORDER BY "t"."n"', {}), strict=True))


def matches(pattern: str) -> str:
    return f"""regexp_matches("t"."x", '{pattern.replace("'", "''")}')"""


@needs_java
def test_a_pattern_finds_in_java_what_it_finds_in_re2(engine: Engine) -> None:
    asked = [pattern for pattern in PATTERNS if pattern not in REFUSED]
    with duckdb.open_engine() as other:
        expected = found(other, asked)
    wrong = [
        (pattern, text, mine)
        for pattern, ours, theirs in zip(asked, found(engine, asked), expected, strict=True)
        for text, mine, official in zip(texts(), ours, theirs, strict=True)
        if mine is not official
    ]
    assert not wrong


@pytest.mark.parametrize("pattern", sorted(REFUSED))
def test_a_pattern_that_means_something_else_or_could_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(RefusedError) as caught:
        spark_sql(f"SELECT {matches(pattern)} FROM t")
    assert "pattern" in str(caught.value)


@pytest.mark.parametrize("pattern", [pattern for pattern in PATTERNS if pattern not in REFUSED])
def test_any_other_pattern_is_translated(pattern: str) -> None:
    assert "RLIKE" in spark_sql(f"SELECT {matches(pattern)} FROM t")


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [
        ("^a.*b", None),
        ("a.*b", "<= 20000"),
        ("^a.*b.*c", "<= 20000"),
        ("a.*b.*c", "<= 500"),
        ("^([a-z]+[.])+[a-z]+$", "<= 2000"),
    ],
)
def test_the_longer_java_could_try_the_shorter_the_texts_that_it_is_asked_of(pattern: str, longest: str | None) -> None:
    sql = spark_sql(f"SELECT {matches(pattern)} FROM t")
    assert (longest or "RLIKE") in sql
    assert ("char_length" in sql) is (longest is not None)
