"""Questions to whole tables mean what they mean in CEL, whichever way they are compiled: the naive evaluator agrees."""

import pytest
from sqlglot import exp

from orglint import expressions
from orglint.errors import ExpressionError
from orglint.evaluate import expression as evaluator
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.tree import Call
from orglint.expressions.compile import lambdas
from orglint.expressions.compile.translate import begin_translation
from orglint.sql.measures import asks_in_lambda
from support.expressions import small
from support.expressions.naive import SCOPE, agree, filled, ours, worlds

ASKED = [
    "others.exists(o, others.filter(p, p.status != thing.status || true).size() == o.n)",
    "thing.roles.join(string(others.size()))",
    "thing.status.lastIndexOf(string(others.filter(o, has(o.status)).size()))",
    "'0' in thing.roles.map(r, string(others.size()))",
    "others.map(o, others.filter(p, true).size()).map(n, [1].map(x, n))",
    "others.map(o, timestamp(others.size())).map(t, [0] == [true].map(x, t.getMilliseconds('UTC')), thing.last)",
    "others.map(o, others.filter(p, p.n == o.n).size()).filter(n, thing.roles.exists(r, n > 1)).size()",
    "others.map(o, others.map(p, p.n)).exists(ns, ns.exists(n, thing.roles.filter(r, r.size() == n).size() > 0))",
    "others.map(o, others.exists(p, p.mfa)).all(it, thing.access.all(a, [it].map(x, x && it) == [it]))",
    "others.map(o, [others.size()]).map(ns, thing.marks.map(m, ns.map(n, double(n) * m)) == [ns.map(n, 0.0)])",
    "others.exists(o, o.status == thing.email)",
    "others.exists(o, o.status == thing.email && o.n == thing.m)",
    "others.exists(o, o.status == thing.status && o.n == thing.m && o.mfa)",
    "others.exists(o, o.status == thing.status && o.n == thing.m && o.mfa == thing.mfa)",
    "others.exists(o, o.status == thing.status && thing.mfa)",
    "others.exists(o, thing.mfa)",
    "others.exists(o, thing.n > 2 && o.m > 0)",
    "others.all(o, o.status != thing.status || o.mfa)",
    "others.all(o, o.status != thing.status || o.n != thing.m || o.mfa)",
    "others.all(o, !(o.status == thing.status && o.mfa))",
    "others.all(o, thing.mfa || o.status != thing.status)",
    "others.exists_one(o, o.status == thing.status)",
    "others.exists_one(o, o.status == thing.status && o.n == thing.m)",
    "others.filter(o, o.status == thing.status).exists(o, o.mfa)",
    "others.filter(o, o.status == thing.status).all(o, o.mfa)",
    "others.filter(o, o.status == thing.status).all(o, o.n == thing.n)",
    "others.filter(o, o.status == thing.status).exists_one(o, o.mfa)",
    "others.filter(o, o.status == thing.status).map(o, o.email).size()",
    "others.filter(o, o.status == thing.status).size()",
    "others.filter(o, o.status == thing.status && thing.mfa).size()",
    "others.filter(o, o.mfa).filter(o, o.status == thing.status).size()",
    "others.filter(o, o.status == thing.status).filter(o, o.mfa).size()",
    "others.filter(o, o.status == thing.status && o.n == thing.m).size()",
    "thing.status in others.map(o, o.status)",
    "thing.status in others.filter(o, o.mfa).map(o, o.status)",
    "thing.status in others.map(o, o.mfa, o.status)",
    "thing.status in others.filter(o, o.n == thing.n).map(o, o.status)",
    "thing.n in others.map(o, o.n)",
    "thing.score in others.map(o, o.score)",
    "others.exists(o, thing.status in o.roles)",
    "others.exists(o, thing.status in o.roles && o.mfa)",
    "others.exists(o, thing.status in o.roles && o.n == thing.n)",
    "others.exists_one(o, thing.status in o.roles)",
    "others.filter(o, thing.status in o.roles).size()",
    "others.all(o, !(thing.status in o.roles) || o.mfa)",
    "others.exists(o, o.status in thing.roles)",
    "others.exists(o, o.status in thing.roles && o.mfa)",
    "others.exists(o, o.status in thing.roles && o.n == thing.n)",
    "others.filter(o, o.status in thing.roles).size()",
    "others.exists_one(o, o.status in thing.roles)",
    "others.all(o, !(o.status in thing.roles) || o.mfa)",
    "others.exists(o, o.status == thing.status || o.email == thing.status)",
    "others.exists(o, o.mfa || o.email == thing.status)",
    "others.exists(o, o.status == thing.status && (o.mfa || thing.mfa))",
    "others.map(o, o.status)",
    "others.map(o, o.status).size()",
    "others.map(o, o.n).exists(n, n == thing.n)",
    "others.map(o, o.n).all(n, n != thing.n)",
    "others.filter(o, has(o.status)).map(o, o.status)",
    "others.filter(o, has(o.status)).map(o, o.status).filter(s, s != thing.status)",
    "others.filter(o, has(o.n)).map(o, o.n)[0]",
    "others.filter(o, has(o.n)).map(o, [o.n])",
    "others.map(o, has(o.status), o.status).join(',')",
    "thing.roles.filter(r, others.exists(o, o.status == r))",
    "thing.roles.map(r, others.exists(o, o.status == r))",
    "thing.roles.map(r, others.filter(o, has(o.status) && o.status == r).size())",
    "thing.roles.map(r, others.exists(o, o.status == r), r + 'x')",
    "thing.roles.exists_one(r, others.exists(o, o.status == r))",
    "thing.roles.exists_one(r, !others.exists(o, has(o.roles) && r in o.roles))",
    "thing.access.filter(a, others.exists(o, o.status == a.key)).map(a, a.count)",
    "thing.access.filter(a, thing.roles.exists(r, others.exists(o, o.status == r && o.n == a.count))).size()",
    "thing.access.map(a, thing.roles.filter(r, others.exists(o, o.status == r || o.email == a.key)))",
    "thing.roles.filter(r, others.filter(o, has(o.roles)).exists(o, o.roles.exists(q, q == r && q != thing.status)))",
    "others.exists(o, thing.roles.exists(r, r == o.status))",
    "others.exists(o, o.roles.exists(r, r == thing.status))",
    "others.exists(o, o.roles.exists(r, others.exists(p, p.status == r && p.n == thing.n)))",
    "others.exists(o, o.status == thing.status && o.roles.exists(r, r == 'a'))",
    "others.exists(o, o.status == thing.status && others.exists(p, p.email == o.email))",
    "others.exists(o, o.n > thing.n)",
    "others.exists(o, o.status == thing.status && o.n > thing.n)",
    "others.filter(o, o.mfa).map(o, o.n).filter(n, n > 0).map(n, n / 2)",
    "others.filter(o, o.mfa).filter(o, o.n < -99).map(o, o.m)",
    "thing.n / 2 in others.filter(o, o.mfa).map(o, o.n).filter(n, n > 0).map(n, n / 2)",
    "others.exists(o, o.status == thing.status && o.n >= thing.m && o.mfa && thing.mfa)",
    "others.exists(o, o.status == thing.status && o.n == thing.n && o.m >= thing.m)",
    "others.all(o, o.status != thing.status || o.n <= thing.n)",
    "others.exists_one(o, o.status == thing.status && o.n >= thing.n)",
    "others.filter(o, o.status == thing.status && o.m <= thing.n).size()",
    "others.filter(o, o.status == thing.status).exists(o, o.n > thing.n)",
    "others.filter(o, o.status == thing.status).all(o, o.n > thing.n)",
    "others.exists(o, o.status == thing.status && (o.n > thing.n || o.mfa))",
    "others.exists(o, o.status == thing.status && o.n > thing.n && thing.mfa)",
    "thing.roles.exists(r, others.exists(o, o.status == r && o.n > thing.n))",
    "thing.roles.filter(r, others.exists(o, o.status == r && o.email != thing.email))",
    "others.exists(o, o.status == thing.status && o.roles.exists(r, r == thing.email))",
    "others.exists(o, o.mfa == thing.mfa && o.n == thing.n && o.m == thing.m && o.status == thing.status)",
]


@pytest.mark.parametrize("source", ASKED)
def test_a_question_to_a_table_means_what_it_means_in_cel(engine: evaluator.Engine, source: str) -> None:
    for things, others in worlds():
        agree(engine, source, things, others)


@pytest.mark.parametrize("source", ASKED)
def test_rows_that_were_not_seen_leave_only_what_they_cannot_change(engine: evaluator.Engine, source: str) -> None:
    things, others = small.random_rows(seed=3, count=10), [filled(it) for it in small.random_rows(seed=103, count=4)]
    unseen = [filled(it) for it in small.random_rows(seed=104, count=12)]
    known = ours(engine, source, things, others, complete=False)
    for more in range(0, len(unseen), 6):
        possible = ours(engine, source, things, [*others, *unseen[more : more + 6]])
        assert all(mine is None or mine == it or it is None for mine, it in zip(known, possible, strict=True)), source


@pytest.mark.parametrize("source", ["thing.status in o.roles", "o.status in thing.roles"])
def test_a_row_that_matches_a_list_twice_counts_once(engine: evaluator.Engine, source: str) -> None:
    things, others = (
        [{**filled(row), "key": "k1", "status": "a", "roles": ["a", "b", "a"]}] for row in small.random_rows(1, 2)
    )
    assert ours(engine, f"others.filter(o, {source}).size()", things, others) == [1]
    agree(engine, f"others.exists_one(o, {source})", things, others)


def test_a_lambda_that_would_ask_a_table_is_refused_at_its_place_when_it_is_loaded() -> None:
    checked = check_expression("others.size() > 0 && thing.m > 0", SCOPE.types, SCOPE.variables)
    work = begin_translation(checked, SCOPE)
    work.sql(checked.tree)
    lambdas.refuse_table_in_lambda(work)
    assert isinstance(checked.tree, Call)
    right = checked.tree.operands[1]
    asked = exp.Lambda(this=exp.select("1"), expressions=[exp.to_identifier("x")])
    for holder in (asked, exp.Array(expressions=[exp.Paren(this=asked)])):
        work.cache[right] = holder, 1
        work.cache[checked.tree] = exp.Paren(this=holder), 2
        with pytest.raises(ExpressionError) as told:
            lambdas.refuse_table_in_lambda(work)
        assert [(it.line, it.column) for it in told.value.mistakes] == [(1, 30)]
    assert not asks_in_lambda(exp.select(exp.Lambda(this=exp.column("x"), expressions=[exp.to_identifier("x")])))


@pytest.mark.parametrize("source", ["others.filter(o, o.mfa)", "others.filter(o, o.mfa) == others", "others[0]"])
def test_rows_themselves_are_no_value(source: str) -> None:
    with pytest.raises(ExpressionError, match=r"list of rows|whole table"):
        expressions.compile_value(source, SCOPE)
