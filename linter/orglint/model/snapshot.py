"""A snapshot: all that was seen of an organization at one moment, and what was not seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from orglint.model.reasons import Reason, ReasonCode, explain_column

_SHARE = 0.2
_FEW = 2
"""What any table may lose from one snapshot to the next: a share of its rows, or so few of them."""


class TableState(StrEnum):
    """How much of a table the snapshot holds."""

    COMPLETE = "complete"  # every row that the organization has
    BY_KEY = "by-key"  # every row of the keys that were asked for
    PARTIAL = "partial"  # the walk ended early
    DENIED = "denied"  # the key may not read it, or the organization's plan has none
    DOUBTFUL = "doubtful"  # the rows disagree with what the API says their number is
    ACCEPTED = "accepted"  # doubtful, and the user accepts every doubt: never sealed so, only judged


_AS_ASKED = frozenset({TableState.COMPLETE, TableState.BY_KEY})


@dataclass(frozen=True, slots=True)
class ColumnLedger:
    """What was seen of one column: in how many rows it was present, absent, null or invalid.

    A row counts as `invalid` if its value, or a part of it, has a type that the specification does not allow.

    `unknown` says why nothing may be concluded from the column; empty if it may be read. `note` says why single cells
    of a column that may be read are unknown, where the reason is not just "absent" or "of a wrong type". `code` is the
    kind of reason that `unknown` is, as soon as the ledger is sealed.
    """

    present: int
    absent: int
    invalid: int
    unknown: str = ""
    note: str = ""
    code: ReasonCode | None = None

    @property
    def is_unasked(self) -> bool:
        """Whether the column, or what it is derived from, can be asked for and was not."""
        return self.code is ReasonCode.NOT_ASKED

    @property
    def reason(self) -> Reason | None:
        """Why nothing may be concluded from the column; None if it may be read."""
        return explain_column(self.code, self.unknown)


class DoubtKind(StrEnum):
    """Which check found a table doubtful."""

    COUNT = "count"  # fewer rows were read than the API says there are
    ENVELOPE = "envelope"  # a sign in the envelope of a page
    STATISTICS = "statistics"  # numbers of the API that contradict each other, or the rows
    LOSS = "loss"  # many rows less than in the last complete snapshot
    CONTRADICTION = "contradiction"  # rows of another table refer to rows that this one does not have
    FORGOTTEN = "forgotten"  # rows of people who are forgotten were left out afterwards


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason not to trust that a table is complete; `difference` is the number of missing rows, where it is known."""

    kind: DoubtKind
    text: str
    difference: int | None = None


@dataclass(frozen=True, slots=True)
class KeyLedger:
    """For how many keys of its parent a table was to be asked, and how many of these were answered whole."""

    chosen: int
    answered: int


@dataclass(frozen=True, slots=True)
class TableLedger:
    """What was asked, seen, expected and denied of one table.

    `rows` is the number of rows in the sealed file, `expected` the number that the API counts, None if it does not say.
    `doubts` say why the table may be incomplete. `drift` lists what the specification does not know (fields, values,
    members of the envelope) and decides nothing; `notes` are remarks for people. A table that is asked row by row says
    with `keys` for how many; which they are stands in a file of its own.
    """

    state: TableState
    rows: int
    expected: int | None
    pages: int
    requests: int
    reason: str = ""
    expected_by: str = ""
    read_at: datetime | None = None
    columns: Mapping[str, ColumnLedger] = field(default_factory=dict)
    new_fields: Mapping[str, int] = field(default_factory=dict)
    new_values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    drift: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    keys: KeyLedger | None = None

    @property
    def as_asked(self) -> bool:
        """Whether the snapshot holds all that was asked for: of a table that is asked by key, of the chosen keys."""
        return self.complete or self.state is TableState.BY_KEY

    @property
    def complete(self) -> bool:
        """Whether the snapshot holds every row of the table, as far as it is judged."""
        return self.state in {TableState.COMPLETE, TableState.ACCEPTED}

    def tells(self, words: str) -> bool:
        """Return whether the reason, which is made of the words of doubts and others, says this already."""
        return words in self.reason

    @property
    def was_complete(self) -> bool:
        """Whether it held every row before rows of people who are forgotten were left out, if any were."""
        kinds = {doubt.kind for doubt in self.doubts}
        return self.complete or (self.state is TableState.DOUBTFUL and kinds == {DoubtKind.FORGOTTEN})

    @property
    def rows_then(self) -> int:
        """How many rows it had when it was sealed."""
        return self.rows + sum(it.difference or 0 for it in self.doubts if it.kind is DoubtKind.FORGOTTEN)

    @property
    def gap(self) -> Reason | None:
        """Why rows may be missing; None if the table is complete."""
        return None if self.complete else Reason(ReasonCode(self.state), said=self.reason)


@dataclass(frozen=True, slots=True)
class DataFile:
    """One sealed file of a snapshot, with the digest that vouches for it."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Forgetting:
    """That one person was forgotten in a sealed snapshot: when, and what was left out of each table; not who it was.

    `rows` were left out; in `cells` of other rows stood what names the person, and they are unknown since.
    """

    at: datetime
    rows: Mapping[str, int]
    cells: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A sealed snapshot on disk, whose files were compared with their digests when it was opened.

    `specifications` are the digests of the documents that it was collected under, by the name of the API, and
    `spec_sha256` is that of the Organizations API, which older snapshots have alone. `doubts` are reasons not to trust
    the snapshot as a whole. `forgotten` says what was left out of it since it was sealed.
    """

    id: str
    organization: str
    organization_name: str
    taken_at: datetime
    sealed_at: datetime
    base_url: str
    spec_sha256: str
    orglint: str
    previous: str
    folder: Path
    tables: Mapping[str, TableLedger]
    files: Mapping[str, DataFile]
    doubts: tuple[str, ...] = ()
    specifications: Mapping[str, str] = field(default_factory=dict)
    forgotten: tuple[Forgetting, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of the snapshot, all but its manifest."""
        return tuple(self.folder / file.name for file in self.files.values())

    @property
    def complete(self) -> bool:
        """Whether every table that was asked for is there whole."""
        return all(ledger.as_asked for ledger in self.tables.values())

    @property
    def was_complete(self) -> bool:
        """Whether it was complete before people were forgotten in it, if any were."""
        return all(ledger.as_asked or ledger.was_complete for ledger in self.tables.values())

    @property
    def holds_all(self) -> bool:
        """Whether every table that was asked for is there whole without anybody accepting that it is not."""
        return all(ledger.state in _AS_ASKED for ledger in self.tables.values())


def name_keys(table: str) -> str:
    """Return the name of the keys for which a table was answered whole: of their file, and in the engine."""
    return f"{table}.keys"


def list_file_titles(tables: Mapping[str, TableLedger]) -> Iterator[str]:
    """Yield the titles of the files that a snapshot consists of: one a table, and the keys of those asked by key."""
    for name, ledger in tables.items():
        yield name
        if ledger.keys is not None:
            yield name_keys(name)


def lost_many(before: int, now: int) -> bool:
    """Return whether so many rows are gone that it is to be doubted: more than a fifth of them, and more than two."""
    return before - now > max(_FEW, before * _SHARE)
