"""E-mail and IP addresses: what is malformed is unknown.

A range becomes one canonical text, as `expressions/addresses.py` says; a range that is known beforehand becomes it when
the rule is loaded. Containment compares whole hexadecimal digits, and the bits of one more where the prefix ends in it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from string import hexdigits

from sqlglot import exp

from orglint.expressions import addresses
from orglint.expressions.compile.overloads.logic import Builder
from orglint.expressions.compile.overloads.strings import lower_ascii
from orglint.sql.builders import (
    apply_operator,
    call_function,
    case_when,
    cast_value,
    concat_texts,
    evaluate_once,
    int_to_sql,
    let_once,
    null_if_any_null,
    text_to_sql,
)

_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_FOUR = rf"{_OCTET}(\.{_OCTET}){{3}}"
_FOUR_RANGE = rf"{_FOUR}(/(3[0-2]|[12]?[0-9]))?"
_SIX_RANGE = r"[0-9a-fA-F:.]+(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?"
_GROUPS = "([0-9a-f]{1,4}(:[0-9a-f]{1,4})*)?"
_SIX = f"{_GROUPS}(::{_GROUPS})?"
_HEX = hexdigits[:16]
_SIX_DIGITS, _GROUP = 32, 4


def _extract_domain(email: exp.Expr) -> exp.Expr:
    parts = call_function("string_split", email, text_to_sql("@"))
    last = call_function("list_extract", parts, call_function("len", parts))
    longer = exp.GT(
        this=call_function("length", email),
        expression=apply_operator(exp.Add, call_function("length", last), int_to_sql(1)),
    )
    right = exp.and_(
        exp.GT(this=call_function("len", parts), expression=int_to_sql(1)),
        exp.NEQ(this=last, expression=text_to_sql("")),
        copy=False,
    )
    return case_when((exp.and_(right, longer, copy=False), lower_ascii(last)))


def canonicalize_range(written: exp.Expr) -> exp.Expr:
    """Return a range in canonical text; unknown if it is none."""
    if isinstance(written, exp.Literal):
        known_range = addresses.is_range(written.this)
        return (
            text_to_sql(addresses.canonicalize_range(written.this)) if known_range else cast_value(exp.null(), "TEXT")
        )
    return let_once(_canonicalize_text, written)


def _canonicalize_text(written: exp.Expr) -> exp.Expr:
    parts = call_function("string_split", written, text_to_sql("/"))
    bare, length = (call_function("list_extract", parts, int_to_sql(place)) for place in (1, 2))
    lowered = call_function("lower", bare)
    return case_when(
        (_match_fully(written, _FOUR_RANGE), concat_texts(_ipv4_to_hex(bare), _pad_prefix_length(length, "32"))),
        (_match_fully(written, _SIX_RANGE), concat_texts(_ipv6_to_hex(lowered), _pad_prefix_length(length, "128"))),
    )


def _pad_prefix_length(written: exp.Expr, otherwise: str) -> exp.Expr:
    return call_function(
        "lpad",
        call_function("coalesce", written, text_to_sql(otherwise)),
        cast_value(int_to_sql(3), "INT"),
        text_to_sql("0"),
    )


def _ipv4_to_hex(bare: exp.Expr) -> exp.Expr:
    """Return the eight hexadecimal digits of an address of four numbers."""
    octet = cast_value(exp.column("o"), "BIGINT", attempt=True)
    digits = concat_texts(
        _number_to_hex_digit(apply_operator(exp.IntDiv, octet, int_to_sql(16))),
        _number_to_hex_digit(apply_operator(exp.Mod, octet, int_to_sql(16))),
    )
    # a part above 255 is no part of an address, and must not index a digit that does not exist
    small = case_when((exp.Between(this=octet, low=int_to_sql(0), high=int_to_sql(255)), digits))
    return _concat_mapped(call_function("string_split", bare, text_to_sql(".")), "o", small)


def _number_to_hex_digit(value: exp.Expr) -> exp.Expr:
    return call_function("substring", text_to_sql(_HEX), apply_operator(exp.Add, value, int_to_sql(1)), int_to_sql(1))


def _ipv6_to_hex(bare: exp.Expr) -> exp.Expr:
    """Return the 32 hexadecimal digits of a lower-case IPv6 address, of which the end may be an IPv4 address."""
    parts = call_function("string_split", bare, text_to_sql(":"))
    tail = call_function("list_extract", parts, call_function("len", parts))
    before = call_function(
        "left", bare, apply_operator(exp.Sub, call_function("length", bare), call_function("length", tail))
    )

    def spelled(before: exp.Expr, tail: exp.Expr, digits: exp.Expr) -> exp.Expr:
        groups = concat_texts(
            before,
            call_function("left", digits, int_to_sql(_GROUP)),
            text_to_sql(":"),
            call_function("right", digits, int_to_sql(_GROUP)),
        )
        return case_when((_match_fully(tail, _FOUR), groups), otherwise=concat_texts(before, tail))

    return let_once(_groups_to_hex, let_once(spelled, before, tail, _ipv4_to_hex(tail)))


def _groups_to_hex(spelled: exp.Expr) -> exp.Expr:
    halves = call_function("string_split", spelled, text_to_sql("::"))
    left = _pad_groups(call_function("list_extract", halves, int_to_sql(1)))
    right = _pad_groups(
        call_function("coalesce", call_function("list_extract", halves, int_to_sql(2)), text_to_sql(""))
    )
    return let_once(_fill_zero_groups, spelled, call_function("len", halves), left, right)


def _fill_zero_groups(spelled: exp.Expr, halves: exp.Expr, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return both sides of the :: with zeros in between: at least one group, or nothing where there is no ::."""
    size = apply_operator(exp.Add, call_function("length", left), call_function("length", right))
    shorter = case_when(
        (exp.EQ(this=halves, expression=int_to_sql(1)), exp.EQ(this=size, expression=int_to_sql(_SIX_DIGITS))),
        otherwise=exp.LTE(this=size, expression=int_to_sql(_SIX_DIGITS - _GROUP)),
    )
    room = cast_value(apply_operator(exp.Sub, int_to_sql(_SIX_DIGITS), call_function("length", right)), "INT")
    return case_when(
        (
            exp.and_(_match_fully(spelled, _SIX), shorter, copy=False),
            concat_texts(call_function("rpad", left, room, text_to_sql("0")), right),
        )
    )


def _pad_groups(groups: exp.Expr) -> exp.Expr:
    wide = call_function("lpad", exp.column("g"), cast_value(int_to_sql(_GROUP), "INT"), text_to_sql("0"))
    listed = _concat_mapped(call_function("string_split", groups, text_to_sql(":")), "g", wide)
    return case_when((exp.EQ(this=groups, expression=text_to_sql("")), text_to_sql("")), otherwise=listed)


def _concat_mapped(parts: exp.Expr, variable: str, each: exp.Expr) -> exp.Expr:
    texts = call_function("list_transform", parts, exp.Lambda(this=each, expressions=[exp.to_identifier(variable)]))
    step = exp.DPipe(this=exp.column("a"), expression=exp.column("b"))
    return call_function(
        "list_reduce", texts, exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"])
    )


def _match_fully(value: exp.Expr, pattern: str) -> exp.Expr:
    return call_function("regexp_full_match", value, text_to_sql(pattern))


def _apply_to_canonical(body: Callable[..., exp.Expr], *written: exp.Expr) -> exp.Expr:
    return let_once(body, *(canonicalize_range(it) for it in written))


def _read_prefix_length(range_: exp.Expr) -> exp.Expr:
    return cast_value(call_function("right", range_, int_to_sql(3)), "BIGINT", attempt=True)


def _is_everything(range_: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.EQ(this=_read_prefix_length(range_), expression=int_to_sql(0)))


def _has_subnet(range_: exp.Expr, other: exp.Expr) -> exp.Expr:
    length = _read_prefix_length(range_)
    whole = apply_operator(exp.IntDiv, length, int_to_sql(4))
    same = exp.and_(
        exp.EQ(this=call_function("length", range_), expression=call_function("length", other)),
        exp.LTE(this=length, expression=_read_prefix_length(other)),
        exp.EQ(this=call_function("left", range_, whole), expression=call_function("left", other, whole)),
        exp.EQ(this=_last_bits(range_, length, whole), expression=_last_bits(other, length, whole)),
        copy=False,
    )
    return null_if_any_null(exp.Paren(this=same), range_, other)


def _last_bits(range_: exp.Expr, length: exp.Expr, whole: exp.Expr) -> exp.Expr:
    """Return the bits of the prefix in the digit in which it ends, as a number; 0 where it ends between two."""
    digit = call_function("substring", range_, apply_operator(exp.Add, whole, int_to_sql(1)), int_to_sql(1))
    value = apply_operator(exp.Sub, call_function("strpos", text_to_sql(_HEX), digit), int_to_sql(1))
    odd = apply_operator(exp.Mod, length, int_to_sql(4))
    bits = {count: apply_operator(exp.IntDiv, value, int_to_sql(2 ** (4 - count))) for count in (1, 2, 3)}
    branches = ((exp.EQ(this=odd, expression=int_to_sql(count)), it) for count, it in bits.items())
    return case_when(*branches, otherwise=int_to_sql(0))


def _has_subnet_in_any(ranges: exp.Expr, other: exp.Expr) -> exp.Expr:
    return let_once(_reduce_has_subnet, _canonicalize_list(ranges), canonicalize_range(other))


def _canonicalize_list(ranges: exp.Expr) -> exp.Expr:
    if isinstance(ranges, exp.Array) and ranges.expressions:
        return exp.Array(expressions=[canonicalize_range(it) for it in ranges.expressions])
    variable = exp.to_identifier("r")
    return call_function(
        "list_transform", ranges, exp.Lambda(this=canonicalize_range(exp.column("r")), expressions=[variable])
    )


def _reduce_has_subnet(ranges: exp.Expr, other: exp.Expr) -> exp.Expr:
    # a range that is no range is in doubt: it makes the answer unknown unless another one contains the address
    each = exp.Lambda(this=_has_subnet(exp.column("c"), other), expressions=[exp.to_identifier("c")])
    step = exp.Or(this=exp.column("a"), expression=exp.column("b"))
    either = exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"])
    return null_if_any_null(
        call_function("list_reduce", call_function("list_transform", ranges, each), either, exp.false()), other
    )


OVERLOADS: Mapping[str, Builder] = {
    "domain_string": evaluate_once(_extract_domain),
    "is_cidr_string": evaluate_once(
        lambda it: null_if_any_null(
            exp.not_(exp.Is(this=canonicalize_range(it), expression=exp.null()), copy=False), it
        )
    ),
    "cidr_contains_string_string": partial(_apply_to_canonical, _has_subnet),
    "cidr_contains_list_string": _has_subnet_in_any,
    "cidr_prefix_string": partial(_apply_to_canonical, _read_prefix_length),
    "cidr_is_everything_string": partial(_apply_to_canonical, _is_everything),
}
