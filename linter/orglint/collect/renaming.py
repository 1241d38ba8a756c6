"""Possible renamings: members that nobody specified and that may be missing ones under another name.

A pair is a declared member M and a member X of the same record that nobody specified. X may be M under another name if
a value of X fits the type of M somewhere and no row holds both with different values. Only the whole table shows that,
so each page remembers which pairs fit and which are refuted, and each row what would be unknown.
"""

from dataclasses import dataclass, field
from typing import Any

from orglint.collect.settle import Findings, Strange, fits, generic
from orglint.snapshots.renamed import entry, pair

MOST = 40
"""Unknown members of one record that are compared one by one; with more of them it is another record altogether."""
MOST_PAIRS = 2000
"""Pairs that a page remembers; names that are made up row by row would fill the disk."""


@dataclass(slots=True)
class Renaming:
    """What the rows of one page show of pairs."""

    fitting: set[str] = field(default_factory=set)
    refuted: set[str] = field(default_factory=set)

    def watch(self, found: Findings) -> list[str]:
        """Compare the strange records of one row; return what may be unknown, as pairs with exact paths."""
        maybe: list[str] = []
        for record in found.strange:
            if len(record.new) > MOST or len(self.fitting) + len(self.refuted) > MOST_PAIRS:
                found.bad += [path for name, (_, path) in record.known.items() if name not in record.members]
                continue
            for name in record.new:
                maybe += self._compare(name, record)
        return maybe

    def _compare(self, name: str, record: Strange) -> list[str]:
        maybe = []
        value = record.members[name]
        for member, (schema, path) in record.known.items():
            both = pair(generic(path), name)
            if both in self.refuted:
                continue
            there = record.members.get(member)
            if there is not None and not _same(there, value):
                self.refuted.add(both)
                continue
            if value is not None and both not in self.fitting and fits(schema, value):
                self.fitting.add(both)
            if member not in record.members:
                maybe.append(entry(both, path))
        return maybe


def _same(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except RecursionError:
        return False
