"""Calls of functions: by the table of functions, or by an entry of their own where more than the arguments matters."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlglot import exp

from orglint.expressions.spark import patterns
from orglint.expressions.spark.functions import ELEMENT, FUNCTIONS
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.texts import identifier, quoted
from orglint.expressions.spark.writing import Writing

_FORMATS: Mapping[str, str] = {"%Y-%m-%dT%H:%M:%S": "yyyy-MM-dd'T'HH:mm:ss"}


def call(writing: Writing, node: Any) -> str:
    """Return a call of a function, or refuse it by name."""
    name, arguments = node.name.lower(), node.expressions
    if name in _ANY_NUMBER:
        return _ANY_NUMBER[name](writing, arguments)
    key = f"{name}/{len(arguments)}"
    if key in _SPECIAL:
        return _SPECIAL[key](writing, *arguments)
    template = FUNCTIONS.get(key)
    if template is None:
        raise RefusedError(f"the function {name} of {len(arguments)} arguments")
    lambdas = {place for place, argument in enumerate(arguments) if isinstance(argument, exp.Lambda)}
    return writing.filled(template, [writing.sql(argument) for argument in arguments], lambdas)


def _count(writing: Writing, what: Any) -> str:
    if isinstance(what, exp.Star):
        return "count(*)"
    if isinstance(what, exp.Distinct):
        return f"count(DISTINCT {', '.join(writing.sql(part) for part in what.expressions)})"
    return f"count({writing.sql(what)})"


def _same(name: str, writing: Writing, values: list[Any]) -> str:
    return f"{name}({', '.join(writing.sql(value) for value in values)})"


def _row(writing: Writing, values: list[Any]) -> str:
    parts = (f"'c{place}', {writing.sql(value)}" for place, value in enumerate(values, start=1))
    return f"named_struct({', '.join(parts)})"


def _listed(writing: Writing, value: Any) -> str:
    if not isinstance(value, exp.Anonymous) or value.name.lower() != "row":  # Spark leaves NULL out, which no row is
        raise RefusedError("a list of what may be NULL in several rows")
    return f"collect_list({writing.sql(value)})"


def _each(function: str, writing: Writing, elements: Any, lambda_: Any) -> str:
    """Return a list of what is made of each element, or is true of it; places count from 1, and from 0 in Spark."""
    if not isinstance(lambda_, exp.Lambda):
        raise RefusedError(f"{function} without a lambda")
    names = [writing.fresh_name() for _ in lambda_.expressions]
    meanings = [names[0], *(f"CAST({name} + 1 AS BIGINT)" for name in names[1:])]
    inside = writing.inside({it.name: meaning for it, meaning in zip(lambda_.expressions, meanings, strict=True)})
    variables = names[0] if len(names) == 1 else f"({', '.join(names)})"
    return f"{function}({writing.sql(elements)}, {variables} -> {inside.sql(lambda_.this)})"


def _element(writing: Writing, elements: Any, place: Any) -> str:
    written, found = writing.sql(elements), writing.sql(place)
    if found.isdecimal() and found != "0":
        return f"get({written}, {int(found) - 1})"
    return writing.filled(ELEMENT, [written, found])


def _member(writing: Writing, record: Any, which: Any) -> str:
    name = which.name if which.is_string else f"c{which.name}"
    return f"{writing.sql(record)}.{identifier(name)}"


def _time_text(writing: Writing, moment: Any, written: Any) -> str:
    if written.name not in _FORMATS:
        raise RefusedError(f"the format {written.name}")
    return f"date_format(CAST({writing.sql(moment)} AS TIMESTAMP_LTZ), {quoted(_FORMATS[written.name])})"


def _zoned(writing: Writing, zone: Any, moment: Any) -> str:
    """Return what clocks in a zone show at a moment that says itself that it is of UTC or has a zone."""
    if isinstance(moment, exp.Cast) and moment.to.this is exp.DType.TIMESTAMPTZ and zone.name == "UTC":
        return f"CAST({writing.sql(moment)} AS TIMESTAMP_NTZ)"
    said = moment.expressions if isinstance(moment, exp.Anonymous) and moment.name.lower() == "timezone" else ()
    if not said or said[0].name != "UTC":
        raise RefusedError("a time in a zone that does not say of which zone it was")
    place = quoted(zone.name.removeprefix("GMT") or "UTC")
    return f"convert_timezone('UTC', {place}, {writing.sql(said[1])})"


def _constant(node: Any) -> str:
    if not isinstance(node, exp.Literal) or not node.is_string:
        raise RefusedError("a pattern that is not known beforehand, or that holds a NUL,")
    return str(node.name)


def _found(writing: Writing, value: Any, pattern: Any) -> str:
    return patterns.search(writing.sql(value), _constant(pattern))


def _matched(writing: Writing, value: Any, pattern: Any) -> str:
    return patterns.search(writing.sql(value), rf"\A(?:{_constant(pattern)})\z")


def _without(writing: Writing, value: Any, pattern: Any, put: Any) -> str:
    """Return a text without its beginning or end; Spark would replace each match, DuckDB replaces one."""
    if put.name:
        raise RefusedError("a replacement by anything but nothing")
    return f"regexp_replace({writing.sql(value)}, {quoted(patterns.once(_constant(pattern)))}, '')"


_SPECIAL: Mapping[str, Callable[..., str]] = {
    "count/1": _count,
    "list/1": _listed,
    "list_extract/2": _element,
    "list_filter/2": partial(_each, "filter"),
    "list_transform/2": partial(_each, "transform"),
    "regexp_full_match/2": _matched,
    "regexp_matches/2": _found,
    "regexp_replace/3": _without,
    "strftime/2": _time_text,
    "struct_extract/2": _member,
    "timezone/2": _zoned,
}

_ANY_NUMBER: Mapping[str, Callable[[Writing, list[Any]], str]] = {
    **{name: partial(_same, name) for name in ("coalesce", "greatest", "least")},
    "row": _row,
}
"""Functions that take any number of arguments."""
