"""Texts: positions and sizes count code points, and case is that of ASCII."""

from collections.abc import Mapping
from functools import partial
from string import ascii_lowercase, ascii_uppercase

from sqlglot import exp

from orglint.expressions.overloads.logic import Builder
from orglint.expressions.sql import all_known, binary, both, call, case, converted, either, known, number, once, text

_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NOWHERE = number(-1)


def _size(value: exp.Expr) -> exp.Expr:
    return call("length", value)


def _plus(left: exp.Expr, right: int) -> exp.Expr:
    return binary(exp.Add, left, number(right))


def _translated(before: str, after: str, value: exp.Expr) -> exp.Expr:
    return call("translate", value, text(before), text(after))


def _rest(value: exp.Expr, start: exp.Expr) -> exp.Expr:
    """Return the text from a position; unknown unless that lies in the text or just behind it."""
    inside = exp.Between(this=start, low=number(0), high=_size(value))
    return case((inside, call("substring", value, _plus(call("least", start, _size(value)), 1))))


def _substring(value: exp.Expr, start: exp.Expr, end: exp.Expr) -> exp.Expr:
    """Return the text from a position to before another; unknown unless 0 <= start <= end <= size.

    The official evaluator gives an error where the end is the size and the start is not; so it is unknown here too.
    """
    empty = both(exp.EQ(this=start, expression=end), exp.EQ(this=end, expression=_size(value)))
    last = either(exp.LT(this=end, expression=_size(value)), empty)
    inside = both(exp.Between(this=start, low=number(0), high=end), last)
    first, behind = (call("greatest", call("least", place, _size(value)), number(0)) for place in (start, end))
    return case((inside, call("substring", value, _plus(first, 1), binary(exp.Sub, behind, first))))


def _char_at(value: exp.Expr, index: exp.Expr) -> exp.Expr:
    inside = exp.Between(this=index, low=number(0), high=_size(value))
    some = call("least", index, _size(value))
    return case((inside, call("substring", value, _plus(some, 1), number(1))))


def _index_of(value: exp.Expr, wanted: exp.Expr) -> exp.Expr:
    # of a bare strpos that is 1 DuckDB makes a prefix, and fails where it finds out that the text wanted is NULL
    return _plus(call("abs", call("strpos", value, wanted)), -1)


def _index_of_from(value: exp.Expr, wanted: exp.Expr, start: exp.Expr) -> exp.Expr:
    inside = exp.Between(this=start, low=number(0), high=_size(value))
    some = call("least", start, _size(value))
    found = call("strpos", call("substring", value, _plus(some, 1)), wanted)
    missing = exp.EQ(this=found, expression=number(0))
    position = binary(exp.Add, some, _plus(found, -1))
    return known(case((inside, case((missing, _NOWHERE), otherwise=position))), wanted)


def _last_index_of(value: exp.Expr, wanted: exp.Expr) -> exp.Expr:
    return once(_last_of)(_reversed(value), _reversed(wanted))


def _last_index_of_from(value: exp.Expr, wanted: exp.Expr, start: exp.Expr) -> exp.Expr:
    inside = exp.Between(this=start, low=number(0), high=_size(value))
    some = call("greatest", call("least", start, _size(value)), number(0))
    searched = call("left", value, binary(exp.Add, some, _size(wanted)))
    return case((inside, _last_index_of(searched, wanted)))


def _last_of(backwards: exp.Expr, wanted: exp.Expr) -> exp.Expr:
    """Return the last position of a text in another one, both of them given backwards."""
    found = call("strpos", backwards, wanted)
    position = binary(exp.Sub, _plus(binary(exp.Sub, _size(backwards), _size(wanted)), 1), found)
    missing = exp.EQ(this=found, expression=number(0))
    return known(case((missing, _NOWHERE), otherwise=position), backwards, wanted)


def _reversed(value: exp.Expr) -> exp.Expr:
    # by code point, as CEL does: the engine's own function keeps characters that combine together
    return call("array_to_string", call("list_reverse", call("string_split", value, text(""))), text(""))


def _split(value: exp.Expr, separator: exp.Expr) -> exp.Expr:
    # the engine takes a text apart by a separator that is NULL as if there were none
    return known(call("string_split", value, separator), separator)


def _split_at_most(value: exp.Expr, separator: exp.Expr, most: exp.Expr) -> exp.Expr:
    parts = _split(value, separator)
    some = call("greatest", most, number(1))
    first = call("list_slice", parts, number(1), _plus(some, -1))
    rest = _join(call("list_slice", parts, some, call("len", parts)), separator)
    cut = call("list_concat", first, exp.Array(expressions=[rest]))
    return known(
        case(
            (exp.LT(this=most, expression=number(0)), parts),
            (exp.EQ(this=most, expression=number(0)), converted(exp.Array(), "TEXT[]")),
            (exp.LTE(this=call("len", parts), expression=most), parts),
            otherwise=cut,
        ),
        value,
        separator,
        most,
    )


def _join(parts: exp.Expr, separator: exp.Expr | None = None) -> exp.Expr:
    """Return the texts of a list one after the other; the engine's own function wants a separator that is constant."""
    complete = all_known(parts)
    if separator is None:
        return case((complete, call("array_to_string", parts, text(""))))
    before = exp.Lambda(
        this=exp.DPipe(this=separator, expression=exp.column("p")), expressions=[exp.to_identifier("p")]
    )
    joined = call("array_to_string", call("list_transform", parts, before), text(""))
    return known(case((complete, call("substring", joined, _plus(_size(separator), 1)))), separator)


def _pieces(value: exp.Expr, old: exp.Expr) -> exp.Expr:
    """Return what stands between the occurrences of a text; the empty one occurs around every character."""
    nothing = exp.Array(expressions=[text("")])
    around = call("list_concat", call("list_concat", nothing, _split(value, text(""))), nothing)
    blank = exp.EQ(this=value, expression=text(""))
    apart = case((blank, exp.Array(expressions=[text(""), text("")])), otherwise=around)
    return case((exp.EQ(this=old, expression=text("")), apart), otherwise=_split(value, old))


def _replace(value: exp.Expr, old: exp.Expr, new: exp.Expr) -> exp.Expr:
    return known(_join(_pieces(value, old), new), value, old, new)


def _replace_at_most(value: exp.Expr, old: exp.Expr, new: exp.Expr, most: exp.Expr) -> exp.Expr:
    pieces = _pieces(value, old)
    enough = exp.or_(
        exp.LT(this=most, expression=number(0)),
        exp.LT(this=_plus(call("len", pieces), -2), expression=most),
        copy=False,
    )
    few = call("least", most, call("len", pieces))  # or one more could be too many for 64 bits
    first = _join(call("list_slice", pieces, number(1), _plus(few, 1)), new)
    rest = _join(call("list_slice", pieces, _plus(few, 2), call("len", pieces)), old)
    cut = exp.DPipe(this=exp.DPipe(this=first, expression=old), expression=rest)
    replaced = case((enough, _join(pieces, new)), otherwise=exp.Paren(this=cut))
    return known(replaced, value, old, new, most)


OVERLOADS: Mapping[str, Builder] = {
    "add_string": partial(binary, exp.DPipe),
    "contains_string": partial(call, "contains"),
    "starts_with_string": partial(call, "starts_with"),
    "ends_with_string": partial(call, "ends_with"),
    "size_string": _size,
    "string_size": _size,
    "matches": partial(call, "regexp_matches"),
    "matches_string": partial(call, "regexp_matches"),
    "string_char_at_int": once(_char_at),
    "string_index_of_string": _index_of,
    "string_index_of_string_int": once(_index_of_from),
    "string_last_index_of_string": once(_last_index_of),
    "string_last_index_of_string_int": once(_last_index_of_from),
    "string_reverse": once(_reversed),
    "string_lower_ascii": partial(_translated, ascii_uppercase, ascii_lowercase),
    "string_upper_ascii": partial(_translated, ascii_lowercase, ascii_uppercase),
    "string_replace_string_string": once(_replace),
    "string_replace_string_string_int": once(_replace_at_most),
    "string_split_string": once(_split),
    "string_split_string_int": once(_split_at_most),
    "string_substring_int": once(_rest),
    "string_substring_int_int": once(_substring),
    "string_trim": lambda value: call("trim", value, text(_WHITE)),
    "list_join": once(_join),
    "list_join_string": once(_join),
}
