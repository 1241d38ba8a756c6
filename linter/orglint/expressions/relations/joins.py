"""Questions to a table by key (`d.name == user.emailDomain && ...`): hash joins instead of a loop over all pairs.

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

from orglint.expressions.relations import queries
from orglint.expressions.relations.keys import Key, Keyed, Many
from orglint.expressions.sql import all_known, binary, both, bound, call, case, converted, either, is_null, number


def exists(keyed: Keyed, missing: exp.Expr) -> exp.Expr:
    """Return whether a row with the keys is there for which the rest holds."""

    def answer(found: exp.Expr, doubt: exp.Expr) -> exp.Expr:
        some = exp.or_(exp.GT(this=found, expression=number(0)), exp.LT(this=found, expression=number(-1)), copy=False)
        return case((some, exp.true()), (doubt, exp.null()), otherwise=exp.false())

    there = _asked(keyed, answer)
    return either(both(*keyed.outer, there), case((missing, exp.null()), otherwise=exp.false()))


def count(keyed: Keyed, missing: exp.Expr) -> exp.Expr:
    """Return the number of rows with the keys for which the rest holds; unknown if any is in doubt."""
    counted = _asked(keyed, lambda found, doubt: case((doubt, exp.null()), otherwise=found))
    if not keyed.outer:
        return case((missing, exp.null()), otherwise=counted)

    def chosen(outer: exp.Expr, counted: exp.Expr) -> exp.Expr:
        none = exp.EQ(this=counted, expression=number(0))
        decided = case((outer, counted), (exp.not_(outer, copy=False), number(0)), otherwise=case((none, number(0))))
        return case((missing, exp.null()), otherwise=decided)

    return bound(chosen, both(*keyed.outer), counted)


def _asked(keyed: Keyed, answer: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    """Return the answer from the number of rows that were found, and from whether any is in doubt."""
    if keyed.mixed:
        return _asked_in_pairs(keyed, answer)
    places = range(len(keyed.keys))
    sets = [chosen for size in places for chosen in combinations(places, size)]
    masks = [_lookup(keyed, chosen, _doubts(keyed, chosen)) for chosen in sets]

    def body(found: exp.Expr, *others: exp.Expr) -> exp.Expr:
        lost = [_lost(it, key.many is Many.ASKED) for key, it in zip(keyed.keys, others[len(sets) :], strict=True)]
        doubts = [_in_doubt(mask, chosen, lost) for mask, chosen in zip(others, sets, strict=False)]
        return answer(found, either(exp.LT(this=found, expression=number(0)), *doubts))

    found = call("coalesce", _lookup(keyed, tuple(places), _found(keyed)), number(0))
    return bound(body, found, *masks, *(key.asked for key in keyed.keys))


def _asked_in_pairs(keyed: Keyed, answer: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    """Return the answer from the pairs with the same keys, and from those of which a key is unknown on either side."""
    same = [exp.EQ(this=key.own, expression=key.asked) for key in keyed.keys]
    holds = exp.column("holds")
    signed = _signed(call("bool_or", is_null(holds)), queries.number_where(holds))
    maybe = queries.anywhere(_not_false(holds))
    doubts = [
        queries.aggregate(_pairs(keyed, [is_null(side), *(_not_false(it) for it in same if it is not own)]), maybe)
        for key, own in zip(keyed.keys, same, strict=True)
        for side in (key.own, key.asked)
    ]

    def body(found: exp.Expr, *doubts: exp.Expr) -> exp.Expr:
        return answer(found, either(exp.LT(this=found, expression=number(0)), *doubts))

    return bound(body, queries.aggregate(_pairs(keyed, same), signed), *doubts)


def _pairs(keyed: Keyed, conditions: Sequence[exp.Expr]) -> exp.Select:
    rows = queries.rows(keyed.source, queries.named(both(keyed.rest, *keyed.mixed), "holds"))
    return rows.where(*conditions, copy=False)


def _not_false(condition: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Paren(this=exp.Is(this=exp.Paren(this=condition), expression=exp.false())))


def _in_doubt(mask: exp.Expr, chosen: Sequence[int], lost: Sequence[exp.Expr]) -> exp.Expr:
    """Return whether a row may be meant by one that asks: each key that is not compared is unknown on either side."""
    open_ = [place for place in range(len(lost)) if place not in chosen]
    ways = [
        both(_bit(mask, number_), *(lost[place] for place in open_ if place not in unknown))
        for number_, unknown in enumerate(_subsets(open_))
    ]
    return either(*ways)


def _bit(mask: exp.Expr, place: int) -> exp.Expr:
    shifted = binary(exp.IntDiv, call("coalesce", mask, number(0)), number(2**place))
    return exp.EQ(this=binary(exp.Mod, shifted, number(2)), expression=number(1))


def _subsets(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(places) + 1):
        yield from combinations(places, size)


def _found(keyed: Keyed) -> exp.Select:
    """Select how many rows hold in each group; below zero, less one, if one of them is in doubt."""
    holds = exp.column("holds")
    names = [_name(place) for place in range(len(keyed.keys))]
    asked = queries.rows(keyed.source, *_keys(keyed, names), queries.named(keyed.rest, "holds"))
    return _grouped(asked, names, _signed(call("bool_or", is_null(holds)), queries.number_where(holds)))


def _doubts(keyed: Keyed, chosen: Sequence[int]) -> exp.Select:
    """Select of each group by the chosen keys which other keys are unknown together in a row that may hold: bits."""
    maybe = _not_false(keyed.rest)
    names = [_name(place) for place in chosen]
    open_ = [place for place in range(len(keyed.keys)) if place not in chosen]
    own = [(keyed.keys[place].own, keyed.keys[place].many is Many.OWN) for place in open_]
    lost = [queries.named(_lost(*it), f"lost{place}") for it, place in zip(own, open_, strict=True)]
    asked = queries.rows(keyed.source, *_keys(keyed, names), *lost, queries.named(exp.true(), "here"))
    bits: exp.Expr = number(0)
    for place, unknown in enumerate(_subsets(open_)):
        together = call("bool_or", both(exp.column("here"), *(exp.column(f"lost{it}") for it in unknown)))
        bits = binary(exp.Add, bits, case((together, number(2**place)), otherwise=number(0)))
    return _grouped(asked.where(maybe, copy=False), names, bits)


def _lost(value: exp.Expr, many: bool) -> exp.Expr:  # noqa: FBT001 - a fact about the value
    """Return whether a key is unknown; of one of many, also if an element of the list is."""
    return case((all_known(value), exp.false()), otherwise=exp.true()) if many else is_null(value)


def _keys(keyed: Keyed, names: Sequence[str]) -> list[exp.Expr]:
    by_name = {_name(place): key for place, key in enumerate(keyed.keys)}
    return [queries.named(_spread(by_name[name]), name) for name in names]


def _spread(key: Key) -> exp.Expr:
    return call("unnest", call("list_distinct", key.own)) if key.many is Many.OWN else key.own


def _name(place: int) -> str:
    return f"key{place}"


def _grouped(asked: exp.Select, names: Sequence[str], value: exp.Expr) -> exp.Select:
    columns = [*(exp.column(name) for name in names), queries.named(value, "found")]
    grouped = queries.rows(queries.aliased(asked, "rows"), *columns)
    return grouped.group_by(*names, copy=False) if names else grouped


def _lookup(keyed: Keyed, chosen: Sequence[int], groups: exp.Select) -> exp.Expr:
    """Return what the one group says whose keys are those that are asked for; of several, what they say together."""
    many = next((keyed.keys[place] for place in chosen if keyed.keys[place].many is Many.ASKED), None)
    if many is None:
        return _group(groups, {place: keyed.keys[place].asked for place in chosen})
    element = exp.column("element", table="each")
    asked = {place: element if keyed.keys[place] is many else keyed.keys[place].asked for place in chosen}
    source = queries.elements(call("list_distinct", many.asked), "each", "element")
    each = queries.rows(source, queries.named(_group(groups, asked), "found"))
    whole = len(chosen) == len(keyed.keys)
    return queries.aggregate(each, _summed() if whole else call("bit_or", exp.column("found")))


def _group(groups: exp.Select, asked: Mapping[int, exp.Expr]) -> exp.Expr:
    found = queries.rows(queries.aliased(groups, "groups"), exp.column("found", table="groups"))
    same = [exp.EQ(this=exp.column(_name(place), table="groups"), expression=it) for place, it in asked.items()]
    return queries.scalar(found.where(*same, copy=False) if same else found)


def _summed() -> exp.Expr:
    """Return the sum of what several groups found, in the same terms as what one found."""
    found = exp.column("found")
    doubt = exp.LT(this=found, expression=number(0))
    sure = case((doubt, exp.Sub(this=number(-1), expression=found)), otherwise=found)
    return _signed(call("bool_or", doubt), converted(call("sum", sure), "BIGINT"))


def _signed(doubt: exp.Expr, found: exp.Expr) -> exp.Expr:
    in_doubt = call("coalesce", doubt, exp.false())
    return case((in_doubt, exp.Sub(this=number(-1), expression=found)), otherwise=found)
