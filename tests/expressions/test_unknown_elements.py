"""Elements of lists and members of records of which nothing is known: each way to ask for them, written out."""

from typing import Any

import pytest

from orglint import expressions
from orglint.evaluate import expression as evaluator
from orglint.evaluate.session import over_rows
from orglint.model.unknown import Unknown
from support.expressions import small
from support.expressions.naive import SCOPE, TABLES

UNKNOWN = Unknown.UNKNOWN
WHOLE = {"key": "a", "count": 1, "seen": small.NOW, "load": 0.5}
THING = {
    "key": "k",
    "status": "a",
    "email": "z",
    "n": 1,
    "mfa": True,
    "net": "10.1.2.3",
    "roles": ["a", None, "b"],
    "nets": ["192.168.0.0/16", None],
    "sizes": [1, None],
    "marks": [0.5, None],
    "flags": [True, None],
    "moments": [small.NOW, None],
    "access": [WHOLE, UNKNOWN, {"key": "b", "seen": None, "count": UNKNOWN}],
    "claim": {"status": UNKNOWN, "level": 3},
}
"""Of `seen` in the last record it is known that it is absent: nothing of that name is unknown in this row."""
OTHERS = [
    {"key": "o0", "status": "a", "n": 1, "mfa": True, "roles": ["b", None], "access": [{"key": "x", "seen": UNKNOWN}]},
    {
        "key": "o1",
        "status": "c",
        "n": 2,
        "mfa": True,
        "roles": ["c"],
        "access": [{"key": "y"}, {"key": "y", "count": 1}],
    },
]


def value(engine: evaluator.Engine, source: str) -> Any:
    """Return what an expression is for the thing."""
    bench = over_rows(engine, {"things": [THING], "others": OTHERS}, TABLES, now=small.NOW)
    sql = expressions.compile_value(source, SCOPE).compiled.sql
    return bench.engine.fetch(f'SELECT {sql} FROM things AS "thing"', bench.values)[0][0]


ELEMENTS = [
    ("'a' in thing.roles", True),
    ("'c' in thing.roles", None),
    ("!('c' in thing.roles)", None),
    ("thing.status in thing.roles", True),
    ("thing.email in thing.roles", None),
    ("thing.text in thing.roles", None),
    ("1 in thing.sizes", True),
    ("2 in thing.sizes", None),
    ("0.5 in thing.marks", True),
    ("1.5 in thing.marks", None),
    ("true in thing.flags", True),
    ("false in thing.flags", None),
    ("now in thing.moments", True),
    ("now - days(1) in thing.moments", None),
    ("thing.n in [1, 2]", True),
    ("thing.n in [2]", False),
    ("thing.access[0] in thing.access", True),
    ("thing.access[2] in thing.access", None),
    ("thing.roles in [thing.roles]", None),
    ("['a', 'b'] in [thing.roles]", False),
    ("['x', 'y', 'z'] in [thing.roles]", False),
    ("['a', 'y', 'b'] in [thing.roles]", None),
    ("thing.roles[0]", "a"),
    ("thing.roles[1]", None),
    ("thing.roles[1] == thing.roles[1]", None),
    ("thing.roles.size()", 3),
    ("size(thing.access)", 3),
    ("thing.roles.exists(r, r == 'b')", True),
    ("thing.roles.exists(r, r == 'c')", None),
    ("thing.roles.exists(r, r == 'c' || true)", True),
    ("thing.roles.all(r, r == 'a')", False),
    ("thing.roles.all(r, r != 'c')", None),
    ("thing.roles.exists_one(r, r == 'b')", None),
    ("thing.roles.exists_one(r, r == 'c')", None),
    ("thing.roles.filter(r, r == 'a')", None),
    ("thing.roles.filter(r, true).size()", 3),
    ("['a', 'c'].filter(r, r in thing.roles)", None),
    ("['a', 'b'].filter(r, r in thing.roles)", ["a", "b"]),
    ("thing.roles.map(r, 1)", [1, 1, 1]),
    ("thing.roles.map(r, r + 'x')", None),
    ("thing.roles.map(r, r == 'a', 1)", None),
    ("(thing.roles + ['c']).size()", 4),
    ("'c' in (thing.roles + ['c'])", True),
    ("'d' in (thing.roles + ['c'])", None),
    ("thing.roles == ['a', 'c', 'b']", None),
    ("thing.roles != ['a', 'c', 'b']", None),
    ("thing.roles == ['x', 'c', 'b']", False),
    ("thing.roles != ['x', 'c', 'b']", True),
    ("thing.roles == ['a', 'b']", False),
    ("thing.roles == []", False),
    ("thing.roles == thing.roles", None),
    ("thing.sizes == [1, 2]", None),
    ("thing.sizes == [2, 2]", False),
    ("thing.marks == [0.5, 1.5]", None),
    ("thing.marks != [1.5, 1.5]", True),
    ("thing.flags == [false, true]", False),
    ("thing.moments == [now, now]", None),
    ("[thing.roles] == [['a', 'c', 'b']]", None),
    ("[thing.roles] == [['x', 'c', 'b']]", False),
    ("[thing.roles[1]].size()", None),
    ("thing.roles.join(',')", None),
    ("thing.roles.join()", None),
    ("thing.roles.filter(r, true).join()", None),
    ("cidrContains(thing.nets, '192.168.1.1')", True),
    ("cidrContains(thing.nets, thing.net)", None),
    ("isCidr(thing.nets[1])", None),
    ("cidrPrefix(thing.nets[1])", None),
    ("type(thing.roles[0]) == string", True),
    ("type(thing.roles[1]) == string", None),
    ("{thing.roles[0]: 1}.a", 1),
    ("{thing.roles[1]: 1, 'a': 2}.a", None),
    ("'a' in {thing.roles[1]: 1}", None),
    ("thing.roles[1].startsWith('a')", None),
    ("string(thing.sizes[1])", None),
    ("thing.mfa ? thing.roles[1] : 'a'", None),
    ("[thing.roles, ['a']].exists(l, 'c' in l)", None),
    ("[thing.roles, ['a']].exists(l, 'b' in l)", True),
]


@pytest.mark.parametrize(("source", "expected"), ELEMENTS)
def test_an_element_of_which_nothing_is_known_is_any(engine: evaluator.Engine, source: str, expected: Any) -> None:
    assert value(engine, source) == expected


MEMBERS = [
    ("has(thing.claim.level)", True),
    ("has(thing.claim.status)", None),
    ("!has(thing.claim.status)", None),
    ("(thing.mfa ? thing.claim : thing.claim).status == 'a' || has(thing.claim.level)", True),
    ("has((thing.mfa ? thing.claim : thing.claim).status)", None),
    ("has([thing.claim][0].status)", None),
    ("[thing.claim].exists(c, has(c.status))", None),
    ("[thing.claim].map(c, has(c.level))", [True]),
    ("has(thing.access[0].count)", True),
    ("has(thing.access[1].count)", None),
    ("has(thing.access[2].count)", None),
    ("has(thing.access[2].seen)", False),
    ("has(thing.access[2].load)", False),
    ("thing.access.exists(a, a.key == 'b' && !has(a.count))", None),
    ("thing.access.exists(a, a.key == 'b' && !has(a.seen))", True),
    ("thing.access.filter(a, has(a.key)).size()", None),
    ("[thing.access[0], thing.access[2]].filter(a, !has(a.count)).size()", None),
    ("[thing.access[0], thing.access[2]].filter(a, !has(a.seen)).size()", 1),
    ("[thing.access].exists(l, l.exists(a, a.key == 'b' && !has(a.count)))", None),
    ("[thing.access].map(l, l[2]).exists(a, !has(a.count))", None),
    ("[thing.access].map(l, l[2]).exists(a, !has(a.seen))", True),
    ("thing.access.exists(a, others.exists(o, a.key == 'b' && !has(a.count)))", None),
    ("thing.access.exists(a, others.exists(o, a.key == 'b' && !has(a.seen)))", True),
    ("thing.access.exists(a, others.exists(o, o.n == 1) && a.key == 'b' && !has(a.count))", None),
    ("others.exists(o, o.access.exists(a, !has(a.seen)))", True),
    ("others.exists(o, o.status == 'a' && o.access.exists(a, !has(a.seen)))", None),
    ("others.exists(o, o.status == thing.status && o.access.exists(a, !has(a.seen)))", None),
    ("others.exists(o, o.status == thing.status && o.access.exists(a, !has(a.load)))", True),
    ("others.filter(o, !has(o.access[0].seen)).size()", None),
    ("others.filter(o, !has(o.access[0].load)).size()", 2),
    ("others.map(o, o.access[0]).exists(a, a.key == 'x' && !has(a.seen))", None),
    ("others.map(o, o.access[0]).exists(a, a.key == 'y' && !has(a.seen))", True),
    ("others.map(o, o.access[0])[0].key", None),
    ("has(others.map(o, o.access[0])[0].seen)", None),
    ("others.filter(o, o.n == 2).map(o, o.access[0])[0].key", "y"),
    ("has(others.filter(o, o.n == 2).map(o, o.access[0])[0].seen)", False),
    ("others.map(o, o.access)[1] == others.map(o, o.access)[1]", None),
    ("thing.claim == thing.claim", None),
    ("thing.claim != thing.claim", None),
    ("thing.access[0] == thing.access[0]", True),
    ("thing.access[0] == thing.access[2]", False),
    ("thing.access[0] != thing.access[2]", True),
    ("thing.access[2] == thing.access[2]", None),
    ("thing.access == thing.access", None),
    ("thing.access == [thing.access[2], thing.access[0], thing.access[0]]", False),
    ("[thing.claim] == [thing.claim]", None),
    ("thing.claim in [thing.claim]", None),
    ("others.exists(o, o.n == 2 && o.access[0] == o.access[1])", False),
    ("others.exists(o, o.n == 2 && o.access[0] != o.access[1])", True),
]


@pytest.mark.parametrize(("source", "expected"), MEMBERS)
def test_a_member_of_which_nothing_is_known_is_neither_there_nor_absent(
    engine: evaluator.Engine, source: str, expected: Any
) -> None:
    assert value(engine, source) == expected


BY_KEY = [
    ("others.exists(o, 'c' in o.roles)", True),
    ("others.exists(o, thing.status in o.roles)", None),
    ("others.exists(o, thing.email in o.roles)", None),
    ("others.exists(o, thing.roles[2] in o.roles)", True),
    ("others.exists(o, thing.email in o.roles && o.n == 2)", False),
    ("others.exists(o, thing.email in o.roles && o.n == thing.n)", None),
    ("others.exists(o, thing.email in o.roles && o.n == thing.n + 1)", False),
    ("others.all(o, !(thing.email in o.roles))", None),
    ("others.all(o, !(thing.roles[2] in o.roles))", False),
    ("others.filter(o, thing.email in o.roles).size()", None),
    ("others.filter(o, thing.roles[2] in o.roles).size()", None),
    ("others.filter(o, thing.roles[2] in o.roles && o.n == 2).size()", 0),
    ("others.exists_one(o, thing.roles[2] in o.roles)", None),
    ("others.exists(o, o.status in thing.roles)", True),
    ("others.exists(o, o.status in thing.roles && o.n == 2)", None),
    ("others.exists(o, o.status in thing.roles && o.n == thing.n)", True),
    ("others.exists(o, o.status in thing.roles && o.n == thing.n + 1)", None),
    ("others.exists(o, o.status in thing.roles && o.n == thing.n + 2)", False),
    ("others.all(o, !(o.status in thing.roles) || o.n == 1)", None),
    ("others.filter(o, o.status in thing.roles).size()", None),
    ("others.filter(o, o.status in thing.roles && o.n == thing.n + 2).size()", 0),
    ("others.exists_one(o, o.status in thing.roles)", None),
    ("thing.roles.exists(r, others.exists(o, o.status == r))", True),
    ("thing.roles.exists(r, others.exists(o, o.email == r))", None),
    ("thing.roles.all(r, others.exists(o, o.status == r))", False),
    ("thing.roles.filter(r, others.exists(o, o.status == r)).size()", None),
    ("thing.roles.map(r, others.exists(o, o.status == r))", None),
    ("others.exists(o, o.roles == thing.roles)", False),
    ("others.exists(o, o.roles == ['b', 'c'])", None),
    ("others.exists(o, o.roles == [thing.status, 'c'])", False),
    ("['c'] in others.map(o, o.roles)", True),
    ("['b', 'x'] in others.map(o, o.roles)", None),
    ("['c', 'x'] in others.map(o, o.roles)", False),
    ("others.map(o, o.roles).exists(l, 'd' in l)", None),
    ("others.map(o, o.roles)[0].size()", 2),
    ("'d' in others.map(o, o.roles)[0]", None),
    ("'d' in others.map(o, o.roles)[1]", False),
]


@pytest.mark.parametrize(("source", "expected"), BY_KEY)
def test_a_row_that_an_unknown_element_may_belong_to_is_in_doubt(
    engine: evaluator.Engine, source: str, expected: Any
) -> None:
    assert value(engine, source) == expected
