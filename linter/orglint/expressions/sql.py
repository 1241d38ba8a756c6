"""The few shapes of SQL that everything compiled is made of."""

from collections.abc import Callable
from functools import partial
from itertools import islice

from sqlglot import exp


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """Return a call of a function of the engine."""
    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])


def case(*branches: tuple[exp.Expr, exp.Expr], otherwise: exp.Expr | None = None) -> exp.Expr:
    """Return a CASE; without `otherwise` it is unknown where no condition is true."""
    ifs = [exp.If(this=when.copy(), true=then.copy()) for when, then in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def is_null(value: exp.Expr) -> exp.Expr:
    """Return whether a value is unknown."""
    return exp.Is(this=value.copy(), expression=exp.null())


def either(*conditions: exp.Expr) -> exp.Expr:
    """Return the three-valued OR of conditions."""
    return exp.paren(exp.or_(*conditions))


def both(*conditions: exp.Expr) -> exp.Expr:
    """Return the three-valued AND of conditions."""
    return exp.paren(exp.and_(*conditions))


def known(value: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    """Return a value that is unknown as soon as one of its parts is."""
    return case((either(*(is_null(part) for part in parts)), exp.null()), otherwise=value)


def converted(value: exp.Expr, kind: str, *, attempt: bool = False) -> exp.Expr:
    """Return a value as one of the engine's types; with `attempt` unknown where it cannot be."""
    to = exp.DataType.build(kind, dialect="duckdb")
    return exp.TryCast(this=value.copy(), to=to) if attempt else exp.Cast(this=value.copy(), to=to)


def number(value: int) -> exp.Expr:
    """Return a whole number of 64 bits."""
    return exp.cast(exp.Literal.string(str(value)), "BIGINT")


def text(value: str) -> exp.Expr:
    """Return a text; the engine ends a query at a NUL, so one is written as a call."""
    first, *others = (exp.Literal.string(part) for part in value.split("\0"))
    joined: exp.Expr = first
    for part in others:
        joined = exp.DPipe(this=exp.DPipe(this=joined, expression=call("chr", exp.Literal.number(0))), expression=part)
    return exp.paren(joined) if others else joined


def binary(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return two values joined by an operator."""
    return exp.paren(kind(this=left.copy(), expression=right.copy()))


def attempt(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return two values joined by an operator that can fail; unknown where it does."""
    return call("try", binary(kind, left, right))


def within(value: exp.Expr, least: exp.Expr, most: exp.Expr) -> exp.Expr:
    """Return a value that is unknown outside of its bounds."""
    return bound(lambda it: case((exp.Between(this=it.copy(), low=least, high=most), it)), value)


_SHORT = 40
"""Parts of SQL that may be written twice; a longer argument is worked out once and then has a name."""


def bound(body: Callable[..., exp.Expr], *values: exp.Expr) -> exp.Expr:
    """Return what `body` makes of values that it needs more than once, without writing long ones more than once."""
    short = [next(islice(value.walk(), _SHORT, None), None) is None for value in values]
    if all(short):
        return body(*values)
    row = exp.Anonymous(this="row", expressions=[value.copy() for value in values])
    names = [call("struct_extract", exp.column("it"), exp.Literal.number(place)) for place in range(1, len(values) + 1)]
    lambda_ = exp.Lambda(this=body(*names), expressions=[exp.to_identifier("it")])
    return call("list_extract", call("list_transform", exp.Array(expressions=[row]), lambda_), exp.Literal.number(1))


def once(body: Callable[..., exp.Expr]) -> Callable[..., exp.Expr]:
    """Return a builder that writes each of its arguments once."""
    return partial(bound, body)
