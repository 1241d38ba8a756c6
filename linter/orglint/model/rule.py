"""A rule: a promise about the rows of a table, loaded, type-checked and compiled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from orglint.errors import Mistake
from orglint.model.table import Scalar


class Severity(StrEnum):
    """How serious a finding of a rule is, the least first."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the least."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression as SQL over one row, in three-valued logic: NULL is unknown.

    `source` is the text as its author wrote it, `reads` every (table, column) that it may read, `counts` the tables
    that it reads as a whole, `parts` the number of its parts. A named expression (`let`) that reads whole tables
    becomes a `column` of the rule's query, so that it is evaluated once; `hoisted_sql` is the SQL that refers to such
    columns. `doubts` warn of what is valid and probably not meant, with its place in the source. `scope` is what the
    source may name; `expressions` made it, and looks inside when the expression is to be explained.
    """

    source: str
    sql: str
    type: str
    reads: frozenset[tuple[str, str]]
    counts: frozenset[str] = frozenset()
    parts: int = 1
    hoisted_sql: str = ""
    column: str = ""
    doubts: tuple[Mistake, ...] = ()
    scope: object = field(default=None, repr=False, compare=False)

    @property
    def sql_with_lets(self) -> str:
        """The SQL over a row that has the columns of the rule's named expressions."""
        return self.hoisted_sql or self.sql


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, text or list that an organization may set for itself."""

    name: str
    type: str
    default: Any
    meaning: str
    value: Any

    @property
    def scalar(self) -> Scalar:
        """The type of the parameter, or of the elements of a list of them."""
        return Scalar(self.type.removeprefix("list(").removesuffix(")"))


@dataclass(frozen=True, slots=True)
class Message:
    """A message template: `parts` alternates literal text and placeholders (an index into `values`)."""

    template: str
    parts: tuple[str | int, ...]
    values: tuple[Compiled, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A row, perhaps a whole small organization, with the outcome that the rule must give to it.

    `tables` holds the rows of other tables; a table that is not named there is unknown.
    """

    expected: str
    row: Mapping[str, Any]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    line: int
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, compiled and immutable: `where` selects rows of `table`, and `require` must hold for each of them.

    `id` is the path of the rule's file without its ending. `doubts` warn of expressions that are valid and probably not
    meant; `required_at` is the line and column of `require` in the file.
    """

    id: str
    title: str
    severity: Severity
    table: str
    where: Compiled
    require: Compiled
    message: Message
    why: str
    fix: str
    source: str
    line: int
    let: Mapping[str, Compiled] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    doubts: tuple[Mistake, ...] = ()
    required_at: tuple[int, int] = (1, 1)

    @property
    def expressions(self) -> tuple[Compiled, ...]:
        """Everything that decides the outcome: `where`, `require` and what they name."""
        return (self.where, self.require)

    @property
    def reads(self) -> frozenset[tuple[str, str]]:
        """Every (table, column) that the outcome or the message may depend on."""
        return frozenset().union(*(part.reads for part in (*self.expressions, *self.message.values)))

    @property
    def counts(self) -> frozenset[str]:
        """Tables that the outcome needs as a whole, besides the rule's own."""
        return frozenset().union(*(part.counts for part in self.expressions))
