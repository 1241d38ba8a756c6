"""The few shapes of SQL that everything compiled is made of.

A part may stand in several wholes: nothing changes a part once it is made, and what writes the SQL makes a tree of its
own of it. Copying each part for each place is what compiling would mostly spend its time on.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeAlias

from sqlglot import exp


def call_function(name: str, *arguments: exp.Expr) -> exp.Expr:
    """Return a call of a function of the engine."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def case_when(*branches: tuple[exp.Expr, exp.Expr], otherwise: exp.Expr | None = None) -> exp.Expr:
    """Return a CASE; without `otherwise` it is unknown where no condition is true."""
    ifs = [exp.If(this=when, true=then) for when, then in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def is_null(value: exp.Expr) -> exp.Expr:
    """Return whether a value is unknown."""
    return exp.Is(this=value, expression=exp.null())


def or_conditions(*conditions: exp.Expr) -> exp.Expr:
    """Return the three-valued OR of conditions."""
    return exp.Paren(this=exp.or_(*conditions, copy=False))


def and_conditions(*conditions: exp.Expr) -> exp.Expr:
    """Return the three-valued AND of conditions."""
    return exp.Paren(this=exp.and_(*conditions, copy=False))


def null_if_any_null(value: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    """Return a value that is unknown as soon as one of its parts is."""
    return case_when((or_conditions(*(is_null(part) for part in parts)), exp.null()), otherwise=value)


def all_known(listed: exp.Expr) -> exp.Expr:
    """Return whether every element of a list is known; unknown of a list that is."""
    return exp.EQ(this=call_function("list_count", listed), expression=call_function("len", listed))


def cast_value(value: exp.Expr, kind: str, *, attempt: bool = False) -> exp.Expr:
    """Return a value as one of the engine's types; with `attempt` unknown where it cannot be."""
    return exp.TryCast(this=value, to=_parse_type(kind)) if attempt else exp.Cast(this=value, to=_parse_type(kind))


@cache
def _parse_type(kind: str) -> exp.DataType:
    return exp.DataType.build(kind, dialect="duckdb")


def int_to_sql(value: int) -> exp.Expr:
    """Return a whole number of 64 bits."""
    return cast_value(exp.Literal.string(str(value)), "BIGINT")


def text_to_sql(value: str) -> exp.Expr:
    """Return a text; the engine ends a query at a NUL, so one is written as a call."""
    first, *others = (exp.Literal.string(part) for part in value.split("\0"))
    joined: exp.Expr = first
    for part in others:
        joined = exp.DPipe(
            this=exp.DPipe(this=joined, expression=call_function("chr", exp.Literal.number(0))), expression=part
        )
    return exp.Paren(this=joined) if others else joined


def apply_operator(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return two values joined by an operator."""
    return exp.Paren(this=kind(this=left, expression=right))


def try_operator(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return two values joined by an operator that can fail; unknown where it does."""
    return try_(partial(apply_operator, kind), left, right)


def try_(body: Callable[..., exp.Expr], *values: exp.Expr) -> exp.Expr:
    """Return what `body` makes of values, which can fail; unknown where it does."""
    if any(map(has_subquery, values)):  # the engine tries nothing that asks a table: that is worked out before
        return _bind_values(lambda *names: call_function("try", body(*names)), *values)
    made = call_function("try", body(*values))
    made.meta[_ASKS] = False
    return made


_ASKS = "asks"


def has_subquery(value: exp.Expr) -> bool:
    """Return whether a value asks a table; what is known not to is not looked through again."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, exp.Select):
            return True
        if part.meta.get(_ASKS) is not False:
            waiting += part.iter_expressions()
    return False


def concat_texts(*parts: exp.Expr) -> exp.Expr:
    """Return texts one behind the other; unknown if one of them is."""
    whole = parts[0]
    for part in parts[1:]:
        whole = exp.DPipe(this=whole, expression=part)
    return exp.Paren(this=whole)


def null_if_outside(value: exp.Expr, least: exp.Expr, most: exp.Expr) -> exp.Expr:
    """Return a value that is unknown outside of its bounds."""
    return let_once(lambda it: case_when((exp.Between(this=it, low=least, high=most), it)), value)


Sizes: TypeAlias = dict[int, tuple[exp.Expr, int]]
"""How many parts a value has, by its id; the value is kept, so that nothing else is ever taken for it."""


def has_more_parts(value: exp.Expr, most: int, sizes: Sizes | None = None) -> bool:
    """Return whether a value has more parts than so many, those that stand in several places counted for each."""
    size, sizes = 0, {} if sizes is None else sizes
    waiting: list[Any] = [value]
    while waiting and size <= most:
        it = waiting.pop()
        if id(it) in sizes:
            size += sizes[id(it)][1]
            continue
        size += 1
        for part in it.args.values():
            if isinstance(part, exp.Expr):
                waiting.append(part)
            elif type(part) is list:
                waiting += (element for element in part if isinstance(element, exp.Expr))
    if size <= most:
        sizes[id(value)] = value, size
    return size > most


_SHORT = 40
"""Parts of SQL that may be written twice; a longer argument is worked out once and then has a name."""


def let_once(body: Callable[..., exp.Expr], *values: exp.Expr) -> exp.Expr:
    """Return what `body` makes of values that it needs more than once, without writing long ones more than once."""
    # a body may have lambdas, and no lambda can ask a table
    if not any(has_more_parts(value, _SHORT) or value.find(exp.Select) for value in values):
        return body(*values)
    return _bind_values(body, *values)


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
    """Return a builder that writes each of its arguments once."""
    return partial(let_once, body)
