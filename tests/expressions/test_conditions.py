"""What a condition is made of: read off the typed tree, and rewritten to the same meaning in three-valued logic."""

import random
from collections.abc import Iterator
from itertools import product

import duckdb
import pytest
from sqlglot import exp

from orglint import expressions
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.compile.conditions import (
    AllOf,
    AnyOf,
    Condition,
    ElementOf,
    Equal,
    Negated,
    Opaque,
    Unequal,
    join_all,
    join_any,
    negate_condition,
    split_alternatives,
    split_conjuncts,
)
from orglint.expressions.compile.translate import begin_translation
from orglint.sql.render import render_sql
from support.expressions import small

TABLES = {"things": small.table(), "others": small.table("others", "other")}
ROW = expressions.organization_scope(TABLES).with_row(TABLES["things"])
SCOPE = ROW.with_let("both", expressions.compile_value("thing.mfa && thing.n == 1", ROW))


def condition(source: str) -> Condition:
    checked = check_expression(source, SCOPE.types, SCOPE.variables)
    return begin_translation(checked, SCOPE).condition(checked.tree)


def shape(it: Condition) -> str:
    match it:
        case AllOf():
            return f"({shape(it.left)} and {shape(it.right)})"
        case AnyOf():
            return f"({shape(it.left)} or {shape(it.right)})"
        case Negated():
            return f"not {shape(it.part)}"
        case Equal():
            return "="
        case Unequal():
            return "<>"
        case ElementOf():
            return "in"
    return "?"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("thing.mfa", "?"),
        ("thing.n + 1", "?"),
        ("thing.mfa && (thing.n == 1 || !thing.mfa)", "(? and (= or not ?))"),
        ("thing.status != thing.email", "<>"),
        ("thing.last == now", "="),
        ("thing.score == 0.5", "?"),
        ("thing.score != 0.5", "?"),
        ("thing.roles == ['a', thing.email]", "?"),
        ("thing.roles != ['a', thing.email]", "not ?"),
        ("thing.status in thing.roles", "in"),
        ("thing.score in [thing.score, 0.5]", "?"),
        ("thing.status in {'a': 1}", "?"),
        ("thing.mfa ? thing.n == 1 : false", "?"),
        ("1 == 1", "?"),
        ("bool(thing.mfa && thing.n == 1)", "(? and =)"),
        ("both", "(? and =)"),
        ("!both || thing.n == 2", "(not (? and =) or =)"),
        ("[1, 2].exists(x, thing.n == x)", "((? or =) or =)"),
        ("[1, 2].all(x, thing.n != x)", "((? and <>) and <>)"),
        ("thing.roles.exists(r, r == 'a')", "?"),
        ("others.exists(o, o.mfa)", "?"),
        ("others.exists(o, o.n == thing.n && thing.mfa)", "(? and (? or ?))"),
        ("others.all(o, o.n != thing.n)", "not (? or ?)"),
        ("others.exists_one(o, o.n == thing.n)", "?"),
    ],
)
def test_what_a_condition_is_made_of_is_read_off_its_tree(source: str, expected: str) -> None:
    assert shape(condition(source)) == expected


def test_what_a_condition_is_made_of_has_the_sql_of_its_parts() -> None:
    whole = condition("both && thing.status in thing.roles")
    assert [render_sql(part.sql) for part in split_conjuncts(whole)][:2] == [
        '"thing"."mfa"',
        '"thing"."n" = CAST(\'1\' AS BIGINT)',
    ]
    assert all(render_sql(part.sql) in render_sql(whole.sql) for part in split_conjuncts(whole))


NAMES = "abcd"


def grown(dice: random.Random, depth: int) -> Condition:
    choice = dice.randrange(6) if depth else 5
    if choice < 4:
        join = join_all if choice < 2 else join_any
        return join(*(grown(dice, depth - 1) for _ in range(dice.choice((1, 2, 2, 3)))))
    if choice == 4:
        part = grown(dice, depth - 1)
        return Negated(exp.Paren(this=exp.Not(this=exp.Paren(this=part.sql))), part)
    left, right = (exp.column(dice.choice(NAMES)) for _ in range(2))
    return dice.choice(
        (
            Opaque(left),
            Equal(exp.Paren(this=exp.EQ(this=left, expression=right)), left, right),
            Unequal(exp.Paren(this=exp.NEQ(this=left, expression=right)), left, right),
        )
    )


def rewritten(it: Condition) -> Iterator[tuple[str, str]]:
    """Yield pairs of SQL that must mean the same."""
    yield f"NOT ({render_sql(it.sql)})", render_sql(negate_condition(it).sql)
    yield render_sql(it.sql), render_sql(negate_condition(negate_condition(it)).sql)
    yield render_sql(it.sql), render_sql(join_all(*split_conjuncts(it)).sql)
    yield render_sql(it.sql), render_sql(join_any(*split_alternatives(it)).sql)


@pytest.mark.parametrize("number", range(40))
def test_a_condition_that_is_rewritten_means_the_same(number: int) -> None:
    pairs = list(rewritten(grown(random.Random(number), 4)))
    columns = ", ".join(f"({one}) IS NOT DISTINCT FROM ({other})" for one, other in pairs)
    rows = ", ".join(f"({', '.join(values)})" for values in product(("TRUE", "FALSE", "NULL::BOOL"), repeat=len(NAMES)))
    found = duckdb.sql(f"SELECT {columns} FROM (VALUES {rows}) AS t({', '.join(NAMES)})").fetchall()
    assert set(found) == {(True,) * len(pairs)}


def test_a_condition_with_too_many_alternatives_is_left_as_it_is() -> None:
    either = [join_any(Opaque(exp.column("a")), Opaque(exp.column("b"))) for _ in range(4)]
    assert len(split_alternatives(join_all(*either[:3]))) == 8
    whole = join_all(*either)
    assert [shape(it) for it in split_alternatives(whole)] == [shape(whole)]
