"""What became of the subjects of earlier findings: which rows are still there, and which have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Followed:
    """Keys of earlier findings that were looked up in a table: rows that are still there, and rows that are not.

    A row is only gone where the table was seen whole; elsewhere it is `open` whether one that was not seen is there.
    """

    there: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """All that was looked up."""
        return self.there | self.gone | self.open


FollowedKeys: TypeAlias = Mapping[str, Followed]
"""The keys that were looked up again, by their table."""
