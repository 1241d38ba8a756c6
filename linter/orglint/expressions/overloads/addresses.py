"""E-mail and IP addresses: what is malformed is unknown.

A range becomes one canonical text, as `expressions/addresses.py` says; a range that is known beforehand becomes it when
the rule is loaded. Containment compares whole hexadecimal digits, and the bits of one more where the prefix ends in it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from string import ascii_lowercase, ascii_uppercase, hexdigits

from sqlglot import exp

from orglint.expressions import addresses
from orglint.expressions.overloads.logic import Builder
from orglint.expressions.sql import binary, bound, call, case, converted, joined, known, number, once, text

_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_FOUR = rf"{_OCTET}(\.{_OCTET}){{3}}"
_FOUR_RANGE = rf"{_FOUR}(/(3[0-2]|[12]?[0-9]))?"
_SIX_RANGE = r"[0-9a-fA-F:.]+(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?"
_GROUPS = "([0-9a-f]{1,4}(:[0-9a-f]{1,4})*)?"
_SIX = f"{_GROUPS}(::{_GROUPS})?"
_HEX = hexdigits[:16]
_SIX_DIGITS, _GROUP = 32, 4


def _domain(email: exp.Expr) -> exp.Expr:
    parts = call("string_split", email, text("@"))
    last = call("list_extract", parts, call("len", parts))
    longer = exp.GT(this=call("length", email), expression=binary(exp.Add, call("length", last), number(1)))
    right = exp.and_(
        exp.GT(this=call("len", parts), expression=number(1)), exp.NEQ(this=last, expression=text("")), copy=False
    )
    return case(
        (exp.and_(right, longer, copy=False), call("translate", last, text(ascii_uppercase), text(ascii_lowercase)))
    )


def canonical(written: exp.Expr) -> exp.Expr:
    """Return a range in canonical text; unknown if it is none."""
    if isinstance(written, exp.Literal):
        known_range = addresses.is_range(written.this)
        return text(addresses.canonical(written.this)) if known_range else converted(exp.null(), "TEXT")
    return bound(_canonical, written)


def _canonical(written: exp.Expr) -> exp.Expr:
    parts = call("string_split", written, text("/"))
    bare, length = (call("list_extract", parts, number(place)) for place in (1, 2))
    lowered = call("translate", bare, text("ABCDEF"), text("abcdef"))
    return case(
        (_matches(written, _FOUR_RANGE), joined(_four(bare), _length(length, "32"))),
        (_matches(written, _SIX_RANGE), joined(_six(lowered), _length(length, "128"))),
    )


def _length(written: exp.Expr, otherwise: str) -> exp.Expr:
    return call("lpad", call("coalesce", written, text(otherwise)), converted(number(3), "INT"), text("0"))


def _four(bare: exp.Expr) -> exp.Expr:
    """Return the eight hexadecimal digits of an address of four numbers."""
    octet = converted(exp.column("o"), "BIGINT", attempt=True)
    digits = joined(_digit(binary(exp.IntDiv, octet, number(16))), _digit(binary(exp.Mod, octet, number(16))))
    # a part that is too large is part of no address, and must not ask the engine for a digit that is nowhere
    small = case((exp.Between(this=octet, low=number(0), high=number(255)), digits))
    return _concatenated(call("string_split", bare, text(".")), "o", small)


def _digit(value: exp.Expr) -> exp.Expr:
    return call("substring", text(_HEX), binary(exp.Add, value, number(1)), number(1))


def _six(bare: exp.Expr) -> exp.Expr:
    """Return the 32 hexadecimal digits of a lower-case IPv6 address, of which the end may be an IPv4 address."""
    parts = call("string_split", bare, text(":"))
    tail = call("list_extract", parts, call("len", parts))
    before = call("left", bare, binary(exp.Sub, call("length", bare), call("length", tail)))

    def spelled(before: exp.Expr, tail: exp.Expr, digits: exp.Expr) -> exp.Expr:
        groups = joined(before, call("left", digits, number(_GROUP)), text(":"), call("right", digits, number(_GROUP)))
        return case((_matches(tail, _FOUR), groups), otherwise=joined(before, tail))

    return bound(_of_groups, bound(spelled, before, tail, _four(tail)))


def _of_groups(spelled: exp.Expr) -> exp.Expr:
    halves = call("string_split", spelled, text("::"))
    left = _padded(call("list_extract", halves, number(1)))
    right = _padded(call("coalesce", call("list_extract", halves, number(2)), text("")))
    return bound(_filled, spelled, call("len", halves), left, right)


def _filled(spelled: exp.Expr, halves: exp.Expr, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Return both sides of the :: with zeros in between: at least one group, or nothing where there is no ::."""
    size = binary(exp.Add, call("length", left), call("length", right))
    shorter = case(
        (exp.EQ(this=halves, expression=number(1)), exp.EQ(this=size, expression=number(_SIX_DIGITS))),
        otherwise=exp.LTE(this=size, expression=number(_SIX_DIGITS - _GROUP)),
    )
    room = converted(binary(exp.Sub, number(_SIX_DIGITS), call("length", right)), "INT")
    return case(
        (exp.and_(_matches(spelled, _SIX), shorter, copy=False), joined(call("rpad", left, room, text("0")), right))
    )


def _padded(groups: exp.Expr) -> exp.Expr:
    wide = call("lpad", exp.column("g"), converted(number(_GROUP), "INT"), text("0"))
    listed = _concatenated(call("string_split", groups, text(":")), "g", wide)
    return case((exp.EQ(this=groups, expression=text("")), text("")), otherwise=listed)


def _concatenated(parts: exp.Expr, variable: str, each: exp.Expr) -> exp.Expr:
    texts = call("list_transform", parts, exp.Lambda(this=each, expressions=[exp.to_identifier(variable)]))
    step = exp.DPipe(this=exp.column("a"), expression=exp.column("b"))
    return call("list_reduce", texts, exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"]))


def _matches(value: exp.Expr, pattern: str) -> exp.Expr:
    return call("regexp_full_match", value, text(pattern))


def _of_canonical(body: Callable[..., exp.Expr], *written: exp.Expr) -> exp.Expr:
    return bound(body, *(canonical(it) for it in written))


def _prefix(range_: exp.Expr) -> exp.Expr:
    return converted(call("right", range_, number(3)), "BIGINT", attempt=True)


def _is_everything(range_: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.EQ(this=_prefix(range_), expression=number(0)))


def _contains(range_: exp.Expr, other: exp.Expr) -> exp.Expr:
    length = _prefix(range_)
    whole = binary(exp.IntDiv, length, number(4))
    same = exp.and_(
        exp.EQ(this=call("length", range_), expression=call("length", other)),
        exp.LTE(this=length, expression=_prefix(other)),
        exp.EQ(this=call("left", range_, whole), expression=call("left", other, whole)),
        exp.EQ(this=_last_bits(range_, length, whole), expression=_last_bits(other, length, whole)),
        copy=False,
    )
    return known(exp.Paren(this=same), range_, other)


def _last_bits(range_: exp.Expr, length: exp.Expr, whole: exp.Expr) -> exp.Expr:
    """Return the bits of the prefix in the digit in which it ends, as a number; 0 where it ends between two."""
    digit = call("substring", range_, binary(exp.Add, whole, number(1)), number(1))
    value = binary(exp.Sub, call("strpos", text(_HEX), digit), number(1))
    odd = binary(exp.Mod, length, number(4))
    bits = {count: binary(exp.IntDiv, value, number(2 ** (4 - count))) for count in (1, 2, 3)}
    branches = ((exp.EQ(this=odd, expression=number(count)), it) for count, it in bits.items())
    return case(*branches, otherwise=number(0))


def _any_contains(ranges: exp.Expr, other: exp.Expr) -> exp.Expr:
    return bound(_one_contains, _canonical_list(ranges), canonical(other))


def _canonical_list(ranges: exp.Expr) -> exp.Expr:
    if isinstance(ranges, exp.Array) and ranges.expressions:
        return exp.Array(expressions=[canonical(it) for it in ranges.expressions])
    variable = exp.to_identifier("r")
    return call("list_transform", ranges, exp.Lambda(this=canonical(exp.column("r")), expressions=[variable]))


def _one_contains(ranges: exp.Expr, other: exp.Expr) -> exp.Expr:
    # a range that is no range is in doubt: it makes the answer unknown unless another one contains the address
    each = exp.Lambda(this=_contains(exp.column("c"), other), expressions=[exp.to_identifier("c")])
    step = exp.Or(this=exp.column("a"), expression=exp.column("b"))
    either = exp.Lambda(this=step, expressions=[exp.to_identifier(name) for name in "ab"])
    return known(call("list_reduce", call("list_transform", ranges, each), either, exp.false()), other)


OVERLOADS: Mapping[str, Builder] = {
    "domain_string": once(_domain),
    "is_cidr_string": once(
        lambda it: known(exp.not_(exp.Is(this=canonical(it), expression=exp.null()), copy=False), it)
    ),
    "cidr_contains_string_string": partial(_of_canonical, _contains),
    "cidr_contains_list_string": _any_contains,
    "cidr_prefix_string": partial(_of_canonical, _prefix),
    "cidr_is_everything_string": partial(_of_canonical, _is_everything),
}
