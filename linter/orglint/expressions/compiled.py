"""A compiled expression: its text, and its SQL over one row."""

from dataclasses import dataclass, field

from orglint.errors import Mistake


def complete_name(table: str) -> str:
    """Return the name of the query parameter that says whether a table is complete."""
    return f"complete_{table}"


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """For which keys an expression needs a table that is asked by key.

    Those are the values that `probe`, as SQL, has in the rows under the aliases `rows`; every key if it is empty.
    """

    table: str
    probe: str = ""
    rows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression as SQL over one row, in three-valued logic: NULL is unknown.

    `source` is the text as its author wrote it, `reads` every (table, column) that it may read, `counts` the tables
    that it reads as a whole, `asks` for which keys where a table is asked by key, `parts` the number of its parts.
    A named expression (`let`) that reads whole tables becomes a `column` of the rule's query, so that it is evaluated
    once; `hoisted_sql` is the SQL that refers to such columns. `doubts` warn of what is valid and probably not meant,
    with its place in the source. `unset` are settings that it names and that have no value, `guarded` those of which
    it asks whether they have one. `scope` is what the source may name, for whoever explains the expression.
    """

    source: str
    sql: str
    type: str
    reads: frozenset[tuple[str, str]]
    counts: frozenset[str] = frozenset()
    asks: frozenset[KeyQuestion] = frozenset()
    parts: int = 1
    hoisted_sql: str = ""
    column: str = ""
    doubts: tuple[Mistake, ...] = ()
    unset: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()
    scope: object = field(default=None, repr=False, compare=False)

    @property
    def sql_with_lets(self) -> str:
        """The SQL over a row that has the columns of the rule's named expressions."""
        return self.hoisted_sql or self.sql
