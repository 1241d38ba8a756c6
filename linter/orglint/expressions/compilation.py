"""Compile an expression: the official library parses and checks it, SQLGlot holds the trees of its SQL."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from sqlglot import exp

from orglint.errors import ExpressionError, Mistake
from orglint.expressions.caches import add_to_cache
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.doubtful import find_doubts
from orglint.expressions.compile import lambdas
from orglint.expressions.compile.translate import begin_translation
from orglint.expressions.compiled import Compiled
from orglint.expressions.scope import NamedExpression, Scope
from orglint.expressions.settings import find_settings
from orglint.sql.builders import call_function, case_when, text_to_sql
from orglint.sql.render import render_sql

T = TypeVar("T")

MOST_KEPT = 1000
"""Compiled expressions that are kept for other rules that say the same."""


def compile_value(source: str, scope: Scope) -> NamedExpression:
    """Return an expression compiled in a scope; `ExpressionError` holds every mistake in it."""
    near = scope.named_in(source)
    return _find_or_compile(source, near, lambda: _compile_uncached(source, near, scope))


def _find_or_compile(asked: str | tuple[str, ...], near: Scope, compile_: Callable[[], T]) -> T:
    """Return what is asked for as it was compiled before, where its names meant the same."""
    if near.meanings is None:
        return compile_()
    kept, key = near.types.compiled, (asked, near.meanings)
    if key not in kept:
        add_to_cache(kept, key, compile_(), most=MOST_KEPT)
    found: T = kept[key]
    return found


def _compile_uncached(source: str, near: Scope, scope: Scope) -> NamedExpression:
    checked = check_expression(source, near.types, near.variables, known=scope.variables)
    settings = find_settings(checked.tree, near)
    translator = begin_translation(checked, near)
    tree = translator.sql(checked.tree)
    lambdas.refuse_table_in_lambda(translator)
    sql, columns = render_sql(tree), near.columns
    compiled = Compiled(
        source,
        sql,
        checked.tree.type,
        frozenset(translator.reads),
        frozenset(translator.counts),
        frozenset(translator.asks),
        translator.written[0],
        hoisted_sql=render_sql(tree, columns) if columns else "",
        doubts=tuple(find_doubts(checked, near.bindings)),
        unset=settings.unset,
        guarded=settings.guarded,
        scope=near,
        column=f"_let_{sha256(sql.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}" if translator.counts else "",
    )
    return NamedExpression(compiled, checked.type, translator.condition(checked.tree))


def compile_first(sources: Sequence[str], scope: Scope) -> Compiled:
    """Return the first of several texts that has a value and is not empty; it is called by the first source."""
    near = scope.named_in("\n".join(sources))
    return _find_or_compile(tuple(sources), near, lambda: _compile_first(sources, scope))


def _compile_first(sources: Sequence[str], scope: Scope) -> Compiled:
    named = [compile_value(source, scope) for source in sources]
    there = (case_when((exp.NEQ(this=it.tree, expression=text_to_sql("")), it.tree)) for it in named)
    first, *others = (it.compiled for it in named)
    sql = render_sql(call_function("coalesce", *there))
    return replace(first, sql=sql, reads=first.reads.union(*(it.reads for it in others)))


def compile_condition(source: str, scope: Scope) -> Compiled:
    """Return a compiled expression that must be a yes or no."""
    compiled = compile_value(source, scope).compiled
    if compiled.type != "bool":
        mistake = f"this must be true or false (bool), it is {compiled.type}"
        raise ExpressionError((Mistake(mistake, line=1, column=1),))
    return compiled
