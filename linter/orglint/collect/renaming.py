"""Possible renamings: unspecified members that may be missing ones under another name.

A pair is a declared member M and a member X of the same record that nobody specified. X may be M under another name if
a value of X fits the type of M somewhere and no row holds both with different values. Only the whole table shows that,
so each page remembers which pairs fit and which are refuted, and each row what would be unknown.
"""

from dataclasses import dataclass, field
from typing import Any

from orglint.collect.coerce import Findings, RecordWithNewMembers, is_valid_value
from orglint.model.unknown import place_of
from orglint.snapshots.renamed import format_entry, format_pair

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
        """Compare the records of one row that have unspecified members; return what may be unknown, as exact paths."""
        maybe: list[str] = []
        for record in found.records:
            if len(record.new) > MOST or len(self.fitting) + len(self.refuted) > MOST_PAIRS:
                found.bad += [path for name, (_, path) in record.known.items() if name not in record.members]
                continue
            for name in record.new:
                maybe += self._compare_member(name, record)
        return maybe

    def _compare_member(self, name: str, record: RecordWithNewMembers) -> list[str]:
        maybe = []
        value = record.members[name]
        for member, (schema, path) in record.known.items():
            both = format_pair(place_of(path), name)
            if both in self.refuted:
                continue
            there = record.members.get(member)
            if there is not None and not _is_same_value(there, value):
                self.refuted.add(both)
                continue
            if value is not None and both not in self.fitting and is_valid_value(schema, value):
                self.fitting.add(both)
            if member not in record.members:
                maybe.append(format_entry(both, path))
        return maybe


def _is_same_value(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except RecursionError:
        return False
