"""Our SQL in Spark's words, as text: names and texts mean themselves, and what has no exact translation is refused."""

import pytest

from expressions.test_limits import HOSTILE
from orglint import expressions, tables
from orglint.expressions.spark import RefusedError, spark_sql, spark_type
from orglint.expressions.spark.texts import quoted
from orglint.model.table import Field, ListOf, Scalar, Struct


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT frobnicate(x) FROM t", "the function frobnicate of 1 arguments"),
        ("SELECT length(x, y) FROM t", "the function length of 2 arguments"),
        ("SELECT list_transform(x, y, z) FROM t", "the function list_transform of 3 arguments"),
        ("SELECT list_filter(x, y) FROM t", "filter without a lambda"),
        ("SELECT CAST(x AS HUGEINT) FROM t", "a cast to INT128"),
        ("SELECT CAST('1' AS HUGEINT)", "the type INT128"),
        ("SELECT CAST(x AS TEXT) FROM t", "the text of a value whose type is not written beside it"),
        ("SELECT 1.5", "the number 1.5"),
        ("SELECT a.b.c FROM t", "the name a.b.c"),
        ("SELECT x ^ 2 FROM t", "Pow"),
        ("SELECT x IN (1, 2) FROM t", "In"),
        ("SELECT DISTINCT x FROM t", "distinct in SELECT DISTINCT x FROM t"),
        ("SELECT x FROM t GROUP BY x HAVING x", "having in SELECT x FROM t GROUP BY x HAVING x"),
        ("SELECT x FROM t JOIN u ON t.a = u.a", "the join JOIN u ON t.a = u.a"),
        ("SELECT x FROM t UNION SELECT x FROM u", "UNION without ALL"),
        ("WITH RECURSIVE a AS (SELECT 1) SELECT x FROM a", "WITH RECURSIVE"),
        ("SELECT list(x) FROM t", "a list of what may be NULL"),
        ("SELECT regexp_matches(x, y) FROM t", "a pattern that is not known beforehand"),
        ("SELECT regexp_replace(x, 'a', 'b') FROM t", "a replacement by anything but nothing"),
        ("SELECT regexp_replace(x, 'a', '') FROM t", "a pattern that could be found more than once"),
        ("SELECT strftime(x, '%c') FROM t", "the format %c"),
        ("SELECT timezone('Asia/Tokyo', x) FROM t", "a time in a zone"),
        ('SELECT "${env:HOME}" FROM t', "a name with ${"),
        ("SELECT x FROM read_csv('x')", "has no exact translation"),
        ("COPY t TO 'x'", "has no exact translation"),
        ("DROP TABLE t", "has no exact translation"),
        ("SELECT 1; SELECT 2", "a query that cannot be read"),
        ("SELECT (", "a query that cannot be read"),
    ],
)
def test_what_has_no_translation_is_refused_by_name(query: str, named: str) -> None:
    with pytest.raises(RefusedError) as caught:
        spark_sql(query)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT "user"."n" FROM users AS "user"', "SELECT `@user`.`n` FROM `users` AS `@user`"),
        ('SELECT "a`b"', "SELECT `a``b`"),
        ("SELECT $now", "SELECT :now"),
        ("SELECT x FROM t ORDER BY x DESC LIMIT 3", "SELECT `x` FROM `t` AS `@t` ORDER BY `x` DESC NULLS LAST LIMIT 3"),
        ("SELECT 1 WHERE a IS NOT FALSE", "SELECT 1 WHERE `a` IS NOT FALSE"),
        ("SELECT CASE x WHEN TRUE THEN 1 END", "SELECT CASE `x` WHEN TRUE THEN 1 END"),
    ],
)
def test_a_query_reads_like_this(query: str, expected: str) -> None:
    assert spark_sql(query) == expected


def test_a_chain_of_ten_thousand_terms_is_written() -> None:
    assert spark_sql("SELECT " + " OR ".join(["a"] * 10_000)).count(" OR ") == 9_999


@pytest.mark.parametrize("source", ["!(" * 30 + "user.mfaEnabled" + ")" * 30, "1 + " * 28 + "user.name.size() == 1"])
def test_the_deepest_expression_is_written(source: str) -> None:
    scope = expressions.organization_scope(tables.known_tables()).with_row(tables.known_tables()["users"])
    assert spark_sql(f"SELECT {expressions.compile_condition(source, scope).sql}")


@pytest.mark.parametrize("text", [*HOSTILE, "${spark.app.name}", "\\u0027", "\\", "\0", "\U0001f937", "\u2028", "`"])
def test_no_text_can_leave_its_quotes(text: str) -> None:
    inside = quoted(text)[1:-1]
    assert not set(inside) & set("'\"`${}\n\0;*?%")
    assert inside.isascii()


def test_every_table_has_types_in_spark() -> None:
    kinds = {spark_type(column.type) for table in tables.known_tables().values() for column in table.columns.values()}
    assert {"STRING", "BOOLEAN", "TIMESTAMP_NTZ", "ARRAY<STRING>"} <= kinds


def test_a_record_in_a_list_reads_like_this() -> None:
    kind = ListOf(Struct((Field("a b", Scalar.INT), Field("c", ListOf(Scalar.DOUBLE)))))
    assert spark_type(kind) == "ARRAY<STRUCT<`a b`: BIGINT, `c`: ARRAY<DOUBLE>>>"
