"""The interface between judging and the engines that it can run on.

Queries are written in the SQL of one engine, DuckDB; each engine answers them with the very same Python values.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar

from orglint.errors import UsageError
from orglint.model.table import Table

if TYPE_CHECKING:
    from orglint.sql.selection import UnlistedColumn

T = TypeVar("T")


class EvaluationError(Exception):
    """The engine could not evaluate a query; its text is the reason, in one line."""


class QueryTimeoutError(EvaluationError):
    """A query was ended because its time was over."""


class QueryMemoryError(EvaluationError):
    """A query was ended because it needs more memory than there is for it."""

    def __init__(self) -> None:
        super().__init__("it needs more memory than there is for it")


class UnreachableError(UsageError):
    """An engine that runs elsewhere could not be reached; nothing was judged, and a later run may succeed."""

    exit_code: ClassVar[int] = 4


class Engine(Protocol):
    """The tables of one snapshot, or of rows made by hand, that can be queried in DuckDB's SQL.

    Each table has its columns and, last, the hidden column that lists the paths of a row's unknown values. Every method
    raises `EvaluationError` for what cannot be done.
    """

    def register_file(
        self, table: Table, file: Path, *, unknown: Sequence[str], same: bool, unlisted: Sequence["UnlistedColumn"] = ()
    ) -> None:
        """Register a snapshot's Parquet file as a table.

        The columns named in `unknown` are NULL and listed as unknown in every row. Unless the file was sealed under the
        `same` specification, each column is cast to its present type. The values that `unlisted` columns list become
        NULL.
        """

    def register_rows(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Register rows as a table, cells in the order of the columns; it replaces one of the same name."""

    def fetch(self, query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows of one SELECT; `values` are its parameters by name, and may hold more than it uses."""


class Watch(Protocol):
    """Runs a query so that it can be ended before it is done."""

    def __call__(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        """Return what `run` returns; calling `interrupt` from another thread makes the engine stop.

        Raises `QueryTimeoutError` or `QueryMemoryError` if the query was ended.
        """


def run_unwatched(run: Callable[[], T], interrupt: Callable[[], None]) -> T:
    """Return what `run` returns, however long that takes."""
    del interrupt
    return run()


EngineFactory: TypeAlias = Callable[..., AbstractContextManager[Engine]]
"""Opens an engine that reads the files it is given, and no others that orglint could know of."""
