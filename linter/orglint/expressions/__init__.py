"""CEL → typed tree → SQL: pure functions on text; the official library parses and checks, SQLGlot writes."""

from orglint.errors import ExpressionError, Mistake
from orglint.expressions.check import check
from orglint.expressions.functions import FUNCTIONS
from orglint.expressions.given import Stage, stage
from orglint.expressions.relations import complete_name
from orglint.expressions.scope import Named, Scope, organization_scope
from orglint.expressions.translate import UNKNOWN_CELLS, begin
from orglint.model.rule import Compiled

__all__ = [
    "FUNCTIONS",
    "UNKNOWN_CELLS",
    "Named",
    "Scope",
    "Stage",
    "compile_condition",
    "compile_value",
    "complete_name",
    "organization_scope",
    "stage",
]


def compile_value(source: str, scope: Scope) -> Named:
    """Return an expression compiled in a scope; `ExpressionError` holds every mistake in it."""
    checked = check(source, scope.types, scope.variables)
    work = begin(checked, scope)
    tree = work.sql(checked.tree)
    kind = checked.type_of(checked.tree)
    compiled = Compiled(
        source,
        tree.sql("duckdb"),
        kind,
        frozenset(work.reads),
        frozenset(work.counts),
        work.written[0],
    )
    return Named(compiled, tree, checked.type)


def compile_condition(source: str, scope: Scope) -> Compiled:
    """Return a compiled expression that must be a yes or no."""
    compiled = compile_value(source, scope).compiled
    if compiled.type != "bool":
        text = f"this must be true or false (bool), it is {compiled.type}"
        raise ExpressionError((Mistake(text, line=1, column=1),))
    return compiled
