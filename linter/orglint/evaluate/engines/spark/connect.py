"""Spark on a server that speaks Spark Connect: no Java here, and one session a snapshot there."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from queue import Empty, Queue
from typing import Any

import grpc
from pyspark.errors import PySparkException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.client.retries import DefaultPolicy
from pyspark.sql.connect.session import SparkSession

from orglint.engine.interface import UnreachableError
from orglint.errors import UsageError
from orglint.evaluate.engines.spark.errors import one_line

_PATIENCE = 10.0
_RETRIES = 4  # some five seconds; Spark's own fifteen are ten minutes
_LATER = "See that it runs and can be reached from here, or leave --spark-url out to use this machine."


@contextmanager
def sessions(url: str) -> Iterator[Callable[[], AbstractContextManager[SparkSession]]]:
    """Reach the server at a URL; yield what opens a session there."""
    where = url.partition(";")[0]  # what follows may be a token
    try:
        channel = DefaultChannelBuilder(url).toChannel()
    except PySparkException:
        raise UsageError(f"nothing was judged: {where} is no URL of Spark Connect, as it is written", _FORM) from None
    try:
        if not _answers(channel):
            raise UnreachableError(f"nothing was judged: no Spark Connect server answers at {where}", _LATER)
    finally:
        channel.close()
    yield lambda: _session(url)


@contextmanager
def _session(url: str) -> Iterator[SparkSession]:
    try:
        session = SparkSession.builder.remote(url).create()
    except (PySparkException, grpc.RpcError) as error:
        where = url.partition(";")[0]
        raise UnreachableError(f"nothing was judged: {where} gives no session: {one_line(error)}", _LATER) from None
    session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
    try:
        yield session
    finally:  # the server would keep it for an hour
        with suppress(PySparkException, grpc.RpcError):
            session.stop()


def _answers(channel: grpc.Channel) -> bool:
    """Return whether the server takes the connection; Spark's own client would try again for ten minutes."""
    states: Queue[Any] = Queue()
    channel.subscribe(states.put, try_to_connect=True)
    with suppress(Empty):
        for state in iter(lambda: states.get(timeout=_PATIENCE), None):
            if state in {grpc.ChannelConnectivity.READY, grpc.ChannelConnectivity.TRANSIENT_FAILURE}:
                return state is grpc.ChannelConnectivity.READY
    return False


_FORM = "It looks like sc://host:port or sc://host:port/;token=...;use_ssl=true."
