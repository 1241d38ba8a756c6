"""Translate calls of functions and operators, by the overload that the official checker resolved."""

from collections.abc import Iterable
from dataclasses import dataclass

from cel_expr_python import cel
from sqlglot import exp

from orglint.expressions import addresses
from orglint.expressions.cel import diagnostics
from orglint.expressions.cel.tree import Call, Ident, Node
from orglint.expressions.compile import comprehensions, equality, maps, relations, zones
from orglint.expressions.compile.overloads import OVERLOADS, Builder
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
    condition: exp.Expr


def translate_call(translator: Translator, node: Call) -> exp.Expr:
    """Return the SQL of a call; raises `ExpressionError` if its overload has none."""
    asked = _translate_table_call(translator, node) or maps.translate_map_call(translator, node)
    special = asked or _type_test(translator, node)
    if special is not None:
        return special
    build = _find_builder(translator, node)
    values = [translator.sql(operand) for operand in node.operands]
    if build is not None:
        return build(*_prepare_operands(translator, node, values))
    if any(isinstance(value, exp.Null) for value in values):
        return exp.null()  # NULL without a type: anything but && || ?: of it is unknown, too
    raise translator.refusal(node, growth.describe_refusal(node.function, node.overload))


def _find_builder(translator: Translator, node: Call) -> Builder | None:
    fields, kinds = translator.checked.types.fields, [operand.type for operand in node.operands]
    typed = OVERLOADS.get(f"{node.overload}:{kinds[-1]}") if kinds else None
    if node.overload in {"equals", "not_equals"}:
        return typed or _find_comparison(translator, node.overload, kinds[0]) if len(set(kinds)) == 1 else None
    if node.overload == "in_list" and (special := equality.find_membership(kinds[0], fields)):
        return special
    return typed or OVERLOADS.get(node.overload)


def _find_comparison(translator: Translator, overload: str, kind: str) -> Builder | None:
    """Return how lists or records are compared; None if they cannot be."""
    same = equality.find_equality(kind, translator.checked.types.fields)
    if same is None or overload == "equals":
        return same
    return lambda left, right: exp.Paren(this=exp.Not(this=same(left, right)))


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
    return RowMembership(rows, asked, equal(rows.value, asked))


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
