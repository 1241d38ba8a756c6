"""Whole queries: what is selected, from where, under which condition, in which order."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlglot import exp

from orglint.expressions.spark.operators import OPERATORS
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.texts import identifier, row
from orglint.expressions.spark.writing import Writing


def node(writing: Writing, part: Any) -> str:
    """Return any part of a query in Spark's SQL, or refuse it."""
    write = _NODES.get(type(part))
    if write is None:
        raise RefusedError(f"{type(part).__name__} ({part.sql('duckdb')[:80]})")
    unknown = {name for name, value in part.args.items() if value and name not in _KNOWN.get(type(part), {name})}
    if unknown:
        raise RefusedError(f"{' and '.join(sorted(unknown))} in {part.sql('duckdb')[:80]}")
    return write(writing, part)


def _select(writing: Writing, select: Any) -> str:
    written = (clause(writing, select) for clause in _CLAUSES.values())
    return " ".join(clause for clause in written if clause)


def _listed(writing: Writing, parts: Any) -> str:
    return ", ".join(writing.sql(part) for part in parts)


def _with(writing: Writing, select: Any) -> str:
    with_ = select.args.get("with_")
    if not with_:
        return ""
    if with_.args.get("recursive"):
        raise RefusedError("WITH RECURSIVE")
    return "WITH " + ", ".join(f"{identifier(it.alias)} AS ({writing.sql(it.this)})" for it in with_.expressions)


def _from(writing: Writing, select: Any) -> str:
    from_ = select.args.get("from_")
    others = [_product(join) for join in select.args.get("joins") or ()]
    return f"FROM {_listed(writing, [from_.this, *others])}" if from_ else ""


def _product(join: Any) -> exp.Expr:
    if any(value for name, value in join.args.items() if name != "this"):
        raise RefusedError(f"the join {join.sql('duckdb')[:80]}")
    return join.this  # type: ignore[no-any-return]


def _clause(word: str, name: str, writing: Writing, select: Any) -> str:
    clause = select.args.get(name)
    return f"{word} {_listed(writing, clause.expressions or [clause.this or clause.expression])}" if clause else ""


_CLAUSES: Mapping[str, Callable[[Writing, Any], str]] = {
    "with_": _with,
    "expressions": lambda writing, select: f"SELECT {_listed(writing, select.expressions)}",
    "from_": _from,
    "where": partial(_clause, "WHERE", "where"),
    "group": partial(_clause, "GROUP BY", "group"),
    "order": partial(_clause, "ORDER BY", "order"),
    "limit": partial(_clause, "LIMIT", "limit"),
}


def _union(writing: Writing, union: Any) -> str:
    if union.args.get("distinct"):
        raise RefusedError("UNION without ALL")
    return f"{writing.sql(union.this)} UNION ALL {writing.sql(union.expression)}"


def _table(writing: Writing, table: Any) -> str:
    del writing
    if not isinstance(table.this, exp.Identifier):
        raise RefusedError(f"the source {table.sql('duckdb')[:80]}")
    return f"{identifier(table.name)} AS {row(table.alias or table.name)}"


def _subquery(writing: Writing, subquery: Any) -> str:
    alias = f" AS {row(subquery.alias)}" if subquery.alias else ""
    return f"({writing.sql(subquery.this)}){alias}"


def _unnested(writing: Writing, unnest: Any) -> str:
    columns = ", ".join(identifier(column.name) for column in unnest.args["alias"].columns)
    return f"explode({_listed(writing, unnest.expressions)}) AS {row(unnest.alias)}({columns})"


def _ordered(writing: Writing, ordered: Any) -> str:
    # the two engines put NULL at different ends unless they are told
    return f"{writing.sql(ordered.this)} {'DESC' if ordered.args.get('desc') else 'ASC'} NULLS LAST"


_NODES: Mapping[type[exp.Expr], Callable[[Writing, Any], str]] = {
    **OPERATORS,
    exp.Alias: lambda writing, alias: f"{writing.sql(alias.this)} AS {identifier(alias.alias)}",
    exp.Ordered: _ordered,
    exp.Select: _select,
    exp.Subquery: _subquery,
    exp.Table: _table,
    exp.Union: _union,
    exp.Unnest: _unnested,
}
_KNOWN: Mapping[type[exp.Expr], frozenset[str]] = {
    exp.Ordered: frozenset({"this", "desc"}),
    exp.Select: frozenset({*_CLAUSES, "joins"}),
    exp.Subquery: frozenset({"this", "alias"}),
    exp.Table: frozenset({"this", "alias"}),
    exp.Union: frozenset({"this", "expression", "distinct"}),
    exp.Unnest: frozenset({"expressions", "alias"}),
}
"""What each of these may hold; anything else of it, which nobody here has thought of, is refused."""
