"""What changed in an organization between two of its snapshots, and what of that nobody can know."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice


class OrganizationChangeKind(StrEnum):
    """What happened to a row of a table; the value is the word in JSON."""

    ADDED = "added"  # it was not there before
    REMOVED = "removed"  # it is not there any more
    CHANGED = "changed"  # a column has another value
    GAINED = "gained"  # a list holds something that it did not hold
    LOST = "lost"  # a list does not hold something any more


@dataclass(frozen=True, slots=True)
class OrganizationChange:
    """One thing that changed in an organization.

    `key` is that of the row, `subject` what people call it, and `about` what it is about besides, such as the resource
    of a role. `column` is the place that changed, empty where the whole row came or went; `before` and `after` are its
    values, None for none. `called` is what people call the value that a list gained or lost.
    """

    kind: OrganizationChangeKind
    table: str
    key: str
    subject: str = ""
    column: str = ""
    before: str | None = None
    after: str | None = None
    called: str = ""
    about: str = ""


class OrganizationChangeList(ABC):
    """The changes of one table, in order: by what changed, then by key."""

    @abstractmethod
    def __iter__(self) -> Iterator[OrganizationChange]: ...

    def select_first(self, kind: OrganizationChangeKind, column: str, most: int) -> Iterable[OrganizationChange]:
        """Return the first changes of a kind in a column, at most so many."""
        return islice((it for it in self if it.kind is kind and it.column == column), most)


@dataclass(frozen=True, slots=True)
class UnknownDifference:
    """Differences that nobody can know, and why.

    `kind` is what is not known: which rows were added or removed, or what changed in `column`. `rows` is how many rows
    that is about; None where it is about each.
    """

    kind: OrganizationChangeKind
    column: str
    rows: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What changed in one table; `counts` are the numbers of changes by kind and column.

    `rows_before` and `rows_after` are the rows that were compared: of a table that is asked by key, those of the `keys`
    that were answered in both snapshots.
    """

    table: str
    rows_before: int
    rows_after: int
    counts: Mapping[tuple[OrganizationChangeKind, str], int]
    changes: OrganizationChangeList
    unknown: tuple[UnknownDifference, ...] = ()
    keys: int | None = None

    @property
    def number(self) -> int:
        """How many changes there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ComparedSnapshot:
    """One of the two snapshots that were compared; `doubts` are reasons not to trust it as a whole."""

    id: str
    taken_at: datetime
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganizationChanges:
    """What changed in an organization between two snapshots; `not_collected` are the tables that neither of them has.

    Nothing in `tables` is a change that anything unknown could undo.
    """

    organization: str
    before: ComparedSnapshot
    after: ComparedSnapshot
    tables: tuple[TableChanges, ...]
    not_collected: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many changes there are."""
        return sum(table.number for table in self.tables)

    @property
    def is_whole(self) -> bool:
        """Whether every difference in the tables that were collected is known."""
        return not any(table.unknown for table in self.tables)
