"""A Spark session as an engine: tables are temporary views, and the queries are the same as everywhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from orglint.engine.interface import EngineFactory, EvaluationError, UnreachableError
from orglint.evaluate.engines.spark import settings
from orglint.evaluate.engines.spark.columns import arrow, fitted, named, nothing, schema
from orglint.evaluate.engines.spark.errors import one_line
from orglint.evaluate.engines.spark.sealed import written
from orglint.evaluate.engines.spark.values import plain
from orglint.expressions.spark import RefusedError, spark_sql
from orglint.model.table import Table
from orglint.sql.selection import UnlistedColumn

_READ = {"__globPaths__": "false"}  # a path means itself, stars and brackets included
_FAILURES = (PySparkException, Py4JError)

_translated = lru_cache(maxsize=4096)(spark_sql)


@dataclass(frozen=True, slots=True)
class Spark:
    """A session of its own, classic or by Connect; `room` is a folder for files that are made for it."""

    session: Any
    room: Path

    def register_file(
        self, table: Table, file: Path, *, unknown: Sequence[str], same: bool, unlisted: Sequence[UnlistedColumn] = ()
    ) -> None:
        """Make a temporary view over a snapshot's file; that and no other file is read.

        Where values are taken out, DuckDB does that, and Spark reads what it makes of the file.
        """
        if unlisted:
            file = written(table, file, self.room, unknown=unknown, same=same, unlisted=unlisted)
            unknown, same = (), True
        with _told():
            reader = self.session.read.options(**_READ)
            if same:
                reader = reader.schema(schema(table))
            found = reader.parquet(f"file:{file}")
            columns = fitted(table, found.schema, unknown=unknown)
            found.selectExpr(*columns).createOrReplaceTempView(named(table.name))

    def register_rows(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Make a temporary view over rows that are sent as values."""
        given = list(rows)
        with _told():
            frame = self.session.createDataFrame(arrow(table, given)) if given else self.session.sql(nothing(table))
            frame.createOrReplaceTempView(named(table.name))

    def fetch(self, query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a query; `values` may hold more than the query asks for."""
        with _told():
            found = self.session.sql(_translated(query), args={name: _given(value) for name, value in values.items()})
            return [tuple(plain(cell) for cell in row) for row in found.collect()]


def over(session: Callable[[], AbstractContextManager[Any]]) -> EngineFactory:
    """Return what opens an engine in a session of its own."""

    @contextmanager
    def opened(*files: Path) -> Iterator[Spark]:
        del files  # Spark cannot be locked to them
        with TemporaryDirectory() as room, session() as fresh:
            _set_up(fresh)
            yield Spark(fresh, Path(room))

    return opened


def _set_up(session: Any) -> None:
    try:
        for name, value in settings.SESSION.items():
            session.conf.set(name, value)
    except _FAILURES as error:
        message = f"nothing more was judged: Spark gives no session: {one_line(error)}"
        raise UnreachableError(message, "See that it still runs, then run the same command again.") from None


@contextmanager
def _told() -> Iterator[None]:
    """Turn whatever Spark raises into one line."""
    try:
        yield
    except RefusedError as error:
        raise EvaluationError(str(error)) from None
    except _FAILURES as error:
        raise EvaluationError(one_line(error)) from None


def _given(value: Any) -> Any:
    """Return a value as a parameter: a time as text, because the session's own conversion knows the machine's zone."""
    return value.isoformat(" ") if isinstance(value, datetime) else value
