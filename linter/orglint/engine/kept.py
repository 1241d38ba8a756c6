"""Rows of a query that stay in the engine's columns until somebody reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from orglint.engine.connection import Connection
from orglint.engine.failures import translate_failures
from orglint.engine.interruptible import run_interruptibly

PIECE = 8_192
"""Rows that become objects at a time."""


@dataclass(frozen=True, slots=True)
class KeptRows:
    """The rows of a query in its order.

    `name` is that of their table, as SQL has it. They have a connection of their own, and as long as somebody holds
    that, the database lives, though the engine that made them be closed. Reading them can be interrupted, and has no
    other limit.
    """

    connection: Connection
    name: str
    number: int

    def read_first(
        self, columns: Sequence[str], condition: str, values: Sequence[Any], most: int, *, order: str = ""
    ) -> list[Any]:
        """Return the first rows for which a condition is true; `values` are those of its parameters.

        An `order` comes before that of the query.
        """
        select = f"SELECT {', '.join(columns)} FROM {self.name} WHERE {condition}"
        return self._run(f"{select} ORDER BY {order}{', ' * bool(order)}rowid LIMIT {most:d}", values)

    def read_pieces(self, columns: Sequence[str], condition: str, values: Sequence[Any] = ()) -> Iterator[list[Any]]:
        """Yield the rows for which a condition is true, some thousands at a time."""
        for start in range(0, self.number, PIECE):
            here = f"rowid >= {start} AND rowid < {start + PIECE} AND ({condition})"
            yield self.read_first(columns, here, values, PIECE)

    def group_rows(self, columns: Sequence[str], condition: str, most: int) -> list[Any]:
        """Return what rows have in columns, how many have it, and the places of the first: `most` at most.

        The order is that in which each is met first. A place is the row's `rowid`.
        """
        listed = ", ".join(columns)
        counts = f"count(*), min(rowid, {most:d})"
        grouped = f"SELECT {listed}, {counts} FROM {self.name} WHERE {condition}"
        return self._run(f"{grouped} GROUP BY {listed} ORDER BY min(rowid)", ())

    def drop(self) -> None:
        """Give up the rows, and the memory that they take."""
        self._run(f"DROP TABLE {self.name}", ())

    def _run(self, query: str, values: Sequence[Any]) -> list[Any]:
        with translate_failures():
            return run_interruptibly(
                lambda: self.connection.execute(query, list(values)).fetchall(), self.connection.interrupt
            )
