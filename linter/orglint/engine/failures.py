"""What DuckDB raises, as the errors of this room."""

from collections.abc import Iterator
from contextlib import contextmanager

from orglint.engine.library import duckdb
from orglint.engine.queries import EvaluationError, QueryMemoryError


@contextmanager
def translate_failures() -> Iterator[None]:
    """Raise `EvaluationError` for what DuckDB cannot do; memory that a query had too little of is returned."""
    try:
        yield
    except (duckdb.OutOfMemoryException, QueryMemoryError, MemoryError):
        _give_back()
        raise QueryMemoryError from None
    except duckdb.Error as error:
        raise EvaluationError(str(error).splitlines()[0]) from None


def _give_back() -> None:
    """Return freed memory to the system: DuckDB keeps it until any of its databases is closed."""
    duckdb.connect(":memory:", config={"threads": 1}).close()
