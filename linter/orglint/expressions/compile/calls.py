"""Translate calls of functions and operators, by the overload that the official checker resolved."""

from collections.abc import Iterable
from dataclasses import dataclass

from cel_expr_python import cel
from sqlglot import exp

from orglint.expressions import addresses
from orglint.expressions.cel import diagnostics
from orglint.expressions.cel.tree import Call, Ident, Node
from orglint.expressions.compile import comprehensions, equality, maps, relations, zones
from orglint.expressions.compile.conditions import AllOf, AnyOf, Condition, ElementOf, Equal, Negated, Opaque, Unequal
from orglint.expressions.compile.overloads import OVERLOADS, Builder
from orglint.expressions.compile.overloads.logic import PLAIN_TYPES
from orglint.expressions.compile.translator import Translator
from orglint.expressions.fold import growth
from orglint.sql.builders import case_when, is_null, text_to_sql

LONGEST_PATTERN = 1000
"""Characters that a regular expression may have."""

_TYPES = frozenset({"bool", "int", "uint", "double", "string", "google.protobuf.Timestamp", "google.protobuf.Duration"})
_SPOKEN_TYPES = {"google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration"}


@dataclass(frozen=True, slots=True)
class RowMembership:
    """A test whether an element is among the values of rows; `condition` says whether the value of one row is it."""

    rows: relations.Relation
    element: exp.Expr
    condition: Condition


def translate_call(translator: Translator, node: Call) -> exp.Expr:
    """Return the SQL of a call; raises `ExpressionError` if its overload has none."""
    asked = _translate_table_call(translator, node) or maps.translate_map_call(translator, node)
    special = asked or _type_test(translator, node)
    if special is not None:
        return special
    build = _find_builder(translator, node)
    values = [translator.sql(operand) for operand in node.operands]
    if build is not None:
        sql = build(*_prepare_operands(translator, node, values))
        return translator.note_condition(node, _build_condition(translator, node, sql, values))
    if any(isinstance(value, exp.Null) for value in values):
        return exp.null()  # NULL without a type: anything but && || ?: of it is unknown, too
    raise translator.refusal(node, growth.describe_refusal(node.function, node.overload))


def _find_builder(translator: Translator, node: Call) -> Builder | None:
    fields, kinds = translator.checked.types.fields, [operand.type for operand in node.operands]
    typed = OVERLOADS.get(f"{node.overload}:{kinds[-1]}") if kinds else None
    if node.overload in {"equals", "not_equals"}:
        # what compares lists and records is the same for both: `!=` is its negation
        return typed or equality.find_equality(kinds[0], fields) if len(set(kinds)) == 1 else None
    if node.overload == "in_list" and (special := equality.find_membership(kinds[0], fields)):
        return special
    return typed or OVERLOADS.get(node.overload)


def _build_condition(translator: Translator, node: Call, sql: exp.Expr, values: list[exp.Expr]) -> Condition:
    """Return what the SQL of a call is made of as a condition, by its overload and the type of what it compares."""
    plain = bool(node.operands) and node.operands[0].type in PLAIN_TYPES
    match node.overload:
        case "logical_and":
            return AllOf(sql, *map(translator.condition, node.operands))
        case "logical_or":
            return AnyOf(sql, *map(translator.condition, node.operands))
        case "bool_to_bool":
            return translator.condition(node.operands[0])
        case "logical_not":
            return Negated(sql, translator.condition(node.operands[0]))
        case "equals" if plain:
            return Equal(sql, *values)
        case "not_equals" if plain:
            return Unequal(sql, *values)
        case "not_equals" if f"not_equals:{node.operands[0].type}" not in OVERLOADS:
            return Negated(exp.Paren(this=exp.Not(this=sql)), Opaque(sql))
        case "in_list" if plain:
            return ElementOf(sql, *values)
    return Opaque(sql)


def _translate_table_call(translator: Translator, node: Call) -> exp.Expr | None:
    """Return the number of rows of a table, or whether a value is among those that `map` makes of them."""
    if node.function == "size":
        rows = comprehensions.resolve_relation(translator, node.operands[0])
        return relations.count_rows(rows) if rows else None
    found = find_row_membership(translator, node)
    return relations.has_value(found.rows, found.element, found.condition) if found else None


def find_row_membership(translator: Translator, node: Call) -> RowMembership | None:
    """Return the rows and the element that `in` compares if it asks what `map` makes of a table; else None."""
    if node.function != "@in":
        return None
    element, listed = node.operands
    equal = equality.find_equality(element.type, translator.checked.types.fields)
    rows = comprehensions.resolve_relation(translator, listed) if equal else None
    if equal is None or rows is None or rows.value is None:
        return None
    asked = translator.sql(element)
    sql = equal(rows.value, asked)
    return RowMembership(rows, asked, Equal(sql, rows.value, asked) if element.type in PLAIN_TYPES else Opaque(sql))


def _type_test(translator: Translator, node: Call) -> exp.Expr | None:
    """Return `type(x) == int` and the like: known from the types alone, unless x has no value."""
    if node.overload not in {"equals", "not_equals"}:
        return None
    names = [_type_named(operand) for operand in node.operands]
    if None in names:
        return None
    same = exp.true() if (names[0] == names[1]) is (node.overload == "equals") else exp.false()
    asked = [operand.operands[0] for operand in node.operands if isinstance(operand, Call)]
    doubts = [(is_null(translator.sql(value)), exp.null()) for value in asked]
    return case_when(*doubts, otherwise=same) if doubts else same


def _type_named(node: Node) -> str | None:
    match node:
        case Call(function="type", operands=(asked,)):
            return asked.type
        case Ident(name=name) if name in _TYPES:
            return _SPOKEN_TYPES.get(name, name)
    return None


def _prepare_operands(translator: Translator, node: Call, values: list[exp.Expr]) -> list[exp.Expr]:
    """Return the operands; patterns, time zones and ranges must be known and right when a rule is loaded."""
    if node.overload.startswith("cidr_"):
        _check_ranges(translator, node.operands)
    elif node.overload in _MATCHES:
        known = _require_constant(translator, node, "text that is known beforehand")
        _check_pattern(translator, node.operands[-1], known)
    elif node.overload.endswith("_tz"):
        return [*values[:-1], _translate_zone(translator, node)]
    return values


def _require_constant(translator: Translator, node: Call, what: str) -> str:
    """Return the last operand of a call, refused if it is not known beforehand."""
    operand = node.operands[-1]
    if not translator.is_constant(operand):
        raise translator.refusal(operand, f"{growth.function_to_text(node.function)} takes a {what}")
    return str(translator.value(operand))


def _check_pattern(translator: Translator, operand: Node, written: str) -> None:
    if len(written) > LONGEST_PATTERN:
        raise translator.refusal(operand, f"a pattern may have {LONGEST_PATTERN} characters, this has {len(written):,}")
    result = _MATCHED.eval(data={"it": written})
    if result.type() == cel.Type.ERROR:
        raise translator.refusal(operand, diagnostics.explain_no_value(str(result.value())))


def _translate_zone(translator: Translator, node: Call) -> exp.Expr:
    written = _require_constant(translator, node, f"time zone that is known beforehand: {zones.HOW}")
    spelled = zones.zone_to_engine_name(written)
    if spelled is None:
        raise translator.refusal(node.operands[-1], zones.explain_bad_zone(written))
    return text_to_sql(spelled)


def _check_ranges(translator: Translator, operands: Iterable[Node]) -> None:
    """Refuse ranges that are known beforehand and malformed: nothing asked of them could ever be known."""
    for operand in operands:
        value = translator.value(operand) if translator.is_constant(operand) else []
        for written in [value] if isinstance(value, str) else value:
            if not addresses.is_range(written):
                raise translator.refusal(
                    operand, f"{written!r} is neither an IP address nor a range such as 10.0.0.0/8"
                )


_MATCHES = frozenset({"matches", "matches_string"})
_MATCHED = cel.NewEnv(variables={"it": cel.Type.STRING}).compile("''.matches(it)")
