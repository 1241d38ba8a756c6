"""CEL → typed tree → SQL: pure functions on text; the official library parses and checks, SQLGlot writes."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from sqlglot import exp

from orglint.errors import ExpressionError, Mistake
from orglint.expressions import lambdas
from orglint.expressions.check import check
from orglint.expressions.doubtful import doubts
from orglint.expressions.functions import FUNCTIONS
from orglint.expressions.given import Stage, stage
from orglint.expressions.messages import keep
from orglint.expressions.relations import complete_name
from orglint.expressions.relations.origins import UNKNOWN_CELLS
from orglint.expressions.scope import Named, Scope, organization_scope
from orglint.expressions.sql import call, case, text
from orglint.expressions.translate import begin
from orglint.expressions.write import written
from orglint.model.rule import Compiled

MOST_KEPT = 1000
"""Compiled expressions that are kept for other rules that say the same."""

__all__ = [
    "FUNCTIONS",
    "UNKNOWN_CELLS",
    "Named",
    "Scope",
    "Stage",
    "compile_condition",
    "compile_first",
    "compile_value",
    "complete_name",
    "organization_scope",
    "stage",
]


def compile_value(source: str, scope: Scope) -> Named:
    """Return an expression compiled in a scope; `ExpressionError` holds every mistake in it."""
    near = scope.named_in(source)
    if not near.is_common:
        return _compiled(source, near, scope)
    kept, key = scope.types.compiled, (source, frozenset(near.bindings))
    if key not in kept:
        keep(kept, key, _compiled(source, near, scope), most=MOST_KEPT)
    named: Named = kept[key]
    return named


def _compiled(source: str, near: Scope, scope: Scope) -> Named:
    checked = check(source, near.types, near.variables, known=scope.variables)
    work = begin(checked, near)
    tree = work.sql(checked.tree)
    lambdas.refuse(work)
    sql, columns = written(tree), near.columns
    compiled = Compiled(
        source,
        sql,
        checked.type_of(checked.tree),
        frozenset(work.reads),
        frozenset(work.counts),
        work.written[0],
        hoisted=written(tree, columns) if columns else "",
        doubts=tuple(doubts(checked, near.bindings)),
        column=f"_let_{sha256(sql.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}" if work.counts else "",
    )
    return Named(compiled, tree, checked.type)


def compile_first(sources: Sequence[str], scope: Scope) -> Compiled:
    """Return the first of several texts that has a value and is not empty; it is called by the first source."""
    named = [compile_value(source, scope) for source in sources]
    there = (case((exp.NEQ(this=it.tree, expression=text("")), it.tree)) for it in named)
    first, *others = (it.compiled for it in named)
    sql = written(call("coalesce", *there))
    return replace(first, sql=sql, reads=first.reads.union(*(it.reads for it in others)))


def compile_condition(source: str, scope: Scope) -> Compiled:
    """Return a compiled expression that must be a yes or no."""
    compiled = compile_value(source, scope).compiled
    if compiled.type != "bool":
        told = f"this must be true or false (bool), it is {compiled.type}"
        raise ExpressionError((Mistake(told, line=1, column=1),))
    return compiled
