"""Split a condition on two rows into equi-join keys, a filter of each side, and a residual."""

from dataclasses import dataclass
from enum import Enum

from sqlglot import exp

from orglint.expressions.compile.conditions import Condition, ElementOf, Equal, split_conjuncts
from orglint.expressions.compile.relations import free
from orglint.sql.builders import and_conditions, may_repeat

MOST_KEYS = 3
"""Keys that one question is grouped by: each doubles the groups. What is more is compared pair by pair."""


class ListSide(Enum):
    """Which side of a key is a list, of which any element may match."""

    NEITHER = 0
    BUILD = 1
    PROBE = 2


@dataclass(frozen=True, slots=True)
class JoinKey:
    """An equi-join key: `build_key` is of the table's row, `probe_key` of the row that asks."""

    build_key: exp.Expr
    probe_key: exp.Expr
    many: ListSide = ListSide.NEITHER


@dataclass(frozen=True, slots=True)
class KeyedCondition:
    """A condition on two rows: all keys are equal, and the filters hold.

    `build_filter` is about the table's row, `probe_filters` about the row that asks, `residual` about both.
    """

    source: exp.Table
    keys: tuple[JoinKey, ...]
    build_filter: exp.Expr
    probe_filters: tuple[Condition, ...]
    residual: tuple[exp.Expr, ...] = ()


def split_by_keys(source: exp.Table, alias: str, condition: Condition) -> KeyedCondition | None:
    """Return a condition on pairs of rows split by keys; None if it cannot be, or refers to no other row."""
    keys: list[JoinKey] = []
    build_filter: list[exp.Expr] = []
    probe_filters: list[Condition] = []
    residual: list[exp.Expr] = []
    for part in split_conjuncts(condition):
        needed = free.find_free_aliases(part.sql)
        if needed <= {alias}:
            build_filter.append(part.sql)
        elif alias not in needed:
            probe_filters.append(part)
        elif len(keys) < MOST_KEYS and (key := _match_key(part, alias)):
            keys.append(key)
        else:
            residual.append(part.sql)
    keyed = KeyedCondition(
        source,
        tuple(keys),
        and_conditions(*build_filter) if build_filter else exp.true(),
        tuple(probe_filters),
        tuple(residual),
    )
    return keyed if _can_be_asked(keyed) else None


def _can_be_asked(keyed: KeyedCondition) -> bool:
    lists = sum(key.many is not ListSide.NEITHER for key in keyed.keys)
    if keyed.residual and (lists or not keyed.keys or any(part.find(exp.Select) for part in keyed.residual)):
        return False
    return lists <= 1 and bool(keyed.keys or keyed.probe_filters)


def _match_key(part: Condition, alias: str) -> JoinKey | None:
    """Return the join key that a conjunct compares; None if it compares anything else."""
    match part:
        case Equal(left=left, right=right):
            sides = ((left, right), (right, left))
            return next((JoinKey(*pair) for pair in sides if _is_key_pair(*pair, alias)), None)
        case ElementOf(element=element, elements=elements):
            return _match_list_key(element, elements, alias)
    return None


def _match_list_key(element: exp.Expr, elements: exp.Expr, alias: str) -> JoinKey | None:
    """Return the key that membership in a list compares; None for what is long: a key is written in many places."""
    if not may_repeat(element, elements):
        return None
    if _is_key_pair(element, elements, alias):
        return JoinKey(element, elements, ListSide.PROBE)
    return JoinKey(elements, element, ListSide.BUILD) if _is_key_pair(elements, element, alias) else None


def _is_key_pair(build_key: exp.Expr, probe_key: exp.Expr, alias: str) -> bool:
    apart = (
        free.find_free_aliases(build_key) == {alias}
        and alias not in free.find_free_aliases(probe_key)
        and bool(free.find_free_aliases(probe_key))
    )
    return apart and not probe_key.find(exp.Select)
