"""A condition as alternatives of literals, and whether all the literals of an alternative can hold at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, TypeAlias

from orglint.expressions.cel.tree import Call, Node, Select
from orglint.expressions.doubts.canonical import write_canonical
from orglint.expressions.doubts.named import NO_VALUE, NamedTree

MOST_ALTERNATIVES = 256
"""Alternatives that are looked at; a condition that has more is taken for one that can hold."""

_NEGATED = {"_<_": "_>=_", "_>=_": "_<_", "_>_": "_<=_", "_<=_": "_>_", "_==_": "_!=_", "_!=_": "_==_"}
_MIRRORED = {"_<_": "_>_", "_>_": "_<_", "_<=_": "_>=_", "_>=_": "_<=_"}


@dataclass(frozen=True, slots=True)
class Fact:
    """What is asked of `subject`, a canonical text: `relation` to a value; `true` and `false` have no value."""

    subject: str
    relation: str
    value: Any = None


Alternatives: TypeAlias = Sequence[tuple[Fact, ...]]
"""Any of these, of each all facts; no alternative at all is what never holds."""


class TooManyError(Exception):
    """A condition has more than `MOST_ALTERNATIVES`."""


def list_alternatives(named: NamedTree, node: Node, *, wanted: bool = True) -> Alternatives:
    """Return when a condition is surely true; with `wanted` false, when it is surely false.

    Negation goes inwards by De Morgan's laws, which hold in three-valued logic. Raises `TooManyError`.
    """
    value = named.read_constant(node)
    if isinstance(value, bool):
        return [()] if value is wanted else []
    other = named.resolve_name(node)
    if other:
        return list_alternatives(other, other.tree, wanted=wanted)
    match node:
        case Call(function="!_", operands=(part,)):
            return list_alternatives(named, part, wanted=not wanted)
        case Call(function="_&&_" | "_||_" as function, operands=parts):
            found = [list_alternatives(named, part, wanted=wanted) for part in parts]
            return join_all(*found) if (function == "_&&_") is wanted else _join_any(*found)
        case Call(function="_?_:_", operands=(asked, one, two)):
            return _join_any(
                join_all(list_alternatives(named, asked), list_alternatives(named, one, wanted=wanted)),
                join_all(list_alternatives(named, asked, wanted=False), list_alternatives(named, two, wanted=wanted)),
            )
        case Call(function=function, operands=(left, right)) if function in _NEGATED:
            return [(_compare(named, function if wanted else _NEGATED[function], left, right),)]
        case Call(function="@in", operands=(element, listed)):
            values = named.read_constant(listed)
            if isinstance(values, list):
                return [(Fact(write_canonical(named, element), "in" if wanted else "not in", tuple(values)),)]
    return [
        (Fact(write_canonical(named, node), "true" if wanted else "false"), *_list_absence(named, node, wanted=wanted))
    ]


def join_all(*conditions: Alternatives) -> Alternatives:
    """Return when all conditions are true."""
    return _bound(tuple(fact for part in parts for fact in part) for parts in product(*conditions))


def can_hold(alternatives: Alternatives) -> bool:
    """Return whether the facts of any alternative can hold at once, as far as they can be compared."""
    return any(_agree(facts) for facts in alternatives)


def _join_any(*conditions: Alternatives) -> Alternatives:
    return _bound(facts for condition in conditions for facts in condition)


def _bound(found: Iterable[tuple[Fact, ...]]) -> Alternatives:
    kept: list[tuple[Fact, ...]] = []
    for facts in found:
        if len(kept) == MOST_ALTERNATIVES:
            raise TooManyError
        kept.append(facts)
    return kept


def _list_absence(named: NamedTree, node: Node, *, wanted: bool) -> Iterator[Fact]:
    """Yield, where a test for presence fails, that what it tests has no value."""
    if isinstance(node, Select) and node.test_only and not wanted:
        yield Fact(f".{node.field}({write_canonical(named, node.operand)})", "absent")


def _compare(named: NamedTree, function: str, left: Node, right: Node) -> Fact:
    value = named.read_constant(right)
    if value is NO_VALUE and named.read_constant(left) is not NO_VALUE:
        return _compare(named, _MIRRORED.get(function, function), right, left)
    one, other = write_canonical(named, left), write_canonical(named, right)
    if value is not NO_VALUE and not isinstance(value, list):
        return Fact(one, function, value)
    if function in ("_>_", "_<=_"):  # a > b is b < a, and a <= b is not that
        one, other, function = other, one, _MIRRORED[function]
    if function in ("_==_", "_!=_"):
        one, other = sorted((one, other))
    positive = function in ("_<_", "_==_")
    return Fact(f"{one} {'==' if function in ('_==_', '_!=_') else '<'} {other}", "true" if positive else "false")


@dataclass(slots=True)
class _Values:
    """Which values a subject can have still."""

    allowed: set[Any] | None = None
    excluded: set[Any] = field(default_factory=set)
    least: list[tuple[Any, bool]] = field(default_factory=list)
    greatest: list[tuple[Any, bool]] = field(default_factory=list)
    states: set[str] = field(default_factory=set)

    def add(self, fact: Fact) -> None:
        match fact.relation:
            case "_==_":
                self._allow({fact.value})
            case "in":
                self._allow(set(fact.value))
            case "_!=_":
                self.excluded.add(fact.value)
            case "not in":
                self.excluded.update(fact.value)
            case "_<_" | "_<=_":
                self.greatest.append((fact.value, fact.relation == "_<_"))
            case "_>_" | "_>=_":
                self.least.append((fact.value, fact.relation == "_>_"))
            case _:
                self.states.add(fact.relation)

    def _allow(self, values: set[Any]) -> None:
        self.allowed = values if self.allowed is None else self.allowed & values

    @property
    def can_be(self) -> bool:
        asked = self.allowed is not None or bool(self.excluded or self.least or self.greatest)
        if len(self.states) > 1 or (asked and "absent" in self.states):
            return False
        if self.allowed is not None:
            return any(self._is_left(value) for value in self.allowed)
        return not any(_is_empty(low, high) for low in self.least for high in self.greatest)

    def _is_left(self, value: Any) -> bool:
        within = all(value > low or (value == low and not open_) for low, open_ in self.least)
        return (
            value not in self.excluded
            and within
            and all(value < high or (value == high and not open_) for high, open_ in self.greatest)
        )


def _is_empty(low: tuple[Any, bool], high: tuple[Any, bool]) -> bool:
    return bool(low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1])))


def _agree(facts: Iterable[Fact]) -> bool:
    """Return whether facts can hold at once: every subject can have a value."""
    subjects: defaultdict[str, _Values] = defaultdict(_Values)
    try:
        for fact in facts:
            subjects[fact.subject].add(fact)
        return all(values.can_be for values in subjects.values())
    except TypeError:  # lists, and values that have no order among them
        return True
