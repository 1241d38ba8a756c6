"""Spark on a server that speaks Spark Connect: no Java here, and one session there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from typing import Any

import grpc
from pyspark.errors import PySparkException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.client.retries import DefaultPolicy
from pyspark.sql.connect.session import SparkSession

from orglint.errors import UnreachableError, UsageError
from orglint.evaluate.distribute.spark.errors import one_line
from orglint.evaluate.distribute.spark.reached import Spark

_PATIENCE = 10.0
_RETRIES = 4  # some five seconds; Spark's own fifteen are ten minutes
_FAILURES = (PySparkException, grpc.RpcError)
_LATER = "See that it runs and can be reached from here, or leave --spark-url out to use this machine."


@contextmanager
def open_spark(url: str) -> Iterator[Spark]:
    """Reach the server at a URL, and have a session there."""
    where = url.partition(";")[0]  # what follows may be a token
    try:
        alive = _is_answering(url)
    except PySparkException:
        raise UsageError(f"nothing was judged: {where} is not a URL of Spark Connect", _FORM) from None
    if not alive:
        raise UnreachableError(f"nothing was judged: no Spark Connect server answers at {where}", _LATER)
    try:
        session = SparkSession.builder.remote(url).create()
    except _FAILURES as error:
        raise UnreachableError(f"nothing was judged: {where} gives no session: {one_line(error)}", _LATER) from None
    session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
    try:
        yield Spark(session, where, _FAILURES, lambda: _is_answering(url))
    finally:  # the server would work on, and keep the session for an hour
        with suppress(*_FAILURES):
            session.interruptAll()
        with suppress(*_FAILURES):
            session.stop()


def _is_answering(url: str) -> bool:
    """Return whether the server takes the connection; Spark's own client would try again for ten minutes."""
    channel = DefaultChannelBuilder(url).toChannel()
    states: Queue[Any] = Queue()
    channel.subscribe(states.put, try_to_connect=True)
    try:
        with suppress(Empty):
            for state in iter(lambda: states.get(timeout=_PATIENCE), None):
                if state in {grpc.ChannelConnectivity.READY, grpc.ChannelConnectivity.TRANSIENT_FAILURE}:
                    return state is grpc.ChannelConnectivity.READY
        return False
    finally:
        channel.close()


_FORM = "It looks like sc://host:port or sc://host:port/;token=...;use_ssl=true."
