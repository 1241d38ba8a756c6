"""Questions to a table by key (`d.name == user.emailDomain && ...`): a hash join instead of a loop over all pairs.

The table is grouped by the key once; a row asks for its own group. What three-valued logic adds: a row of the table
whose key is unknown may belong to any group, and a row that asks with an unknown key may mean any of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from orglint.expressions.sql import bound, call, case, either, is_null, number


@dataclass(frozen=True, slots=True)
class Keyed:
    """A condition taken apart: `key` (of the table's row) equals `asked` (of the other row), and `rest` holds."""

    source: exp.Expr
    key: exp.Expr
    asked: exp.Expr
    rest: exp.Expr


def taken_apart(source: exp.Table, alias: str, condition: exp.Expr) -> Keyed | None:
    """Return a condition taken apart by key; None if it has no such form."""
    parts = list(_conjuncts(condition))
    for place, part in enumerate(parts):
        sides = _sides(part, alias)
        others = [other for at, other in enumerate(parts) if at != place]
        if sides and all(_only(other, alias) for other in others):
            return Keyed(source, *sides, exp.paren(exp.and_(*others)) if others else exp.true())
    return None


def exists(keyed: Keyed, missing: exp.Expr) -> exp.Expr:
    """Return whether a row with the key is there for which the rest holds."""
    return _asked(
        keyed,
        missing,
        lambda found, doubt: case((_some(found), exp.true()), (doubt, exp.null()), otherwise=exp.false()),
    )


def count(keyed: Keyed, missing: exp.Expr) -> exp.Expr:
    """Return the number of rows with the key for which the rest holds; unknown if any is in doubt."""
    return _asked(keyed, missing, lambda found, doubt: case((doubt, exp.null()), otherwise=found))


def _asked(keyed: Keyed, missing: exp.Expr, answer: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    def body(found: exp.Expr, asked: exp.Expr, anywhere: exp.Expr, keyless: exp.Expr) -> exp.Expr:
        lost = exp.and_(is_null(asked), anywhere)
        in_group = exp.LT(this=found.copy(), expression=number(0))
        return answer(found, either(in_group, keyless, exp.paren(lost), missing))

    maybe = exp.paren(exp.Is(this=keyed.rest.copy(), expression=exp.false()))
    open_ = exp.not_(maybe)
    return bound(
        body,
        call("coalesce", _group(keyed), number(0)),
        keyed.asked,
        _anywhere(keyed, open_),
        _anywhere(keyed, exp.and_(is_null(keyed.key), open_)),
    )


def _group(keyed: Keyed) -> exp.Expr:
    """Return how many rows hold in the group that is asked for; below zero, less one, if one of them is in doubt."""
    holds = exp.Filter(this=call("count", exp.Star()), expression=exp.Where(this=exp.column("holds")))
    doubt = call("coalesce", call("bool_or", is_null(exp.column("holds"))), exp.false())
    signed = case((doubt, exp.Sub(this=number(-1), expression=holds.copy())), otherwise=holds)
    rows = exp.select(exp.alias_(keyed.key.copy(), "key"), exp.alias_(keyed.rest.copy(), "holds")).from_(
        keyed.source.copy()
    )
    groups = exp.select(exp.column("key"), exp.alias_(signed, "found")).from_(rows.subquery("rows")).group_by("key")
    own = exp.EQ(this=exp.column("key", table="groups"), expression=keyed.asked.copy())
    return exp.select(exp.column("found", table="groups")).from_(groups.subquery("groups")).where(own).subquery()


def _anywhere(keyed: Keyed, condition: exp.Expr) -> exp.Expr:
    any_ = call("coalesce", call("bool_or", condition.copy()), exp.false())
    return exp.select(any_).from_(keyed.source.copy()).subquery()


def _some(found: exp.Expr) -> exp.Expr:
    return exp.or_(exp.GT(this=found.copy(), expression=number(0)), exp.LT(this=found.copy(), expression=number(-1)))


def _conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    bare = condition.unnest()
    if isinstance(bare, exp.And):
        yield from _conjuncts(bare.this)
        yield from _conjuncts(bare.expression)
    else:
        yield bare


def _sides(part: exp.Expr, alias: str) -> tuple[exp.Expr, exp.Expr] | None:
    """Return the two sides of an equality, that of the table's row first; None if it is no such equality."""
    if not isinstance(part, exp.EQ):
        return None
    for own, other in ((part.this, part.expression), (part.expression, part.this)):
        if _only(own, alias) and own.find(exp.Column) and not _mentions(other, alias) and other.find(exp.Column):
            return None if other.find(exp.Select) else (own, other)
    return None


def _only(part: exp.Expr, alias: str) -> bool:
    return not part.find(exp.Select, exp.Lambda) and all(column.table == alias for column in part.find_all(exp.Column))


def _mentions(part: exp.Expr, alias: str) -> bool:
    return any(column.table == alias for column in part.find_all(exp.Column))
