"""Decorrelate queries over a table by their equi-join keys: hash joins instead of nested loops.

The table is grouped by its keys once; a row asks for its own group. What three-valued logic adds: a row of the table of
which a key is unknown may belong to any group, and a row that asks with an unknown key may mean any of them. For each
set of keys that are known on both sides there is a group more, which says whether such rows are in it.

What else mixes both rows is worked out for the pairs that have the same keys.

A key may also be one of many: an element of a list in the table's row (`u.id in x.members`), or of a list in the row
that asks (`x.name in u.domains`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from sqlglot import exp

from orglint.expressions.compile.conditions import Condition, Opaque, join_all, join_any
from orglint.expressions.compile.relations import queries
from orglint.expressions.compile.relations.keys import JoinKey, KeyedCondition, ListSide
from orglint.sql.builders import (
    all_known,
    and_conditions,
    apply_operator,
    call_function,
    case_when,
    cast_value,
    int_to_sql,
    is_null,
    let_once,
    or_conditions,
)


def exists_by_keys(keyed: KeyedCondition, missing: exp.Expr) -> Condition:
    """Return whether a row exists that matches the keys and the filters; NULL if only an unknown one may."""

    def answer(found: exp.Expr, doubt: exp.Expr) -> exp.Expr:
        some = exp.or_(
            exp.GT(this=found, expression=int_to_sql(0)), exp.LT(this=found, expression=int_to_sql(-1)), copy=False
        )
        return case_when((some, exp.true()), (doubt, exp.null()), otherwise=exp.false())

    there = Opaque(_answer_by_groups(keyed, answer))
    unseen = Opaque(case_when((missing, exp.null()), otherwise=exp.false()))
    return join_all(*keyed.probe_filters, join_any(there, unseen))


def count_by_keys(keyed: KeyedCondition, missing: exp.Expr) -> exp.Expr:
    """Return the number of rows that match the keys and the filters; NULL if any is in doubt."""
    counted = _answer_by_groups(keyed, lambda found, doubt: case_when((doubt, exp.null()), otherwise=found))
    if not keyed.probe_filters:
        return case_when((missing, exp.null()), otherwise=counted)

    def chosen(outer: exp.Expr, counted: exp.Expr, missing: exp.Expr) -> exp.Expr:
        none = exp.EQ(this=counted, expression=int_to_sql(0))
        decided = case_when(
            (outer, counted), (exp.not_(outer, copy=False), int_to_sql(0)), otherwise=case_when((none, int_to_sql(0)))
        )
        return case_when((missing, exp.null()), otherwise=decided)

    return let_once(chosen, join_all(*keyed.probe_filters).sql, counted, missing)


def _answer_by_groups(keyed: KeyedCondition, answer: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    """Return the answer from the number of rows that were found, and from whether any is in doubt."""
    if keyed.residual:
        return _answer_by_pairs(keyed, answer)
    places = range(len(keyed.keys))
    sets = [chosen for size in places for chosen in combinations(places, size)]
    masks = [_probe_groups(keyed, chosen, _select_doubt_masks(keyed, chosen)) for chosen in sets]

    def body(found: exp.Expr, *others: exp.Expr) -> exp.Expr:
        lost = [
            _is_key_unknown(it, key.many is ListSide.PROBE)
            for key, it in zip(keyed.keys, others[len(sets) :], strict=True)
        ]
        doubts = [_in_doubt(mask, chosen, lost) for mask, chosen in zip(others, sets, strict=False)]
        return answer(found, or_conditions(exp.LT(this=found, expression=int_to_sql(0)), *doubts))

    found = call_function("coalesce", _probe_groups(keyed, tuple(places), _select_found_counts(keyed)), int_to_sql(0))
    return let_once(body, found, *masks, *(key.probe_key for key in keyed.keys))


def _answer_by_pairs(keyed: KeyedCondition, answer: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    """Return the answer from the pairs with the same keys, and from those of which a key is unknown on either side."""
    same = [exp.EQ(this=key.build_key, expression=key.probe_key) for key in keyed.keys]
    holds = exp.column("holds")
    signed = _encode_doubt(call_function("bool_or", is_null(holds)), queries.count_rows_where(holds))
    maybe = queries.is_true_in_any_row(_not_false(holds))
    doubts = [
        queries.aggregate_rows(
            _select_pairs(keyed, [is_null(side), *(_not_false(it) for it in same if it is not own)]), maybe
        )
        for key, own in zip(keyed.keys, same, strict=True)
        for side in (key.build_key, key.probe_key)
    ]

    def body(found: exp.Expr, *doubts: exp.Expr) -> exp.Expr:
        return answer(found, or_conditions(exp.LT(this=found, expression=int_to_sql(0)), *doubts))

    return let_once(body, queries.aggregate_rows(_select_pairs(keyed, same), signed), *doubts)


def _select_pairs(keyed: KeyedCondition, conditions: Sequence[exp.Expr]) -> exp.Select:
    rows = queries.select_columns(
        keyed.source, queries.name_column(and_conditions(keyed.build_filter, *keyed.residual), "holds")
    )
    return rows.where(*conditions, copy=False)


def _not_false(condition: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Paren(this=exp.Is(this=exp.Paren(this=condition), expression=exp.false())))


def _in_doubt(mask: exp.Expr, chosen: Sequence[int], lost: Sequence[exp.Expr]) -> exp.Expr:
    """Return whether a row may be meant by one that asks: each key that is not compared is unknown on either side."""
    open_ = [place for place in range(len(lost)) if place not in chosen]
    ways = [
        and_conditions(_test_bit(mask, number_), *(lost[place] for place in open_ if place not in unknown))
        for number_, unknown in enumerate(_iterate_subsets(open_))
    ]
    return or_conditions(*ways)


def _test_bit(mask: exp.Expr, place: int) -> exp.Expr:
    shifted = apply_operator(exp.IntDiv, call_function("coalesce", mask, int_to_sql(0)), int_to_sql(2**place))
    return exp.EQ(this=apply_operator(exp.Mod, shifted, int_to_sql(2)), expression=int_to_sql(1))


def _iterate_subsets(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(places) + 1):
        yield from combinations(places, size)


def _select_found_counts(keyed: KeyedCondition) -> exp.Select:
    """Select how many rows hold in each group; below zero, less one, if one of them is in doubt."""
    holds = exp.column("holds")
    names = [_name_key_column(place) for place in range(len(keyed.keys))]
    selected = queries.select_columns(
        keyed.source, *_select_keys(keyed, names), queries.name_column(keyed.build_filter, "holds")
    )
    return _group_by_keys(
        selected, names, _encode_doubt(call_function("bool_or", is_null(holds)), queries.count_rows_where(holds))
    )


def _select_doubt_masks(keyed: KeyedCondition, chosen: Sequence[int]) -> exp.Select:
    """Select of each group by the chosen keys which other keys are unknown together in a row that may hold: bits."""
    maybe = _not_false(keyed.build_filter)
    names = [_name_key_column(place) for place in chosen]
    open_ = [place for place in range(len(keyed.keys)) if place not in chosen]
    build_keys = [(keyed.keys[place].build_key, keyed.keys[place].many is ListSide.BUILD) for place in open_]
    lost = [
        queries.name_column(_is_key_unknown(*it), f"lost{place}") for it, place in zip(build_keys, open_, strict=True)
    ]
    selected = queries.select_columns(
        keyed.source, *_select_keys(keyed, names), *lost, queries.name_column(exp.true(), "here")
    )
    bits: exp.Expr = int_to_sql(0)
    for place, unknown in enumerate(_iterate_subsets(open_)):
        together = call_function(
            "bool_or", and_conditions(exp.column("here"), *(exp.column(f"lost{it}") for it in unknown))
        )
        bits = apply_operator(exp.Add, bits, case_when((together, int_to_sql(2**place)), otherwise=int_to_sql(0)))
    return _group_by_keys(selected.where(maybe, copy=False), names, bits)


def _is_key_unknown(value: exp.Expr, many: bool) -> exp.Expr:  # noqa: FBT001 - a fact about the value
    """Return whether a key is unknown; of one of many, also if an element of the list is."""
    return case_when((all_known(value), exp.false()), otherwise=exp.true()) if many else is_null(value)


def _select_keys(keyed: KeyedCondition, names: Sequence[str]) -> list[exp.Expr]:
    by_name = {_name_key_column(place): key for place, key in enumerate(keyed.keys)}
    return [queries.name_column(_unnest_key(by_name[name]), name) for name in names]


def _unnest_key(key: JoinKey) -> exp.Expr:
    return (
        call_function("unnest", call_function("list_distinct", key.build_key))
        if key.many is ListSide.BUILD
        else key.build_key
    )


def _name_key_column(place: int) -> str:
    return f"key{place}"


def _group_by_keys(selected: exp.Select, names: Sequence[str], value: exp.Expr) -> exp.Select:
    keys = [exp.column(name) for name in names]
    columns = [*keys, queries.name_column(value, "found")]
    grouped = queries.select_columns(queries.alias_query(selected, "rows"), *columns)
    return grouped.group_by(*keys, copy=False) if names else grouped


def _probe_groups(keyed: KeyedCondition, chosen: Sequence[int], groups: exp.Select) -> exp.Expr:
    """Return what the one group says whose keys are those that are asked for; of several, what they say together."""
    many = next((keyed.keys[place] for place in chosen if keyed.keys[place].many is ListSide.PROBE), None)
    if many is None:
        return _probe_one_group(groups, {place: keyed.keys[place].probe_key for place in chosen})
    element = exp.column("element", table="each")
    probe_keys = {place: element if keyed.keys[place] is many else keyed.keys[place].probe_key for place in chosen}
    source = queries.unnest_list(call_function("list_distinct", many.probe_key), "each", "element")
    each = queries.select_columns(source, queries.name_column(_probe_one_group(groups, probe_keys), "found"))
    whole = len(chosen) == len(keyed.keys)
    return queries.aggregate_rows(each, _sum_groups() if whole else call_function("bit_or", exp.column("found")))


def _probe_one_group(groups: exp.Select, probe_keys: Mapping[int, exp.Expr]) -> exp.Expr:
    found = queries.select_columns(queries.alias_query(groups, "groups"), exp.column("found", table="groups"))
    same = [
        exp.EQ(this=exp.column(_name_key_column(place), table="groups"), expression=it)
        for place, it in probe_keys.items()
    ]
    return queries.query_to_scalar(found.where(*same, copy=False) if same else found)


def _sum_groups() -> exp.Expr:
    """Return the sum of what several groups found, in the same terms as what one found."""
    found = exp.column("found")
    doubt = exp.LT(this=found, expression=int_to_sql(0))
    sure = case_when((doubt, exp.Sub(this=int_to_sql(-1), expression=found)), otherwise=found)
    return _encode_doubt(call_function("bool_or", doubt), cast_value(call_function("sum", sure), "BIGINT"))


def _encode_doubt(doubt: exp.Expr, found: exp.Expr) -> exp.Expr:
    in_doubt = call_function("coalesce", doubt, exp.false())
    return case_when((in_doubt, exp.Sub(this=int_to_sql(-1), expression=found)), otherwise=found)
