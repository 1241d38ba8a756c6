"""The seam between judging and the engines: everything above it is written once, for all of them.

Queries are written in the SQL of one engine, DuckDB; each engine answers them with the very same Python values.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar

from orglint.errors import UsageError
from orglint.model.table import Table

if TYPE_CHECKING:
    from orglint.sql.selection import Strange

Answer = TypeVar("Answer")


class EvaluationError(Exception):
    """The engine could not evaluate a query; the argument says why in one line."""


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
    """Tables of one snapshot, or rows made by hand, that can be asked; what cannot be done is an `EvaluationError`.

    Each table has its columns and, last, the hidden column that lists a row's columns of which nothing is known.
    """

    def register_file(
        self, table: Table, file: Path, *, unknown: Sequence[str], same: bool, strange: Sequence["Strange"] = ()
    ) -> None:
        """Make a snapshot's file a table; columns named as unknown have no value, and are listed in every row.

        Unless it is the `same` specification that the file was sealed under, each column is given its present type.
        Values of `strange` columns that nobody listed are unknown.
        """

    def register_rows(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows whose cells are in the order of the columns; it replaces one of this name."""

    def fetch(self, query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a query; `values` may hold more than the query asks for."""


class Watch(Protocol):
    """Runs a query for whoever may want to end it before it is done."""

    def __call__(self, run: Callable[[], Answer], interrupt: Callable[[], None]) -> Answer:
        """Return what `run` returns; `interrupt`, called from another thread, makes the engine give up.

        Raises `QueryTimeoutError` or `QueryMemoryError` if it was made to.
        """


def run_unwatched(run: Callable[[], Answer], interrupt: Callable[[], None]) -> Answer:
    """Return what `run` returns, however long that takes."""
    del interrupt
    return run()


EngineFactory: TypeAlias = Callable[..., AbstractContextManager[Engine]]
"""Opens an engine that reads the files it is given, and no others that orglint could know of."""
