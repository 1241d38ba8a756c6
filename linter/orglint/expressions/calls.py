"""Calls of functions and operators, by the overload that the official checker resolved."""

from typing import Any

from cel_expr_python import cel
from sqlglot import exp

from orglint.expressions import addresses, equality, growth, loops, maps, mistakes, relations, zones
from orglint.expressions.overloads import OVERLOADS, Builder
from orglint.expressions.sql import case, is_null, text
from orglint.expressions.work import Translation

LONGEST_PATTERN = 1000
"""Characters that a regular expression may have."""

_TYPES = frozenset({"bool", "int", "uint", "double", "string", "google.protobuf.Timestamp", "google.protobuf.Duration"})
_SPOKEN_TYPES = {"google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration"}


def translate(work: Translation, node: Any) -> exp.Expr:
    """Return the SQL of a call, or refuse it by name."""
    arguments = parts(node)
    asked = _of_table(work, node, arguments) or maps.asked(work, node, arguments)
    special = asked or _type_test(work, node)
    if special is not None:
        return special
    build = _builder(work, node, arguments)
    values = [work.sql(argument) for argument in arguments]
    if build is not None:
        return build(*_prepared(work, node, arguments, values))
    if any(isinstance(value, exp.Null) for value in values):
        return exp.null()  # of an unknown value of no type, nothing but && || ?: makes more than another
    raise work.refusal(node, f"{growth.spoken(node.call_expr.function)} is part of CEL, and not supported here")


def parts(node: Any) -> list[Any]:
    """Return the arguments of a call, the one before the dot first."""
    inside = node.call_expr
    return [*([inside.target] if inside.HasField("target") else []), *inside.args]


def _builder(work: Translation, node: Any, arguments: list[Any]) -> Builder | None:
    overload = work.checked.overload(node)
    kinds = [work.type_of(argument) for argument in arguments]
    typed = OVERLOADS.get(f"{overload}:{kinds[-1]}") if kinds else None
    if overload in {"equals", "not_equals"}:
        return typed or _compared(work, overload, kinds[0]) if len(set(kinds)) == 1 else None
    if overload == "in_list" and (special := equality.contains(kinds[0], work.checked.types.fields)):
        return special
    return typed or OVERLOADS.get(overload)


def _compared(work: Translation, overload: str, kind: str) -> Builder | None:
    """Return how lists or records are compared; None if they cannot be."""
    same = equality.equal(kind, work.checked.types.fields)
    if same is None or overload == "equals":
        return same
    return lambda left, right: exp.Paren(this=exp.Not(this=same(left, right)))


def _of_table(work: Translation, node: Any, arguments: list[Any]) -> exp.Expr | None:
    """Return the number of rows of a table, or whether a value is among those that `map` makes of them."""
    if node.call_expr.function == "size":
        rows = loops.relation(work, arguments[0])
        return relations.count(rows) if rows else None
    fields = work.checked.types.fields
    equal = equality.equal(work.type_of(arguments[0]), fields) if node.call_expr.function == "@in" else None
    rows = loops.relation(work, arguments[1]) if equal else None
    return relations.contains(rows, work.sql(arguments[0]), equal) if equal and rows and rows.value else None


def _type_test(work: Translation, node: Any) -> exp.Expr | None:
    """Return `type(x) == int` and the like: known from the types alone, unless x has no value."""
    if work.checked.overload(node) not in {"equals", "not_equals"}:
        return None
    names = [_type_named(work, argument) for argument in node.call_expr.args]
    if None in names:
        return None
    same = exp.true() if (names[0] == names[1]) is (work.checked.overload(node) == "equals") else exp.false()
    asked = [a.call_expr.args[0] for a in node.call_expr.args if a.WhichOneof("kind") == "call_expr"]
    doubts = [(is_null(work.sql(value)), exp.null()) for value in asked]
    return case(*doubts, otherwise=same) if doubts else same


def _type_named(work: Translation, node: Any) -> str | None:
    if node.WhichOneof("kind") == "call_expr" and node.call_expr.function == "type":
        return work.type_of(node.call_expr.args[0])
    name = work.checked.name(node) if node.WhichOneof("kind") == "ident_expr" else ""
    return _SPOKEN_TYPES.get(name, name) if name in _TYPES else None


def _prepared(work: Translation, node: Any, arguments: list[Any], values: list[exp.Expr]) -> list[exp.Expr]:
    """Return the arguments; patterns, time zones and ranges must be known and right when a rule is loaded."""
    overload = work.checked.overload(node)
    if overload.startswith("cidr_"):
        _check_ranges(work, arguments)
    elif overload in _MATCHES:
        _check_pattern(work, arguments[-1], _known(work, node, "text that is known beforehand"))
    elif overload.endswith("_tz"):
        return [*values[:-1], _zone(work, node)]
    return values


def _known(work: Translation, node: Any, what: str) -> str:
    """Return the last argument of a call, refused if it is not known beforehand."""
    argument = parts(node)[-1]
    if not work.is_constant(argument):
        raise work.refusal(argument, f"{growth.spoken(node.call_expr.function)} takes a {what}")
    return str(work.value(argument))


def _check_pattern(work: Translation, argument: Any, written: str) -> None:
    if len(written) > LONGEST_PATTERN:
        raise work.refusal(argument, f"a pattern may have {LONGEST_PATTERN} characters, this has {len(written):,}")
    result = _MATCHED.eval(data={"it": written})
    if result.type() == cel.Type.ERROR:
        raise work.refusal(argument, mistakes.never(str(result.value())))


def _zone(work: Translation, node: Any) -> exp.Expr:
    written = _known(work, node, f"time zone that is known beforehand: {zones.HOW}")
    spelled = zones.spelled(written)
    if spelled is None:
        raise work.refusal(parts(node)[-1], zones.mistake(written))
    return text(spelled)


def _check_ranges(work: Translation, arguments: list[Any]) -> None:
    """Refuse ranges that are known beforehand and malformed: nothing asked of them could ever be known."""
    for argument in arguments:
        value = work.value(argument) if work.is_constant(argument) else []
        for written in [value] if isinstance(value, str) else value:
            if not addresses.is_range(written):
                raise work.refusal(argument, f"{written!r} is neither an IP address nor a range such as 10.0.0.0/8")


_MATCHES = frozenset({"matches", "matches_string"})
_MATCHED = cel.NewEnv(variables={"it": cel.Type.STRING}).compile("''.matches(it)")
