"""Questions to a table by key (`d.name == user.emailDomain && ...`): hash joins instead of a loop over all pairs.

The table is grouped by its keys once; a row asks for its own group. What three-valued logic adds: a row of the table of
which a key is unknown may belong to any group, and a row that asks with an unknown key may mean any of them. For each
set of keys that are known on both sides there is a group more, which says whether such rows are in it.

A key may also be one of many: an element of a list in the table's row (`u.id in x.members`), or of a list in the row
that asks (`x.name in u.domains`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from sqlglot import exp

from orglint.expressions import free, queries
from orglint.expressions.conditions import conjuncts, member
from orglint.expressions.sql import binary, both, bound, call, case, converted, either, is_null, number

MOST_KEYS = 3
"""Keys that one question may have: each doubles the groups."""


class Many(Enum):
    """On which side of a key there is a list, of which one element is meant."""

    NEITHER = 0
    OWN = 1
    ASKED = 2


@dataclass(frozen=True, slots=True)
class Key:
    """What the table's row says, `own`, and what the other row asks for."""

    own: exp.Expr
    asked: exp.Expr
    many: Many = Many.NEITHER


@dataclass(frozen=True, slots=True)
class Keyed:
    """A condition taken apart: all keys are equal, `rest` holds of the table's row, and `outer` of the other one."""

    source: exp.Table
    keys: tuple[Key, ...]
    rest: exp.Expr
    outer: tuple[exp.Expr, ...]


def taken_apart(source: exp.Table, alias: str, condition: exp.Expr) -> Keyed | None:
    """Return a condition on pairs of rows taken apart; None if it has no such form, or asks no other row."""
    keys: list[Key] = []
    rest: list[exp.Expr] = []
    outer: list[exp.Expr] = []
    for part in conjuncts(condition):
        needed = free.aliases(part)
        if needed <= {alias}:
            rest.append(part)
        elif alias not in needed:
            outer.append(part)
        elif key := _key(part, alias):
            keys.append(key)
        else:
            return None
    crowded = len(keys) > MOST_KEYS or sum(key.many is not Many.NEITHER for key in keys) > 1
    if crowded or not (keys or outer):
        return None
    return Keyed(source, tuple(keys), both(*rest) if rest else exp.true(), tuple(outer))


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
    places = range(len(keyed.keys))
    sets = [chosen for size in places for chosen in combinations(places, size)]
    masks = [_lookup(keyed, chosen, _doubts(keyed, chosen)) for chosen in sets]

    def body(found: exp.Expr, *others: exp.Expr) -> exp.Expr:
        lost = [is_null(asked) for asked in others[len(sets) :]]
        doubts = [_in_doubt(mask, chosen, lost) for mask, chosen in zip(others, sets, strict=False)]
        return answer(found, either(exp.LT(this=found, expression=number(0)), *doubts))

    found = call("coalesce", _lookup(keyed, tuple(places), _found(keyed)), number(0))
    return bound(body, found, *masks, *(key.asked for key in keyed.keys))


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
    maybe = exp.Not(this=exp.Paren(this=exp.Is(this=keyed.rest, expression=exp.false())))
    names = [_name(place) for place in chosen]
    open_ = [place for place in range(len(keyed.keys)) if place not in chosen]
    lost = [queries.named(is_null(keyed.keys[place].own), f"lost{place}") for place in open_]
    asked = queries.rows(keyed.source, *_keys(keyed, names), *lost, queries.named(exp.true(), "here"))
    bits: exp.Expr = number(0)
    for place, unknown in enumerate(_subsets(open_)):
        together = call("bool_or", both(exp.column("here"), *(exp.column(f"lost{it}") for it in unknown)))
        bits = binary(exp.Add, bits, case((together, number(2**place)), otherwise=number(0)))
    return _grouped(asked.where(maybe, copy=False), names, bits)


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


def _key(part: exp.Expr, alias: str) -> Key | None:
    """Return the key that a part compares, if it compares nothing else."""
    if isinstance(part, exp.EQ):
        sides, many = ((part.this, part.expression), (part.expression, part.this)), Many.NEITHER
        return next((Key(*pair, many) for pair in sides if _apart(*pair, alias)), None)
    element, elements = member(part) or (exp.null(), exp.null())
    if _apart(element, elements, alias):
        return Key(element, elements, Many.ASKED)
    return Key(elements, element, Many.OWN) if _apart(elements, element, alias) else None


def _apart(own: exp.Expr, asked: exp.Expr, alias: str) -> bool:
    apart = free.aliases(own) == {alias} and alias not in free.aliases(asked) and bool(free.aliases(asked))
    return apart and not asked.find(exp.Select)
