"""Spark in a Java machine of this process's own: it works here, or drives the workers of a cluster."""

import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from orglint.engine.interface import UnreachableError
from orglint.errors import UsageError
from orglint.evaluate.engines.spark import settings
from orglint.evaluate.engines.spark.errors import one_line

Sessions: TypeAlias = Callable[[], AbstractContextManager[SparkSession]]

_STANDALONE = "spark://"
_PATIENCE = 10.0
_BAD_URL = ("Could not parse Master URL", "Invalid master URL", "Master must ", "Could not load")
_NOISE = re.compile(r"WARNING: |Using Spark's|\s+at |Picked up ")
_SCRIPT = re.compile(r"^\S+/bin/spark-class: line \d+: ")
_JAVA = "Install Java 17 or newer, on PATH or under JAVA_HOME."


@contextmanager
def sessions(url: str) -> Iterator[Sessions]:
    """Start an application at a master's URL; yield what opens a session in it."""
    _reach(url)
    with TemporaryDirectory(prefix="orglint-spark-") as folder:
        gateway = _launched(_conf(url, Path(folder)), Path(folder) / "start.log")
        try:
            with _context(url, gateway, _conf(url, Path(folder))) as context:
                first = SparkSession(context)
                yield lambda: nullcontext(first.newSession())
        finally:
            _end(gateway)


def _conf(url: str, folder: Path) -> Mapping[str, str]:
    log4j = folder / "log4j2.properties"
    log4j.write_text(settings.LOG4J, encoding="ascii")
    local = {**settings.LOOPBACK, **settings.SMALL} if url.startswith("local") else {}
    return {
        **local,
        **settings.SESSION,
        **settings.OWN,
        "spark.master": url,
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log4j.as_uri()}",
    }


def _launched(told: Mapping[str, str], log: Path) -> Any:
    """Return the way to a Java machine that was started for us; what it says goes into a file, not to the user."""
    conf = SparkConf(loadDefaults=False).setAll(list(told.items()))
    try:
        with log.open("wb") as stream:
            return launch_gateway(conf, {"stdout": stream, "stderr": stream})  # type: ignore[no-untyped-call]
    except (PySparkException, OSError):
        raise _not_started(log.read_text("utf-8", "replace"), told["spark.master"]) from None


def _not_started(said: str, url: str) -> UsageError:
    if any(words in said for words in _BAD_URL):
        return UsageError(f"nothing was judged: {url} is no URL of Spark", _URLS)
    lines = [line.strip() for line in said.splitlines() if line.strip() and not _NOISE.match(line)]
    why = f": {_SCRIPT.sub('', lines[0])}" if lines else ""
    return UsageError(f"nothing was judged: Spark could not start Java{why}", _JAVA)


@contextmanager
def _context(url: str, gateway: Any, told: Mapping[str, str]) -> Iterator[SparkContext]:
    try:
        conf = SparkConf(loadDefaults=True, _jvm=gateway.jvm).setAll(list(told.items()))
        context = SparkContext(conf=conf, gateway=gateway)
    except (PySparkException, Py4JError) as error:
        why = one_line(error)
        if any(words in why for words in _BAD_URL):
            raise UsageError(f"nothing was judged: {url} is no URL of Spark", _URLS) from None
        raise UnreachableError(f"nothing was judged: Spark at {url} could not be started: {why}", _LATER) from None
    try:
        yield context
    finally:
        with suppress(PySparkException, Py4JError, OSError):
            context.stop()


_URLS = "There are local[N], spark://host:port, sc://host:port and what else Spark calls a master."
_LATER = "See that it runs and can be reached from here, or leave --spark-url out to use this machine."


def _reach(url: str) -> None:
    """Ask whether anybody listens at a standalone master's address: Spark itself would wait for minutes."""
    if not url.startswith(_STANDALONE):
        return
    masters = url.removeprefix(_STANDALONE).split(",")
    failed = [problem for master in masters if (problem := _refusal(master))]
    if len(failed) == len(masters):
        raise UnreachableError(f"nothing was judged: {url} cannot be reached: {failed[0]}", _LATER)


def _refusal(master: str) -> str:
    host, _, port = master.rpartition(":")
    if not host or not port.isdecimal():
        raise UsageError(f"nothing was judged: {_STANDALONE}{master} is no URL of Spark", _URLS)
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        return (getattr(error, "strerror", None) or str(error)).lower()
    return ""


def _end(gateway: Any) -> None:
    """End the Java machine, and let a later application of this process have one of its own."""
    with suppress(Py4JError, OSError):
        gateway.shutdown()
    with suppress(OSError):
        gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = None  # noqa: SLF001 - or Spark would take the one that has ended
    SparkContext._jvm = None  # noqa: SLF001
