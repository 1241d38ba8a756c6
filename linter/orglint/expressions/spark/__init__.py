"""Our SQL, which is DuckDB's, in Spark's words: the same query, with the very same meaning, or a refusal.

The translation is one table of what each operator, function, cast and type is; what has no entry is refused by name.
It stands on a session with `spark.sql.session.timeZone=UTC`, `spark.sql.ansi.enabled=true` and
`spark.sql.timestampType=TIMESTAMP_NTZ`.
"""

from sqlglot.errors import SqlglotError

from orglint.expressions.spark.correlation import straightened
from orglint.expressions.spark.queries import node
from orglint.expressions.spark.reading import read
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.types import spark_type
from orglint.expressions.spark.writing import Writing

__all__ = ["RefusedError", "spark_sql", "spark_type"]


def spark_sql(query: str) -> str:
    """Return a query in Spark's SQL; its values `$name` are named parameters, `:name`. Raises `RefusedError`."""
    try:
        return Writing(node).sql(straightened(read(query)))
    except SqlglotError as error:
        raise RefusedError(f"a query that cannot be read ({str(error).splitlines()[0]})") from None
    except RecursionError:
        raise RefusedError("a query that is nested so deeply") from None
