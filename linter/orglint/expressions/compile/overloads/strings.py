"""Texts: positions and sizes count code points, and case is that of ASCII."""

from collections.abc import Mapping
from functools import partial
from string import ascii_lowercase, ascii_uppercase

from sqlglot import exp

from orglint.expressions.compile.overloads.logic import Builder
from orglint.sql.builders import (
    all_known,
    and_conditions,
    apply_operator,
    call_function,
    case_when,
    cast_value,
    evaluate_once,
    int_to_sql,
    let_once,
    null_if_any_null,
    or_conditions,
    text_to_sql,
)

_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NOWHERE = int_to_sql(-1)


def _count_code_points(value: exp.Expr) -> exp.Expr:
    return call_function("length", value)


def _add_number(left: exp.Expr, right: int) -> exp.Expr:
    return apply_operator(exp.Add, left, int_to_sql(right))


def lower_ascii(value: exp.Expr) -> exp.Expr:
    """Return a text with the letters A to Z in lower case, and all others as they are."""
    return let_once(partial(_change_case, "lower", ascii_uppercase, ascii_lowercase), value)


def _upper_ascii(value: exp.Expr) -> exp.Expr:
    return let_once(partial(_change_case, "upper", ascii_lowercase, ascii_uppercase), value)


def _change_case(whole: str, before: str, after: str, value: exp.Expr) -> exp.Expr:
    """Return a text with letters replaced; one with as many bytes as characters is ASCII, and `whole` is right for it.

    DuckDB needs fifty times as long for `translate` as for `lower`.
    """
    ascii_only = exp.EQ(this=call_function("strlen", value), expression=_count_code_points(value))
    letter_by_letter = call_function("translate", value, text_to_sql(before), text_to_sql(after))
    return case_when((ascii_only, call_function(whole, value)), otherwise=letter_by_letter)


def _substring_from(value: exp.Expr, start: exp.Expr) -> exp.Expr:
    """Return the text from a position; unknown unless that lies in the text or just behind it."""
    inside = exp.Between(this=start, low=int_to_sql(0), high=_count_code_points(value))
    return case_when(
        (
            inside,
            call_function("substring", value, _add_number(call_function("least", start, _count_code_points(value)), 1)),
        )
    )


def _substring_between(value: exp.Expr, start: exp.Expr, end: exp.Expr) -> exp.Expr:
    """Return the text from a position to before another; unknown unless 0 <= start <= end <= size.

    The official evaluator gives an error where the end is the size and the start is not; so it is unknown here too.
    """
    empty = and_conditions(exp.EQ(this=start, expression=end), exp.EQ(this=end, expression=_count_code_points(value)))
    last = or_conditions(exp.LT(this=end, expression=_count_code_points(value)), empty)
    inside = and_conditions(exp.Between(this=start, low=int_to_sql(0), high=end), last)
    first, behind = (
        call_function("greatest", call_function("least", place, _count_code_points(value)), int_to_sql(0))
        for place in (start, end)
    )
    return case_when(
        (inside, call_function("substring", value, _add_number(first, 1), apply_operator(exp.Sub, behind, first)))
    )


def _char_at(value: exp.Expr, index: exp.Expr) -> exp.Expr:
    inside = exp.Between(this=index, low=int_to_sql(0), high=_count_code_points(value))
    some = call_function("least", index, _count_code_points(value))
    return case_when((inside, call_function("substring", value, _add_number(some, 1), int_to_sql(1))))


def _index_of(value: exp.Expr, wanted: exp.Expr) -> exp.Expr:
    # of a bare strpos that is 1 DuckDB makes a prefix, and fails where it finds out that the text wanted is NULL
    return _add_number(call_function("abs", call_function("strpos", value, wanted)), -1)


def _index_of_from(value: exp.Expr, wanted: exp.Expr, start: exp.Expr) -> exp.Expr:
    inside = exp.Between(this=start, low=int_to_sql(0), high=_count_code_points(value))
    some = call_function("least", start, _count_code_points(value))
    found = call_function("strpos", call_function("substring", value, _add_number(some, 1)), wanted)
    missing = exp.EQ(this=found, expression=int_to_sql(0))
    position = apply_operator(exp.Add, some, _add_number(found, -1))
    return null_if_any_null(case_when((inside, case_when((missing, _NOWHERE), otherwise=position))), wanted)


def _last_index_of(value: exp.Expr, wanted: exp.Expr) -> exp.Expr:
    return evaluate_once(_last_of)(_reverse_text(value), _reverse_text(wanted))


def _last_index_of_from(value: exp.Expr, wanted: exp.Expr, start: exp.Expr) -> exp.Expr:
    inside = exp.Between(this=start, low=int_to_sql(0), high=_count_code_points(value))
    some = call_function("greatest", call_function("least", start, _count_code_points(value)), int_to_sql(0))
    searched = call_function("left", value, apply_operator(exp.Add, some, _count_code_points(wanted)))
    return case_when((inside, _last_index_of(searched, wanted)))


def _last_of(backwards: exp.Expr, wanted: exp.Expr) -> exp.Expr:
    """Return the last position of a text in another one, both of them given backwards."""
    found = call_function("strpos", backwards, wanted)
    position = apply_operator(
        exp.Sub,
        _add_number(apply_operator(exp.Sub, _count_code_points(backwards), _count_code_points(wanted)), 1),
        found,
    )
    missing = exp.EQ(this=found, expression=int_to_sql(0))
    return null_if_any_null(case_when((missing, _NOWHERE), otherwise=position), backwards, wanted)


def _reverse_text(value: exp.Expr) -> exp.Expr:
    # by code point, as CEL does: DuckDB's reverse keeps combining characters together
    return call_function(
        "array_to_string",
        call_function("list_reverse", call_function("string_split", value, text_to_sql(""))),
        text_to_sql(""),
    )


def _split_text(value: exp.Expr, separator: exp.Expr) -> exp.Expr:
    # DuckDB's string_split takes a NULL separator as no separator
    return null_if_any_null(call_function("string_split", value, separator), separator)


def _split_at_most(value: exp.Expr, separator: exp.Expr, most: exp.Expr) -> exp.Expr:
    parts = _split_text(value, separator)
    some = call_function("greatest", most, int_to_sql(1))
    first = call_function("list_slice", parts, int_to_sql(1), _add_number(some, -1))
    rest = _join_texts(call_function("list_slice", parts, some, call_function("len", parts)), separator)
    cut = call_function("list_concat", first, exp.Array(expressions=[rest]))
    return null_if_any_null(
        case_when(
            (exp.LT(this=most, expression=int_to_sql(0)), parts),
            (exp.EQ(this=most, expression=int_to_sql(0)), cast_value(exp.Array(), "TEXT[]")),
            (exp.LTE(this=call_function("len", parts), expression=most), parts),
            otherwise=cut,
        ),
        value,
        separator,
        most,
    )


def _join_texts(parts: exp.Expr, separator: exp.Expr | None = None) -> exp.Expr:
    """Return the texts of a list one after the other; the engine's own function wants a separator that is constant."""
    complete = all_known(parts)
    if separator is None:
        return case_when((complete, call_function("array_to_string", parts, text_to_sql(""))))
    before = exp.Lambda(
        this=exp.DPipe(this=separator, expression=exp.column("p")), expressions=[exp.to_identifier("p")]
    )
    joined = call_function("array_to_string", call_function("list_transform", parts, before), text_to_sql(""))
    return null_if_any_null(
        case_when((complete, call_function("substring", joined, _add_number(_count_code_points(separator), 1)))),
        separator,
    )


def _split_around(value: exp.Expr, old: exp.Expr) -> exp.Expr:
    """Return what stands between the occurrences of a text; the empty one occurs around every character."""
    nothing = exp.Array(expressions=[text_to_sql("")])
    around = call_function(
        "list_concat", call_function("list_concat", nothing, _split_text(value, text_to_sql(""))), nothing
    )
    blank = exp.EQ(this=value, expression=text_to_sql(""))
    apart = case_when((blank, exp.Array(expressions=[text_to_sql(""), text_to_sql("")])), otherwise=around)
    return case_when((exp.EQ(this=old, expression=text_to_sql("")), apart), otherwise=_split_text(value, old))


def _replace_all(value: exp.Expr, old: exp.Expr, new: exp.Expr) -> exp.Expr:
    return null_if_any_null(_join_texts(_split_around(value, old), new), value, old, new)


def _replace_at_most(value: exp.Expr, old: exp.Expr, new: exp.Expr, most: exp.Expr) -> exp.Expr:
    pieces = _split_around(value, old)
    enough = exp.or_(
        exp.LT(this=most, expression=int_to_sql(0)),
        exp.LT(this=_add_number(call_function("len", pieces), -2), expression=most),
        copy=False,
    )
    few = call_function("least", most, call_function("len", pieces))  # or adding one could overflow 64 bits
    first = _join_texts(call_function("list_slice", pieces, int_to_sql(1), _add_number(few, 1)), new)
    rest = _join_texts(call_function("list_slice", pieces, _add_number(few, 2), call_function("len", pieces)), old)
    cut = exp.DPipe(this=exp.DPipe(this=first, expression=old), expression=rest)
    replaced = case_when((enough, _join_texts(pieces, new)), otherwise=exp.Paren(this=cut))
    return null_if_any_null(replaced, value, old, new, most)


OVERLOADS: Mapping[str, Builder] = {
    "add_string": partial(apply_operator, exp.DPipe),
    "contains_string": partial(call_function, "contains"),
    "starts_with_string": partial(call_function, "starts_with"),
    "ends_with_string": partial(call_function, "ends_with"),
    "size_string": _count_code_points,
    "string_size": _count_code_points,
    "matches": partial(call_function, "regexp_matches"),
    "matches_string": partial(call_function, "regexp_matches"),
    "string_char_at_int": evaluate_once(_char_at),
    "string_index_of_string": _index_of,
    "string_index_of_string_int": evaluate_once(_index_of_from),
    "string_last_index_of_string": evaluate_once(_last_index_of),
    "string_last_index_of_string_int": evaluate_once(_last_index_of_from),
    "string_reverse": evaluate_once(_reverse_text),
    "string_lower_ascii": lower_ascii,
    "string_upper_ascii": _upper_ascii,
    "string_replace_string_string": evaluate_once(_replace_all),
    "string_replace_string_string_int": evaluate_once(_replace_at_most),
    "string_split_string": evaluate_once(_split_text),
    "string_split_string_int": evaluate_once(_split_at_most),
    "string_substring_int": evaluate_once(_substring_from),
    "string_substring_int_int": evaluate_once(_substring_between),
    "string_trim": lambda value: call_function("trim", value, text_to_sql(_WHITE)),
    "list_join": evaluate_once(_join_texts),
    "list_join_string": evaluate_once(_join_texts),
}
