"""Operators, literals, conditions and lambdas."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp

from orglint.expressions.spark import casts, functions
from orglint.expressions.spark.calls import call
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.texts import identifier, quoted, row
from orglint.expressions.spark.writing import Writing

_INFIX: Mapping[type[exp.Expr], str] = {
    exp.And: "AND",
    exp.DPipe: "||",
    exp.EQ: "=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.NEQ: "<>",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM",
    exp.NullSafeNEQ: "IS DISTINCT FROM",
    exp.Or: "OR",
}
_OPEN = frozenset({*_INFIX, exp.Is, exp.Not})
"""What is written without anything around it; all else is a name, a call, a CASE or stands in parentheses."""
_ARITHMETIC: Mapping[type[exp.Expr], str] = {
    exp.Add: "try_add({0}, {1})",
    exp.Div: functions.QUOTIENT,
    exp.IntDiv: functions.DIVIDED,
    exp.Mod: functions.REST,
    exp.Mul: "try_multiply({0}, {1})",
    exp.Sub: "try_subtract({0}, {1})",
}


def _infix(writing: Writing, node: Any) -> str:
    """Return a chain of one operator, however long: `a AND b AND c` is nested in the tree."""
    word, kind, right, left = f" {_INFIX[type(node)]} ", type(node), [], node
    while type(left) is kind:
        right.append(left.expression)
        left = left.this
    return word.join(writing.sql(part) for part in (left, *reversed(right)))


def _arithmetic(writing: Writing, node: Any) -> str:
    divisor = casts.whole(node.expression)
    template = _ARITHMETIC[type(node)]
    if divisor is not None and divisor not in {0, -1}:
        template = {exp.IntDiv: "({0} div {1})", exp.Mod: "({0} % {1})"}.get(type(node), template)
    return writing.filled(template, [writing.sql(node.this), writing.sql(node.expression)])


def _between(writing: Writing, node: Any) -> str:
    parts = [writing.sql(node.args[name]) for name in ("this", "low", "high")]
    return writing.filled("({0} >= {1} AND {0} <= {2})", parts)


def _is(writing: Writing, node: Any) -> str:
    return f"{writing.sql(node.this)} IS {writing.sql(node.expression)}"


def _not(writing: Writing, node: Any) -> str:
    inner = node.this
    if isinstance(inner, exp.Is):
        return f"{writing.sql(inner.this)} IS NOT {writing.sql(inner.expression)}"
    return f"NOT {writing.sql(inner)}"


def _case(writing: Writing, node: Any) -> str:
    subject = f" {writing.sql(node.this)}" if node.this else ""
    branches = "".join(f" WHEN {writing.sql(it.this)} THEN {writing.sql(it.args['true'])}" for it in node.args["ifs"])
    default = node.args.get("default")
    otherwise = f" ELSE {writing.sql(default)}" if default else ""
    return f"CASE{subject}{branches}{otherwise} END"


def _literal(_: Writing, node: Any) -> str:
    if node.is_string:
        return quoted(node.this)
    if not node.this.isdecimal():
        raise RefusedError(f"the number {node.this}")
    return str(node.this)


def _name(writing: Writing, node: Any) -> str:
    """Return a column, or the variable of a lambda where one has its name."""
    name = node.name
    return writing.names.get(name) or identifier(name)


def _column(writing: Writing, node: Any) -> str:
    if node.args.get("db"):
        raise RefusedError(f"the name {node.sql('duckdb')}")
    if isinstance(node.this, exp.Star):
        return f"{row(node.table)}.*"
    if node.table:
        return f"{row(node.table)}.{identifier(node.name)}"
    return _name(writing, node)


def _lambda(writing: Writing, node: Any) -> str:
    names = {variable.name: writing.fresh_name() for variable in node.expressions}
    body = writing.inside(names).sql(node.this)
    variables = ", ".join(names.values())
    return f"({variables}) -> {body}" if len(names) > 1 else f"{variables} -> {body}"


def _paren(writing: Writing, node: Any) -> str:
    """Return parentheses only where they are needed: Spark's parser looks through all that stands in one."""
    written = writing.sql(node.this)
    return f"({written})" if type(node.this) in _OPEN else written


def _array(writing: Writing, node: Any) -> str:
    return f"array({', '.join(writing.sql(element) for element in node.expressions)})"


def _filter(writing: Writing, node: Any) -> str:
    condition = writing.sql(node.expression.this)
    chosen = f"{writing.sql(node.this)} FILTER (WHERE {condition})"
    if isinstance(node.this, exp.Anonymous) and node.this.name.lower() == "list":  # of no rows, a NULL in DuckDB
        return f"CASE WHEN count(*) FILTER (WHERE {condition}) > 0 THEN {chosen} END"
    return chosen


OPERATORS: Mapping[type[exp.Expr], Callable[[Writing, Any], str]] = {
    **dict.fromkeys(_INFIX, _infix),
    **dict.fromkeys(_ARITHMETIC, _arithmetic),
    exp.Anonymous: call,
    exp.Array: _array,
    exp.Between: _between,
    exp.Boolean: lambda _, node: "TRUE" if node.this else "FALSE",
    exp.Case: _case,
    exp.Cast: casts.cast,
    exp.Column: _column,
    exp.Filter: _filter,
    exp.Identifier: _name,
    exp.Is: _is,
    exp.Lambda: _lambda,
    exp.Literal: _literal,
    exp.Neg: lambda writing, node: f"(- {writing.sql(node.this)})",
    exp.Not: _not,
    exp.Null: lambda *_: "NULL",
    exp.Paren: _paren,
    exp.Placeholder: lambda _, node: f":{node.name}",
    exp.TryCast: casts.cast,
}
