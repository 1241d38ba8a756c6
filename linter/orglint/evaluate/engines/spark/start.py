"""Starts Spark where a URL says: in this process's own Java machine, on a cluster, or on a Spark Connect server."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

from pyspark.logger import PySparkLogger

from orglint.engine.interface import EngineFactory
from orglint.errors import UsageError
from orglint.evaluate.engines.spark.engine import over

LOCAL = "local[*]"
_NOISY = ("DataFrameQueryContextLogger", "SQLQueryContextLogger")
_CONNECT = "sc://"


@contextmanager
def started(url: str = "") -> Iterator[EngineFactory]:
    """Start Spark; every engine has a session of its own in it."""
    if find_spec("sqlglotc"):  # the translation extends a class, and no compiled one can be extended
        raise UsageError(
            "nothing was judged: the engine spark cannot translate rules where the compiled SQLGlot is installed",
            "Run it where it is not: pip uninstall sqlglotc (SQLGlot itself stays).",
        )
    where = "connect" if url.startswith(_CONNECT) else "classic"
    module = import_module(f"orglint.evaluate.engines.spark.{where}")
    with _silence(), module.sessions(url or LOCAL) as session:
        yield over(session)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the libraries from printing what orglint says itself: errors, and that somebody has stopped it."""
    for name in _NOISY:
        PySparkLogger.getLogger(name).setLevel(logging.CRITICAL + 1)
    nowhere = logging.NullHandler()
    logging.getLogger().addHandler(nowhere)  # without any, Python would print
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="pyspark")
            yield
    finally:
        logging.getLogger().removeHandler(nowhere)
