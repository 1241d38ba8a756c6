"""Builders for the shapes of SQL that compiled expressions consist of; NULL is CEL's unknown.

One SQLGlot node may be part of several trees: no node is changed once it is made, and `render` writes a tree wherever
it is referred to. Copying each part for each place would take most of the time of compiling.
"""

from collections.abc import Callable
from functools import cache, partial

from sqlglot import exp

from orglint.sql.measures import count_parts, has_subquery


def call_function(name: str, *arguments: exp.Expr) -> exp.Expr:
    """Return the call of a function that DuckDB calls `name`; SQLGlot does not look inside."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def case_when(*branches: tuple[exp.Expr, exp.Expr], otherwise: exp.Expr | None = None) -> exp.Expr:
    """Return CASE WHEN ... THEN ... for each branch, in order.

    Without `otherwise` the result is NULL where no condition is true.
    """
    ifs = [exp.If(this=when, true=then) for when, then in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def is_null(value: exp.Expr) -> exp.Expr:
    """Return `value IS NULL`, which is never NULL itself."""
    return exp.Is(this=value, expression=exp.null())


def or_conditions(*conditions: exp.Expr) -> exp.Expr:
    """Return the conditions joined by OR in three-valued logic: true if any is true, else NULL if any is NULL."""
    return exp.Paren(this=exp.or_(*conditions, copy=False))


def and_conditions(*conditions: exp.Expr) -> exp.Expr:
    """Return the conditions joined by AND in three-valued logic: false if any is false, else NULL if any is NULL."""
    return exp.Paren(this=exp.and_(*conditions, copy=False))


def null_if_any_null(value: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    """Return the value, or NULL where any of its parts is NULL."""
    return case_when((or_conditions(*(is_null(part) for part in parts)), exp.null()), otherwise=value)


def all_known(listed: exp.Expr) -> exp.Expr:
    """Return whether no element of a list is NULL; NULL if the list itself is."""
    return exp.EQ(this=call_function("list_count", listed), expression=call_function("len", listed))


def cast_value(value: exp.Expr, kind: str, *, attempt: bool = False) -> exp.Expr:
    """Return a value cast to the DuckDB type called `kind`.

    With `attempt` it is a TRY_CAST: NULL where the value does not fit; otherwise the query fails there.
    """
    return exp.TryCast(this=value, to=_parse_type(kind)) if attempt else exp.Cast(this=value, to=_parse_type(kind))


@cache
def _parse_type(kind: str) -> exp.DataType:
    return exp.DataType.build(kind, dialect="duckdb")


def int_to_sql(value: int) -> exp.Expr:
    """Return a signed integer of 64 bits (BIGINT); outside of that range the query fails."""
    return cast_value(exp.Literal.string(str(value)), "BIGINT")


def text_to_sql(value: str) -> exp.Expr:
    """Return text as a literal.

    DuckDB's parser ends a query at a NUL character, so a text with one becomes a concatenation with `chr(0)`.
    """
    first, *others = (exp.Literal.string(part) for part in value.split("\0"))
    joined: exp.Expr = first
    for part in others:
        joined = exp.DPipe(
            this=exp.DPipe(this=joined, expression=call_function("chr", exp.Literal.number(0))), expression=part
        )
    return exp.Paren(this=joined) if others else joined


def apply_operator(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return `(left operator right)`; `kind` is SQLGlot's class of the operator, such as `exp.Add`."""
    return exp.Paren(this=kind(this=left, expression=right))


def try_operator(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return `(left operator right)`, or NULL where the operator fails, such as on overflow."""
    return try_(partial(apply_operator, kind), left, right)


def try_(body: Callable[..., exp.Expr], *values: exp.Expr) -> exp.Expr:
    """Return what `body` makes of the values, or NULL where evaluating it fails.

    DuckDB allows no subquery inside of TRY, so values with one are evaluated outside of it.
    """
    if any(map(has_subquery, values)):  # DuckDB allows no subquery in TRY: it is evaluated outside
        return _bind_values(lambda *names: call_function("try", body(*names)), *values)
    return call_function("try", body(*values))


def concat_texts(*parts: exp.Expr) -> exp.Expr:
    """Return texts concatenated; NULL if any of them is NULL."""
    whole = parts[0]
    for part in parts[1:]:
        whole = exp.DPipe(this=whole, expression=part)
    return exp.Paren(this=whole)


def null_if_outside(value: exp.Expr, least: exp.Expr, most: exp.Expr) -> exp.Expr:
    """Return the value, or NULL if it is not between `least` and `most`, both included."""
    return let_once(lambda it: case_when((exp.Between(this=it, low=least, high=most), it)), value)


_SHORT = 40
"""Parts of SQL that may be written twice; a longer argument is worked out once and then has a name."""


def let_once(body: Callable[..., exp.Expr], *values: exp.Expr) -> exp.Expr:
    """Return what `body` makes of values that it uses more than once.

    A value that is long or contains a subquery is bound to the parameter of a lambda over a list of one row, so that it
    is written, and evaluated, once; DuckDB's expressions have no LET.
    """
    return body(*values) if may_repeat(*values) else _bind_values(body, *values)


def may_repeat(*values: exp.Expr) -> bool:
    """Return whether values may be written more than once: they are short and contain no subquery."""
    # what they are written in may have lambdas, and DuckDB allows no subquery in a lambda
    return not any(count_parts(value) > _SHORT or has_subquery(value) for value in values)


def _bind_values(body: Callable[..., exp.Expr], *values: exp.Expr) -> exp.Expr:
    row = call_function("row", *values)
    names = [
        call_function("struct_extract", exp.column("it"), exp.Literal.number(place))
        for place in range(1, len(values) + 1)
    ]
    lambda_ = exp.Lambda(this=body(*names), expressions=[exp.to_identifier("it")])
    return call_function(
        "list_extract", call_function("list_transform", exp.Array(expressions=[row]), lambda_), exp.Literal.number(1)
    )


def evaluate_once(body: Callable[..., exp.Expr]) -> Callable[..., exp.Expr]:
    """Return `body` as a builder that writes, and so evaluates, each long argument once (see `let_once`)."""
    return partial(let_once, body)
