"""A rule that is compiled once more with another text for one of its expressions."""

from collections.abc import Mapping
from dataclasses import replace

from orglint.errors import ExpressionError
from orglint.expressions import NamedExpression, Scope, compile_condition, compile_value
from orglint.expressions.compiled import Compiled
from orglint.rulebook.rule import CompiledRule


def vary_rule(rule: CompiledRule, called: str, source: str) -> CompiledRule | None:
    """Return the rule with another text for `where`, `require` or `let NAME`; None if that does not compile.

    What decides is compiled again where it names the changed one; the message stays as it was.
    """
    changed: dict[str, NamedExpression] = {}
    let: dict[str, Compiled] = {}
    try:
        for name, compiled in rule.let.items():
            text = source if called == f"let {name}" else compiled.source
            again = _compile_again(compiled, text, changed)
            let[name] = again.compiled if again else compiled
            changed |= {name: again} if again else {}
        where = _vary_condition(rule.where, source if called == "where" else rule.where.source, changed)
        require = _vary_condition(rule.require, source if called == "require" else rule.require.source, changed)
    except ExpressionError:
        return None
    return replace(rule, where=where, require=require, let=let)


def _vary_condition(compiled: Compiled, source: str, changed: Mapping[str, NamedExpression]) -> Compiled:
    scope = _rebind(compiled, changed)
    same = source == compiled.source and scope is compiled.scope
    return compiled if same else compile_condition(source, scope)


def _compile_again(compiled: Compiled, source: str, changed: Mapping[str, NamedExpression]) -> NamedExpression | None:
    scope = _rebind(compiled, changed)
    same = source == compiled.source and scope is compiled.scope
    return None if same else compile_value(source, scope)


def _rebind(compiled: Compiled, changed: Mapping[str, NamedExpression]) -> Scope:
    """Return the scope of an expression with the names that mean something else now."""
    scope = compiled.scope
    assert isinstance(scope, Scope), "whatever is compiled has its scope"
    named = {name: it for name, it in changed.items() if isinstance(scope.bindings.get(name), NamedExpression)}
    for name, expression in named.items():
        scope = scope.with_let(name, expression)
    return scope
