"""Casts: what is cast must be plain from the text, since Spark's own casts mean the same of some types only."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlglot import exp

from orglint.expressions.spark.doubles import double_text
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.types import MOST_UNSIGNED, UNSIGNED, sql_type
from orglint.expressions.spark.writing import Writing

_HALF = 2**63
_IN_RANGE = f"CASE WHEN {{0}} >= 0 AND {{0}} <= {MOST_UNSIGNED} THEN CAST({{0}} AS {UNSIGNED}) END"
_ARITHMETIC: Mapping[type[exp.Expr], str] = {
    exp.Add: "try_add({0}, {1})",
    exp.Sub: "try_subtract({0}, {1})",
    exp.Mul: "try_multiply({0}, {1})",
    exp.IntDiv: f"CASE WHEN {{1}} <> 0 THEN CAST(({{0}} - {{0}} % {{1}}) / {{1}} AS {UNSIGNED}) END",
    exp.Mod: "CASE WHEN {1} <> 0 THEN {0} % {1} END",
}
"""Of unsigned numbers; the remainder is taken off first, so that the quotient is exact."""
_UNSIGNED_OF_DOUBLE = (
    f"CASE WHEN {{0}} < {_HALF}D THEN CAST(try_cast({{0}} AS BIGINT) AS {UNSIGNED}) "
    f"ELSE CAST(CAST(try_cast({{0}} - {_HALF}D AS BIGINT) AS {UNSIGNED}) + {_HALF} AS {UNSIGNED}) END"
)
_PLAIN_TEXT = frozenset({exp.DType.BIGINT, exp.DType.BOOLEAN, exp.DType.INT, exp.DType.UBIGINT})
"""Types whose values Spark writes as DuckDB does."""


def cast(writing: Writing, node: Any) -> str:
    """Return a cast, tried or not: what cannot be cast is NULL."""
    inner, kind = node.this, node.to
    if isinstance(inner, exp.Null | exp.Array | exp.Placeholder) or _is_text(inner):
        return f"CAST({writing.sql(inner)} AS {sql_type(kind)})"
    if kind.this not in _CASTS:
        raise RefusedError(f"a cast to {kind.sql('duckdb')}")
    return _CASTS[kind.this](writing, inner)


def whole(node: exp.Expr) -> int | None:
    """Return the whole number that a literal is; None if it is no such literal."""
    if isinstance(node, exp.Cast) and node.to.this is exp.DType.BIGINT and _is_text(node.this):
        return int(node.this.name)
    return None


def _is_text(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and node.is_string


def _to_text(writing: Writing, inner: Any) -> str:
    kind = inner.to.this if isinstance(inner, exp.Cast) else None
    if kind is exp.DType.DOUBLE:
        return double_text(writing, writing.sql(inner))
    if kind not in _PLAIN_TEXT:
        raise RefusedError("the text of a value whose type is not written beside it")
    return f"CAST({writing.sql(inner)} AS STRING)"


def _to_unsigned(writing: Writing, inner: Any) -> str:
    bare = inner.unnest()
    if _truncated(bare):
        return writing.filled(_UNSIGNED_OF_DOUBLE, [writing.sql(bare.expressions[0])])
    if type(bare) in _ARITHMETIC:
        sides = [writing.sql(bare.this), writing.sql(bare.expression)]
        return writing.filled(_IN_RANGE, [writing.filled(_ARITHMETIC[type(bare)], sides)])
    return writing.filled(_IN_RANGE, [f"try_cast({writing.sql(inner)} AS {UNSIGNED})"])


def _to_whole(writing: Writing, inner: Any) -> str:
    value = inner.expressions[0] if _truncated(inner) else inner
    return f"try_cast({writing.sql(value)} AS BIGINT)"


def _plain(kind: str, writing: Writing, inner: Any) -> str:
    return f"try_cast({writing.sql(inner)} AS {kind})"


def _truncated(node: exp.Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() == "trunc"


_CASTS: Mapping[exp.DType, Callable[[Writing, Any], str]] = {
    exp.DType.BIGINT: _to_whole,
    exp.DType.BOOLEAN: partial(_plain, "BOOLEAN"),
    exp.DType.DOUBLE: partial(_plain, "DOUBLE"),
    exp.DType.INT: partial(_plain, "INT"),
    exp.DType.TEXT: _to_text,
    exp.DType.TIMESTAMPTZ: partial(_plain, "TIMESTAMP_LTZ"),
    exp.DType.UBIGINT: _to_unsigned,
    exp.DType.VARCHAR: _to_text,
}
