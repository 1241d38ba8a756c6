"""What can never be meant is found without examples, and never found where a row shows the contrary."""

import random
import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from orglint import expressions, tables
from orglint.engine.duckdb import open_engine
from orglint.evaluate.session import over_rows
from orglint.expressions.doubts.always import find_constant_parts, find_possibilities
from orglint.expressions.doubts.canonical import write_compiled
from orglint.expressions.doubts.compared_texts import find_compared_texts
from orglint.expressions.doubts.variants import list_variants
from orglint.model.table import Scalar
from support.expressions import small

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"]).with_parameter("max", Scalar.INT, 3)
USERS = expressions.organization_scope(tables.known_tables()).with_row(tables.known_tables()["users"])


@pytest.mark.parametrize(
    ("where", "require", "expected"),
    [
        ("thing.n > 3 && thing.n < 3", "true", (False, True, True)),
        ("thing.n > 3 && 3 > thing.n", "true", (False, True, True)),
        ("thing.n >= 3 && thing.n <= 3", "thing.email == 'a'", (True, True, True)),
        ("thing.n in [1, 2] && !(thing.n in [1, 2, 4])", "true", (False, True, True)),
        ("thing.n == 1 && thing.n != 1", "true", (False, True, True)),
        ("!(thing.email == 'a' || thing.email != 'a')", "true", (False, True, True)),
        ("!has(thing.email) && thing.email == 'a'", "true", (False, True, True)),
        ("thing.last < now && !(thing.last < now)", "true", (False, True, True)),
        ("thing.last < now && thing.last >= now", "true", (False, True, True)),
        ("thing.last < now", "now > thing.last", (True, True, False)),
        ("thing.email == 'a' ? false : thing.email == 'a'", "true", (False, True, True)),
        ("thing.email == 'a'", "thing.email in ['b', 'c']", (True, False, True)),
        ("thing.n > params.max", "thing.n > 2", (True, True, False)),
        ("thing.n > 1 || thing.n < 5", "thing.n == 0", (True, True, True)),
        ("others.exists(o, o.n == 1)", "!others.exists(x, 1 == x.n)", (True, False, True)),
        ("true", "true", (True, True, False)),
    ],
)
def test_what_two_conditions_allow(where: str, require: str, expected: tuple[bool, bool, bool]) -> None:
    one, two = (expressions.compile_condition(text, SCOPE) for text in (where, require))
    found = find_possibilities(one, two)
    assert (found.apply, found.passing, found.failing) == expected


ATOMS = (
    "thing.n == 1",
    "thing.n != 2",
    "thing.n > 1",
    "thing.n <= 0",
    "thing.n in [0, 2]",
    "2 >= thing.n",
    "thing.email == 'a'",
    "thing.email in ['a', 'b']",
    "has(thing.email)",
    "thing.email != thing.status",
    "thing.email < thing.status",
    "thing.status >= thing.email",
    "others.exists(o, o.n == thing.n)",
)


def written(chance: random.Random, depth: int) -> str:
    if depth == 0:
        return chance.choice(ATOMS)
    one, two, three = (written(chance, depth - 1) for _ in range(3))
    return chance.choice((f"({one} && {two})", f"({one} || {two})", f"!({one})", f"({one} ? {two} : {three})", one))


def all_rows() -> Iterator[dict[str, Any]]:
    texts = ("a", "b", None)
    for at, (n, email, status) in enumerate(product((0, 1, 2), texts, texts)):
        yield {"id": str(at), "n": n, "email": email, "status": status}


def test_nothing_is_called_impossible_that_some_row_is() -> None:
    chance, called = random.Random(13), 0
    with open_engine() as engine:
        session = over_rows(
            engine, {"things": list(all_rows()), "others": [{"id": "o", "n": 1}]}, TABLES, now=small.NOW
        )
        for _ in range(60):
            where, require = (expressions.compile_condition(written(chance, 2), SCOPE) for _ in range(2))
            found = find_possibilities(where, require)
            called += not (found.apply and found.passing and found.failing)
            query = f'SELECT {where.sql}, {require.sql} FROM "things" AS "thing"'
            seen = set(session.engine.fetch(query, session.values))
            assert found.apply or not any(applies for applies, _ in seen)
            assert found.passing or (True, True) not in seen
            assert found.failing or (True, False) not in seen
    assert called > 5


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("user.status == 'a'", {("users", "status", "a")}),
        ("'a' != user.status", {("users", "status", "a")}),
        ("user.status in ['a', 'b']", {("users", "status", "a"), ("users", "status", "b")}),
        ("'a' in user.platformRoles", {("users", "platformRoles[]", "a")}),
        ("user.platformRoles == ['a']", {("users", "platformRoles[]", "a")}),
        ("user.platformRoles.exists(r, r == 'a')", {("users", "platformRoles[]", "a")}),
        ("user.productAccess.exists(p, p.key == 'a')", {("users", "productAccess[].key", "a")}),
        (
            "policies.filter(p, p.type == 'a').exists(p, p.resources.all(r, r.applicationStatus != 'b'))",
            {("policies", "type", "a"), ("policies", "resources[].applicationStatus", "b")},
        ),
        ("user.status.startsWith('a') || user.email + 'x' == 'a'", set()),
    ],
)
def test_texts_that_a_place_is_compared_with(source: str, expected: set[tuple[str, str, str]]) -> None:
    compiled = expressions.compile_condition(source, USERS)
    found = find_compared_texts(compiled, tables.known_tables().values())
    assert {(*it.path, it.text) for it in found} == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("thing.n == 1 && true", [(True, "true")]),
        ("thing.n < thing.n || thing.n == 1", [(False, "< thing.n")]),
        ("others.exists(o, 1 < 2 && o.n == 1)", [(True, "< 2")]),
        ("thing.n > params.max || params.max > 2", []),
        ("thing.email == '' ? true : false", []),
        ("true", []),
        ("'a' in ['a']", [(True, "in ['a']")]),
    ],
)
def test_parts_that_are_always_the_same(source: str, expected: list[tuple[bool, str]]) -> None:
    found = find_constant_parts(expressions.compile_condition(source, SCOPE))
    assert [
        (it.value, source[it.offset :][: len(text)]) for it, (_, text) in zip(found, expected, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("thing.n == 1 && thing.email == 'a'", "('a' == thing.email) && (1 == thing.n)", True),
        ("others.exists(o, o.n == thing.n)", "others.exists(x, thing.n == x.n)", True),
        ("thing.n > 3", "thing.n > params.max", True),
        ("thing.n > 3", "thing.n >= 3", False),
        ("others.exists(o, o.n == thing.n)", "others.all(o, o.n == thing.n)", False),
        ("thing.n - thing.few > 0", "thing.few - thing.n > 0", False),
        ("has(thing.email)", "thing.email == thing.email", False),
    ],
)
def test_what_says_the_same_has_one_text(one: str, other: str, *, same: bool) -> None:
    texts = {write_compiled(expressions.compile_condition(source, SCOPE)) for source in (one, other)}
    assert len(texts) == (1 if same else 2)


def test_every_part_that_decides_something_is_taken_away_once() -> None:
    source = (
        "(thing.n == 1 || has(thing.email)) && others.exists(o, o.n == 1 && o.few == 2) && (thing.n > 2 ? true : false)"
    )
    found = {it.part: it.source for it in list_variants(expressions.compile_condition(source, SCOPE))}
    assert found["thing.n == 1"] == source.replace("thing.n == 1", "false")
    assert found["o.few == 2"] == source.replace("o.few == 2", "true")
    assert found["true"] == source.replace("thing.n > 2 ? true : false", "(false)")
    assert len(found) == 9
    assert all(expressions.compile_condition(text, SCOPE).type == "bool" for text in found.values())


@pytest.mark.parametrize(
    "source",
    [
        "thing.roles in [['a'], ['b']] && thing.roles in [['c']]",
        "thing.roles == ['a'] || {'a': [1]}['a'] == [1]",
        "thing.n > 1 || thing.email > 'a' || thing.last > now",
        " && ".join(f"(thing.n == {number} || thing.email == '{number}')" for number in range(60)),
        " + ".join(["thing.n"] * 30) + " > 3",
    ],
)
def test_whatever_compiles_can_be_asked(source: str) -> None:
    condition = expressions.compile_condition(source, SCOPE)
    assert find_possibilities(condition, condition).apply
    assert list(find_constant_parts(condition)) == []
    assert write_compiled(condition)
    assert list(find_compared_texts(condition, TABLES.values())) is not None


def test_names_that_stand_for_each_other_many_times_are_asked_soon() -> None:
    scope, name = SCOPE, "thing.n == 1"
    for number in range(10):
        scope = scope.with_let(f"let_{number}", expressions.compile_value(f"{name} && {name}", scope))
        name = f"let_{number}"
    condition = expressions.compile_condition(name, scope)
    began = time.process_time()
    assert find_possibilities(condition, condition).apply
    assert write_compiled(condition)
    assert time.process_time() - began < 2
