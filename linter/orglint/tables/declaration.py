"""What can be declared of a table, where the specification cannot say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orglint.model.table import Absence
from orglint.tables.derived import DerivedColumn
from orglint.tables.endpoints import Endpoint
from orglint.tables.evidence import Evidence, Reference, RowsOf, Silence
from orglint.tables.pagination import Pagination
from orglint.tables.search import CountOperations, SearchFilters


@dataclass(frozen=True, slots=True)
class Parent:
    """The table that another depends on: the other is asked once for each of its keys.

    `table` is its name, and `column` the column of the dependent table that holds the key which was asked for.
    `identity` are the columns that tell the rows of the dependent table apart: together they are its key.
    `counted` are rows of the parent that say that their key has rows: some of them must have. Each of those that
    `certain` names must.
    """

    table: str
    column: str
    identity: tuple[str, ...]
    counted: RowsOf
    certain: RowsOf | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the specification cannot say about a table.

    `pagination` says where the pages of its list go on; a table without one is a single row.

    A table with `search` filters can be asked for rows by their keys; one that is `counted` is complete only where the
    count agrees.

    `called` are the columns that have what people call a row, the best first: its key is the last resort.

    `lift` names the member whose fields become columns of their own (`attributes` of JSON:API objects); `renamed` gives
    a lifted field another name where both levels have one of that name; `drop` names outer members that are ignored.
    `may_be_missing` names columns, and members of records (`[]` for every element), that no row needs to have; any
    other that no row has, not even with null, is unknown. What needs `expand` is never one of them. `moving` names
    what changes by itself while it is read: of two rows with the same key the later one counts.

    Rows of one account from several directories: `united` columns hold what any of them holds, `membership` is active
    if it is in any of them, and the column that `follows` is that of those directories.

    `closed` names the places whose enumeration is closed: a value that nobody listed is unknown there, since rules that
    look for the listed ones cannot know what it means. Listed are the values of the specification and those given here,
    which neighbouring APIs are known to send in the same place. Every other enumeration is open.

    `nested` names lists that published examples also show in another list: an inner list counts as its elements.

    `past` names the places of times that can only lie in the past, `times` those of all others: documents call some of
    them plain text. `needs` names the places, besides the key, that orglint itself reads while it seals, whatever rules
    read: to derive columns, to compose rows, to find contradictions.

    `evidence` is what shows that the table cannot be empty, that a column of it cannot be, or that a row is missing
    which others name; where a count agrees, none is.

    A table with a `parent` is asked row by row: once for each key of that table which a rule reaches. It is complete
    for those keys.
    """

    name: str
    variable: str
    key: str
    endpoint: Endpoint
    meaning: str
    called: tuple[str, ...] = ()
    lift: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ("links",)
    pagination: Pagination | None = None
    search: SearchFilters | None = None
    counted: CountOperations | None = None
    expand: Mapping[str, str] = field(default_factory=dict)
    absence: Mapping[str, Absence] = field(default_factory=dict)
    may_be_missing: tuple[str, ...] = ()
    derived: tuple[DerivedColumn, ...] = ()
    moving: tuple[str, ...] = ()
    united: tuple[str, ...] = ()
    membership: str = ""
    follows: str = ""
    closed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nested: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    evidence: tuple[Evidence | Silence | Reference, ...] = ()
    parent: Parent | None = None
