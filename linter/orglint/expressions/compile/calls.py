"""Translate calls of functions and operators, by the overload that the official checker resolved."""

from typing import Any

from cel_expr_python import cel
from sqlglot import exp

from orglint.expressions import addresses
from orglint.expressions.cel import diagnostics
from orglint.expressions.compile import comprehensions, equality, maps, relations, zones
from orglint.expressions.compile.overloads import OVERLOADS, Builder
from orglint.expressions.compile.translator import Translator
from orglint.expressions.fold import growth
from orglint.sql.builders import case_when, is_null, text_to_sql

LONGEST_PATTERN = 1000
"""Characters that a regular expression may have."""

_TYPES = frozenset({"bool", "int", "uint", "double", "string", "google.protobuf.Timestamp", "google.protobuf.Duration"})
_SPOKEN_TYPES = {"google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration"}


def translate_call(translator: Translator, node: Any) -> exp.Expr:
    """Return the SQL of a call; raises `ExpressionError` if its overload has none."""
    arguments = list_arguments(node)
    asked = _translate_table_call(translator, node, arguments) or maps.translate_map_call(translator, node, arguments)
    special = asked or _type_test(translator, node)
    if special is not None:
        return special
    build = _find_builder(translator, node, arguments)
    values = [translator.sql(argument) for argument in arguments]
    if build is not None:
        return build(*_prepare_arguments(translator, node, arguments, values))
    if any(isinstance(value, exp.Null) for value in values):
        return exp.null()  # NULL without a type: anything but && || ?: of it is unknown, too
    raise translator.refusal(node, growth.describe_refusal(node.call_expr.function, translator.checked.overload(node)))


def list_arguments(node: Any) -> list[Any]:
    """Return the arguments of a call, the one before the dot first."""
    inside = node.call_expr
    return [*([inside.target] if inside.HasField("target") else []), *inside.args]


def _find_builder(translator: Translator, node: Any, arguments: list[Any]) -> Builder | None:
    overload = translator.checked.overload(node)
    kinds = [translator.type_of(argument) for argument in arguments]
    typed = OVERLOADS.get(f"{overload}:{kinds[-1]}") if kinds else None
    if overload in {"equals", "not_equals"}:
        return typed or _find_comparison(translator, overload, kinds[0]) if len(set(kinds)) == 1 else None
    if overload == "in_list" and (special := equality.find_membership(kinds[0], translator.checked.types.fields)):
        return special
    return typed or OVERLOADS.get(overload)


def _find_comparison(translator: Translator, overload: str, kind: str) -> Builder | None:
    """Return how lists or records are compared; None if they cannot be."""
    same = equality.find_equality(kind, translator.checked.types.fields)
    if same is None or overload == "equals":
        return same
    return lambda left, right: exp.Paren(this=exp.Not(this=same(left, right)))


def _translate_table_call(translator: Translator, node: Any, arguments: list[Any]) -> exp.Expr | None:
    """Return the number of rows of a table, or whether a value is among those that `map` makes of them."""
    if node.call_expr.function == "size":
        rows = comprehensions.resolve_relation(translator, arguments[0])
        return relations.count_rows(rows) if rows else None
    fields = translator.checked.types.fields
    equal = (
        equality.find_equality(translator.type_of(arguments[0]), fields) if node.call_expr.function == "@in" else None
    )
    rows = comprehensions.resolve_relation(translator, arguments[1]) if equal else None
    return relations.has_value(rows, translator.sql(arguments[0]), equal) if equal and rows and rows.value else None


def _type_test(translator: Translator, node: Any) -> exp.Expr | None:
    """Return `type(x) == int` and the like: known from the types alone, unless x has no value."""
    if translator.checked.overload(node) not in {"equals", "not_equals"}:
        return None
    names = [_type_named(translator, argument) for argument in node.call_expr.args]
    if None in names:
        return None
    same = exp.true() if (names[0] == names[1]) is (translator.checked.overload(node) == "equals") else exp.false()
    asked = [a.call_expr.args[0] for a in node.call_expr.args if a.WhichOneof("kind") == "call_expr"]
    doubts = [(is_null(translator.sql(value)), exp.null()) for value in asked]
    return case_when(*doubts, otherwise=same) if doubts else same


def _type_named(translator: Translator, node: Any) -> str | None:
    if node.WhichOneof("kind") == "call_expr" and node.call_expr.function == "type":
        return translator.type_of(node.call_expr.args[0])
    name = translator.checked.name(node) if node.WhichOneof("kind") == "ident_expr" else ""
    return _SPOKEN_TYPES.get(name, name) if name in _TYPES else None


def _prepare_arguments(
    translator: Translator, node: Any, arguments: list[Any], values: list[exp.Expr]
) -> list[exp.Expr]:
    """Return the arguments; patterns, time zones and ranges must be known and right when a rule is loaded."""
    overload = translator.checked.overload(node)
    if overload.startswith("cidr_"):
        _check_ranges(translator, arguments)
    elif overload in _MATCHES:
        _check_pattern(translator, arguments[-1], _require_constant(translator, node, "text that is known beforehand"))
    elif overload.endswith("_tz"):
        return [*values[:-1], _translate_zone(translator, node)]
    return values


def _require_constant(translator: Translator, node: Any, what: str) -> str:
    """Return the last argument of a call, refused if it is not known beforehand."""
    argument = list_arguments(node)[-1]
    if not translator.is_constant(argument):
        raise translator.refusal(argument, f"{growth.function_to_text(node.call_expr.function)} takes a {what}")
    return str(translator.value(argument))


def _check_pattern(translator: Translator, argument: Any, written: str) -> None:
    if len(written) > LONGEST_PATTERN:
        raise translator.refusal(
            argument, f"a pattern may have {LONGEST_PATTERN} characters, this has {len(written):,}"
        )
    result = _MATCHED.eval(data={"it": written})
    if result.type() == cel.Type.ERROR:
        raise translator.refusal(argument, diagnostics.explain_no_value(str(result.value())))


def _translate_zone(translator: Translator, node: Any) -> exp.Expr:
    written = _require_constant(translator, node, f"time zone that is known beforehand: {zones.HOW}")
    spelled = zones.zone_to_engine_name(written)
    if spelled is None:
        raise translator.refusal(list_arguments(node)[-1], zones.explain_bad_zone(written))
    return text_to_sql(spelled)


def _check_ranges(translator: Translator, arguments: list[Any]) -> None:
    """Refuse ranges that are known beforehand and malformed: nothing asked of them could ever be known."""
    for argument in arguments:
        value = translator.value(argument) if translator.is_constant(argument) else []
        for written in [value] if isinstance(value, str) else value:
            if not addresses.is_range(written):
                raise translator.refusal(
                    argument, f"{written!r} is neither an IP address nor a range such as 10.0.0.0/8"
                )


_MATCHES = frozenset({"matches", "matches_string"})
_MATCHED = cel.NewEnv(variables={"it": cel.Type.STRING}).compile("''.matches(it)")
