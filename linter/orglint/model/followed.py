"""What became of the subjects of earlier findings: which rows are still there, and which have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Followed:
    """Keys of earlier findings that were looked up in a table: rows that are still there, and rows that are not.

    A row is only gone where the table was seen whole; of other tables, those that are there are known alone.
    """

    there: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


FollowedKeys: TypeAlias = Mapping[str, Followed]
"""The keys that were looked up again, by their table."""
